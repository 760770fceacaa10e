"""The handout of a briefing as PDF: a page for each step, the map beside its words, notes and sources."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from atlas.briefing import CITED, Advance, Briefing, Step, silent
from atlas.exports.manifest import PROGRAM
from atlas.exports.snapshot import UNCERTAINTY, Snapshot, Source
from atlas.figures.drawing import draw_map
from atlas.figures.pictures import map_layout
from atlas.figures.sheet import Sheet
from atlas.figures.sizes import Layout, Size
from atlas.figures.sources import cite_fully, draw_cited
from atlas.map import ATTRIBUTION
from atlas.words import nation_in_words

PAGE = (11.69, 8.27)  # A4, landscape
MAP_WIDE = 7.2  # inches
MARGIN = 0.4


def write_handout(briefing: Briefing, snapshots: Sequence[Snapshot], advance: Advance = silent) -> bytes:
    """The briefing as a PDF; ``snapshots`` are those of its steps. The same briefing gives the same bytes."""
    stream = io.BytesIO()
    metadata = {"Creator": PROGRAM, "Title": briefing.title, "CreationDate": None}
    with PdfPages(stream, metadata=metadata) as pages:
        for number, figure in enumerate(_pages(briefing, snapshots)):
            advance(number, len(snapshots))
            figure.savefig(pages, format="pdf")
    return stream.getvalue()


def _pages(briefing: Briefing, snapshots: Sequence[Snapshot]) -> Iterator[Figure]:
    steps = len(briefing.steps)
    for number, (step, snapshot) in enumerate(zip(briefing.steps, snapshots, strict=True), 1):
        yield _page(step, snapshot, f"{briefing.title} · {number} of {steps}")


def _page(step: Step, snapshot: Snapshot, where: str) -> Figure:
    sheet = Sheet(*PAGE)
    layout = map_layout(MAP_WIDE, PAGE[1])
    draw_map(sheet, replace(layout, width=PAGE[0]), snapshot)
    left = MAP_WIDE + MARGIN
    room = PAGE[0] - left - MARGIN
    top = PAGE[1] - MARGIN
    top = sheet.paragraph(left, top, room, where, layout.small) - 0.1
    top = sheet.paragraph(left, top, room, step.heading, layout.title._replace(size=20)) - 0.12
    for words in _paragraphs(CITED.sub("", step.caption)):
        top = sheet.paragraph(left, top, room, words, layout.lead._replace(size=12.5)) - 0.08
    if nation := nation_in_words(snapshot.standings, snapshot.view):
        top = sheet.paragraph(left, top - 0.05, room, nation, layout.text, 8) - 0.1
    for words in _paragraphs(step.notes):
        top = sheet.paragraph(left, top - 0.02, room, words, layout.text) - 0.06
    _draw_sources(sheet, layout, step, snapshot, top - 0.1)
    foot = f"{snapshot.title}. {UNCERTAINTY} {ATTRIBUTION}"
    sheet.paragraph(left, MARGIN + 0.75, room, foot, layout.small._replace(size=6.5), 6)
    return sheet.figure


def _draw_sources(sheet: Sheet, layout: Layout, step: Step, snapshot: Snapshot, top: float) -> None:
    left = MAP_WIDE + MARGIN
    room = PAGE[0] - left - MARGIN
    reports = [snapshot.corpus.reports[name] for name in step.cited if name in snapshot.corpus.reports]
    cited = [cite_fully(Source(number, report), layout.small, room) for number, report in enumerate(reports, 1)]
    box = Size.A4_LANDSCAPE.value.page._replace(left=left, right=left + room, top=top, bottom=MARGIN + 0.9)
    draw_cited(sheet, cited, box)


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
