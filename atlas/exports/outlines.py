"""Where a claim lies, at the grain that was reported: a point, a province's or the nation's outline, or a band's line.

Longitude and latitude in degrees (WGS 84). Rings run as RFC 7946 wants them: outer ones counter-clockwise.
"""

from functools import cache
from typing import Any

import shapely

from geodata import Gazetteer, Place, load_layer

AREAS = {"country": "country", "province": "provinces"}
LINES = {"zone": "bands"}

Geometry = Any  # a shapely geometry; the package has no types


def outline(place: Place) -> Geometry | None:
    """The shape that stands for a place: never a point for what is an area or a band. ``None`` if no source has one."""
    layer = AREAS.get(place.level) or LINES.get(place.level)
    if layer:
        return _shapes(layer).get(place.id)
    if place.latitude is None or place.longitude is None:
        return None
    return shapely.Point(place.longitude, place.latitude)


def row_outline(gazetteer: Gazetteer, place_id: str | None, unlocated_reason: str | None) -> Geometry | None:
    """The shape of a claim's place; what is not located has none, even where the place is known."""
    return None if place_id is None or unlocated_reason is not None else outline(gazetteer[place_id])


@cache
def approximate_outlines() -> dict[str, bool]:
    """Of each province whether its outline is only approximate."""
    provinces = load_layer("provinces")
    return {id_: bool(approximate) for id_, approximate in zip(provinces["id"], provinces["approximate"], strict=True)}


@cache
def _shapes(layer: str) -> dict[str, Geometry]:
    table = load_layer(layer)
    turned = shapely.orient_polygons(table.geometry.to_numpy(), exterior_cw=False)
    return dict(zip(table["id"], turned, strict=True))
