"""The snapshot as KML, read back by GDAL and as XML."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import geopandas
import pandas as pd
import pyogrio
import pytest

from atlas.exports.claim_rows import claim_rows
from atlas.exports.kml import NAMESPACE, NOT_LOCATED, read_manifest_kml, write_kml
from atlas.exports.manifest import make_manifest
from atlas.exports.snapshot import Snapshot
from atlas.layers import load_layer_styles
from tests.factories import make_claim
from tests.snapshots import broken, bundled, count, empty, hostile, of_claims, of_each_kind

K = {"k": NAMESPACE}
SHAPES = ("Point", "LineString", "Polygon", "MultiGeometry")


def root_of(snapshot: Snapshot) -> ET.Element:
    return ET.fromstring(write_kml(snapshot))


def placemarks(snapshot: Snapshot) -> list[ET.Element]:
    return root_of(snapshot).findall(".//k:Placemark", K)


def read_back(snapshot: Snapshot, folder: Path) -> geopandas.GeoDataFrame:
    """All folders of the file as GDAL reads them."""
    path = folder / "snapshot.kml"
    path.write_bytes(write_kml(snapshot))
    layers = [str(name) for name, _ in pyogrio.list_layers(path)]
    return pd.concat([pyogrio.read_dataframe(path, layer=layer) for layer in layers])


def test_it_is_read_back_with_every_claim(tmp_path: Path) -> None:
    table = read_back(bundled(), tmp_path)
    assert len(table) == count(bundled()) == 252
    assert len(placemarks(bundled())) == 252
    ids = {placemark.get("id") for placemark in placemarks(bundled())}
    assert ids == {f"claim-{row.id}" for row in claim_rows(bundled())}


def test_geometries_are_at_the_grain_reported(tmp_path: Path) -> None:
    found = {}
    for placemark in placemarks(of_each_kind()):
        level = placemark.findtext("k:ExtendedData/k:Data[@name='place_level']/k:value", None, K)
        shapes = [shape for shape in SHAPES if placemark.find(f"k:{shape}", K) is not None]
        found.setdefault(level, shapes)
    assert found["country"] == ["MultiGeometry"]
    assert found["province"] == ["Polygon"]
    assert found["zone"] == ["LineString"]
    assert found["city"] == ["Point"]
    table = read_back(of_each_kind(), tmp_path)
    assert sum(table.geometry.isna() | table.geometry.is_empty) == 3


def test_what_is_not_located_has_a_folder_and_a_reason() -> None:
    folder = root_of(of_each_kind()).findall("k:Document/k:Folder", K)[-1]
    assert folder.findtext("k:name", None, K) == NOT_LOCATED
    told = [own.findtext("k:description", "", K) for own in folder.findall("k:Placemark", K)]
    assert len(told) == 3
    assert all("\nNot located: " in text for text in told)


def test_times_are_as_precise_as_reported() -> None:
    claims = [make_claim(start="2020-11", end="2021"), make_claim(start="2021-01-29"), make_claim(measure="curfew")]
    spans = [
        (span.findtext("k:begin", None, K), span.findtext("k:end", None, K))
        for span in root_of(of_claims(*claims, day="2021-02-17")).findall(".//k:TimeSpan", K)
    ]
    assert sorted(spans) == [("2020-11", "2021"), ("2021-01-29", "2021-03-19"), ("2021-02-17", "2021-03-19")]


def test_styles_have_the_colours_of_the_groups() -> None:
    root = root_of(bundled())
    styles = {style.get("id"): style for style in root.findall("k:Document/k:Style", K)}
    assert len(styles) == 2 * len(load_layer_styles())
    assert styles["movement"].findtext("k:LineStyle/k:color", None, K) == "ff005ed5"
    used = {placemark.findtext("k:styleUrl", "", K).removeprefix("#") for placemark in placemarks(bundled())}
    assert used <= set(styles)
    assert root.findall(".//k:href", K) == []


def test_it_carries_the_manifest() -> None:
    assert read_manifest_kml(write_kml(bundled())) == make_manifest(bundled(), "kml")
    assert read_manifest_kml(write_kml(broken())) == make_manifest(broken(), "kml")


BOMB = b'<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">%s]><kml>&z;</kml>' % b"".join(
    b'<!ENTITY %c "%s">' % (code, b"&%c;" % (code - 1) * 10) for code in range(98, 123)
)


@pytest.mark.parametrize(
    "content", [b"", b"<kml/>", b"<kml", b"\xff", b'<?xml version="1.0" encoding="none"?><kml/>', BOMB]
)
def test_another_file_has_no_manifest(content: bytes) -> None:
    assert read_manifest_kml(content) is None


def test_hostile_reports_stay_texts(tmp_path: Path) -> None:
    for number, snapshot in enumerate((hostile(tmp_path), broken())):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert len(read_back(snapshot, folder)) == len(placemarks(snapshot)) == count(snapshot) > 20
        texts = [text for element in root_of(snapshot).iter() for text in (element.text or "",)]
        assert not [text for text in texts if re.search("[<>]", text)]
        assert any("‹script›" in text for text in texts)


def test_no_claims_are_a_file_too() -> None:
    assert placemarks(empty()) == []
    assert read_manifest_kml(write_kml(empty())) == make_manifest(empty(), "kml")


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    assert write_kml(of_each_kind()) == write_kml(of_each_kind())
