"""``python -m geodata build``: what is made from pinned packages and by rule; the same bytes every time."""

import sys
import tempfile
from pathlib import Path

import shapely

from geodata.basemap import BASEMAP, LABELS
from geodata.build_areas import draw_lakes, draw_zones
from geodata.build_characters import write_characters
from geodata.build_labels import Circle, draw_labels, write_labels
from geodata.build_lines import (
    draw_bands,
    draw_borders,
    draw_demilitarized_zone,
    draw_neighbour_provinces,
    draw_rivers,
)
from geodata.build_outlines import Outlines, draw_outlines, merge_countries, unplaced_seats
from geodata.build_sources import Recipe, fetch_packages, read_recipe, read_shapes, read_units
from geodata.build_written import write_basemap
from geodata.gazetteer import Gazetteer, load_gazetteer
from geodata.rule_names import build_rule_names
from geodata.tables import COUNTRY


def build_all(packages: Path | None = None) -> None:
    """Make the basemap, its labels, the characters and the names by rule anew, in their places in this folder.

    ``packages`` keeps the downloaded packages between runs; without it they are fetched and thrown away.
    """
    recipe, gazetteer = read_recipe(), load_gazetteer()
    with tempfile.TemporaryDirectory() as temporary:
        folder = packages or Path(temporary)
        fetch_packages(recipe, folder)
        build_basemap(recipe, gazetteer, folder, BASEMAP, LABELS)
        write_characters(recipe, folder, gazetteer.places)
    build_rule_names()


def build_basemap(recipe: Recipe, gazetteer: Gazetteer, packages: Path, output: Path, labels: Path) -> None:
    """Write the layers and their provenance to ``output`` and the label points to ``labels``.

    A seat without a coordinate is named on standard error, and its county is not moved.
    """
    for place_id in unplaced_seats(recipe, gazetteer):
        print(f"{place_id}: has no coordinate, so its county is not moved", file=sys.stderr)
    layers, circles = draw_layers(recipe, gazetteer, packages)
    write_basemap(recipe, layers, output)
    write_labels(circles, labels)


def draw_layers(recipe: Recipe, gazetteer: Gazetteer, folder: Path) -> tuple[dict[str, Outlines], dict[str, Circle]]:
    """The shapes of every layer by id, and the label circles, from the packages in ``folder``."""
    outlines = draw_outlines(recipe, read_units(recipe, folder), gazetteer)
    lakes = draw_lakes(recipe, read_shapes(recipe, folder, "lakes", "ne_10m_lakes"))
    layers = _outline_layers(recipe, outlines) | {"lakes": lakes}
    boundaries = read_shapes(recipe, folder, "lines", "ne_10m_admin_0_boundary_lines_land")
    rivers = read_shapes(recipe, folder, "lines", "ne_10m_rivers_lake_centerlines")
    layers["rivers"] = draw_rivers(recipe, rivers, layers["borders"])
    layers["borders"] |= draw_demilitarized_zone(recipe, boundaries)
    return layers, draw_labels(recipe, outlines, lakes)


def _outline_layers(recipe: Recipe, outlines: Outlines) -> dict[str, Outlines]:
    """The layers that are outlines, or lines and strips along them."""
    countries = merge_countries(outlines)
    country: shapely.Geometry = countries[COUNTRY]
    borders = draw_borders(countries)
    bands = draw_bands(recipe, country, borders)
    return {
        "provinces": {id_: outline for id_, outline in outlines.items() if id_.startswith(f"{COUNTRY}-")},
        "neighbours": {id_: outline for id_, outline in countries.items() if id_ != COUNTRY},
        "neighbour_provinces": draw_neighbour_provinces(outlines),
        "country": {COUNTRY: country},
        "borders": borders,
        "bands": bands,
        "zones": draw_zones(recipe, country, bands),
    }
