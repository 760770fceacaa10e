"""The snapshot as GeoParquet, read back by Arrow and geopandas."""

import io
import json
from pathlib import Path
from typing import Any

import geopandas
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from atlas.exports.arrow_rows import TYPES
from atlas.exports.claim_rows import ClaimRow, column_kinds
from atlas.exports.geoparquet import read_manifest_parquet, write_parquet
from atlas.exports.manifest import make_manifest
from atlas.exports.snapshot import Snapshot
from atlas.map import ATTRIBUTION
from tests.snapshots import LEVELS, broken, bundled, count, empty, hostile, of_each_kind


def read_back(snapshot: Snapshot) -> geopandas.GeoDataFrame:
    return geopandas.read_parquet(io.BytesIO(write_parquet(snapshot)))


def geo(snapshot: Snapshot) -> Any:
    return json.loads(pq.read_schema(io.BytesIO(write_parquet(snapshot))).metadata[b"geo"])


def test_it_is_read_back_with_every_claim() -> None:
    table = read_back(bundled())
    assert len(table) == count(bundled()) == 252
    assert list(table.columns) == [*column_kinds(ClaimRow), "geometry"]
    assert table.crs == "OGC:CRS84"
    assert table.geometry.name == "geometry"


@pytest.mark.parametrize("snapshot", [bundled(), empty()])
def test_columns_have_their_types_whatever_they_hold(snapshot: Snapshot) -> None:
    schema = pq.read_schema(io.BytesIO(write_parquet(snapshot)))
    for name, kind in column_kinds(ClaimRow).items():
        assert schema.field(name).type == TYPES[kind]
    assert schema.field("geometry").type == pa.binary()


def test_geometries_are_at_the_grain_reported() -> None:
    table = read_back(of_each_kind())
    kinds = dict(zip(table["place_level"].iloc[:4], table.geometry.iloc[:4].geom_type, strict=True))
    assert kinds == {"country": "MultiPolygon", "province": "Polygon", "zone": "LineString", "city": "Point"}
    assert list(table.geometry.isna()) == [False] * len(LEVELS) + [True] * 3
    provinces = read_back(bundled()).query("place_level == 'province'")
    assert set(provinces.geometry.geom_type) <= {"Polygon", "MultiPolygon"}


def test_the_metadata_tells_of_shapes_and_bounds() -> None:
    about = geo(of_each_kind())["columns"]["geometry"]
    assert about["geometry_types"] == ["LineString", "MultiPolygon", "Point", "Polygon"]
    assert about["bbox"] == pytest.approx(list(read_back(of_each_kind()).total_bounds))
    assert (about["encoding"], about["orientation"]) == ("WKB", "counterclockwise")


def test_it_carries_attribution_and_manifest() -> None:
    content = write_parquet(bundled())
    assert pq.read_schema(io.BytesIO(content)).metadata[b"attribution"].decode() == ATTRIBUTION
    assert read_manifest_parquet(content) == make_manifest(bundled(), "parquet")


def test_another_file_has_no_manifest() -> None:
    other = io.BytesIO()
    pq.write_table(pa.table({"a": [1]}), other)
    content = write_parquet(empty())
    for foreign in (b"", b"PAR1", b"PAR1PAR1", content[:-20], other.getvalue()):
        assert read_manifest_parquet(foreign) is None


def test_hostile_reports_stay_texts(tmp_path: Path) -> None:
    for snapshot in (hostile(tmp_path), broken()):
        assert len(read_back(snapshot)) == count(snapshot) > 20


def test_no_claims_are_a_file_too() -> None:
    assert len(read_back(empty())) == 0
    assert geo(empty())["columns"]["geometry"]["geometry_types"] == []


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    assert write_parquet(of_each_kind()) == write_parquet(of_each_kind())
