"""Whether the gazetteer's points lie where they can: in or near their province, and near their city or county."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import shapely
from shapely import affinity

from geodata.basemap import load_layer
from geodata.build_plane import KM_PER_DEGREE, NARROWING
from geodata.errors import BadRowError
from geodata.models import Place
from geodata.tables import SITE_LEVELS

OUTLINE_KM = 2.0
APPROXIMATE_OUTLINE_KM = 12.0
FAULTY_OUTLINES_KM = {"KP-10": 15.0}
"""How far an outline itself may be off; Ryanggang's lacks the upper Tumen, which the source gives to its neighbour."""

SITE_KM = 60.0
"""How far a site may lie from the coordinate of its city or county: none is larger across."""


def check_positions(file: str, places: Sequence[tuple[int, Place]]) -> Iterator[BadRowError]:
    """The points that lie farther out than they, and what they lie in, may be off."""
    by_id = {place.id: place for _, place in places}
    for number, place in places:
        point = _point(place)
        if point is None or place.precision_km is None:
            continue
        province = "" if place.level == "island" else _province(place, by_id)
        outline, allowed = _outlines().get(province, (None, 0.0))
        if outline is not None and (away := shapely.distance(outline, point)) > place.precision_km + allowed:
            yield BadRowError(file, number, place.id, f"lies {away:.0f} km outside {province}")
        unit = by_id.get(place.parent or "")
        seat = _point(unit) if unit is not None and place.level in SITE_LEVELS else None
        if seat is not None and (away := shapely.distance(seat, point)) > SITE_KM:
            yield BadRowError(file, number, place.id, f"lies {away:.0f} km from {place.parent}, which it is a part of")


def _province(place: Place, by_id: Mapping[str, Place]) -> str:
    """The id of the first-level unit that a place lies in; empty where it lies in none."""
    parent = by_id.get(place.parent or "")
    while parent is not None and parent.level != "province":
        parent = by_id.get(parent.parent or "")
    return parent.id if parent is not None else ""


@cache
def _outlines() -> dict[str, tuple[shapely.Geometry, float]]:
    """The provinces on the plane of :func:`_in_km`, and how far each outline may be off in km."""
    layer = load_layer("provinces")
    rows = zip(layer["id"], layer["approximate"], layer.geometry, strict=True)
    return {
        id_: (_in_km(outline), FAULTY_OUTLINES_KM.get(id_, APPROXIMATE_OUTLINE_KM if approximate else OUTLINE_KM))
        for id_, approximate, outline in rows
    }


def _point(place: Place) -> shapely.Point | None:
    """The place on the plane of :func:`_in_km`, ``None`` where it has no coordinate."""
    if place.latitude is None or place.longitude is None:
        return None
    return _in_km(shapely.Point(place.longitude, place.latitude))


def _in_km(geometry: shapely.Geometry) -> shapely.Geometry:
    """Degrees as km on a plane that is true in the middle of the map and 3 % off at its edges."""
    return affinity.scale(geometry, xfact=KM_PER_DEGREE * NARROWING, yfact=KM_PER_DEGREE, origin=(0, 0))
