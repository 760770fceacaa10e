"""The making of the basemap, on small invented outlines."""

import hashlib
import io
import json
import tarfile
import tomllib
import zipfile
from pathlib import Path

import geopandas
import pytest
import shapely

from geodata import Gazetteer, Place
from geodata.build import draw_layers
from geodata.build_areas import draw_lakes, draw_zones
from geodata.build_labels import label_circle, write_labels
from geodata.build_lines import draw_bands, draw_borders, draw_neighbour_provinces, draw_rivers
from geodata.build_outlines import draw_outlines, merge_countries, unplaced_seats
from geodata.build_plane import area_km2, widened
from geodata.build_simplify import simplify_outlines
from geodata.build_sources import PackageError, Recipe, fetch_packages, read_recipe
from geodata.build_written import as_geojson, write_basemap
from geodata.gazetteer import load_gazetteer

RECIPE: Recipe = {
    "decimals": 4,
    "near": {"box": [123.8, 39.2, 126.6, 43.0], "tolerance_degrees": 0.001, "smallest_island_km2": 4.0},
    "far": {"tolerance_degrees": 0.1, "smallest_island_km2": 4.0},
    "strips": {"width_km": 10.0, "tolerance_degrees": 0.01, "smallest_km2": 1.0},
    "extent": [120.0, 30.0, 130.0, 50.0],
    "paektu": [125.0, 42.0],
    "coast_divide": 125.0,
    "neighbour_provinces": ["CN-JL", "CN-LN"],
    "label_frame": [123.0, 39.0, 127.0, 43.0],
    "cuts": [{"unit": "KP-02", "to": "KP-14", "moved": ["KP-14-a"], "seats_of": ["KP-02"]}],
    "approximate": {"ids": ["KP-02", "KP-14", "lake:point"]},
    "rivers": {"1": "yalu", "2": "inland"},
    "border_rivers": {"ids": ["yalu"], "within_degrees": 0.1},
    "lakes": {"7": "lake:seven"},
    "lake_points": {"lake:point": [124.5, 41.9]},
}
UNITS = {
    "KP-02": shapely.union_all([shapely.box(124, 40, 126, 42), shapely.box(123.0, 40.0, 123.001, 40.001)]),
    "CN-JL": shapely.box(125, 42, 127, 44),
    "CN-LN": shapely.box(123.5, 42, 125, 44),
    "CN-HL": shapely.box(123.5, 44, 127, 45),
    "KR-41": shapely.box(124, 39, 126, 40),
    "RU-PRI": shapely.box(126, 41, 127, 42),
}


def seat(place_id: str, parent: str, latitude: float | None, longitude: float | None) -> Place:
    return Place(place_id, place_id, "county", parent, latitude=latitude, longitude=longitude, precision_km=5.0)


SEATS = Gazetteer([seat("KP-02-b", "KP-02", 41.0, 124.5), seat("KP-14-a", "KP-14", 41.0, 125.5)], [])


def draw(seats: Gazetteer = SEATS) -> dict[str, shapely.Geometry]:
    """A province of 2° by 2° with one seat in its west and one, of another province, in its east."""
    units: dict[str, dict[str, shapely.Geometry]] = {}
    for id_, outline in UNITS.items():
        units.setdefault(id_[:2], {})[id_] = outline
    return draw_outlines(RECIPE, units, seats)


@pytest.fixture(scope="module")
def bands() -> dict[str, shapely.Geometry]:
    countries = merge_countries(draw())
    return draw_bands(RECIPE, countries["KP"], draw_borders(countries))


def test_a_cut_runs_half_way_between_the_seats() -> None:
    outlines = draw()
    assert sorted(outlines) == ["CN", "CN-JL", "CN-LN", "KP-02", "KP-14", "KR", "RU"]
    assert outlines["KP-14"].equals(shapely.box(125.0, 40.0, 126.0, 42.0))
    assert outlines["KP-02"].equals(shapely.box(124.0, 40.0, 125.0, 42.0))


def test_a_moved_seat_without_a_coordinate_is_named_and_moves_nothing() -> None:
    seats = Gazetteer([seat("KP-02-b", "KP-02", 41.0, 124.5), seat("KP-14-a", "KP-14", None, None)], [])
    assert unplaced_seats(RECIPE, SEATS) == []
    assert unplaced_seats(RECIPE, seats) == ["KP-14-a"]
    assert "KP-14" not in draw(seats)


def test_a_cut_leaves_no_gap_towards_the_neighbours() -> None:
    assert shapely.coverage_is_valid(list(draw().values()))


def test_far_outlines_lose_more_corners_than_near_ones_and_edges_stay_shared() -> None:
    wave = [(x / 10, 40 + 0.03 * (x % 2)) for x in range(1240, 1300)]
    north = shapely.Polygon([*wave, (129.9, 41), (124, 41)])
    south = shapely.Polygon([*wave, (129.9, 39.5), (124, 39.5)])
    simple = simplify_outlines(RECIPE, {"KP": north, "KR": south})
    corners = shapely.get_coordinates(simple["KP"])
    assert sum(124 < x < 126.6 for x, _ in corners) >= 25
    assert sum(x > 126.7 for x, _ in corners) < 10
    assert shapely.coverage_is_valid(list(simple.values()))


def test_borders_are_the_edges_that_countries_share() -> None:
    borders = draw_borders(merge_countries(draw()))
    assert sorted(borders) == ["CN-KP", "CN-RU", "KP-KR", "KP-RU"]
    assert borders["CN-KP"].equals(shapely.LineString([(124, 42), (126, 42)]))


def test_provinces_of_a_neighbour_are_divided_by_lines_and_its_rest_has_none() -> None:
    lines = draw_neighbour_provinces(draw())
    assert sorted(lines) == ["CN-JL/CN-LN", "CN/CN-JL", "CN/CN-LN"]
    assert lines["CN-JL/CN-LN"].equals(shapely.LineString([(125, 42), (125, 44)]))


def test_bands_divide_the_border_at_paektu_and_the_coast_in_two(bands: dict[str, shapely.Geometry]) -> None:
    assert bands["zone:yalu"].equals(shapely.LineString([(124, 42), (125, 42)]))
    assert bands["zone:tumen"].equals(shapely.LineString([(125, 42), (126, 42), (126, 41)]))
    assert bands["zone:west-sea"].equals(shapely.LineString([(124, 42), (124, 40)]))
    assert bands["zone:east-sea"].equals(shapely.LineString([(126, 41), (126, 40)]))


def test_a_zone_is_a_strip_of_the_country_as_wide_as_the_recipe_says(bands: dict[str, shapely.Geometry]) -> None:
    country = shapely.box(124, 40, 126, 42)
    zones = draw_zones(RECIPE, country, bands)
    assert sorted(zones) == sorted(bands)
    for id_, zone in zones.items():
        assert zone.difference(country).area < 1e-6, id_
    assert area_km2(zones["zone:yalu"]) == pytest.approx(851.8, rel=0.02)  # 85.2 km long, 10 km wide


def test_a_line_is_widened_by_kilometres_both_north_and_east() -> None:
    west, south, east, north = widened(shapely.LineString([(125, 39), (125, 40), (126, 40)]), 10.0).bounds
    assert (north - 40, 125 - west) == (pytest.approx(0.09, abs=0.001), pytest.approx(0.117, abs=0.001))
    assert (south, east) == (pytest.approx(39), pytest.approx(126))


def test_a_river_along_the_border_is_drawn_as_the_border_and_no_farther() -> None:
    border = shapely.LineString([(124, 42), (124.5, 42.05), (125, 42), (126, 42)])
    lines = [shapely.LineString([(124, 42.02), (125, 42.02)]), shapely.LineString([(124, 41), (125, 41)])]
    table = geopandas.GeoDataFrame({"rivernum": [1, 2]}, geometry=lines, crs="EPSG:4326")
    rivers = draw_rivers(RECIPE, table, {"CN-KP": border, "KP-RU": shapely.LineString([(126, 42), (126, 41)])})
    assert rivers["yalu"].equals(shapely.LineString([(124, 42), (124.5, 42.05), (125, 42)]))
    assert rivers["inland"].equals(lines[1])


def test_a_lake_that_no_source_outlines_is_a_point() -> None:
    table = geopandas.GeoDataFrame({"ne_id": [7]}, geometry=[shapely.box(124, 41, 124.1, 41.1)], crs="EPSG:4326")
    lakes = draw_lakes(RECIPE, table)
    assert {id_: lake.geom_type for id_, lake in lakes.items()} == {"lake:point": "Point", "lake:seven": "Polygon"}
    assert label_circle(lakes["lake:point"]) == (41.9, 124.5, 0.0)


def test_a_label_stands_in_the_middle_of_the_largest_part() -> None:
    shape = shapely.union_all([shapely.box(124, 40, 125, 41), shapely.box(126, 40, 126.1, 40.1)])
    latitude, longitude, span = label_circle(shape)
    assert (latitude, longitude) == pytest.approx((40.5, 124.5), abs=0.15)
    assert span == pytest.approx(85, abs=1)


def test_geojson_is_sorted_rounded_and_the_same_however_the_ring_begins() -> None:
    square = shapely.Polygon([(0, 0), (1.00004, 0), (1, 1), (0, 1)])
    turned = shapely.Polygon([(1, 1), (0, 1), (0, 0), (1.00004, 0)])
    first = as_geojson(RECIPE, {"b": square, "a": square})
    assert first == as_geojson(RECIPE, {"a": turned, "b": turned})
    assert "1.00004" not in first
    assert first.index('"a"') < first.index('"b"')


def test_a_layer_says_what_of_it_is_approximate_only_where_something_is() -> None:
    square = shapely.box(0, 0, 1, 1)
    assert "approximate" not in as_geojson(RECIPE, {"KP-01": square})
    marked = json.loads(as_geojson(RECIPE, {"KP-01": square, "KP-02": square}))
    assert [feature["properties"]["approximate"] for feature in marked["features"]] == [False, True]


def zipped(path: Path, layers: dict[str, geopandas.GeoDataFrame]) -> None:
    """A wheel's shape files, made up."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, table in layers.items():
            table.to_file(path.parent / f"{name}.shp")
            for part in sorted(path.parent.glob(f"{name}.*")):
                archive.write(part, f"data/{part.name}")


def made_up_packages(folder: Path) -> Recipe:
    """Small packages in ``folder`` as the registries would send them, and the recipe that reads them."""
    features = [
        {
            "type": "Feature",
            "properties": {"adm0_a3": id_[:2], "iso_3166_2": id_},
            "geometry": json.loads(shapely.to_geojson(outline)),
        }
        for id_, outline in UNITS.items()
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    with tarfile.open(folder / "units.tgz", "w:gz") as archive:
        entry = tarfile.TarInfo("build.json")
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    zone = [shapely.LineString([(124, 40.1), (126, 40.1)]), shapely.LineString([(124, 39.9), (126, 39.9)])]
    rivers = [shapely.LineString([(124, 42), (125, 42)]), shapely.LineString([(124, 41), (125, 41)])]
    named = {"name": ["Korean Demilitarized Zone"] * 2, "adm0_left": ["North Korea", "South Korea"]}
    zipped(
        folder / "lines.whl",
        {
            "ne_10m_admin_0_boundary_lines_land": geopandas.GeoDataFrame(named, geometry=zone, crs="EPSG:4326"),
            "ne_10m_rivers_lake_centerlines": geopandas.GeoDataFrame(
                {"rivernum": [1, 2]}, geometry=rivers, crs="EPSG:4326"
            ),
        },
    )
    lake = geopandas.GeoDataFrame({"ne_id": [7]}, geometry=[shapely.box(124, 41, 124.1, 41.1)], crs="EPSG:4326")
    zipped(folder / "lakes.whl", {"ne_10m_lakes": lake})
    return made_up_recipe(folder)


def made_up_recipe(folder: Path) -> Recipe:
    """The recipe of :func:`made_up_packages`."""
    files = {"admin1": ("units.tgz", "build.json"), "lines": ("lines.whl", "data/"), "lakes": ("lakes.whl", "data/")}
    packages = {
        name: {
            "registry": "pypi",
            "name": name,
            "version": "1",
            "file": file,
            "member": member,
            "sha256": hashlib.sha256((folder / file).read_bytes()).hexdigest(),
        }
        for name, (file, member) in files.items()
    }
    real = read_recipe()
    countries = {code: code for code in ("KP", "CN", "KR", "RU")}
    described = {"provenance": real["provenance"], "layers": real["layers"]}
    return RECIPE | described | {"packages": packages, "countries": countries}


def built(folder: Path) -> dict[str, bytes]:
    """Every file of a basemap that is made in ``folder`` from nothing, by name."""
    folder.mkdir()
    recipe = made_up_packages(folder)
    fetch_packages(recipe, folder)
    layers, circles = draw_layers(recipe, SEATS, folder)
    write_basemap(recipe, layers, folder / "basemap")
    write_labels(circles, folder / "basemap" / "labels.csv")
    return {path.name: path.read_bytes() for path in sorted((folder / "basemap").iterdir())}


def test_two_builds_from_nothing_are_the_same_bytes(tmp_path: Path) -> None:
    first, second = built(tmp_path / "first"), built(tmp_path / "second")
    drop = "provenance.toml"  # names the made-up packages by hashes that hold the time of packing
    assert len(first) == 11
    assert {name: content for name, content in first.items() if name != drop} == {
        name: content for name, content in second.items() if name != drop
    }


def test_every_layer_is_described_with_its_hash_and_the_packages_it_is_made_from(tmp_path: Path) -> None:
    files = built(tmp_path / "one")
    described = tomllib.loads(files["provenance.toml"].decode())
    assert [*described, "labels.csv", "provenance.toml"] == sorted(files, key=lambda name: (name[-4:] != "json", name))
    for name, facts in described.items():
        assert {"producer", "citation", "url", "licence", "date", "sha256", "made_from"} <= set(facts), name
        assert facts["sha256"] == hashlib.sha256(files[name]).hexdigest()
        assert all("SHA-256" in source for source in facts["made_from"])
    assert [source.split(",")[0] for source in described["lakes.geojson"]["made_from"]] == ["pypi lakes 1"]


def test_a_layer_of_an_earlier_build_does_not_stay(tmp_path: Path) -> None:
    (tmp_path / "former.geojson").write_text("{}")
    described = {"provenance": {}, "packages": {}, "layers": {"country": {"packages": []}}}
    write_basemap(RECIPE | described, {"country": {"KP": shapely.box(0, 0, 1, 1)}}, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["country.geojson", "provenance.toml"]


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
    assert set(unplaced_seats(read_recipe(), gazetteer)) <= {"KP-06-sangwon"}
