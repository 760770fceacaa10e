"""PDF files, by pypdf. Runs in the other process only."""

import io
from typing import Any

from pypdf import PdfReader

from corpus.importing import limits
from corpus.reports import Unreadable


def read_pdf(content: bytes) -> dict[str, Any]:
    """The text and the title of a PDF. Its date is that of the file, not of publication: it is not taken."""
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise Unreadable("file", "encrypted", "an encrypted PDF: save it without a password")
    if len(reader.pages) > limits.PDF_PAGES:
        raise Unreadable("file", f"{len(reader.pages)} pages", f"more than {limits.PDF_PAGES} pages")
    text = "\n\n".join(page.extract_text() for page in reader.pages).strip()
    if not text:
        raise Unreadable("text", "", "a PDF without text: pictures of pages need text recognition first")
    title = reader.metadata.title if reader.metadata else None
    return {"text": text, "title": str(title or "")}
