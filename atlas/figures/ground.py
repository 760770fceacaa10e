"""The ground of a figure: sea, neighbours, land, provinces, rivers and borders, in kilometres.

A conformal conic projection (Lambert's, of the sphere) with two true parallels across the country: distances on the
map are right within a thousandth, and north is up in the middle.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray

from atlas.figures.palette import BORDER, LAKE, LAND, LINE, NEIGHBOUR_LINE, NEIGHBOURS, RIVER, SEA
from atlas.figures.sheet import Sheet
from atlas.figures.sizes import Box
from geodata import load_layer

EARTH_KM = 6371.0
PARALLELS = np.radians((38.7, 42.0))
MIDDLE = np.radians((127.4, 40.35))  # east and north
LAKE_KM = 3.0  # radius of a lake that is only a point

# Lowest first. Widths in points.
STYLES: dict[str, dict[str, Any]] = {
    "neighbours": {"facecolor": NEIGHBOURS, "edgecolor": NEIGHBOUR_LINE, "linewidth": 0.5},
    "neighbour_provinces": {"edgecolor": NEIGHBOUR_LINE, "linewidth": 0.6, "linestyle": (0, (1.2, 2.2))},
    "country": {"facecolor": LAND, "edgecolor": BORDER, "linewidth": 0.9},
    "rivers": {"edgecolor": RIVER, "linewidth": 0.8},
    "lakes": {"facecolor": LAKE, "edgecolor": RIVER, "linewidth": 0.7},
    "provinces": {"edgecolor": LINE, "linewidth": 0.6},
    "borders": {"edgecolor": BORDER, "linewidth": 0.9, "linestyle": (0, (3.8, 2.2))},
}

Points = NDArray[np.float64]


def _cone() -> tuple[float, float, float]:
    """The cone's constant, its scale in kilometres, and the distance of the middle from its tip."""
    tangents = np.tan(np.pi / 4 + PARALLELS / 2)
    constant = np.log(np.cos(PARALLELS[0]) / np.cos(PARALLELS[1])) / np.log(tangents[1] / tangents[0])
    scale = EARTH_KM * np.cos(PARALLELS[0]) * tangents[0] ** constant / constant
    return float(constant), float(scale), float(scale / np.tan(np.pi / 4 + MIDDLE[1] / 2) ** constant)


CONSTANT, SCALE, TIP = _cone()


def project(degrees: Points) -> Points:
    """Kilometres east and north of the middle, of longitudes and latitudes in degrees: an array of pairs."""
    east, north = np.radians(degrees).T
    distance = SCALE / np.tan(np.pi / 4 + north / 2) ** CONSTANT
    angle = CONSTANT * (east - MIDDLE[0])
    return np.column_stack((distance * np.sin(angle), TIP - distance * np.cos(angle)))


def point_km(latitude: float, longitude: float) -> tuple[float, float]:
    """Kilometres east and north of the middle."""
    east, north = project(np.array([(longitude, latitude)]))[0]
    return float(east), float(north)


@cache
def shapes(layer: str) -> Mapping[str, Path]:
    """The shapes of a layer of the basemap by id, in kilometres."""
    found = load_layer(layer)
    return {str(id_): _path(shape) for id_, shape in zip(found["id"], found.geometry, strict=True)}


@cache
def whole(layer: str) -> Path:
    """All shapes of a layer as one."""
    return Path.make_compound_path(*shapes(layer).values())


def _path(shape: Any) -> Path:
    parts = list(getattr(shape, "geoms", [shape]))
    return Path.make_compound_path(*(ring for part in parts for ring in _rings(part)))


def _rings(part: Any) -> Iterable[Path]:
    if part.geom_type == "Point":
        return [Path.circle(point_km(part.y, part.x), LAKE_KM)]
    if part.geom_type == "LineString":
        return [Path(project(np.asarray(part.coords)[:, :2]))]
    rings = [part.exterior, *part.interiors]
    return [Path(project(np.asarray(ring.coords)[:, :2]), closed=True) for ring in rings]


@cache
def mainland() -> Path:
    """The outline of the country without its islands, in kilometres."""
    rings = [np.asarray(ring) for ring in whole("country").to_polygons(closed_only=True)]
    return Path(max(rings, key=lambda ring: ring.shape[0]), closed=True)


def fitted(box: Box) -> Affine2D:
    """From kilometres to inches, so that the country stands in the middle of a box."""
    (left, bottom), (right, top) = whole("country").get_extents().get_points()
    scale = min(box.width / (right - left), box.height / (top - bottom))
    middle = ((box.left + box.right) / 2, (box.bottom + box.top) / 2)
    return Affine2D().translate(-(left + right) / 2, -(bottom + top) / 2).scale(scale).translate(*middle)


def draw_ground(sheet: Sheet, box: Box, at: Affine2D) -> None:
    """Draw the ground within a box."""
    sheet.box(box, 0, facecolor=SEA)
    for number, (layer, style) in enumerate(STYLES.items(), 1):
        sheet.path(whole(layer), number / 10, at=at, clip=box, joinstyle="round", **style)
