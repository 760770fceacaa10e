"""Work that a test kills at random moments.

``python -m tests.killed WORK FOLDER SEED`` lets a process of its own work and kills it, again and again: for each line
on its input it prints what was acknowledged before the kill, as a JSON list. Modules are loaded once, before the first.
"""

import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import psycopg  # noqa: F401 - loaded before the first kill, not within each
import pyarrow.parquet  # noqa: F401

from atlas.exports.commands import write_files
from atlas.exports.formats import formats
from atlas.exports.snapshot import Snapshot
from atlas.review.decisions import accepted
from corpus.backup import back_up
from corpus.decisions.log import open_log
from corpus.importing import Asked, Upload, import_uploads
from corpus.importing.keeping import keep
from corpus.store import read_corpus
from tests.imports import markdown
from tests.snapshots import bundled

REPORTS_OF_AN_IMPORT = 5
LONGEST = 60.0  # seconds for the first to be done
Work = Callable[[Path], Iterator[str]]


def keep_imports(folder: Path) -> Iterator[str]:
    """Imports of five reports each, kept one after another."""
    for number in count(random.randrange(10**6) * 1000):
        uploads = [Upload(f"{own}.md", markdown(10 * number + own)) for own in range(REPORTS_OF_AN_IMPORT)]
        imported = import_uploads(uploads, Asked())
        keep(imported, folder)
        yield " ".join(report.id for report in imported.reports)


def review(folder: Path) -> Iterator[str]:
    """Acceptances of the same claim by one curator after another."""
    read = read_corpus(folder)
    claim, log = read.claims[0], open_log(folder)
    report = read.reports[claim.report]
    for number in count():
        decision = accepted(claim, f"Curator {number}", datetime.now(UTC))
        log.append(decision, report, len(log.of_report(report)))
        yield decision.id


def export(folder: Path) -> Iterator[str]:
    """Data files of the bundled corpus, written again and again: acknowledged once one of each is there."""
    kinds = [formats()[name] for name in ("csv", "parquet", "datapackage")]
    random.Random(os.getpid()).shuffle(kinds)
    while True:
        yield " ".join(line.partition(": ")[0] for line in write_files(SNAPSHOT[0], kinds, folder))


def write_backups(folder: Path) -> Iterator[str]:
    """Backups, each over the last."""
    while True:
        back_up(folder / "reports", folder / "backup.zip")
        yield "backup"


SNAPSHOT: list[Snapshot] = []
WORK: dict[str, Work] = {"keep": keep_imports, "review": review, "export": export, "backup": write_backups}


class Killing:
    """Kills of one piece of work: the first as soon as something is acknowledged, which tells how long that takes; the
    others at any moment of three times as long."""

    def __init__(self, work: Work, folder: Path, moments: random.Random) -> None:
        self.work, self.folder, self.moments = work, folder, moments
        self.seconds = 0.0

    def kill(self) -> list[str]:
        """Let a process of its own work for a while and kill it; what it acknowledged."""
        reader, writer = os.pipe()
        worker = os.fork()
        if worker == 0:
            for done in self.work(self.folder):
                os.write(writer, f"{done}\n".encode())
        os.close(writer)
        self._wait(reader)
        os.kill(worker, signal.SIGKILL)
        _, status = os.waitpid(worker, 0)
        assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL, "it stopped before it was killed"
        with os.fdopen(reader, encoding="utf-8") as told:
            return told.read().splitlines()

    def _wait(self, reader: int) -> None:
        if self.seconds:
            time.sleep(self.moments.uniform(0, 3 * self.seconds))
            return
        begun = time.monotonic()
        select.select([reader], [], [], LONGEST)
        self.seconds = time.monotonic() - begun


if __name__ == "__main__":
    name, place, seed = sys.argv[1:]
    if name == "export":
        SNAPSHOT.append(bundled())
    killing = Killing(WORK[name], Path(place), random.Random(int(seed)))
    for _ in sys.stdin:
        print(json.dumps(killing.kill()), flush=True)
