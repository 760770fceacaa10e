"""The pages of a PDF: the figure, and where its sources found no room on it, all that it shows in words and all
sources."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from matplotlib.figure import Figure

from atlas.exports.manifest import Manifest
from atlas.exports.snapshot import Snapshot
from atlas.figures.drawing import draw_sheet
from atlas.figures.fonts import Type, drawable, wrap
from atlas.figures.palette import INK, LINE
from atlas.figures.sheet import Sheet
from atlas.figures.sizes import Box, Layout, Size
from atlas.figures.sources import Cited, cite_fully, columns, draw_cited, fill
from atlas.words import places_in_words

COLUMN = 3.6  # inches that a column has at most
MARGIN = 0.5
MOST_LINES = 36  # of what is said of one place


def draw_pages(snapshot: Snapshot, size: Size, manifest: Manifest) -> Iterator[Figure]:
    """The pages, one after another."""
    sheet, left = draw_sheet(snapshot, size.value, manifest, "on the next page")
    yield sheet.figure
    if left:
        yield from _draw_lists(snapshot, size.value)


def _draw_lists(snapshot: Snapshot, layout: Layout) -> Iterator[Figure]:
    frame = layout.page.grown(-MARGIN)
    wide = frame.width
    boxes = columns(frame._replace(top=frame.top - 3.2 * layout.text.line), max(2, round(wide / COLUMN)))
    left = [*_sentences(snapshot, layout, boxes[0].width), *_all_sources(snapshot, layout, boxes[0].width)]
    while left:
        sheet = Sheet(layout.width, layout.height)
        _draw_top(sheet, layout, snapshot, frame)
        filled = fill(left, boxes)
        placed = max(1, sum(map(len, filled)))
        for own, box in zip(filled, boxes, strict=True):
            draw_cited(sheet, own, box)
        left = left[placed:]
        yield sheet.figure


def _draw_top(sheet: Sheet, layout: Layout, snapshot: Snapshot, frame: Box) -> None:
    style = layout.title._replace(size=layout.text_size * 1.6)
    top = sheet.paragraph(frame.left, frame.top, frame.width, snapshot.title, style, 1)
    top = sheet.lines(frame.left, top, [drawable(snapshot.permalink)[:160]], layout.small, url=snapshot.permalink)
    sheet.line([(frame.left, top - 0.05), (frame.right, top - 0.05)], 8, edgecolor=LINE, linewidth=0.7)


def _sentences(snapshot: Snapshot, layout: Layout, room: float) -> list[Cited]:
    """What is known of each place, with the numbers of the sources that tell it."""
    known, _ = places_in_words(snapshot.standings, snapshot.gazetteer, snapshot.view)
    numbers = _numbers(snapshot)
    words = [f"{words} [{', '.join(map(str, numbers[place]))}]" for place, words in known]
    style = layout.small._replace(color=INK)
    return [_heading("What is shown, in words", layout), *(_words(own, style, room) for own in words)]


def _numbers(snapshot: Snapshot) -> dict[str, list[int]]:
    """The numbers of the sources by the places of which they tell."""
    of_report = {source.report.id: source.number for source in snapshot.sources}
    found: dict[str, set[int]] = defaultdict(set)
    for shown in snapshot.known:
        found[str(shown.claim.place_id)].add(of_report[shown.claim.report])
    return defaultdict(list, {place: sorted(own) for place, own in found.items()})


def _all_sources(snapshot: Snapshot, layout: Layout, room: float) -> Sequence[Cited]:
    return [_heading("Sources", layout), *(cite_fully(source, layout.small, room) for source in snapshot.sources)]


def _heading(words: str, layout: Layout) -> Cited:
    return Cited("", ("", words), (), "", layout.heading)


def _words(words: str, style: Type, room: float) -> Cited:
    return Cited("", tuple(wrap(drawable(words), style, room, MOST_LINES)), (), "", style)
