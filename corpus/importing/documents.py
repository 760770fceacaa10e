"""One text a file: Markdown, plain text, web pages and PDF, and the report that each becomes."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast

from corpus.importing import limits
from corpus.importing.isolation import Worker
from corpus.importing.models import Asked, Found, Upload
from corpus.interval import BadDate, read_day
from corpus.models import Report
from corpus.reports import Unreadable, format_report, front_matter_fields, line_of, parse_report, split_front_matter

FOUND_IN = {".html": "webpage", ".htm": "webpage", ".pdf": "pdf"}
PLAIN = (".md", ".txt", ".text", ".markdown")
ID = "own-{digest}"
NO_ADDRESS = "no address"
HANGUL = re.compile("[가-힣]")
LETTER = re.compile(r"[^\W\d_]")
KOREAN_SHARE = 0.3
LINE_CHARACTERS = 500


def read_document(upload: Upload, worker: Worker) -> Found:
    """The text of a file with what the file says about it; raises `Unreadable`."""
    if upload.ending in PLAIN:
        return read_plain(upload.content)
    return _found(worker.read(FOUND_IN[upload.ending], upload.content))


def read_plain(content: bytes) -> Found:
    """Markdown or plain text, with or without front matter."""
    try:
        text = content.decode("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError as error:
        value = repr(error.object[error.start : error.start + 8])
        raise Unreadable("file", value, "not UTF-8: save it as UTF-8") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.startswith("---"):
        return Found(text)
    block, body = split_front_matter(text)
    return _found({**front_matter_fields(block), "text": body})


def make_report(found: Found, asked: Asked, name: str) -> Report:
    """The report of a text; what its file lacks is what was asked for. Its id is a hash of it.

    Raises `Unreadable` if anything needed is missing on both sides, or the report could not be kept as a file.
    """
    text = _clean(found.text)
    publisher = _line(found.publisher) or _line(asked.publisher)
    published = _published(found.published, asked)
    _check_stated(publisher, published)
    draft = Report(
        id="",
        publisher=publisher,
        title=_line(found.title) or f"[{_line(name)}]",
        published=cast(date, published),
        language=_line(found.language) or language_of(text),
        url=_line(found.url) or NO_ADDRESS,
        origin=_line(found.origin),
        text=text,
    )
    return named(draft)


def named(draft: Report) -> Report:
    """The report with an id made from its content, as it will be read again from its file; raises `Unreadable`."""
    if not draft.text.strip():
        raise Unreadable("text", "", "empty: there is no text")
    size = len(draft.text.encode("utf-8", "replace"))
    if size > limits.TEXT_BYTES:
        raise Unreadable("text", f"{size} bytes", f"longer than {limits.TEXT_BYTES} bytes")
    digest = hashlib.sha256(format_report(draft).encode("utf-8", "replace")).hexdigest()[:12]
    report = replace(draft, id=ID.format(digest=digest))
    return parse_report(report.id, format_report(report))


def language_of(text: str) -> str:
    """``ko`` where a good share of the letters is Hangul, else ``en``."""
    letters = len(LETTER.findall(text))
    return "ko" if letters and len(HANGUL.findall(text)) / letters >= KOREAN_SHARE else "en"


def _check_stated(publisher: str, published: date | None) -> None:
    """Raise `Unreadable` that says all of what neither the file nor the form says."""
    facts = {"publisher": publisher, "publication date": published}
    missing = [name for name, value in facts.items() if not value]
    if missing:
        raise Unreadable(" and ".join(missing), "", f"the file states no {' and no '.join(missing)}: fill in the form")


def _published(stated: str, asked: Asked) -> date | None:
    """The day a file states, with or without a time after it; else the one that was asked for."""
    if not stated:
        return asked.published
    try:
        return read_day(stated[:10] if stated[10:11] in ("T", " ") else stated)
    except BadDate as error:
        raise Unreadable("published", stated, f"bad date: {error}") from error


def _found(fields: Mapping[str, Any]) -> Found:
    """What a file says, each field one line of text; raises `Unreadable` for a field that is none."""
    names = ("title", "publisher", "published", "url", "origin", "language")
    said = {name: line_of(name, fields[name]) for name in names if fields.get(name)}
    return Found(text=str(fields["text"]), **said)


def _clean(text: str) -> str:
    """The text without control characters and halves of characters, its outer white space and blank lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return re.sub(r"\n{3,}", "\n\n", kept).strip()


def _line(text: str) -> str:
    """One line, cut, of what can be printed."""
    kept = "".join(c for c in " ".join(text.split()) if unicodedata.category(c) not in ("Cc", "Cs"))
    return kept[:LINE_CHARACTERS].strip()
