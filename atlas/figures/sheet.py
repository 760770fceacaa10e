"""A page on which words and paths are drawn, in inches from its lower left corner."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, Bbox, Transform, TransformedBbox

from atlas.figures.fonts import Type, drawable, properties, wrap
from atlas.figures.palette import PAPER
from atlas.figures.sizes import Box

# Read while a file is written, where they cannot be handed over; the same for every figure and every thread.
mpl.rcParams.update({
    "svg.hashsalt": "reported-measures",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "text.hinting": "no_hinting",
    "lines.scale_dashes": False,
    "path.simplify": False,
})  # fmt: skip


@dataclass
class Sheet:
    """A page of so many inches."""

    width: float
    height: float
    figure: Figure = field(init=False)

    def __post_init__(self) -> None:
        self.figure = Figure(figsize=(self.width, self.height), facecolor=PAPER)

    def path(
        self, path: Path, order: float, at: Transform | None = None, clip: Box | None = None, **style: Any
    ) -> PathPatch:
        """Draw a path of inches, or of what ``at`` makes inches of, cut at a box."""
        placed = self.figure.dpi_scale_trans if at is None else at + self.figure.dpi_scale_trans
        patch = PathPatch(path, zorder=order, transform=placed, **{"facecolor": "none", "edgecolor": "none", **style})
        self.figure.add_artist(patch)
        if clip is not None:
            corners = Bbox.from_extents(*clip)
            patch.set_clip_box(TransformedBbox(corners, self.figure.dpi_scale_trans))
        return patch

    def box(self, box: Box, order: float, **style: Any) -> PathPatch:
        """Draw a rectangle."""
        return self.path(rectangle(box), order, **style)

    def line(self, points: Sequence[tuple[float, float]], order: float, **style: Any) -> PathPatch:
        """Draw a line through points."""
        return self.path(Path(points), order, **style)

    def text(
        self, x: float, y: float, words: str, style: Type, order: float = 9, name: str = "", url: str = ""
    ) -> Text:
        """Write a line from a point of its baseline. An address that is not of the web is none."""
        text = Text(
            x, y, drawable(words), color=style.color, fontproperties=properties(style.weight, style.size),
            parse_math=False, ha="left", va="baseline", zorder=order, transform=self.figure.dpi_scale_trans,
        )  # fmt: skip
        if name:
            text.set_gid(name)
        if url.startswith(("https://", "http://")):
            text.set_url(drawable(url))
        self.figure.add_artist(text)
        return text

    def halo(self, x: float, y: float, words: str, style: Type, color: str, width: float, order: float) -> None:
        """What keeps a line of words apart from what lies below it."""
        letters = TextPath((0, 0), drawable(words), size=style.size, prop=properties(style.weight, style.size))
        placed = Affine2D().scale(1 / 72).translate(x, y)
        self.path(letters, order, at=placed, edgecolor=color, linewidth=width, joinstyle="round")

    def lines(self, x: float, top: float, lines: Iterable[str], style: Type, **more: Any) -> float:
        """Write lines below each other; returns where the next one would begin."""
        for line in lines:
            self.text(x, top - 0.8 * style.size / 72 - 0.5 * (style.line - style.size / 72), line, style, **more)
            top -= style.line
        return top

    def paragraph(self, x: float, top: float, room: float, words: str, style: Type, most: int | None = None) -> float:
        """Write words in lines of so many inches; returns where the next line would begin."""
        return self.lines(x, top, wrap(drawable(words), style, room, most), style)


def let_go_of_pixels(figure: Figure) -> None:
    """Free the pixels of a figure that was saved. Each of its texts keeps what drew it, 50 MB of them at 300 dots per
    inch, until the next search for garbage, since figures and texts hold each other."""
    for text in figure.findobj(Text):
        text._renderer = None  # type: ignore[attr-defined]  # there is no public way


def rectangle(box: Box) -> Path:
    """A box as a path."""
    left, bottom, right, top = box
    return Path([(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)], closed=True)
