"""Figures as files, each with the manifest of how it was made: the same snapshot gives the same bytes."""

import io
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from matplotlib.backends.backend_pdf import PdfPages
from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from atlas.exports.carried import manifest_from
from atlas.exports.manifest import PROGRAM, Manifest, make_manifest, to_json
from atlas.exports.snapshot import Snapshot
from atlas.figures.drawing import draw_figure
from atlas.figures.pages import draw_pages
from atlas.figures.sheet import let_go_of_pixels
from atlas.figures.sizes import Size

SCREEN, SHARP_SCREEN, PRINT = 96, 192, 300  # dots per inch
KEY = "reported-measures"
PDF_KEY = "ReportedMeasures"
NAMESPACE = "urn:reported-measures:manifest"
SVG_METADATA = "{http://www.w3.org/2000/svg}metadata"
COMPRESSION = 3  # of PNG: half the time of the usual 6, a tenth more bytes
MOST_PIXELS = 60_000_000  # of a picture that is read


def write_png(snapshot: Snapshot, size: Size = Size.SLIDE, dpi: int = PRINT) -> bytes:
    """The figure as a PNG of so many dots per inch."""
    manifest = make_manifest(snapshot, "png", size=size.name, dpi=dpi)
    metadata = {"Software": PROGRAM, "Title": snapshot.title, KEY: to_json(manifest)}
    stream = io.BytesIO()
    figure = draw_figure(snapshot, size, manifest)
    figure.savefig(stream, format="png", dpi=dpi, metadata=metadata, pil_kwargs={"compress_level": COMPRESSION})
    let_go_of_pixels(figure)
    return stream.getvalue()


def write_svg(snapshot: Snapshot, size: Size = Size.SLIDE) -> bytes:
    """The figure as an SVG that looks the same everywhere: its letters are paths."""
    stream = io.BytesIO()
    metadata = {"Date": None, "Creator": PROGRAM, "Title": snapshot.title}
    manifest = make_manifest(snapshot, "svg", size=size.name)
    draw_figure(snapshot, size, manifest).savefig(stream, format="svg", metadata=metadata)
    element = f'<manifest xmlns="{NAMESPACE}">{escape(to_json(manifest))}</manifest>'.encode()
    return stream.getvalue().replace(b"</metadata>", element + b"</metadata>", 1)


def write_pdf(snapshot: Snapshot, size: Size = Size.A4_PORTRAIT) -> bytes:
    """The figure as a PDF, with pages of all its sources if they find no room beside the map."""
    stream = io.BytesIO()
    metadata = {"Creator": PROGRAM, "Title": snapshot.title, "CreationDate": None}
    manifest = make_manifest(snapshot, "pdf", size=size.name)
    with PdfPages(stream, metadata=metadata) as pages:
        pages.infodict()[PDF_KEY] = to_json(manifest)
        for figure in draw_pages(snapshot, size, manifest):
            figure.savefig(pages, format="pdf")
    return stream.getvalue()


def read_manifest_png(content: bytes) -> Manifest | None:
    """The manifest of a PNG, or ``None`` if it has none."""
    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            picture.load()  # chunks of text may stand behind the pixels
            return manifest_from(getattr(picture, "text", {}).get(KEY))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        return None


def read_manifest_svg(content: bytes) -> Manifest | None:
    """The manifest of an SVG, or ``None`` if it has none."""
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError):
        return None
    return manifest_from(root.findtext(f"{SVG_METADATA}/{{{NAMESPACE}}}manifest"))


def read_manifest_pdf(content: bytes) -> Manifest | None:
    """The manifest of a PDF, or ``None`` if it has none."""
    if not content.startswith(b"%PDF-"):
        return None
    try:
        about: Mapping[str, Any] = PdfReader(io.BytesIO(content)).metadata or {}
        return manifest_from(about.get(f"/{PDF_KEY}"))
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, RecursionError, AttributeError):
        return None  # a broken file may fail anywhere
