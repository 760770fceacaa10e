"""Every data file says where it comes from, and is the file that was described."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from tests.provenance import FACTS, ROOT, data_files, provenance_files, refresh, rows, sha256

ROWS = [(path, name, facts, files) for path in provenance_files() for name, facts, files in rows(path)]
IDS = [f"{path.parent.relative_to(ROOT)}/{name}" for path, name, _, _ in ROWS]


@pytest.mark.parametrize(("described", "name", "facts", "files"), ROWS, ids=IDS)
def test_a_file_is_the_one_described(described: Path, name: str, facts: dict[str, str], files: list[Path]) -> None:
    assert files, f"{described}: {name} is not there"
    assert [fact for fact in FACTS if not facts.get(fact)] == []
    assert date.fromisoformat(facts["date"])
    assert facts["sha256"] == sha256(files), f"{name} changed: run `make provenance` and look at what it changes"


def test_no_data_file_is_left_undescribed() -> None:
    described = {path for _, _, _, files in ROWS for path in files}
    assert [str(path.relative_to(ROOT)) for path in data_files() if path not in described] == []
    assert len(described) >= 180


def test_every_vendored_file_has_its_licence_beside_it() -> None:
    vendored = [path for path in data_files() if "vendor" in path.parts]
    assert vendored
    assert all((path.parent / "LICENSE").stat().st_size > 500 for path in vendored)


def test_refreshing_changes_date_and_hash_of_the_changed_file_only(tmp_path: Path) -> None:
    facts = 'producer = "p"\ncitation = "c"\nurl = "u"\nlicence = "l"\ndate = "2020-01-01"\n'
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(name)
    text = "".join(f'["{name}"]\n{facts}sha256 = "{sha256([tmp_path / name])}"\n\n' for name in ("a.csv", "b.csv"))
    described = tmp_path / "provenance.toml"
    described.write_text(text)
    (tmp_path / "b.csv").write_text("changed")
    assert refresh(described, date(2026, 11, 21)) == ["b.csv"]
    after = tomllib.loads(described.read_text())
    assert after["a.csv"]["date"] == "2020-01-01"
    assert after["b.csv"]["date"] == "2026-11-21"
    assert after["b.csv"]["sha256"] == sha256([tmp_path / "b.csv"])
