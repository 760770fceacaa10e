"""Lines of the basemap: borders, the neighbours' province lines, rivers, and the lines along which bands are drawn."""

from collections.abc import Mapping

import geopandas
import shapely

from geodata.build_outlines import Outlines
from geodata.build_simplify import simplify_line
from geodata.build_sources import Recipe
from geodata.tables import COUNTRY

Lines = dict[str, shapely.Geometry]


def draw_borders(countries: Outlines) -> Lines:
    """The shared edges of countries, ids such as ``CN-KP``; ``KP-KR`` is the Military Demarcation Line."""
    return {f"{one}-{other}": line for (one, other), line in _shared_edges(countries).items()}


def draw_neighbour_provinces(outlines: Outlines) -> Lines:
    """The edges between provinces of one neighbour, ids such as ``CN-JL/CN-LN``; ``CN/CN-JL`` is towards the rest."""
    lines = {}
    for country in sorted({id_.partition("-")[0] for id_ in outlines} - {COUNTRY}):
        parts = {id_: outline for id_, outline in outlines.items() if id_.partition("-")[0] == country}
        lines.update({f"{one}/{other}": line for (one, other), line in _shared_edges(parts).items()})
    return lines


def _shared_edges(outlines: Outlines) -> dict[tuple[str, str], shapely.Geometry]:
    """The edges any two outlines share, as lines; pairs that meet nowhere or in a point are left out."""
    ids = sorted(outlines)
    edges = {
        (one, other): _joined(outlines[one].boundary.intersection(outlines[other].boundary))
        for number, one in enumerate(ids)
        for other in ids[number + 1 :]
    }
    return {pair: line for pair, line in edges.items() if not line.is_empty}


def draw_bands(recipe: Recipe, country: shapely.Geometry, borders: Lines) -> Lines:
    """For each ``zone:…`` place the line along which its band is drawn.

    The Yalu and the Tumen are taken as the border that follows them, so that bands and outlines agree.
    """
    yalu, tumen = _split_at(borders["CN-KP"], shapely.Point(recipe["paektu"]))
    coast = _mainland_coast(country, list(borders.values()))
    west, east = _halves(recipe, recipe["coast_divide"])
    return {
        "zone:cn-border": borders["CN-KP"],
        "zone:yalu": yalu,
        "zone:tumen": _joined(shapely.union_all([tumen, borders["KP-RU"]])),
        "zone:kr-border": borders["KP-KR"],
        "zone:west-sea": _joined(coast.intersection(west)),
        "zone:east-sea": _joined(coast.intersection(east)),
    }


def _split_at(line: shapely.Geometry, point: shapely.Geometry) -> tuple[shapely.Geometry, shapely.Geometry]:
    """The western and the eastern part of ``line``, divided at its corner nearest to ``point``."""
    corners = shapely.get_coordinates(line)
    nearest = int(shapely.distance(shapely.points(corners), point).argmin())
    halves = [shapely.linestrings(corners[: nearest + 1]), shapely.linestrings(corners[nearest:])]
    west, east = sorted(halves, key=lambda half: float(half.centroid.x))
    return west, east


def _halves(recipe: Recipe, longitude: float) -> tuple[shapely.Geometry, shapely.Geometry]:
    west, south, east, north = recipe["extent"]
    return shapely.box(west, south, longitude, north), shapely.box(longitude, south, east, north)


def _mainland_coast(country: shapely.Geometry, borders: list[shapely.Geometry]) -> shapely.Geometry:
    mainland = max(shapely.get_parts(country), key=shapely.area)
    return mainland.exterior.difference(shapely.union_all(borders))


def _joined(line: shapely.Geometry) -> shapely.Geometry:
    """The line parts of a geometry, joined where one goes on from another; points are left out."""
    parts = [part for part in shapely.get_parts(line) if part.length > 0]
    if not parts:
        return shapely.LineString()
    return parts[0] if len(parts) == 1 else shapely.line_merge(shapely.union_all(parts))


def draw_rivers(recipe: Recipe, rivers: geopandas.GeoDataFrame, borders: Lines) -> Lines:
    """The larger rivers by id, lakes on their way included; one along the border is drawn as the border there."""
    numbers: Mapping[str, str] = recipe["rivers"]
    border = shapely.union_all([borders["CN-KP"], borders["KP-RU"]])
    drawn = {}
    for number, id_ in numbers.items():
        line = shapely.union_all(rivers.geometry[rivers["rivernum"] == int(number)].to_numpy())
        follows = id_ in recipe["border_rivers"]["ids"]
        drawn[id_] = _along(recipe, line, border) if follows else simplify_line(recipe, _joined(line))
    return drawn


def _along(recipe: Recipe, river: shapely.Geometry, border: shapely.Geometry) -> shapely.Geometry:
    """The part of the border that follows the river, corner by corner the same."""
    corners = shapely.get_coordinates(shapely.line_merge(border))
    beside = shapely.dwithin(shapely.points(corners), river, recipe["border_rivers"]["within_degrees"])
    first, last = beside.nonzero()[0][[0, -1]]
    return shapely.linestrings(corners[first : last + 1])


def draw_demilitarized_zone(recipe: Recipe, boundaries: geopandas.GeoDataFrame) -> Lines:
    """The two edges of the Demilitarized Zone, ``DMZ-KP`` and ``DMZ-KR``."""
    edges = boundaries[boundaries["name"] == "Korean Demilitarized Zone"]
    sides = {"North Korea": "DMZ-KP", "South Korea": "DMZ-KR"}
    return {
        sides[side]: simplify_line(recipe, _joined(line))
        for side, line in zip(edges["adm0_left"], edges.geometry, strict=True)
    }
