"""Areas of the basemap beside outlines: the strips of borders and coasts, and lakes."""

from collections.abc import Mapping

import geopandas
import shapely

from geodata.build_lines import Lines
from geodata.build_outlines import Outlines
from geodata.build_plane import area_km2, widened
from geodata.build_simplify import simplify_line
from geodata.build_sources import Recipe


def draw_zones(recipe: Recipe, country: shapely.Geometry, bands: Lines) -> Outlines:
    """For each ``zone:…`` place a strip of the country along its line, ``strips.width_km`` wide.

    The width is that of a drawing: no report says how deep a border or coastal zone reaches.
    """
    return {id_: _strip(recipe, country, line) for id_, line in bands.items()}


def _strip(recipe: Recipe, country: shapely.Geometry, line: shapely.Geometry) -> shapely.Geometry:
    strips = recipe["strips"]
    reach = widened(shapely.simplify(line, strips["tolerance_degrees"]), strips["width_km"])
    inside = shapely.intersection(country, reach, grid_size=10.0 ** -recipe["decimals"])
    parts = [_filled(part, strips["smallest_km2"]) for part in shapely.get_parts(inside)]
    return shapely.union_all([part for part in parts if area_km2(part) >= strips["smallest_km2"]])


def _filled(part: shapely.Geometry, smallest_km2: float) -> shapely.Geometry:
    """A polygon without its small holes."""
    holes = [ring for ring in part.interiors if area_km2(shapely.Polygon(ring)) >= smallest_km2]
    return shapely.Polygon(part.exterior, holes)


def draw_lakes(recipe: Recipe, lakes: geopandas.GeoDataFrame) -> Outlines:
    """The larger lakes by id, simplified; a lake that no source outlines is its point."""
    numbers: Mapping[str, str] = recipe["lakes"]
    drawn: Outlines = {id_: shapely.Point(corner) for id_, corner in recipe["lake_points"].items()}
    for number, id_ in numbers.items():
        parts = lakes.geometry[lakes["ne_id"] == int(number)]
        drawn[id_] = simplify_line(recipe, shapely.union_all(parts.to_numpy()))
    return drawn
