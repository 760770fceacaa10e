"""A backup holds everything that was entered, and puts it back as it was."""

import hashlib
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.__main__ import main
from corpus.backup import FORMAT, BackedUp, back_up, restore
from corpus.decisions import decision_to_row
from corpus.decisions.log import open_log
from corpus.models import CorpusError
from corpus.records import to_line
from corpus.store import load_corpus, read_corpus
from tests.factories import write_report
from tests.postgresql import running_postgresql
from tests.test_corpus_log import decide

TEXT = "Hyesan was put under lockdown on January 29, 2021, residents said."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A report, a file of decisions beside it, a log with two decisions, and what a kill left behind."""
    folder = tmp_path / "reports"
    folder.mkdir()
    write_report(folder, "r1", TEXT)
    (folder / "decisions.jsonl").write_text("", encoding="utf-8")
    claim = read_corpus(folder).claims[0]
    log = open_log(folder)
    report = read_corpus(folder).reports["r1"]
    log.append(decide("accept", claim, claim, who="Ada 한국어"), report, 0)
    log.append(decide("correct", claim, replace(claim, start="2021")), report, 1)
    (folder / "r2.md.123.part").write_text("half", encoding="utf-8")
    (folder / ".import-x").mkdir()
    (folder / ".import-x" / "r3.md").write_text("half", encoding="utf-8")
    return folder


def test_what_is_restored_is_what_was_backed_up(folder: Path, tmp_path: Path) -> None:
    assert back_up(folder, tmp_path / "b.zip") == BackedUp(2, 2)
    assert restore(tmp_path / "b.zip", tmp_path / "new") == BackedUp(2, 2)
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        "decisions.jsonl", "decisions.sqlite", "r1.md",
    ]  # fmt: skip
    assert load_corpus(tmp_path / "new") == load_corpus(folder)
    assert open_log(tmp_path / "new").rows() == open_log(folder).rows()


def test_two_commands_do_it(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", "--reports", str(folder), str(tmp_path / "b.zip")]) == 0
    assert main(["restore", "--reports", str(tmp_path / "new"), str(tmp_path / "b.zip")]) == 0
    assert "2 files and 2 decisions" in capsys.readouterr().out


@pytest.mark.processes
def test_a_backup_of_sqlite_is_restored_to_postgresql(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(folder, tmp_path / "b.zip")
    rows = open_log(folder).rows()
    with running_postgresql() as address:
        monkeypatch.setenv("ATLAS_DECISIONS", address)
        restore(tmp_path / "b.zip", tmp_path / "new")
        assert open_log(tmp_path / "new").rows() == rows
        assert not (tmp_path / "new" / "decisions.sqlite").exists()
        with pytest.raises(CorpusError, match="log of decisions is not empty"):
            restore(tmp_path / "b.zip", tmp_path / "newer")
        assert not (tmp_path / "newer").exists()


def test_nothing_is_written_over(folder: Path, tmp_path: Path) -> None:
    back_up(folder, tmp_path / "b.zip")
    before = sorted((path, path.stat().st_mtime_ns) for path in folder.iterdir())
    with pytest.raises(CorpusError, match="is not empty"):
        restore(tmp_path / "b.zip", folder)
    assert sorted((path, path.stat().st_mtime_ns) for path in folder.iterdir()) == before


def damaged(path: Path, name: str, content: bytes) -> Path:
    """A backup in which one member is another."""
    other = path.with_name("damaged.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return other


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("reports/r1.md", b"another text"),
        ("decisions.log.jsonl", b""),
        ("manifest.json", b"{}"),
        ("manifest.json", b"not json"),
        ("manifest.json", b'{"format": "reported-measures backup 1", "sha256": {"reports/../../evil": ""}}'),
        ("manifest.json", b'{"format": "reported-measures backup 1", "sha256": {"/etc/passwd": ""}}'),
        ("manifest.json", b'{"format": "reported-measures backup 1", "sha256": {"reports/none.md": ""}}'),
        ("manifest.json", b'{"format": "reported-measures backup 1", "sha256": ["reports/r1.md"]}'),
        ("manifest.json", b'{"format": "reported-measures backup 1", "sha256": {}}'),
    ],
)
def test_a_damaged_or_forged_backup_is_refused_and_nothing_is_written(
    folder: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    back_up(folder, tmp_path / "b.zip")
    with pytest.raises(CorpusError):
        restore(damaged(tmp_path / "b.zip", name, content), tmp_path / "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.zip", "damaged.zip", "reports"]


def packed(path: Path, members: dict[str, bytes]) -> Path:
    """A backup whose manifest agrees with what is in it, whatever the names."""
    members = {"decisions.log.jsonl": b"", **members}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in members.items()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps({"format": FORMAT, "sha256": digests}))
    return path


@pytest.mark.parametrize(
    "name",
    ["reports/{here}/evil.md", "reports//evil.md", "reports/../evil.md", "reports/a/../../evil.md", "evil.md",
     "reports/..\\evil.md", "reports/./evil.md", "reports/evil.md/", "reports/", "reports/decisions.sqlite",
     "reports/decisions.sqlite-wal", "reports/.import-1/evil.md"],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_or_is_the_programs_own_is_refused(tmp_path: Path, name: str) -> None:
    made = packed(tmp_path / "b.zip", {name.format(here=tmp_path): b"evil"})
    with pytest.raises(CorpusError, match=r"is no name of a file in a backup"):
        restore(made, tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["b.zip"]


@pytest.mark.parametrize("line", [b"[]", b"null", b'{"who": "\\ud800"}', b"{", b"[" * 100_000, b"\xff", b"{}"])
def test_a_log_that_holds_no_decisions_is_refused(tmp_path: Path, line: bytes) -> None:
    made = packed(tmp_path / "b.zip", {"decisions.log.jsonl": line})
    with pytest.raises(CorpusError):
        restore(made, tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["b.zip"]


def test_what_is_no_backup_gives_a_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b.zip").write_bytes(b"no zip")
    assert main(["restore", "--reports", str(tmp_path / "new"), str(tmp_path / "b.zip")]) == 1
    assert main(["restore", "--reports", str(tmp_path / "new"), str(tmp_path / "none.zip")]) == 1
    assert capsys.readouterr().err.count("cannot be restored") == 2


def test_the_log_is_exported_as_the_file_that_ships_and_imported_once(folder: Path, tmp_path: Path) -> None:
    exported = tmp_path / "decisions.jsonl"
    assert main(["export-decisions", "--reports", str(folder), "--output", str(exported)]) == 0
    assert len(exported.read_text(encoding="utf-8").splitlines()) == 2
    other = tmp_path / "other"
    other.mkdir()
    write_report(other, "r1", TEXT)
    for _ in range(2):
        assert main(["import-decisions", "--reports", str(other), str(exported)]) == 0
    assert open_log(other).rows() == open_log(folder).rows()
    assert load_corpus(other) == load_corpus(folder)


def test_an_exported_file_may_take_the_place_of_the_one_that_ships(folder: Path, tmp_path: Path) -> None:
    before = load_corpus(folder)
    assert main(["export-decisions", "--reports", str(folder), "--output", str(folder / "decisions.jsonl")]) == 0
    assert load_corpus(folder) == before  # each decision counts once, though file and log both have it


def test_rows_that_cannot_be_used_are_told_and_the_rest_is_imported(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = read_corpus(folder).claims[0]
    good = decision_to_row(decide("reject", claim))
    (tmp_path / "d.jsonl").write_text(to_line({**good, "report": "r9"}) + to_line(good), encoding="utf-8")
    assert main(["import-decisions", "--reports", str(folder), str(tmp_path / "d.jsonl")]) == 1
    assert "d.jsonl: row 1, report: 'r9'" in capsys.readouterr().err
    assert len(open_log(folder).rows()) == 3
