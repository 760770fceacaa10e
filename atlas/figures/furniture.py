"""What helps to read a map: the scale bar with the north arrow, and the inset of the region."""

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from atlas.figures.fonts import Type, width
from atlas.figures.ground import point_km, whole
from atlas.figures.names import neighbours, spaced
from atlas.figures.palette import GREY, INK, LINE, NEIGHBOUR_NAME, NEIGHBOURS, SEA
from atlas.figures.sheet import Sheet
from atlas.figures.sizes import Box, Layout
from atlas.view import Language

SCALE_KM = 50
ASIDE = 1.6  # sizes of type from the arrow to the bar
REGION = (127.2, 40.2, 690.0)  # the middle of the inset in degrees, and how many kilometres it reaches to each side


def scale_box(layout: Layout, at: Affine2D) -> Box:
    """The box that scale bar and north arrow take."""
    x, y = layout.scale
    high = layout.small_size / 72
    return Box(x, y - high * 0.4, x + _scale_length(at) + (ASIDE + 2.5) * high, y + high * 2.2)


def _scale_length(at: Affine2D) -> float:
    (left, _), (right, _) = at.transform([(0, 0), (SCALE_KM, 0)])
    return float(right - left)


def draw_scale(sheet: Sheet, layout: Layout, at: Affine2D) -> None:
    """Draw an arrow to the north, and beside it a bar of so many kilometres."""
    x, y = layout.scale
    long = _scale_length(at)
    high = layout.small_size / 72
    style = layout.small._replace(color=INK)
    _draw_north(sheet, x, y, 1.9 * high, style)
    x += ASIDE * high
    ends = [(x, y + 0.4 * high), (x, y), (x + long / 2, y), (x + long / 2, y + 0.25 * high), (x + long / 2, y)]
    sheet.line([*ends, (x + long, y), (x + long, y + 0.4 * high)], 7, edgecolor=INK, linewidth=0.8)
    for words, where in (("0", x), (f"{SCALE_KM} km", x + long)):
        sheet.text(where - width(words.split()[0], style) / 2, y + 0.75 * high, words, style)


def _draw_north(sheet: Sheet, x: float, y: float, high: float, style: Type) -> None:
    arrow = Path(
        [(x, y + high), (x + 0.24 * high, y), (x, y + 0.22 * high), (x - 0.24 * high, y), (x, y + high)], closed=True
    )
    sheet.path(arrow, 7, facecolor=INK)
    sheet.text(x - width("N", style) / 2, y + high * 1.1, "N", style._replace(weight="Bold"))


def draw_inset(sheet: Sheet, layout: Layout, language: Language) -> None:
    """Draw the region in a small box, with the country in it."""
    box = layout.inset
    at = _region(box)
    sheet.box(box, 7, facecolor=SEA)
    sheet.path(whole("neighbours"), 7.1, at=at, clip=box, facecolor=NEIGHBOURS, edgecolor=LINE, linewidth=0.4)
    sheet.path(whole("country"), 7.2, at=at, clip=box, facecolor=GREY)
    sheet.box(box, 7.4, edgecolor=GREY, linewidth=0.6)
    style = Type("Regular", layout.small_size * 0.86, NEIGHBOUR_NAME)
    for words, latitude, longitude in neighbours(language):
        x, y = at.transform(point_km(latitude, longitude))
        words = spaced(words)
        reach = width(words, style) / 2
        if box.grown(-0.03).holds(Box(x - reach, y, x + reach, y).grown(style.size / 144)):
            sheet.text(float(x) - reach, float(y) - 0.36 * style.size / 72, words, style, 7.3)


def _region(box: Box) -> Affine2D:
    east, north, reach = REGION
    middle = np.array(point_km(north, east))
    scale = max(box.width, box.height) / 2 / reach
    return Affine2D().translate(*-middle).scale(scale).translate((box.left + box.right) / 2, (box.bottom + box.top) / 2)
