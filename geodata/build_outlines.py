"""Outlines of the 13 first-level units and of the neighbours, as one coverage without gaps or overlaps.

Natural Earth has no Nampo and no Kaesong and keeps Junghwa, Sangwon and Sungho in Pyongyang. They are cut
along Voronoi cells of the county seats, which is why those outlines are approximate.
"""

from collections.abc import Mapping
from typing import Any

import shapely

from geodata.build_plane import evened, to_degrees
from geodata.build_simplify import near_box, simplify_outlines
from geodata.build_sources import Recipe
from geodata.gazetteer import Gazetteer
from geodata.tables import COUNTRY

Outlines = dict[str, shapely.Geometry]


def draw_outlines(recipe: Recipe, units: Mapping[str, Outlines], gazetteer: Gazetteer) -> Outlines:
    """Simplified outlines by id, edges shared exactly: provinces ``KP-…``, neighbouring countries, and the
    neighbours' provinces that `build.toml` names (the country's outline is then the rest of it).
    """
    owned: dict[str, list[shapely.Geometry]] = {}
    for owner, piece in _cut_into_pieces(recipe, units, gazetteer):
        owned.setdefault(owner, []).append(piece)
    return simplify_outlines(recipe, {owner: shapely.coverage_union_all(owned[owner]) for owner in sorted(owned)})


def merge_countries(outlines: Outlines) -> Outlines:
    """The outline of each country, ``KP`` included, from those of its parts."""
    parts: dict[str, list[shapely.Geometry]] = {}
    for id_, outline in outlines.items():
        parts.setdefault(id_.partition("-")[0], []).append(outline)
    return {country: shapely.coverage_union_all(pieces) for country, pieces in parts.items()}


def unplaced_seats(recipe: Recipe, gazetteer: Gazetteer) -> list[str]:
    """Moved seats without a coordinate: their counties stay in the unit of the source until they have one."""
    moved = [place_id for cut in recipe["cuts"] for place_id in cut["moved"]]
    return [place_id for place_id in moved if gazetteer[place_id].latitude is None]


def _cut_into_pieces(
    recipe: Recipe, units: Mapping[str, Outlines], gazetteer: Gazetteer
) -> list[tuple[str, shapely.Geometry]]:
    """The faces of all outlines and cuts drawn over each other, with the id that each belongs to.

    All corners are snapped to the grid of the written decimals first, and every crossing becomes a corner of
    all faces that meet there, so that nothing gapes or overlaps later.
    """
    cuts = {cut["unit"]: (cut["to"], _cells(cut, units[COUNTRY][cut["unit"]], gazetteer)) for cut in recipe["cuts"]}
    named = [*units[COUNTRY], *recipe["neighbour_provinces"]]
    outlines = [
        (id_ if id_ in named else country, outline) for country in units for id_, outline in units[country].items()
    ]
    lines = [outline.boundary for _, outline in outlines] + [cells.boundary for _, cells in cuts.values()]
    faces = shapely.union_all([*lines, near_box(recipe).boundary], grid_size=10.0 ** -recipe["decimals"])
    tree = shapely.STRtree([outline for _, outline in outlines])
    pieces = []
    for face in shapely.polygonize([faces]).geoms:
        inside = face.representative_point()
        for index in tree.query(inside, predicate="within"):
            owner = outlines[index][0]
            to, cells = cuts.get(owner, (owner, shapely.Point()))
            pieces.append((to if cells.contains(inside) else owner, face))
    return pieces


def _cells(cut: dict[str, Any], unit: shapely.Geometry, gazetteer: Gazetteer) -> shapely.Geometry:
    """The part of ``unit`` that is nearer to a moved seat than to one that stays."""
    seats = [
        place
        for place in gazetteer.places
        if place.latitude is not None and (place.parent in cut["seats_of"] or place.id in cut["moved"])
    ]
    points = shapely.MultiPoint([(place.longitude, place.latitude) for place in seats])
    cells = shapely.voronoi_polygons(evened(points), extend_to=evened(unit), ordered=True)
    moved = [to_degrees(cell) for place, cell in zip(seats, cells.geoms, strict=True) if place.id in cut["moved"]]
    return shapely.union_all(moved).intersection(unit)
