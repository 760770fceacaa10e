"""The snapshot as a Data Package, validated by Frictionless' own library."""

import csv
import hashlib
import io
import json
import time
import zipfile
from pathlib import Path
from typing import Any

import frictionless
import pytest

from atlas.exports.claim_rows import claim_rows, episodes_told
from atlas.exports.datapackage import read_manifest_datapackage, write_datapackage
from atlas.exports.manifest import make_manifest, to_json
from atlas.exports.snapshot import Snapshot
from atlas.map import ATTRIBUTION
from atlas.spreadsheets import FORMULA
from tests.snapshots import broken, bundled, contradicting, count, empty, hostile, of_each_kind

FILES = [
    "README.md", "claims.csv", "datapackage.json", "episodes.csv", "manifest.json", "places.csv", "reports.csv",
]  # fmt: skip


def files_of(snapshot: Snapshot) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(write_datapackage(snapshot))) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def rows_of(snapshot: Snapshot, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files_of(snapshot)[f"{table}.csv"].decode(), newline="")))


def report_of(content: bytes, folder: Path) -> Any:
    """What Frictionless has to say of a package: structure, types, keys, sizes and hashes."""
    path = folder / "snapshot.zip"
    path.write_bytes(content)
    return frictionless.Package(str(path)).validate()


def test_it_is_valid_with_every_claim(tmp_path: Path) -> None:
    report = report_of(write_datapackage(bundled()), tmp_path)
    assert report.valid, report.flatten(["title", "fieldName", "message"])
    rows = {task.name: task.stats["rows"] for task in report.tasks}
    assert rows["claims"] == count(bundled()) == 252
    assert rows["episodes"] == len(episodes_told(bundled()))
    assert list(rows) == ["claims", "episodes", "places", "reports"]


@pytest.mark.parametrize("take", [of_each_kind, contradicting, empty, broken])
def test_whatever_is_told_the_package_is_valid(take: Any, tmp_path: Path) -> None:
    report = report_of(write_datapackage(take()), tmp_path)
    assert report.valid, report.flatten(["title", "fieldName", "message"])
    assert report.tasks[0].stats.get("rows", 0) == count(take())


def test_a_changed_table_is_found(tmp_path: Path) -> None:
    files = files_of(of_each_kind())
    files["claims.csv"] = files["claims.csv"].replace(b"imposed", b"planned")
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    assert not report_of(changed.getvalue(), tmp_path).valid


def test_hostile_reports_stay_texts(tmp_path: Path) -> None:
    for snapshot in (hostile(tmp_path), broken()):
        assert report_of(write_datapackage(snapshot), tmp_path).valid
        assert list(files_of(snapshot)) == FILES
        for table in ("claims", "episodes", "places", "reports"):
            cells = [cell for row in rows_of(snapshot, table) for cell in row.values()]
            assert not [cell for cell in cells if cell.startswith(FORMULA)]
        assert b"<script" not in files_of(snapshot)["README.md"] + files_of(snapshot)["datapackage.json"]


def test_resources_say_their_size_and_hash() -> None:
    files = files_of(bundled())
    description = json.loads(files["datapackage.json"])
    assert description["profile"] == "tabular-data-package"
    for resource in description["resources"]:
        content = files[resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert [field["name"] for field in resource["schema"]["fields"]] == content.split(b"\r\n")[0].decode().split(
            ","
        )
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_reports_come_without_their_texts() -> None:
    rows = rows_of(bundled(), "reports")
    assert {row["id"] for row in rows} >= {row.report for row in claim_rows(bundled())}
    assert list(rows[0]) == ["id", "publisher", "title", "published", "language", "url", "origin"]
    assert [row["published"] for row in rows] == sorted(row["published"] for row in rows)


def test_episodes_count_origins_and_tell_contradictions() -> None:
    curfew, lockdown = rows_of(contradicting(), "episodes")
    assert (lockdown["origins"], lockdown["origin_names"]) == ("2", "origin r1 | origin r2")
    assert (lockdown["contradictions"], lockdown["reliability"], lockdown["credibility"]) == ("start", "C", "3")
    assert (lockdown["start"], lockdown["claims"], lockdown["first_day"]) == ("2021-01-29", "2", "2021-01-29")
    assert (curfew["contradictions"], curfew["end"], curfew["last_day"]) == ("", "2021-02-12", "2021-02-12")


def test_places_are_those_used_and_what_they_lie_in() -> None:
    assert {row["id"] for row in rows_of(of_each_kind(), "places")} == {
        "KP", "KP-03", "KP-03-unjon", "KP-10", "KP-10-hyesan", "zone:cn-border",
    }  # fmt: skip


def test_it_carries_attribution_licence_and_manifest() -> None:
    content, files = write_datapackage(bundled()), files_of(bundled())
    assert read_manifest_datapackage(content) == make_manifest(bundled(), "datapackage")
    assert files["manifest.json"].decode() == to_json(make_manifest(bundled(), "datapackage"))
    assert ATTRIBUTION in files["README.md"].decode()
    assert "CC BY 4.0" in files["README.md"].decode()


def zipped(name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return made.getvalue()


ENCRYPTED = bytearray(zipped("manifest.json", b"{}"))
ENCRYPTED[6] |= 1
ENCRYPTED[ENCRYPTED.index(b"PK\x01\x02") + 8] |= 1


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x05\x06", zipped("other", b"{}"), zipped("manifest.json", b"{"), bytes(ENCRYPTED)],
)
def test_another_file_has_no_manifest(content: bytes) -> None:
    assert read_manifest_datapackage(content) is None


def test_a_damaged_package_has_no_manifest_or_the_whole_one() -> None:
    whole, content = make_manifest(of_each_kind(), "datapackage"), write_datapackage(of_each_kind())
    for offset in range(0, len(content), 37):
        damaged = content[:offset] + bytes([content[offset] ^ 0xFF]) + content[offset + 1 :]
        assert read_manifest_datapackage(damaged) in (None, whole)


def test_the_same_snapshot_gives_the_same_bytes_at_another_time() -> None:
    first = write_datapackage(of_each_kind())
    time.sleep(2.1)
    assert write_datapackage(of_each_kind()) == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert package.namelist() == FILES
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
