"""A full disk and a read-only folder give messages that name the file, no tracebacks; what was there stays."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from atlas.__main__ import main as atlas
from atlas.review.decisions import accepted
from corpus.__main__ import main as corpus
from corpus.decisions.database import LogError
from corpus.decisions.log import open_log
from corpus.importing import Asked, Upload, import_uploads
from corpus.importing.keeping import keep
from corpus.models import CorpusError
from corpus.store import load_corpus, read_corpus
from tests.disks import full_disk, read_only
from tests.factories import write_report
from tests.imports import markdown

Trouble = Callable[[Path], AbstractContextManager[None]]
TROUBLES = pytest.mark.parametrize("trouble", [read_only, lambda _: full_disk()], ids=["read-only", "full"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of one report."""
    folder = tmp_path / "reports"
    folder.mkdir()
    write_report(folder, "r1", "Hyesan was put under lockdown on January 29, 2021, residents said.")
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def accept(folder: Path) -> None:
    read = read_corpus(folder)
    log, report = open_log(folder), read.reports["r1"]
    log.append(accepted(read.claims[0], "Ada", datetime.now(UTC)), report, len(log.of_report(report)))


@TROUBLES
def test_the_first_decision_is_not_written_and_says_so(folder: Path, trouble: Trouble) -> None:
    with trouble(folder), pytest.raises(LogError, match="log of decisions: cannot be"):
        accept(folder)
    accept(folder)
    assert [claim.decision for claim in load_corpus(folder).claims] == ["accept"]


@TROUBLES
def test_a_further_decision_is_not_written_and_those_before_stay(folder: Path, trouble: Trouble) -> None:
    accept(folder)
    with trouble(folder), pytest.raises(LogError, match="cannot be written"):
        accept(folder)
    with trouble(folder):
        assert [claim.decision for claim in load_corpus(folder).claims] == ["accept"]
    assert len(open_log(folder).rows()) == 1
    accept(folder)
    assert len(open_log(folder).rows()) == 2


@TROUBLES
def test_an_import_is_not_kept_and_leaves_nothing(folder: Path, trouble: Trouble) -> None:
    imported = import_uploads([Upload("a.md", markdown(1)), Upload("b.md", markdown(2))], Asked())
    before = names(folder)
    with trouble(folder), pytest.raises(CorpusError, match="nothing was written"):
        keep(imported, folder)
    assert names(folder) == before
    assert keep(imported, folder) == 2


@TROUBLES
def test_an_export_says_which_file_and_leaves_the_old_one(
    folder: Path, trouble: Trouble, capsys: pytest.CaptureFixture[str]
) -> None:
    output = folder.parent / "out"
    command = ["export", "--on", "2021-02-01", "--formats", "csv", "--reports", str(folder), "--output", str(output)]
    assert atlas(command) == 0
    [path] = output.iterdir()
    before = path.read_bytes()
    with trouble(output):
        assert atlas(command) == 1
    assert f"{path}: cannot be written, and is as it was before" in capsys.readouterr().err
    assert [own.read_bytes() for own in output.iterdir()] == [before]


@TROUBLES
def test_a_backup_and_a_restore_say_so_and_leave_nothing(
    folder: Path, trouble: Trouble, capsys: pytest.CaptureFixture[str]
) -> None:
    place = folder.parent / "backups"
    place.mkdir()
    backup = ["backup", "--reports", str(folder), str(place / "b.zip")]
    with trouble(place):
        assert corpus(backup) == 1
    assert list(place.iterdir()) == []
    assert corpus(backup) == 0
    with trouble(place):
        assert corpus(["restore", "--reports", str(place / "new"), str(place / "b.zip")]) == 1
    assert names(place) == ["b.zip"]
    said = capsys.readouterr().err
    assert "the backup cannot be written" in said
    assert "cannot be restored" in said
    assert "Traceback" not in said


@TROUBLES
def test_extraction_says_so(folder: Path, trouble: Trouble, capsys: pytest.CaptureFixture[str]) -> None:
    output = folder.parent / "out"
    output.mkdir()
    with trouble(output):
        assert corpus(["extract", str(folder), "--output", str(output / "claims.jsonl"), "--workers", "1"]) == 1
    assert list(output.iterdir()) == []
    assert "claims.jsonl: cannot be written" in capsys.readouterr().err
