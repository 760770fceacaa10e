"""Glyphs: one shape for each group of measures, one form for each state, as on the live map (``glyphs.js``).

Radii and widths are in pixels of the live map; ``dot`` is how many inches one of them has on the page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from atlas.figures.fonts import Type
from atlas.figures.palette import INK, PAPER, QUIET
from atlas.figures.sheet import Sheet
from corpus.state import State

RADII = (5.0, 6.8, 9.0)  # of one, two or three, and four and more origins
QUIET_RADIUS = 3.0  # where nothing is known any more
GAP = 2.5
NUMBER_ROOM = 7.0
NUMBER_SIZE = 9.5


def _polygon(*corners: tuple[float, float]) -> Path:
    return Path([*corners, corners[0]], closed=True)


OUTLINES: Mapping[str, Path] = {
    "circle": Path.unit_circle(),
    "square": _polygon((-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)),
    "triangle": _polygon((0, 1.12), (1.08, -0.8), (-1.08, -0.8)),
    "diamond": _polygon((0, 1.2), (1.2, 0), (0, -1.2), (-1.2, 0)),
    "cross": _polygon(
        (-0.4, 1.08), (0.4, 1.08), (0.4, 0.4), (1.08, 0.4), (1.08, -0.4), (0.4, -0.4),
        (0.4, -1.08), (-0.4, -1.08), (-0.4, -0.4), (-1.08, -0.4), (-1.08, 0.4), (-0.4, 0.4),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Glyph:
    """What is drawn of a group of measures at a place."""

    shape: str
    color: str
    state: State
    radius: float
    contradicted: bool = False
    count: int = 1
    reviewed: bool = False


def radius_of(state: State, origins: int) -> float:
    """The size that tells how many independent origins give a state."""
    return QUIET_RADIUS if state == "unknown" else RADII[2 if origins > 3 else 1 if origins > 1 else 0]


def row_size(glyphs: Sequence[Glyph]) -> tuple[float, float]:
    """Width and height of glyphs side by side, in pixels."""
    return sum(_room(own) + GAP for own in glyphs) + 2, max(
        2.4 * own.radius + (5 if own.count > 1 else 0) + (6 if own.reviewed else 0) for own in glyphs
    ) + 4


def draw_row(sheet: Sheet, x: float, y: float, glyphs: Sequence[Glyph], dot: float, order: float) -> None:
    """Draw glyphs side by side from their left end, at the height of their middle."""
    across = GAP
    for own in glyphs:
        draw_glyph(sheet, x + (across + 1.2 * own.radius) * dot, y, own, dot, order)
        across += _room(own) + GAP


def draw_glyph(sheet: Sheet, x: float, y: float, glyph: Glyph, dot: float, order: float) -> None:
    """Draw a glyph around a point."""
    at = Affine2D().scale(glyph.radius * dot).translate(x, y)
    points = dot * 72
    style = _form(glyph)
    style["linewidth"] *= points
    if "linestyle" in style:
        style["linestyle"] = (0, tuple(length * points for length in style["linestyle"]))
    sheet.path(OUTLINES[glyph.shape], order, at=at, joinstyle="round", **style)
    if glyph.contradicted:
        cut = Path([(-1.05, -1.05), (1.05, 1.05)])
        sheet.path(cut, order + 0.01, at=at, edgecolor=PAPER, linewidth=max(2.0, 0.36 * glyph.radius) * points)
    if glyph.reviewed:
        _underline(sheet, x, y, glyph.radius, dot, order)
    if glyph.count > 1:
        _number(sheet, x + 1.05 * glyph.radius * dot, y + 0.3 * glyph.radius * dot, glyph.count, dot, order)


def _room(glyph: Glyph) -> float:
    return 2.4 * glyph.radius + (NUMBER_ROOM if glyph.count > 1 else 0)


def _form(glyph: Glyph) -> dict[str, Any]:
    """How a state looks: filled, translucent, a dashed, a plain or a dotted ring."""
    color = glyph.color
    forms: dict[State, dict[str, Any]] = {
        "in_force": {"facecolor": color, "edgecolor": PAPER, "linewidth": 1.0},
        "probably": {"facecolor": (color, 0.42), "edgecolor": (color, 0.4), "linewidth": 2.4},
        "planned": {"facecolor": (PAPER, 0.8), "edgecolor": color, "linewidth": 1.7, "linestyle": (3.0, 2.0)},
        "lifted": {"facecolor": (PAPER, 0.7), "edgecolor": color, "linewidth": 1.5},
        "unknown": {
            "facecolor": (PAPER, 0.5), "edgecolor": QUIET, "linewidth": 1.1, "linestyle": (0.1, 2.5),
            "capstyle": "round",
        },
    }  # fmt: skip
    return forms[glyph.state]


def _underline(sheet: Sheet, x: float, y: float, radius: float, dot: float, order: float) -> None:
    """A line below the glyph: a curator has reviewed a claim that says so."""
    line = Path([(-0.75 * radius, -1.2 * radius - 1.4), (0.75 * radius, -1.2 * radius - 1.4)])
    at = Affine2D().scale(dot).translate(x, y)
    for color, width, above in (((PAPER, 0.8), 3.4, 0.01), (INK, 1.5, 0.02)):
        sheet.path(line, order + above, at=at, edgecolor=color, linewidth=width * dot * 72, capstyle="round")


def _number(sheet: Sheet, x: float, y: float, count: int, dot: float, order: float) -> None:
    style = Type("Bold", NUMBER_SIZE * dot * 72, INK)
    sheet.halo(x, y, str(count), style, PAPER, 2.2 * dot * 72, order + 0.02)
    sheet.text(x, y, str(count), style, order + 0.03)
