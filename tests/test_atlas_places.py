"""What the reports name, the table of places, its words, its files and its map."""

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import geopandas
import pyogrio
import pytest
from streamlit_folium import generate_leaflet_string

from atlas.current import load_current, load_ground
from atlas.current_places import CurrentPlaces, places_of
from atlas.place_files import CSV_COLUMNS, places_csv, places_geojson
from atlas.place_map import ShownPlaces, draw_places, shown_numbers
from atlas.place_table import PlaceRow, drawn_in_words, found_rows, level_groups
from atlas.place_words import (
    KIND_WORDS,
    LANGUAGE_WORDS,
    SOURCE_WORDS,
    coordinate_in_words,
    former_in_words,
    naming_in_words,
    validity_in_words,
)
from atlas.places import read_mentions
from atlas.served import ASSETS, BUNDLES
from corpus.reports import read_reports
from geodata import Place, load_gazetteer
from geodata.history import load_history
from geodata.tables import LEVELS
from tests.factories import write_report

POINT = Place(
    "KP-10-x", "X", "city", latitude=41.40167, longitude=128.17778, precision_km=2.0, coordinate_source="geonames"
)


@pytest.fixture(scope="module")
def places() -> CurrentPlaces:
    return places_of(load_current())


def named_in(folder: Path, **texts: str) -> "Counter[tuple[str, int]]":
    for name, text in texts.items():
        write_report(folder, name, text)
    named = read_mentions(read_reports(folder)[0], [])
    return Counter(
        {(place_id, named.reports_naming(place_id)): len(named.mentions[place_id]) for place_id in named.mentions}
    )


def test_a_place_is_counted_once_for_each_report_that_names_it(tmp_path: Path) -> None:
    found = named_in(tmp_path, r1="Hyesan was sealed. Hyesan was quiet.", r2="Markets in Hyesan closed.")
    assert found[("KP-10-hyesan", 2)] == 3


def test_where_somebody_speaks_is_never_counted(tmp_path: Path) -> None:
    found = named_in(tmp_path, r1="Markets closed, a source in Hyesan said.")
    assert found[("KP-10-hyesan", 0)] == 1


def test_a_name_left_open_keeps_its_mentions_and_its_candidates(tmp_path: Path) -> None:
    write_report(tmp_path, "r1", "Unsan was sealed. Nobody left Unsan.")
    name = read_mentions(read_reports(tmp_path)[0], []).doubtful[0]
    assert (name.text, name.status, name.reports) == ("Unsan", "ambiguous", ("r1",))
    assert len(name.mentions) == 2
    assert {"KP-02-unsan", "KP-03-unsan"} <= set(name.candidates)


def test_every_level_stands_in_one_group() -> None:
    levels = [level for group in level_groups().values() for level in group.levels]
    assert sorted(levels) == sorted(LEVELS)


def test_whole_names_come_before_names_that_only_hold_what_is_looked_for(places: CurrentPlaces) -> None:
    found = found_rows(places.rows, "hyesan", None)
    assert found[0].place.id == "KP-10-hyesan"
    assert len(found) > 3


def test_no_search_and_no_group_leave_all(places: CurrentPlaces) -> None:
    assert found_rows(places.rows, "  ", None) == list(places.rows)


def test_what_is_not_drawn_is_counted(places: CurrentPlaces) -> None:
    rows = [row for row in places.rows if row.place.id in ("KP-10", "KP-10-hyesan", "KP-10-hyesan-mine")]
    assert drawn_in_words(rows) == ("1 drawn as points, 1 as outlines. 1 of 3 has no coordinate: it is drawn nowhere.")
    assert drawn_in_words(rows[:1]).endswith(".")


def test_every_word_of_the_tables_has_words_of_ours() -> None:
    gazetteer = load_gazetteer()
    assert {place.coordinate_source for place in gazetteer.places} - {None} <= set(SOURCE_WORDS)
    assert {name.kind for name in gazetteer.names} <= set(KIND_WORDS)
    assert {name.language for name in gazetteer.names} <= set(LANGUAGE_WORDS)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (POINT, "GeoNames, within 2 km: 41.402° N, 128.178° E"),
        (replace(POINT, precision_km=10.0), "GeoNames, within 10 km: 41.40° N, 128.18° E"),
        (replace(POINT, latitude=None), "No source gives one: it is drawn nowhere"),
    ],
)
def test_a_coordinate_is_said_no_finer_than_it_is_known(place: Place, words: str) -> None:
    assert coordinate_in_words(place, outlined=False) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("1954-12", None, "Since December 1954"),
        (None, "2010", "Until 2010"),
        ("1952", "1963-05", "1952 – May 1963"),
        (None, None, None),
    ],
)
def test_a_time_is_said_at_its_own_precision(start: str | None, end: str | None, words: str | None) -> None:
    assert validity_in_words(replace(POINT, valid_from=start, valid_to=end)) == words


def test_every_former_unit_can_be_said() -> None:
    gazetteer = load_gazetteer()
    for units in load_history().values():
        for unit in units:
            name, when = former_in_words(gazetteer, unit)
            assert unit.name in name
            assert when


@pytest.mark.parametrize(
    ("reports", "speaking", "words"),
    [
        (1, 0, "Named in 1 report"),
        (10, 1, "Named in 10 reports, in 1 more only where somebody speaks"),
        (0, 2, "Named in 2 reports, only where somebody speaks"),
    ],
)
def test_reports_that_only_have_a_speaker_there_are_told_apart(reports: int, speaking: int, words: str) -> None:
    assert naming_in_words(reports, speaking) == words


def test_the_geojson_is_read_back_with_all_places_and_only_known_points(places: CurrentPlaces, tmp_path: Path) -> None:
    path = tmp_path / "places.geojson"
    path.write_bytes(places_geojson(places.rows, load_gazetteer()))
    table = geopandas.read_file(path, engine="pyogrio")
    assert list(table["id"]) == [row.place.id for row in places.rows]
    assert table.crs.to_epsg() == 4326
    for row, point in zip(places.rows, table.geometry, strict=True):
        assert (point is None) == (row.place.latitude is None)
        if point is not None:
            assert (point.x, point.y) == pytest.approx((row.place.longitude, row.place.latitude))
    hyesan = table.set_index("id").loc["KP-10-hyesan"]
    assert (hyesan["coordinate_source"], hyesan["precision_km"]) == ("geonames", 2.0)
    assert "혜산시" in str(hyesan["names"])
    assert pyogrio.read_info(path)["features"] == len(places.rows)


def test_the_csv_is_read_back_with_all_columns(places: CurrentPlaces) -> None:
    block = places_csv(places.rows, load_gazetteer())
    assert block.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(block.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == CSV_COLUMNS
    assert [row["id"] for row in rows] == [row.place.id for row in places.rows]
    hyesan = next(row for row in rows if row["id"] == "KP-10-hyesan")
    assert hyesan["reports"] == str(places.row("KP-10-hyesan").reports)
    assert "혜산시 [official]" in hyesan["names_ko"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_csv_begins_like_a_formula(start: str) -> None:
    row = PlaceRow(replace(POINT, name=f"{start}HYPERLINK(1)"), None, 0, 0)
    cells = next(csv.DictReader(io.StringIO(places_csv([row], load_gazetteer()).decode("utf-8-sig"), newline="")))
    assert cells["name"] == f"'{start}HYPERLINK(1)"
    assert cells["latitude"] == "41.40167"


def test_files_of_no_places_still_say_what_they_are() -> None:
    gazetteer = load_gazetteer()
    assert places_csv([], gazetteer).decode("utf-8-sig").startswith("id,name,")
    assert json.loads(places_geojson([], gazetteer))["features"] == []


def script(places: CurrentPlaces) -> str:
    drawn = draw_places(places.digest, load_ground()[1])
    drawn.get_root().render()
    return str(generate_leaflet_string(drawn))


def test_the_maps_own_script_is_constant_and_holds_no_name(places: CurrentPlaces) -> None:
    assert script(places) == script(places)
    assert "Hyesan" not in script(places)


def test_a_choice_is_numbers_and_an_id(places: CurrentPlaces) -> None:
    chosen = [row for row in places.rows if row.place.level == "airport"]
    drawn = draw_places("0", "1")
    group = ShownPlaces(places.rows, chosen, "KP-10-hyesan").add_to(drawn)
    drawn.get_root().render()
    numbers = shown_numbers(places.rows, chosen)
    sent = json.dumps({"shown": numbers, "chosen": "KP-10-hyesan"})
    assert f"reportedMeasures.showPlaces({sent})" in generate_leaflet_string(group)
    packed = json.loads(places.block)["places"]
    assert {packed[number]["id"] for number in numbers or []} == {row.place.id for row in chosen}
    assert shown_numbers(places.rows, places.rows) is None


def test_the_block_gives_a_point_only_where_a_source_does(places: CurrentPlaces) -> None:
    for drawn in json.loads(places.block)["places"]:
        place = load_gazetteer()[drawn["id"]]
        assert (drawn["point"] is None) == (place.latitude is None)
        assert drawn["km"] == place.precision_km


@pytest.mark.parametrize("name", [*(f"{script}.js" for script in BUNDLES["places"]), "places.css"])
def test_our_scripts_ask_for_nothing_outside_and_set_no_html(name: str) -> None:
    source = (ASSETS / name).read_text(encoding="utf-8")
    for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "//cdn", "https://"):
        assert forbidden not in source
