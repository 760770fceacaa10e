"""The rows that all files of data share: texts, ids, days and shapes."""

from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from datetime import date

import pytest
import shapely

from atlas.exports.carried import manifest_from
from atlas.exports.claim_rows import ClaimRow, cells, claim_rows, column_kinds
from atlas.exports.manifest import make_manifest
from atlas.exports.outlines import outline
from atlas.exports.snapshot import Snapshot
from atlas.exports.texts import plain, without_markup
from atlas.selection import why_unlocated
from geodata import load_gazetteer
from tests.factories import make_claim
from tests.snapshots import BROKEN, LEVELS, broken, bundled, contradicting, count, empty, of_claims, of_each_kind

PLAIN = [
    ("혜산시 “sealed”\n", "혜산시 “sealed”\n"),
    ("a\x00b\x0b\x1b[0m", "a�b��[0m"),
    ("half \ud800", "half �"),
    ("\u202eturned", "\u202eturned\u202c"),
    ("\u202eturned\u202c back", "\u202eturned\u202c back"),
    ("\u2067a\u202bb", "\u2067a\u202bb\u202c\u2069"),
    ("\U0001f637", "\U0001f637"),
]


@pytest.mark.parametrize(("text", "written"), PLAIN)
def test_a_text_keeps_what_can_be_written(text: str, written: str) -> None:
    assert plain(text) == written
    assert plain(written) == written


def test_markup_is_told_without_its_brackets() -> None:
    assert without_markup("<b onload=x>&lt;") == "‹b onload=x›&lt;"


@pytest.mark.parametrize("take", [bundled, of_each_kind, broken, empty])
def test_every_claim_shown_or_not_located_is_a_row_with_an_id_of_its_own(take: Callable[[], Snapshot]) -> None:
    taken = take()
    rows = claim_rows(taken)
    assert len(rows) == count(taken)
    assert len({row.id for row in rows}) == len(rows)
    assert {claim["id"] for claim in make_manifest(taken, "csv")["claims"]} <= {row.id for row in rows}


def test_the_same_claim_twice_has_two_ids() -> None:
    first, second = claim_rows(of_claims(make_claim(), make_claim(), day="2021-02-17"))
    assert second.id == f"{first.id}-2"


def test_rows_hold_what_their_columns_say() -> None:
    classes = {"string": str, "number": float, "integer": int, "boolean": bool, "date": date}
    for row in [*claim_rows(bundled()), *claim_rows(of_each_kind())]:
        for column, kind in column_kinds(ClaimRow).items():
            value = cells(row)[column]
            assert value is None or type(value) is classes[kind], column


def test_no_text_of_a_row_breaks_a_file() -> None:
    for row in claim_rows(broken()):
        texts = [value for value in cells(row).values() if isinstance(value, str)]
        assert all(text == plain(text) for text in texts)
        assert "\x00" not in "".join(texts)
    assert any(row.quote == plain(BROKEN) for row in claim_rows(broken()))


def test_an_address_that_is_no_link_is_left_out() -> None:
    rows = claim_rows(of_claims(make_claim(), url="javascript:top.ran=1", day="2021-02-17"))
    assert rows[0].url is None
    assert claim_rows(bundled())[0].url is not None


DAYS = [
    ({"start": "2020-11", "end": "2021-02"}, "2020-11-01", "2021-02-28"),
    ({"start": "2021"}, "2021-01-01", "2021-03-19"),
    ({}, "2021-02-17", "2021-03-19"),
    ({"start": "2021-01-29", "end": "2021-02-15", "status": "lifted"}, "2021-01-29", "2021-02-15"),
    ({"end": "2021-02-15", "status": "lifted"}, "2021-02-14", "2021-02-15"),
]


@pytest.mark.parametrize(("dates", "first", "last"), DAYS)
def test_the_days_are_those_that_the_dates_may_mean(dates: dict[str, str], first: str, last: str) -> None:
    row = claim_rows(of_claims(make_claim(**dates), day="2021-02-17"))[0]
    assert (row.start, row.end) == (dates.get("start"), dates.get("end"))
    assert (row.valid_from.isoformat(), row.valid_to.isoformat()) == (first, last)


def test_what_is_not_located_is_there_with_its_reason() -> None:
    rows = claim_rows(of_each_kind())
    assert [row.unlocated_reason is None for row in rows] == [True] * len(LEVELS) + [False] * 3
    assert [row.place_id for row in rows[-3:]] == [None, "KP-03-unjon", None]
    assert rows[-1].unlocated_reason == "the gazetteer has no place KP-99"


def test_a_row_tells_of_its_episode_and_its_contradictions() -> None:
    first, second, other = claim_rows(contradicting())
    assert first.episode == second.episode == "KP-10-hyesan:lockdown:2021-01-29"
    assert (first.episode_origins, first.contradicted, second.contradicted) == (2, True, True)
    assert (other.episode_origins, other.contradicted) == (1, False)
    assert (first.episode_grade or "")[1] == "3"


def test_precision_is_told_at_the_grain_reported() -> None:
    country, province, zone, city, *_ = claim_rows(of_each_kind())
    assert [row.place_level for row in (country, province, zone, city)] == list(LEVELS)
    assert (city.accuracy_km, city.outline_approximate) == (2.0, None)
    assert (province.accuracy_km, province.outline_approximate) == (None, False)
    assert {row.outline_approximate for row in claim_rows(bundled()) if row.place_id == "KP-01"} == {True}


def test_every_place_that_can_be_drawn_has_a_shape_of_its_level() -> None:
    gazetteer = load_gazetteer()
    kinds = Counter[tuple[str, str]]()
    for place in gazetteer.places:
        if why_unlocated(make_claim(place_id=place.id), gazetteer) is None:
            shape = outline(place)
            assert shape is not None, place.id
            kinds[place.level, shape.geom_type] += 1
    areas = {kind for level, kind in kinds if level in ("province", "country")}
    assert areas == {"Polygon", "MultiPolygon"}
    assert {kind for level, kind in kinds if level == "zone"} == {"LineString"}
    assert {kind for level, kind in kinds if level not in ("province", "country", "zone")} == {"Point"}


def test_outer_rings_run_counter_clockwise_and_inner_ones_clockwise() -> None:
    for place in load_gazetteer().places:
        for part in shapely.get_parts(outline(place)) if place.level in ("country", "province") else ():
            assert part.exterior.is_ccw
            assert not any(ring.is_ccw for ring in part.interiors)


@pytest.mark.parametrize("text", [None, "", b"", "[]", "{}", '{"format": "other"}', "[" * 100_000, b"\xff", "1" * 9999])
def test_what_holds_no_manifest_gives_none(text: str | bytes | None) -> None:
    assert manifest_from(text) is None


def test_columns_are_named_once() -> None:
    names = [column.name for column in fields(ClaimRow)]
    assert len(names) == len(set(names)) == 33
