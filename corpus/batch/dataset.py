"""A dataset of Parquet files: a folder a table, a file a part, and records of what is there.

::

    reports/part-000000.parquet …   claims/…   rejected/…   problems/…
    _parts/part-000000.json …       digests and sizes of each finished part
    _complete                       written last: counts, and the digest of the rules

Each file is written under another name and renamed, the record of a part after its tables: a part is there whole or
not at all.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.batch.parts import Part, part_name
from corpus.batch.tables import SCHEMAS, claim_of, read_rows, rejected_of, report_of
from corpus.batch.work import Outcome
from corpus.files import write_whole
from corpus.models import Claim, CorpusError, Problem, Rejected, Report
from corpus.records import BadRow

PARTS = "_parts"
COMPLETE = "_complete"


@dataclass(frozen=True, slots=True)
class Dataset:
    """The rows of a complete dataset, each table in the order of its parts."""

    folder: Path

    def reports(self) -> Iterator[Report]:
        """The reports, their origins as stated."""
        return map(report_of, self._rows("reports"))

    def claims(self) -> Iterator[Claim]:
        """The claims; raises `CorpusError` on a row that is none."""
        for row in self._rows("claims"):
            try:
                yield claim_of(row)
            except BadRow as error:
                raise CorpusError(f"{self.folder / 'claims'}: {error}") from error

    def rejected(self) -> Iterator[Rejected]:
        """What was considered and left out."""
        return map(rejected_of, self._rows("rejected"))

    def problems(self) -> Iterator[Problem]:
        """What could not be read."""
        return (Problem(**row) for row in self._rows("problems"))

    def _rows(self, table: str) -> Iterator[dict[str, Any]]:
        for path in sorted((self.folder / table).glob("part-*.parquet")):
            yield from read_rows(table, path)


def is_dataset(folder: Path) -> bool:
    """Whether a folder is a dataset, finished or not."""
    return (folder / PARTS).is_dir()


def open_dataset(folder: Path) -> Dataset:
    """A complete dataset; raises `CorpusError` if it is none, or not finished."""
    if not is_dataset(folder):
        raise CorpusError(f"{folder}: no dataset of claims")
    if not (folder / COMPLETE).exists():
        raise CorpusError(f"{folder}: not complete; start its extraction again, it goes on where it was")
    return Dataset(folder)


def begin(folder: Path) -> None:
    """Make the folders of a dataset, or open one again to go on with it."""
    if folder.is_dir() and any(folder.iterdir()) and not is_dataset(folder):
        raise CorpusError(f"{folder}: is there already and is no dataset of claims")
    for name in (PARTS, *SCHEMAS):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / COMPLETE).unlink(missing_ok=True)


def is_done(folder: Path, part: Part) -> bool:
    """Whether a part is there whole, from these documents, read with these rules."""
    record = read_record(folder, part.number)
    sizes = {table: _size(_table(folder, table, part.name)) for table in SCHEMAS}
    return (record.get("digest"), record.get("rules"), record.get("bytes")) == (part.digest, part.rules, sizes)


def write_part(folder: Path, outcome: Outcome, rules: str) -> None:
    """Write a part's tables, then its record. Doing it twice is the same as once."""
    for table, content in outcome.tables.items():
        write_whole(_table(folder, table, outcome.name), content)
    sizes = {table: len(content) for table, content in outcome.tables.items()}
    record = {"digest": outcome.digest, "rules": rules, "counts": outcome.counts, "bytes": sizes}
    write_whole(_record(folder, outcome.number), json.dumps(record).encode())


def finish(folder: Path, parts: int, rules: str) -> dict[str, int]:
    """Take away what belongs to no part, and write that the dataset is complete; the number of rows of each table."""
    names = {part_name(number) for number in range(parts)}
    for path in (path for name in (PARTS, *SCHEMAS) for path in (folder / name).iterdir()):
        if path.name.split(".")[0] not in names:
            path.unlink()
    counts = dict.fromkeys(SCHEMAS, 0)
    for number in range(parts):
        for table, rows in read_record(folder, number)["counts"].items():
            counts[table] += rows
    write_whole(folder / COMPLETE, json.dumps({"parts": parts, "rules": rules, **counts}).encode())
    return counts


def read_record(folder: Path, number: int) -> dict[str, Any]:
    """What is recorded of a part; empty if there is nothing, or nothing readable."""
    try:
        record = json.loads(_record(folder, number).read_bytes())
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _record(folder: Path, number: int) -> Path:
    return folder / PARTS / f"{part_name(number)}.json"


def _table(folder: Path, table: str, name: str) -> Path:
    return folder / table / f"{name}.parquet"


def _size(path: Path) -> int | None:
    return path.stat().st_size if path.exists() else None
