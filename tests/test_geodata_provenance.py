"""Every data file of the package says where it comes from, and is the file that was described."""

import hashlib
import tomllib
from datetime import date
from pathlib import Path

import pytest

import geodata

PACKAGE = Path(geodata.__file__).parent
DATA = sorted(
    path
    for pattern in ("*.csv", "*.toml", "basemap/*.geojson")
    for path in PACKAGE.glob(pattern)
    if path.name != "provenance.toml"
)
FACTS = ("producer", "citation", "url", "licence", "date", "sha256")


def described_files(folder: Path) -> dict[str, dict[str, str]]:
    return tomllib.loads((folder / "provenance.toml").read_text(encoding="utf-8"))


def test_there_are_data_files_to_describe() -> None:
    assert {path.name for path in DATA} >= {"places.csv", "names.csv", "wording.toml", "provinces.geojson"}


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_a_data_file_has_its_provenance_and_is_unchanged_since(path: Path) -> None:
    facts = described_files(path.parent)[path.name]
    assert all(facts[fact] for fact in FACTS)
    assert date.fromisoformat(facts["date"])
    assert facts["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest(), (
        f"{path.name} changed: bring its date and sha256 in {path.parent.name}/provenance.toml up to date"
    )


@pytest.mark.parametrize("folder", [PACKAGE, PACKAGE / "basemap"], ids=lambda path: path.name)
def test_no_provenance_describes_a_file_that_is_gone(folder: Path) -> None:
    assert [name for name in described_files(folder) if not (folder / name).exists()] == []
