"""What is drawn along shapes: provinces as hatched areas, borders and coasts as bands, the nation as an outline."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from atlas.figures.ground import Points, mainland, shapes
from atlas.figures.marks import NATION, TOLD, Group
from atlas.figures.palette import BORDER, STRIP
from atlas.figures.palette import NATION as NATION_COLOR
from atlas.figures.sheet import Sheet
from atlas.figures.sizes import Box
from atlas.layers import load_layer_styles

STEP = 7.0  # pixels of the live map from one stripe to the next
STRIPE = 1.8
BAND = 5.0
WHOLE_BORDER = "zone:cn-border"  # wider than the rivers that are its parts
WIDER = 4.0
DASH = 16.0
NATION_WIDTH = 2.4

Groups = Mapping[str, tuple[Group, ...]]


def draw_areas(sheet: Sheet, groups: Groups, at: Affine2D, ground: Box, dot: float) -> None:
    """Draw provinces, the nation and bands, as far as something is told of them."""
    for place, shape in shapes("provinces").items():
        if told := _told(groups, place):
            _area(sheet, shape, told, at, ground, dot)
    if any(group.state in TOLD[:2] for group in groups.get(NATION, ())):
        outline = {"edgecolor": (NATION_COLOR, 0.85), "linewidth": NATION_WIDTH * dot * 72, "joinstyle": "round"}
        sheet.path(mainland(), 2, at=at, clip=ground, **outline)
    for number, (place, line) in enumerate(shapes("bands").items()):
        if told := _told(groups, place):
            sheet.path(shapes("zones")[place], 1.9, at=at, clip=ground, facecolor=(STRIP, 0.1))
            wide = BAND + (WIDER if place == WHOLE_BORDER else 0)
            draw_band(
                sheet, line, told, wide, dot, 2.1 + (0 if place == WHOLE_BORDER else 0.1 + number / 100), at, ground
            )


def band_points(groups: Groups, at: Affine2D) -> Points:
    """Points on the page along the bands that are drawn, in inches."""
    lines = [at.transform(line.vertices) for place, line in shapes("bands").items() if _told(groups, place)]
    return np.concatenate([np.empty((0, 2)), *lines])


def _told(groups: Groups, place: str) -> list[Group]:
    return [group for group in groups.get(place, ()) if group.state in TOLD]


def strength(group: Group) -> float:
    """How strongly a group is drawn, from 0 to 1."""
    return 1.0 if group.state == "in_force" else 0.45


def _area(sheet: Sheet, shape: Path, told: Sequence[Group], at: Affine2D, ground: Box, dot: float) -> None:
    """A tint and stripes in the colours of the groups, cut at the edge of the province."""
    seen = sheet.path(shape, 1.5, at=at, clip=ground, edgecolor=BORDER, linewidth=0.8)
    for turn, group in enumerate(told):
        color = load_layer_styles()[group.layer]["color"]
        alpha = 0.85 * strength(group)
        sheet.path(shape, 1.2, at=at, clip=ground, facecolor=(color, 0.13 * alpha / len(told)))
        stripes = sheet.path(
            _stripes(ground, STEP * dot * len(told), STEP * dot * turn), 1.3,
            edgecolor=(color, 0.7 * alpha), linewidth=STRIPE * dot * 72, capstyle="butt",
        )  # fmt: skip
        stripes.set_clip_path(shape, seen.get_transform())


@lru_cache(maxsize=256)
def _stripes(box: Box, step: float, begin: float) -> Path:
    """Lines that rise by 45 degrees across a box, so many inches apart."""
    across = np.arange(box.left - box.height + begin * 2**0.5, box.right, step * 2**0.5)
    ends = np.stack((across, np.full_like(across, box.bottom), across + box.height, np.full_like(across, box.top)))
    codes = np.tile((Path.MOVETO, Path.LINETO), len(across))
    return Path(ends.T.reshape(-1, 2), codes)


def draw_band(
    sheet: Sheet, line: Path, told: Sequence[Group], wide: float, dot: float, order: float,
    at: Affine2D | None = None, clip: Box | None = None,
) -> None:  # fmt: skip
    """A line in the colours of the groups by turns; ``wide`` in pixels of the live map."""
    points = dot * 72
    for turn, group in enumerate(told):
        dashes = (-DASH * turn * points, (DASH * points, DASH * points * (len(told) - 1)))
        sheet.path(
            line, order, at=at, clip=clip, linewidth=wide * points, capstyle="butt", joinstyle="round",
            edgecolor=(load_layer_styles()[group.layer]["color"], 0.85 * strength(group)),
            linestyle=dashes if len(told) > 1 else "solid",
        )  # fmt: skip
