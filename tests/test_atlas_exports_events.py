"""The snapshot as CSV of events, read back by the csv module and by libhxl."""

import csv
import io
from datetime import date
from pathlib import Path

import hxl
import pytest

from atlas.exports.claim_rows import claim_rows
from atlas.exports.events import TAGS, write_csv, write_csv_hxl
from atlas.exports.snapshot import Snapshot
from atlas.spreadsheets import FORMULA
from corpus.measures import load_layers, load_measures
from geodata import load_gazetteer
from tests.factories import make_claim
from tests.snapshots import FORMULAS, broken, bundled, count, empty, hostile, of_claims, of_each_kind

ACLED = (
    "event_id", "event_date", "time_precision", "event_type", "sub_event_type", "actor1", "location", "latitude",
    "longitude", "geo_precision", "source", "source_scale", "notes", "timestamp",
)  # fmt: skip


def read_back(snapshot: Snapshot) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(write_csv(snapshot).decode("utf-8-sig"), newline="")))


def test_it_is_read_back_with_every_claim() -> None:
    assert write_csv(bundled()).startswith(b"\xef\xbb\xbf")
    rows = read_back(bundled())
    assert len(rows) == count(bundled()) == 252
    assert tuple(rows[0])[: len(ACLED)] == ACLED
    assert [row["event_id"] for row in rows] == [f"PRK{row.id}" for row in claim_rows(bundled())]
    assert {row["event_type"] for row in rows} <= set(load_layers())
    assert {row["sub_event_type"] for row in rows} <= {measure.label for measure in load_measures().values()}
    assert all(date.fromisoformat(row["event_date"]) for row in rows)


def test_only_points_have_a_coordinate() -> None:
    country, province, zone, city, *unlocated = read_back(of_each_kind())
    hyesan = load_gazetteer()["KP-10-hyesan"]
    assert (city["latitude"], city["longitude"]) == (str(hyesan.latitude), str(hyesan.longitude))
    assert [row["geo_precision"] for row in (country, province, zone, city)] == ["5", "3", "4", "1"]
    assert {row["latitude"] + row["longitude"] for row in (country, province, zone, *unlocated)} == {""}
    assert all(row["unlocated_reason"] and not row["geo_precision"] for row in unlocated)


@pytest.mark.parametrize(
    ("start", "day", "precision"),
    [
        ("2021-01-29", "2021-01-29", "1"),
        ("2021-01", "2021-01-01", "3"),
        ("2021", "2021-01-01", "4"),
        (None, "2021-02-17", "5"),
    ],
)
def test_a_date_comes_with_its_precision(start: str | None, day: str, precision: str) -> None:
    row = read_back(of_claims(make_claim(start=start), day="2021-02-17"))[0]
    assert (row["event_date"], row["time_precision"], row["start"]) == (day, precision, start or "")
    assert row["timestamp"] == "1613520000"


def test_no_cell_begins_like_a_formula(tmp_path: Path) -> None:
    for snapshot in (hostile(tmp_path), broken()):
        rows = read_back(snapshot)
        assert len(rows) == count(snapshot) > 20
        assert not [cell for row in rows for cell in row.values() if cell.startswith(FORMULA)]
        assert all(None not in row and None not in row.values() for row in rows)
    assert {f"'{text}" for text in FORMULAS} <= {row["notes"] for row in read_back(broken())}


def test_no_claims_are_a_file_too() -> None:
    assert write_csv(empty()).decode("utf-8-sig").strip() == ",".join(TAGS)


def test_hxl_is_understood_with_every_claim(tmp_path: Path) -> None:
    path = tmp_path / "snapshot.csv"
    for snapshot in (bundled(), empty(), broken()):
        path.write_bytes(write_csv_hxl(snapshot))
        with hxl.data(str(path), hxl.InputOptions(allow_local=True)) as source:
            assert [column.display_tag for column in source.columns] == list(TAGS.values())
            assert [column.header for column in source.columns] == list(TAGS)
            rows = list(source)
        assert len(rows) == count(snapshot)
        assert [row.get("#event+id") for row in rows] == [row["event_id"] for row in read_back(snapshot)]


def test_both_differ_in_the_tags_and_the_mark_only() -> None:
    header, tags, rest = write_csv_hxl(bundled()).split(b"\r\n", 2)
    assert b"\xef\xbb\xbf" + header + b"\r\n" + rest == write_csv(bundled())
    assert tags.decode().split(",") == list(TAGS.values())
    assert len(set(TAGS.values())) == len(TAGS)


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    assert write_csv(of_each_kind()) == write_csv(of_each_kind())
