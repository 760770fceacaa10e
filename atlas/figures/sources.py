"""The numbered list of a figure's sources: as many as fit on its page, all on pages of their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from atlas.exports.snapshot import Snapshot, Source
from atlas.figures.fonts import Type, drawable, shorten, width, wrap
from atlas.figures.palette import GREY, INK
from atlas.figures.sheet import Sheet
from atlas.figures.sizes import Box, Layout
from atlas.words import day_in_words

GAP = 0.25  # inches between columns
AFTER = 0.3  # lines after a source


@dataclass(frozen=True)
class Cited:
    """A source as lines that fit into a column: what it is, and its address; or words without a number."""

    number: str
    lines: tuple[str, ...]
    address: tuple[str, ...]
    url: str
    style: Type

    @property
    def height(self) -> float:
        """In inches, with the space after it."""
        return (len(self.lines) + len(self.address) + AFTER) * self.style.line


def cite_shortly(source: Source, style: Type, room: float) -> Cited:
    """A source in a line, and its address in another."""
    return _cite(source, style, room, 1, 1)


def cite_fully(source: Source, style: Type, room: float) -> Cited:
    """A source with its whole title and address."""
    return _cite(source, style, room, 8, 8)


def _cite(source: Source, style: Type, room: float, most: int, most_of_address: int) -> Cited:
    report = source.report
    words = f"{report.publisher}, {day_in_words(report.published)}: {report.title}"
    room -= _margin(style)
    lines = wrap(drawable(words), style, room, most)
    shown = report.url.split("://", 1)[-1].removeprefix("www.") if most_of_address == 1 else report.url
    address = wrap(drawable(shown), style, room, None) if shown else []
    if len(address) > most_of_address:
        address = [shorten(drawable(shown), style, room)] if most_of_address == 1 else address[:most_of_address]
    return Cited(str(source.number), tuple(lines), tuple(address), report.url, style)


def _margin(style: Type) -> float:
    return 2.0 * style.size / 72  # of the numbers


def columns(box: Box, number: int) -> list[Box]:
    """A box in so many columns."""
    wide = (box.width - GAP * (number - 1)) / number
    return [
        Box(box.left + i * (wide + GAP), box.bottom, box.left + i * (wide + GAP) + wide, box.top) for i in range(number)
    ]


def fill(cited: Sequence[Cited], boxes: Sequence[Box]) -> list[list[Cited]]:
    """How many sources stand in each box, one after another, until the boxes or the sources end."""
    left = list(cited)
    filled = []
    for box in boxes:
        room, own = box.height, []
        while left and left[0].height - AFTER * left[0].style.line <= room:
            room -= left[0].height
            own.append(left.pop(0))
        filled.append(own)
    return filled


def draw_sources(sheet: Sheet, layout: Layout, snapshot: Snapshot, box: Box, rest: str) -> int:
    """Draw as many sources as fit below a heading, and say how many more there are; returns how many those are."""
    heading = "Sources" if snapshot.sources else "Sources: none on these days"
    top = sheet.paragraph(box.left, box.top, box.width, heading, layout.heading)
    style = layout.small
    boxes = columns(box._replace(top=top - 0.2 * style.line), layout.columns)
    cited = [cite_shortly(source, style, boxes[0].width) for source in snapshot.sources]
    filled = fill(cited, boxes)
    for own, part in zip(filled, boxes, strict=True):
        draw_cited(sheet, own, part)
    shown = sum(map(len, filled))
    if left := len(cited) - shown:
        beside = box.left + width(heading, layout.heading) + layout.text_size / 72
        sheet.lines(beside, box.top, [f"{shown} here and {left} more {rest}"], layout.text._replace(color=GREY))
    return left


def draw_cited(sheet: Sheet, cited: Sequence[Cited], box: Box) -> None:
    """Draw sources below each other."""
    top = box.top
    for own in cited:
        strong = own.style._replace(color=INK)
        x = box.left + (_margin(own.style) if own.number else 0)
        sheet.lines(x - 0.45 * own.style.size / 72 - width(own.number, strong), top, [own.number], strong)
        below = sheet.lines(x, top, own.lines, strong)
        sheet.lines(x, below, own.address, own.style._replace(color=GREY), url=own.url)
        top -= own.height
