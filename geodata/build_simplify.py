"""Fewer corners: fine near the country, coarse beyond, and the same on both sides of every shared edge."""

from collections.abc import Mapping

import numpy
import shapely

from geodata.build_plane import area_km2
from geodata.build_sources import Recipe


def near_box(recipe: Recipe) -> shapely.Geometry:
    """The box (degrees) within which outlines keep their detail. Outlines must have corners on its edge."""
    return shapely.box(*recipe["near"]["box"])


def simplify_outlines(recipe: Recipe, outlines: Mapping[str, shapely.Geometry]) -> dict[str, shapely.Geometry]:
    """Outlines that share edges, with small islands dropped and fewer corners, still sharing them.

    Each outline is cut at the near box, and both halves are simplified twice, finely and coarsely. Where halves
    meet is a corner of both results, so the fine near half and the coarse far half of each fit together.
    """
    near = near_box(recipe)
    whole = {id_: _drop_small_islands(recipe, outline) for id_, outline in outlines.items()}
    halves = [(id_, True, _polygons(outline.intersection(near))) for id_, outline in whole.items()]
    halves += [(id_, False, _polygons(outline.difference(near))) for id_, outline in whole.items()]
    pieces = [piece for _, _, piece in halves]
    fine = shapely.coverage_simplify(pieces, recipe["near"]["tolerance_degrees"])
    coarse = shapely.coverage_simplify(pieces, recipe["far"]["tolerance_degrees"])
    joined: dict[str, list[shapely.Geometry]] = {}
    for (id_, is_near, _), one, other in zip(halves, fine, coarse, strict=True):
        joined.setdefault(id_, []).append(one if is_near else other)
    return {id_: shapely.coverage_union_all(parts) for id_, parts in joined.items()}


def simplify_line(recipe: Recipe, line: shapely.Geometry) -> shapely.Geometry:
    """A line or lake with fewer corners, in the decimals that are written."""
    return round_coordinates(shapely.simplify(line, recipe["near"]["tolerance_degrees"] / 2), recipe["decimals"])


def round_coordinates(geometry: shapely.Geometry, decimals: int) -> shapely.Geometry:
    """The geometry with rounded coordinates (degrees) and without the repetitions that rounding makes."""
    rounded = shapely.transform(geometry, lambda corners: numpy.round(corners, decimals))
    return shapely.remove_repeated_points(rounded)


def _drop_small_islands(recipe: Recipe, outline: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(outline)
    near = shapely.intersects(parts, near_box(recipe))
    areas = numpy.array([area_km2(part) for part in parts])
    smallest = numpy.where(near, recipe["near"]["smallest_island_km2"], recipe["far"]["smallest_island_km2"])
    return shapely.union_all(parts[(areas >= smallest) | (areas == areas.max())])


def _polygons(geometry: shapely.Geometry) -> shapely.Geometry:
    """The polygons of a geometry as one; without the lines and points where outlines only touch the box."""
    parts = shapely.get_parts(geometry)
    return shapely.multipolygons(parts[shapely.get_dimensions(parts) == 2])
