"""The legend of a figure: what shape, form, size, cut and hatch mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from matplotlib.path import Path

from atlas.figures.areas import draw_band
from atlas.figures.fonts import width
from atlas.figures.glyphs import RADII, Glyph, draw_row, row_size
from atlas.figures.marks import Group
from atlas.figures.palette import BORDER, GREY, LINE, NATION, PAPER
from atlas.figures.sheet import Sheet, rectangle
from atlas.figures.sizes import Box, Layout
from atlas.layers import load_layer_styles
from corpus.state import State

STATE_ENTRIES: tuple[tuple[State, str], ...] = (
    ("in_force", "in force"), ("probably", "probably"), ("planned", "planned"), ("lifted", "lifted"),
    ("unknown", "no longer known"),
)  # fmt: skip
RADIUS = 5.4
SWATCH = (20.0, 10.0)
PADDING = 0.1
SLOT = 23.0  # pixels of the live map that a picture has
BETWEEN = 0.28  # lines between the rows
PLAIN = Glyph("circle", GREY, "in_force", RADIUS)

Draw = Callable[[float, float], None]  # from the left end, at the height of the middle


@dataclass(frozen=True)
class Entry:
    """A picture so many inches wide, and its words."""

    wide: float
    draw: Draw
    words: str


def legend_rows(sheet: Sheet, dot: float) -> list[tuple[str, list[Entry]]]:
    """The lines of the legend: a title with entries each."""
    glyphs = partial(_glyphs, sheet, dot)
    layers = [glyphs([Glyph(own["shape"], own["color"], "in_force", RADIUS)], own["layer"]) for own in _styles()]
    states = [
        glyphs([replace(PLAIN, state=state, radius=4.4 if state == "unknown" else RADIUS)], words)
        for state, words in STATE_ENTRIES
    ]
    sizes = glyphs([replace(PLAIN, radius=radius) for radius in RADII], "1, 2–3, 4 or more")
    cut = glyphs([replace(PLAIN, radius=6.5, contradicted=True)], "they disagree")
    reviewed = glyphs([replace(PLAIN, reviewed=True)], "reviewed")
    return [
        ("Measure", layers),
        ("State", states),
        ("Origins", [sizes, cut, reviewed]),
        ("Place", _places(sheet, dot)),
        ("Number", [glyphs([replace(PLAIN, count=2)], "two measures of a group")]),
    ]


def _styles() -> list[dict[str, str]]:
    return list(load_layer_styles().values())


def _glyphs(sheet: Sheet, dot: float, row: Sequence[Glyph], words: str) -> Entry:
    return Entry(row_size(row)[0] * dot, lambda x, y: draw_row(sheet, x, y, row, dot, 8), words)


def _places(sheet: Sheet, dot: float) -> list[Entry]:
    wide, high = (length * dot for length in SWATCH)

    def area(x: float, y: float) -> None:
        box = Box(x, y - high / 2, x + wide, y + high / 2)
        stripes = [((x + step * high, box.bottom), (x + (step + 1) * high, box.top)) for step in (-0.5, 0, 0.5, 1, 1.5)]
        edge = sheet.box(box, 8, edgecolor=BORDER, linewidth=0.7)
        for ends in stripes:
            sheet.line(ends, 7.9, edgecolor=GREY, linewidth=0.9).set_clip_path(rectangle(box), edge.get_transform())

    def band(x: float, y: float) -> None:
        draw_band(sheet, Path([(x, y), (x + wide, y)]), [_PLAIN_BAND], 5, dot, 8)

    def nation(x: float, y: float) -> None:
        box = Box(x, y - 0.4 * high, x + wide, y + 0.4 * high)
        sheet.box(box, 8, edgecolor=NATION, linewidth=2 * dot * 72)

    words = ("province", "border or coast", "nation")
    entries = [Entry(wide, draw, own) for draw, own in zip((area, band, nation), words, strict=True)]
    return [_glyphs(sheet, dot, [PLAIN], "town"), *entries]


_PLAIN_BAND = Group("Border", "in_force", 1, 1, False)


def legend_box(sheet: Sheet, layout: Layout) -> Box:
    """The box that the legend takes, as high as its lines make it."""
    rows = legend_rows(sheet, layout.dot)
    lines = sum(len(_grid(entries, layout)) for _, entries in rows) + BETWEEN * (len(rows) - 1)
    right, bottom = layout.legend
    return Box(right - layout.legend_width, bottom, right, bottom + lines * _line(layout) + 2 * PADDING)


def draw_legend(sheet: Sheet, layout: Layout) -> None:
    """Draw the legend in its box."""
    box = legend_box(sheet, layout)
    sheet.box(box, 7, facecolor=(PAPER, 0.94), edgecolor=LINE, linewidth=0.6)
    top = box.top - PADDING
    style = layout.text._replace(color=GREY)
    for title, entries in legend_rows(sheet, layout.dot):
        sheet.lines(box.left + PADDING, top - 0.5 * (_line(layout) - style.line), [title], style)
        for line in _grid(entries, layout):
            for entry, across in line:
                _draw_cell(sheet, entry, box.left + _margin(layout) + across, top - _line(layout) / 2, layout)
            top -= _line(layout)
        top -= BETWEEN * _line(layout)


def _line(layout: Layout) -> float:
    return layout.text.line * 1.14


def _margin(layout: Layout) -> float:
    return PADDING + layout.text_size / 72 * 4.2


def _grid(entries: Sequence[Entry], layout: Layout) -> list[list[tuple[Entry, float]]]:
    """Entries in lines of two columns, each with where it begins; what is too wide for one has a line of its own."""
    column = (layout.legend_width - _margin(layout) - PADDING) / 2
    lines: list[list[tuple[Entry, float]]] = []
    free = False
    for entry in entries:
        wide = max(entry.wide, SLOT * layout.dot) + width(entry.words, layout.text) > column
        if free and not wide:
            lines[-1].append((entry, column))
        else:
            lines.append([(entry, 0.0)])
        free = not wide and not free
    return lines


def _draw_cell(sheet: Sheet, entry: Entry, x: float, y: float, layout: Layout) -> None:
    """An entry with its picture in the middle of a slot, so that words begin below each other."""
    slot = max(entry.wide, SLOT * layout.dot)
    entry.draw(x + (slot - entry.wide) / 2, y)
    sheet.text(x + slot + 0.4 * layout.text_size / 72, y - 0.36 * layout.text_size / 72, entry.words, layout.text)


def entry_width(entry: Entry, layout: Layout) -> float:
    """How wide picture and words are, with the space after them."""
    return entry.wide + width(entry.words, layout.text) + layout.text_size / 72 * 1.1


def flow(entries: Sequence[Entry], layout: Layout, room: float) -> list[list[Entry]]:
    """Entries in lines of so many inches."""
    lines: list[list[Entry]] = []
    left = 0.0
    for entry in entries:
        wide = entry_width(entry, layout)
        if not lines or wide - layout.text_size / 72 > left:
            lines.append([])
            left = room
        lines[-1].append(entry)
        left -= wide
    return lines


def _draw_line(sheet: Sheet, entries: Sequence[Entry], x: float, y: float, layout: Layout) -> None:
    for entry in entries:
        entry.draw(x, y)
        gap = 0.25 * layout.text_size / 72
        sheet.text(x + entry.wide + gap, y - 0.36 * layout.text_size / 72, entry.words, layout.text)
        x += entry_width(entry, layout)


def draw_flow(sheet: Sheet, entries: Sequence[Entry], x: float, top: float, room: float, layout: Layout) -> float:
    """Draw entries in lines; returns where the next line would begin."""
    for line in flow(entries, layout, room):
        _draw_line(sheet, line, x, top - _line(layout) / 2, layout)
        top -= _line(layout)
    return top
