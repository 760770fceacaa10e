"""Outlines of the 13 first-level units and of the neighbours, as one coverage without gaps or overlaps.

Natural Earth has no Nampo and no Kaesong and keeps Junghwa, Sangwon and Sungho in Pyongyang. They are cut
along Voronoi cells of the county seats, which is why those outlines are approximate.
"""

import math
from collections.abc import Mapping
from typing import Any

import numpy
import shapely
from shapely import affinity

from geodata.build_sources import Recipe
from geodata.gazetteer import COUNTRY, Gazetteer

Outlines = dict[str, shapely.Geometry]

KM_PER_DEGREE = 111.2
NARROWING = math.cos(math.radians(40.0))
"""How much shorter a degree of longitude is than one of latitude in the middle of the map."""


def draw_outlines(recipe: Recipe, units: Mapping[str, Outlines], gazetteer: Gazetteer) -> Outlines:
    """Simplified outlines by id: provinces ``KP-…`` and neighbouring countries, edges shared exactly."""
    owned: dict[str, list[shapely.Geometry]] = {}
    for owner, piece in _cut_into_pieces(recipe, units, gazetteer):
        owned.setdefault(owner, []).append(piece)
    owners = sorted(owned)
    merged = [shapely.coverage_union_all(owned[owner]) for owner in owners]
    large = [_drop_small_islands(outline, recipe["smallest_island_km2"]) for outline in merged]
    simple = shapely.coverage_simplify(large, recipe["tolerance_degrees"])
    return dict(zip(owners, simple, strict=True))


def _cut_into_pieces(
    recipe: Recipe, units: Mapping[str, Outlines], gazetteer: Gazetteer
) -> list[tuple[str, shapely.Geometry]]:
    """The faces of all outlines and cuts drawn over each other, with the id that each belongs to.

    All corners are snapped to the grid of the written decimals first, and every crossing becomes a corner of
    all faces that meet there, so that nothing gapes or overlaps later.
    """
    cuts = {cut["unit"]: (cut["to"], _cells(cut, units[COUNTRY][cut["unit"]], gazetteer)) for cut in recipe["cuts"]}
    outlines = [(country, id_, outline) for country, ids in units.items() for id_, outline in ids.items()]
    lines = [outline.boundary for _, _, outline in outlines] + [cells.boundary for _, cells in cuts.values()]
    grid = 10.0 ** -recipe["decimals"]
    tree = shapely.STRtree([outline for _, _, outline in outlines])
    pieces = []
    for face in shapely.polygonize([shapely.union_all(lines, grid_size=grid)]).geoms:
        inside = face.representative_point()
        for index in tree.query(inside, predicate="within"):
            country, id_, _ = outlines[index]
            to, cells = cuts.get(id_, (id_, shapely.Point()))
            owner = country if country != COUNTRY else to if cells.contains(inside) else id_
            pieces.append((owner, face))
    return pieces


def _cells(cut: dict[str, Any], unit: shapely.Geometry, gazetteer: Gazetteer) -> shapely.Geometry:
    """The part of ``unit`` that is nearer to a moved seat than to one that stays."""
    seats = [
        place
        for place in gazetteer.places
        if place.latitude is not None and (place.parent in cut["seats_of"] or place.id in cut["moved"])
    ]
    points = shapely.MultiPoint([(place.longitude, place.latitude) for place in seats])
    cells = shapely.voronoi_polygons(_stretch(points, NARROWING), extend_to=_stretch(unit, NARROWING), ordered=True)
    moved = [
        _stretch(cell, 1 / NARROWING)
        for place, cell in zip(seats, cells.geoms, strict=True)
        if place.id in cut["moved"]
    ]
    return shapely.union_all(moved).intersection(unit)


def _stretch(geometry: shapely.Geometry, factor: float) -> shapely.Geometry:
    return affinity.scale(geometry, xfact=factor, yfact=1.0, origin=(0, 0))


def _drop_small_islands(outline: shapely.Geometry, smallest_km2: float) -> shapely.Geometry:
    parts = shapely.get_parts(outline)
    areas = shapely.area(parts) * KM_PER_DEGREE**2 * NARROWING
    kept = parts[(areas >= smallest_km2) | (areas == areas.max())]
    return shapely.multipolygons(kept) if len(kept) > 1 else kept[0]


def round_coordinates(geometry: shapely.Geometry, decimals: int) -> shapely.Geometry:
    """The geometry with rounded coordinates (degrees) and without the repetitions that rounding makes."""
    rounded = shapely.transform(geometry, lambda corners: numpy.round(corners, decimals))
    return shapely.remove_repeated_points(rounded)


def label_circle(outline: shapely.Geometry) -> tuple[float, float, float]:
    """Latitude, longitude and diameter (km) of the largest circle inside the outline's largest part."""
    largest = max(shapely.get_parts(outline), key=shapely.area)
    even = _stretch(largest, NARROWING)
    radius = shapely.maximum_inscribed_circle(even, tolerance=0.001)
    longitude, latitude = _stretch(shapely.get_point(radius, 0), 1 / NARROWING).coords[0]
    return latitude, longitude, 2 * shapely.length(radius) * KM_PER_DEGREE
