"""The sizes of figures, and where on them things stand: a new size is a row here.

All lengths are in inches from the lower left corner of the page, type in points.
"""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from atlas.figures.fonts import Type
from atlas.figures.palette import GREY, INK


class Box(NamedTuple):
    """A part of the page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    def overlaps(self, other: "Box") -> bool:
        """Whether both have an area in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top

    def holds(self, other: "Box") -> bool:
        """Whether the other lies within."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.bottom <= other.bottom and other.top <= self.top

    def grown(self, by: float) -> "Box":
        """With so much more on each side."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)


@dataclass(frozen=True)
class Layout:
    """A page. ``ground``: the map; ``country``: where on it the country stands; ``head``: title and what is seen;
    ``notes``: the nation-wide measures, ``sources`` those below or beside them, in columns; ``foot``: what is shown of
    how much, how to read it, and the link. ``dot``: a pixel of the live map's marks."""

    width: float
    height: float
    ground: Box
    country: Box
    head: Box
    notes: Box
    sources: Box
    columns: int
    foot: Box
    inset: Box
    legend: tuple[float, float]  # its lower right corner
    legend_width: float
    scale: tuple[float, float]  # the left end of the scale bar
    dot: float
    title_size: float
    text_size: float
    small_size: float
    name_size: float

    @property
    def page(self) -> Box:
        """The whole page."""
        return Box(0, 0, self.width, self.height)

    @property
    def title(self) -> Type:
        """The type of the title."""
        return Type("Bold", self.title_size, INK, 1.12)

    @property
    def lead(self) -> Type:
        """The type of what is seen, in a sentence."""
        return Type("Regular", self.text_size * 1.3, INK, 1.3)

    @property
    def heading(self) -> Type:
        """The type of headings."""
        return Type("Bold", self.text_size, INK)

    @property
    def text(self) -> Type:
        """The type of legend and lists."""
        return Type("Regular", self.text_size, INK)

    @property
    def small(self) -> Type:
        """The type of sources and notes."""
        return Type("Regular", self.small_size, GREY, 1.3)


class Size(Enum):
    """The sizes that a figure may have, each with its layout."""

    SLIDE = Layout(
        width=40 / 3, height=7.5,
        ground=Box(4.9, 0, 40 / 3, 7.5), country=Box(5.8, 0.55, 12.0, 7.1),
        head=Box(0.45, 5.0, 4.6, 7.08), notes=Box(0.45, 3.2, 4.6, 5.0), sources=Box(0.45, 1.62, 4.6, 3.2), columns=1,
        foot=Box(0.45, 0.4, 4.6, 1.5), inset=Box(5.1, 5.75, 6.85, 7.3),
        legend=(13.15, 0.2), legend_width=3.0, scale=(5.2, 0.35),
        dot=0.0142, title_size=25, text_size=10, small_size=8, name_size=11,
    )  # fmt: skip
    A4_PORTRAIT = Layout(
        width=210 / 25.4, height=297 / 25.4,
        ground=Box(0, 3.72, 210 / 25.4, 10.12), country=Box(0.7, 4.02, 6.5, 9.92),
        head=Box(0.5, 10.12, 7.77, 11.3), notes=Box(0.5, 1.35, 2.75, 3.52),
        sources=Box(3.0, 1.35, 7.77, 3.52), columns=2,
        foot=Box(0.5, 0.4, 7.77, 1.22), inset=Box(0.2, 8.57, 1.75, 9.92),
        legend=(8.07, 3.92), legend_width=2.36, scale=(0.55, 3.92),
        dot=0.0118, title_size=21, text_size=8.3, small_size=6.6, name_size=8.6,
    )  # fmt: skip
    A4_LANDSCAPE = Layout(
        width=297 / 25.4, height=210 / 25.4,
        ground=Box(3.95, 0, 297 / 25.4, 210 / 25.4), country=Box(4.6, 0.6, 11.0, 7.85),
        head=Box(0.5, 6.0, 3.7, 7.8), notes=Box(0.5, 4.2, 3.7, 6.0), sources=Box(0.5, 1.75, 3.7, 4.2), columns=1,
        foot=Box(0.5, 0.45, 3.7, 1.4), inset=Box(4.15, 6.5, 5.85, 8.05),
        legend=(11.5, 0.22), legend_width=2.5, scale=(4.3, 0.4),
        dot=0.0125, title_size=20, text_size=8.6, small_size=6.8, name_size=9,
    )  # fmt: skip
    SQUARE = Layout(
        width=8.0, height=8.0,
        ground=Box(0, 2.2, 8.0, 6.85), country=Box(0.9, 2.4, 5.3, 6.72),
        head=Box(0.4, 6.85, 7.6, 7.72), notes=Box(0.4, 1.18, 2.9, 2.05), sources=Box(3.1, 1.18, 7.6, 2.05), columns=2,
        foot=Box(0.4, 0.3, 7.6, 0.98), inset=Box(0.18, 5.78, 1.3, 6.7),
        legend=(7.85, 2.35), legend_width=2.4, scale=(0.4, 2.42),
        dot=0.0112, title_size=18.5, text_size=8.4, small_size=6.6, name_size=8.6,
    )  # fmt: skip
