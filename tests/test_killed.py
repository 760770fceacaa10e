"""Killed at any moment: what was acknowledged is there, and nothing is half there. A hundred kills in all."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from corpus.backup import restore
from corpus.decisions.log import open_log
from corpus.importing.keeping import finish_keeping
from corpus.reports import read_reports
from corpus.store import load_corpus
from tests.factories import write_report
from tests.killed import REPORTS_OF_AN_IMPORT
from tests.postgresql import running_postgresql

pytestmark = pytest.mark.processes
ROOT = Path(__file__).parents[1]
KILLS = {"keep": 30, "review": 25, "review in PostgreSQL": 15, "export": 15, "backup": 15}


@contextmanager
def worker(work: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.killed", work, str(folder), "20261127"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.kill()


def kills(work: str, number: int, folder: Path) -> Iterator[list[str]]:
    """What was acknowledged before each of so many kills; the test looks between them."""
    acknowledged = 0
    with worker(work, folder) as process:
        assert process.stdin and process.stdout and process.stderr
        for _ in range(number):
            process.stdin.write("\n")
            process.stdin.flush()
            line = process.stdout.readline()
            assert line, process.stderr.read()
            done: list[str] = json.loads(line)
            acknowledged += len(done)
            yield done
    print(f"{work}: {number} kills, {acknowledged} acknowledged, all there")
    assert acknowledged > 0, "nothing was ever done: the kills came too early"


def test_an_import_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    told: list[set[str]] = []
    for acknowledged in kills("keep", KILLS["keep"], tmp_path):
        told += [set(line.split()) for line in acknowledged]
        finish_keeping(tmp_path)  # as whatever opens the folder does
        reports, problems = read_reports(tmp_path)
        assert problems == []
        there = {report.id for report in reports}
        assert all(ids <= there for ids in told)
        beyond = there - set().union(*told)
        assert len(beyond) % REPORTS_OF_AN_IMPORT == 0  # kept, and killed before it could say so
        told += [beyond] if beyond else []
    assert set(load_corpus(tmp_path).reports) == there


def review_kills(folder: Path, number: int) -> None:
    told: list[str] = []
    write_report(folder, "r1", "Hyesan was put under lockdown on January 29, 2021, residents said.")
    for acknowledged in kills("review", number, folder):
        told += acknowledged
        corpus = load_corpus(folder)
        assert corpus.problems == ()
        there = [decision.id for decision in open_log(folder).of_report(corpus.reports["r1"])]
        assert len(there) == len(set(there))
        assert [id_ for id_ in there if id_ in told] == told
        assert len(there) - len(told) in range(number + 1)  # at most one a kill that could not say so


def test_no_acknowledged_decision_is_lost(tmp_path: Path) -> None:
    review_kills(tmp_path, KILLS["review"])


def test_no_acknowledged_decision_is_lost_in_postgresql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with running_postgresql() as address:
        monkeypatch.setenv("ATLAS_DECISIONS", address)
        review_kills(tmp_path, KILLS["review in PostgreSQL"])


def test_an_exported_file_is_whole(tmp_path: Path) -> None:
    whole: dict[str, bytes] = {}
    for acknowledged in kills("export", KILLS["export"], tmp_path):
        assert all(Path(written).exists() for line in acknowledged for written in line.split())
        for path in tmp_path.iterdir():
            if path.suffix != ".part":
                assert whole.setdefault(path.name, path.read_bytes()) == path.read_bytes()
                read_whole(path)
    assert {Path(name).suffix for name in whole} == {".csv", ".parquet", ".zip"}


def read_whole(path: Path) -> None:
    """Fails on half a file."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as packed:
            assert packed.testzip() is None
    elif path.suffix == ".parquet":
        pq.read_table(path)  # type: ignore[no-untyped-call]
    else:
        assert path.read_bytes().endswith(b"\n")


def test_a_backup_is_whole(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(20):
        write_report(folder, f"r{number}", f"Hyesan was sealed. {'Nobody came. ' * 500}")
    reports, _ = read_reports(folder)
    restored = 0
    for _ in kills("backup", KILLS["backup"], tmp_path):
        if (tmp_path / "backup.zip").exists():
            restored += 1
            restore(tmp_path / "backup.zip", tmp_path / f"again-{restored}")
            assert read_reports(tmp_path / f"again-{restored}")[0] == reports
    assert restored > 0


def test_a_hundred_kills_are_made() -> None:
    assert sum(KILLS.values()) == 100
