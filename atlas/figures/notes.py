"""The words around the map: title, nation-wide measures, what is shown of how much, how to read it, and the link."""

import re
from functools import lru_cache

import segno
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from atlas.exports.manifest import Manifest
from atlas.exports.snapshot import UNCERTAINTY, Snapshot
from atlas.figures.fonts import GLUE, balance, drawable, shorten, wrap
from atlas.figures.glyphs import Glyph, draw_row, radius_of, row_size
from atlas.figures.lead import lead
from atlas.figures.legend import Entry, draw_flow, flow
from atlas.figures.marks import NATION
from atlas.figures.palette import INK, PAPER
from atlas.figures.palette import NATION as NATION_COLOR
from atlas.figures.sheet import Sheet, rectangle
from atlas.figures.sizes import Box, Layout
from atlas.layers import load_layer_styles
from atlas.standing import Standing
from atlas.words import MONTHS
from corpus.measures import load_measures

ATTRIBUTION = "Made with Natural Earth. Contains GeoNames data (CC BY 4.0), modified."
DATE = re.compile(rf"\d{{1,2}} (?:{'|'.join(MONTHS)})(?: \d{{4}})?(?: –)?|day \d+|\S+ origins?")
CODE_GAP = 0.18  # inches beside the code
SMALLEST = 0.78  # of its size, to which a title may shrink before it is broken


def draw_head(sheet: Sheet, layout: Layout, snapshot: Snapshot) -> float:
    """The title, and below it what is seen; returns where what follows may begin."""
    box, style = layout.head, layout.title
    lines = balance(glued(drawable(snapshot.title)), style, box.width)
    if len(lines) > (2 if box.width > 5 else 3):
        style = style._replace(size=style.size * SMALLEST)
        lines = balance(glued(drawable(snapshot.title)), style, box.width)
    top = sheet.lines(box.left, box.top, lines, style) - 0.45 * layout.text.line
    return sheet.lines(box.left, top, balance(glued(drawable(lead(snapshot))), layout.lead, box.width), layout.lead)


def glued(words: str) -> str:
    """Words in which a date stays on one line."""
    return DATE.sub(lambda found: found[0].replace(" ", GLUE), words)


def draw_nation(sheet: Sheet, layout: Layout, snapshot: Snapshot, box: Box) -> float:
    """The measures that are reported of the whole country; returns where what follows may begin."""
    entries = [_entry(sheet, layout, own) for own in snapshot.standings if _of_nation(own)]
    words = "Nation-wide" if entries else "Nation-wide: no measure known"
    top = sheet.paragraph(box.left, box.top, box.width, words, layout.heading)
    ends = [(box.left, top), (box.left + layout.text_size / 72 * 5.7, top)]
    if entries:
        sheet.line(ends, 8, edgecolor=NATION_COLOR, linewidth=2.4 * layout.dot * 72)
    fits = _fitting(entries, layout, box.width, top - box.bottom)
    return draw_flow(sheet, fits, box.left, top - 0.2 * layout.text.line, box.width, layout)


def _of_nation(own: Standing) -> bool:
    return own.place_id == NATION and own.state != "unknown"


def _fitting(entries: list[Entry], layout: Layout, room: float, height: float) -> list[Entry]:
    """As many as fit, and how many more there are."""
    lines = max(1, int(height / (layout.text.line * 1.14)))
    kept = len(entries)
    while kept > 1 and len(flow(_with_rest(entries, kept), layout, room)) > lines:
        kept -= 1
    return _with_rest(entries, kept)


def _with_rest(entries: list[Entry], kept: int) -> list[Entry]:
    rest = len(entries) - kept
    return entries[:kept] + ([Entry(0.0, lambda x, y: None, f"and {rest} more")] if rest else [])


def _entry(sheet: Sheet, layout: Layout, own: Standing) -> Entry:
    measure = load_measures()[own.measure]
    style = load_layer_styles()[measure.layer]
    glyph = Glyph(style["shape"], style["color"], own.state, 0.8 * radius_of(own.state, own.origins))
    wide = row_size([glyph])[0] * layout.dot
    return Entry(wide, lambda x, y: draw_row(sheet, x, y, [glyph], layout.dot, 8), measure.label)


def draw_foot(sheet: Sheet, layout: Layout, snapshot: Snapshot, manifest: Manifest) -> float:
    """What is shown of how much, how sure it is, whose maps and data it rests on, and the link that restores it;
    returns where it begins."""
    box, style = layout.foot, layout.small
    side = box.height
    draw_code(sheet, Box(box.right - side, box.bottom, box.right, box.top), snapshot.permalink)
    room = box.width - side - CODE_GAP
    words = (snapshot.counts, UNCERTAINTY, f"{ATTRIBUTION} {_marks(manifest)}")
    lines = [line for own in words for line in wrap(drawable(own), style, room)]
    top = max(box.top, box.bottom + (len(lines) + 1) * style.line)
    below = sheet.lines(box.left, top, lines, style)
    link = shorten(drawable(snapshot.permalink), style, room)
    sheet.lines(box.left, below, [link], style._replace(color=INK), url=snapshot.permalink)
    return top


def _marks(manifest: Manifest) -> str:
    """What tells with which data and program the figure was made."""
    return f"Data {manifest['data'][:8]}, program {manifest['code'][:8]}."


def draw_code(sheet: Sheet, box: Box, link: str) -> None:
    """The link as a QR code that fills a box."""
    path, modules = _code(link)
    sheet.box(box, 7, facecolor=PAPER)
    at = Affine2D().scale(box.width / modules, -box.width / modules).translate(box.left, box.top)
    sheet.path(path, 8, at=at, facecolor=INK)


@lru_cache(maxsize=16)
def _code(link: str) -> tuple[Path, int]:
    """The dark modules of a code as one path, a unit each, from the top; and how many modules it is wide."""
    rows = [list(row) for row in segno.make_qr(link, error="m").matrix]
    runs = [rectangle(Box(x, y, x + 1, y + 1)) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark]
    return Path.make_compound_path(*runs), len(rows)
