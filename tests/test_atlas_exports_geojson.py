"""The snapshot as GeoJSON, read back by GDAL and held against RFC 7946."""

import json
from pathlib import Path
from typing import Any

import geopandas
import pyogrio
import pytest
import shapely

from atlas.exports.claim_rows import ClaimRow, column_kinds
from atlas.exports.geojson import read_manifest_geojson, write_geojson
from atlas.exports.manifest import make_manifest
from atlas.exports.snapshot import Snapshot
from atlas.map import ATTRIBUTION
from geodata import load_gazetteer
from tests.snapshots import LEVELS, broken, bundled, count, empty, hostile, of_each_kind


def collection(snapshot: Snapshot) -> Any:
    return json.loads(write_geojson(snapshot))


def read_back(snapshot: Snapshot, folder: Path) -> geopandas.GeoDataFrame:
    path = folder / "snapshot.geojson"
    path.write_bytes(write_geojson(snapshot))
    return geopandas.read_file(path, engine="pyogrio")


def test_it_is_read_back_with_every_claim(tmp_path: Path) -> None:
    table = read_back(bundled(), tmp_path)
    assert len(table) == count(bundled()) == 252
    assert table.crs.to_epsg() == 4326
    assert set(table.columns) == {*column_kinds(ClaimRow), "geometry"}
    assert pyogrio.read_info(tmp_path / "snapshot.geojson")["features"] == 252
    assert list(table["id"]) == [feature["id"] for feature in collection(bundled())["features"]]


def test_geometries_are_at_the_grain_reported(tmp_path: Path) -> None:
    table = read_back(of_each_kind(), tmp_path).set_index("place_level", drop=False)
    kinds = table.geometry.iloc[: len(LEVELS)].geom_type.to_dict()
    assert kinds == {"country": "MultiPolygon", "province": "Polygon", "zone": "LineString", "city": "Point"}
    assert list(table.geometry.isna()) == [False] * 4 + [True] * 3
    assert all(table["unlocated_reason"].iloc[4:].str.len() > 0)


def test_a_province_never_stands_at_a_point() -> None:
    for feature in collection(bundled())["features"]:
        level, kind = feature["properties"]["place_level"], feature["geometry"]["type"]
        assert (kind == "Point") == (level not in ("country", "province", "zone"))


def test_a_city_stands_at_its_own_coordinate() -> None:
    hyesan = load_gazetteer()["KP-10-hyesan"]
    feature = collection(of_each_kind())["features"][3]
    assert feature["geometry"]["coordinates"] == pytest.approx([hyesan.longitude, hyesan.latitude])
    assert feature["properties"]["accuracy_km"] == hyesan.precision_km


def test_rings_follow_the_right_hand_rule() -> None:
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in collection(bundled())["features"]]
    polygons = [part for shape in shapes for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    assert polygons
    assert all(polygon.exterior.is_ccw for polygon in polygons)
    assert all(ring.coords[0] == ring.coords[-1] for polygon in polygons for ring in [polygon.exterior])


def test_the_bounding_box_holds_all_shapes(tmp_path: Path) -> None:
    box = collection(bundled())["bbox"]
    assert box == pytest.approx(list(read_back(bundled(), tmp_path).total_bounds))
    assert (box[0] < box[2], box[1] < box[3]) == (True, True)


def test_it_carries_attribution_and_manifest() -> None:
    found = collection(bundled())
    assert found["attribution"] == ATTRIBUTION
    assert "crs" not in found
    assert read_manifest_geojson(write_geojson(bundled())) == make_manifest(bundled(), "geojson")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"manifest": 1}', b"\xff\xfe", b"[" * 100_000])
def test_another_file_has_no_manifest(content: bytes) -> None:
    assert read_manifest_geojson(content) is None


def test_hostile_reports_stay_texts(tmp_path: Path) -> None:
    for number, snapshot in enumerate((hostile(tmp_path), broken())):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert len(read_back(snapshot, folder)) == count(snapshot) > 20
        for feature in collection(snapshot)["features"]:
            url = feature["properties"]["url"]
            assert url is None or url.startswith(("http://", "https://"))


def test_no_claims_are_a_file_too(tmp_path: Path) -> None:
    found = collection(empty())
    assert (found["features"], "bbox" in found) == ([], False)
    assert len(read_back(empty(), tmp_path)) == 0


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    assert write_geojson(of_each_kind()) == write_geojson(of_each_kind())
