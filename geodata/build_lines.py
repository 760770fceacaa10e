"""Lines of the basemap: national borders, rivers, and the lines along which zones are drawn."""

from collections.abc import Mapping

import geopandas
import shapely

from geodata.build_outlines import Outlines, round_coordinates
from geodata.build_sources import Recipe
from geodata.gazetteer import COUNTRY

Lines = dict[str, shapely.Geometry]


def draw_borders(outlines: Outlines, country: shapely.Geometry) -> Lines:
    """The shared edges of countries, ids such as ``CN-KP``; ``KP-KR`` is the Military Demarcation Line."""
    countries = {id_: outline for id_, outline in outlines.items() if len(id_) == 2}
    countries[COUNTRY] = country
    ids = sorted(countries)
    borders = {
        f"{one}-{other}": _shared_edge(countries[one], countries[other])
        for number, one in enumerate(ids)
        for other in ids[number + 1 :]
    }
    return {id_: line for id_, line in borders.items() if not line.is_empty}


def _shared_edge(one: shapely.Geometry, other: shapely.Geometry) -> shapely.Geometry:
    """The edges two outlines share, as lines; empty where they meet nowhere or in a point."""
    return _joined(one.boundary.intersection(other.boundary))


def draw_zone_lines(recipe: Recipe, country: shapely.Geometry, borders: Lines) -> Lines:
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


def draw_rivers(recipe: Recipe, rivers: geopandas.GeoDataFrame) -> Lines:
    """The larger rivers by id, lakes on their way included."""
    numbers: Mapping[str, str] = recipe["rivers"]
    drawn = {}
    for number, id_ in numbers.items():
        parts = rivers.geometry[rivers["rivernum"] == int(number)]
        drawn[id_] = _simplified(recipe, shapely.union_all(parts.to_numpy()))
    return drawn


def draw_demilitarized_zone(recipe: Recipe, boundaries: geopandas.GeoDataFrame) -> Lines:
    """The two edges of the Demilitarized Zone, ``DMZ-KP`` and ``DMZ-KR``."""
    edges = boundaries[boundaries["name"] == "Korean Demilitarized Zone"]
    sides = {"North Korea": "DMZ-KP", "South Korea": "DMZ-KR"}
    return {
        sides[side]: _simplified(recipe, line) for side, line in zip(edges["adm0_left"], edges.geometry, strict=True)
    }


def _simplified(recipe: Recipe, line: shapely.Geometry) -> shapely.Geometry:
    simple = shapely.simplify(_joined(line), recipe["tolerance_degrees"] / 2)
    return round_coordinates(simple, recipe["decimals"])
