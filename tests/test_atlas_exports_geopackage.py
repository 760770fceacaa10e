"""The snapshot as a GeoPackage, read back by GDAL and by SQLite."""

import sqlite3
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from datetime import date
from hashlib import sha256
from pathlib import Path

import geopandas
import pyogrio
import pytest

from atlas.exports.claim_rows import ClaimRow, column_kinds
from atlas.exports.geopackage import AREAS, LINES, POINTS, UNLOCATED, read_manifest_gpkg, write_gpkg
from atlas.exports.manifest import make_manifest
from atlas.exports.snapshot import Snapshot
from geodata import load_gazetteer
from tests.snapshots import broken, bundled, count, empty, hostile, of_each_kind

KINDS = {POINTS: "Point", AREAS: "MultiPolygon", LINES: "MultiLineString", UNLOCATED: None}
ROOT = Path(__file__).parents[1]


def written(snapshot: Snapshot, folder: Path) -> Path:
    path = folder / "snapshot.gpkg"
    path.write_bytes(write_gpkg(snapshot))
    return path


def read_layer(path: Path, layer: str) -> geopandas.GeoDataFrame:
    return pyogrio.read_dataframe(path, layer=layer, use_arrow=True)


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(path)
    try:
        return database.execute(sql).fetchall()
    finally:
        database.close()


def test_its_layers_hold_every_claim(tmp_path: Path) -> None:
    path = written(bundled(), tmp_path)
    layers = {str(name): kind for name, kind in pyogrio.list_layers(path)}
    assert {layer: layers[layer] for layer in KINDS} == KINDS
    assert set(layers) - set(KINDS) == {"layer_styles"}
    found = {layer: pyogrio.read_info(path, layer=layer)["features"] for layer in KINDS}
    assert sum(found.values()) == count(bundled()) == 252
    assert found == {POINTS: 29, AREAS: 199, LINES: 24, UNLOCATED: 0}


@pytest.mark.parametrize("take", [of_each_kind, empty])
def test_shapes_and_columns_are_those_of_the_layer(take: object, tmp_path: Path) -> None:
    path = written(take(), tmp_path)  # type: ignore[operator]
    for layer, kind in KINDS.items():
        info = pyogrio.read_info(path, layer=layer)
        assert list(info["fields"]) == list(column_kinds(ClaimRow))
        assert info["geometry_type"] == kind
        types = dict(zip(info["fields"], info["ogr_types"], strict=True))
        assert types["valid_from"] == types["valid_to"] == types["published"] == "OFTDate"
        assert (types["confidence"], types["episode_origins"]) == ("OFTReal", "OFTInteger64")


def test_claims_lie_at_the_grain_reported(tmp_path: Path) -> None:
    path = written(of_each_kind(), tmp_path)
    levels = {layer: list(read_layer(path, layer)["place_level"]) for layer in (POINTS, AREAS, LINES)}
    assert levels == {POINTS: ["city"], AREAS: ["country", "province"], LINES: ["zone"]}
    point, hyesan = read_layer(path, POINTS).geometry.iloc[0], load_gazetteer()["KP-10-hyesan"]
    assert (point.x, point.y) == pytest.approx((hyesan.longitude, hyesan.latitude))
    assert read_layer(path, POINTS).crs.to_epsg() == 4326
    reasons = read_layer(path, UNLOCATED)["unlocated_reason"]
    assert len(reasons) == 3
    assert all(reasons)


def test_days_are_dates(tmp_path: Path) -> None:
    path = written(of_each_kind(), tmp_path)
    assert query(path, f"SELECT valid_from, start FROM {POINTS}") == [("2021-01-01", "2021-01")]
    assert date.fromisoformat(str(query(path, f"SELECT max(valid_to) FROM {POINTS}")[0][0]))


def test_qgis_finds_the_time_of_each_layer(tmp_path: Path) -> None:
    rows = query(written(bundled(), tmp_path), "SELECT f_table_name, useAsDefault, styleQML FROM layer_styles")
    assert [(name, default) for name, default, _ in rows] == [(POINTS, 1), (AREAS, 1), (LINES, 1)]
    for _, _, style in rows:
        temporal = ET.fromstring(str(style)).find("temporal")
        assert temporal is not None
        assert (temporal.get("enabled"), temporal.get("mode"), temporal.get("limitMode")) == ("1", "2", "1")
        assert {temporal.get("startField"), temporal.get("endField")} <= set(column_kinds(ClaimRow))


def test_it_is_a_sound_database_that_carries_the_manifest(tmp_path: Path) -> None:
    path = written(bundled(), tmp_path)
    assert query(path, "PRAGMA integrity_check") == [("ok",)]
    assert query(path, "PRAGMA foreign_key_check") == []
    scopes = query(path, "SELECT reference_scope, md_file_id, mime_type FROM gpkg_metadata_reference, gpkg_metadata")
    assert scopes == [("geopackage", 1, "application/json")]
    extensions = query(path, "SELECT table_name FROM gpkg_extensions WHERE extension_name = 'gpkg_metadata'")
    assert extensions == [("gpkg_metadata",), ("gpkg_metadata_reference",)]
    assert read_manifest_gpkg(path.read_bytes()) == make_manifest(bundled(), "gpkg")


def database_of(script: str) -> bytes:
    database = sqlite3.connect(":memory:")
    database.executescript(script)
    content = database.serialize()
    database.close()
    return content


FOREIGN = [
    b"",
    b"SQLite format 3\0",
    b"SQLite format 3\0" + b"\xff" * 5000,
    database_of("CREATE TABLE other (a)"),
    database_of("CREATE TABLE gpkg_metadata (other)"),
    database_of("CREATE TABLE gpkg_metadata (metadata); INSERT INTO gpkg_metadata VALUES ('{'), (1), (NULL), (x'ff')"),
    database_of(
        "CREATE VIEW gpkg_metadata AS WITH RECURSIVE n(metadata) AS (SELECT 1 UNION ALL SELECT metadata + 1 FROM n)"
        " SELECT metadata FROM n"
    ),
]


@pytest.mark.parametrize("content", FOREIGN)
def test_another_file_has_no_manifest(content: bytes) -> None:
    assert read_manifest_gpkg(content) is None


def test_a_cut_file_has_no_manifest_or_the_whole_one() -> None:
    content = write_gpkg(of_each_kind())
    for length in range(0, len(content), 20_000):
        assert read_manifest_gpkg(content[:length]) in (None, make_manifest(of_each_kind(), "gpkg"))


def test_hostile_reports_stay_texts(tmp_path: Path) -> None:
    for number, snapshot in enumerate((hostile(tmp_path), broken())):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = written(snapshot, folder)
        tables = [read_layer(path, layer) for layer in (POINTS, UNLOCATED)]
        assert sum(map(len, tables)) == count(snapshot) > 20
        assert sorted(folder.iterdir()) == [path]
        assert query(path, f"SELECT count(*) FROM {POINTS} WHERE length(quote) > 0")[0][0] == len(tables[0])


def test_no_claims_are_a_file_too(tmp_path: Path) -> None:
    path = written(empty(), tmp_path)
    assert [pyogrio.read_info(path, layer=layer)["features"] for layer in KINDS] == [0, 0, 0, 0]


def test_the_changes_while_it_was_written_are_not_counted() -> None:
    content = write_gpkg(of_each_kind())
    assert content[24:28] == content[92:96] == b"\0\0\0\1"


def test_the_same_snapshot_gives_the_same_bytes_at_another_time_and_in_another_process() -> None:
    first = write_gpkg(of_each_kind())
    time.sleep(1.1)
    assert write_gpkg(of_each_kind()) == first
    script = (
        "import hashlib; from tests.snapshots import of_each_kind; from atlas.exports.geopackage import write_gpkg;"
        "print(hashlib.sha256(write_gpkg(of_each_kind())).hexdigest())"
    )
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == sha256(first).hexdigest()
