"""The work on one part: documents in, finished tables out. Pure, so that it may run anywhere and twice."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from corpus.batch.documents import Document
from corpus.batch.parts import Part, part_name, rules_digest
from corpus.batch.tables import report_of, to_parquet
from corpus.extraction import Extraction, extract
from corpus.models import CorpusError, Problem, Report
from corpus.records import BadRow
from corpus.reports import parse_report

Read = tuple[Report, Extraction]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one part gave: its tables as Parquet files, how many rows they have, and its problems."""

    number: int
    digest: str
    tables: dict[str, bytes]
    counts: dict[str, int]
    problems: tuple[Problem, ...]

    @property
    def name(self) -> str:
        """What the part's files are called."""
        return part_name(self.number)


def read_part(part: Part) -> Outcome:
    """Read every report of a part; one that cannot be read, or whose reading fails, is a problem and costs only itself.

    Raises `CorpusError` where this process has other rules than the one that sent the part.
    """
    if part.rules != rules_digest():
        raise CorpusError("a worker has another version of this program than the process that sends it work")
    outcomes = [_read(each) for each in part.documents]
    read = [each for each in outcomes if not isinstance(each, Problem)]
    problems = tuple(each for each in outcomes if isinstance(each, Problem))
    return _outcome(part, read, problems)


def _outcome(part: Part, read: Iterable[Read], problems: tuple[Problem, ...]) -> Outcome:
    rows: dict[str, list[object]] = {
        "reports": [report for report, _ in read],
        "claims": [claim for _, extraction in read for claim in extraction.claims],
        "rejected": [left for _, extraction in read for left in extraction.rejected],
        "problems": list(problems),
    }
    tables = {table: to_parquet(table, those) for table, those in rows.items()}  # type: ignore[arg-type]
    return Outcome(part.number, part.digest, tables, {table: len(those) for table, those in rows.items()}, problems)


def _read(document: Document | Problem) -> Read | Problem:
    if isinstance(document, Problem):
        return document
    try:
        report = _report(document)
        return report, extract(report)
    except Exception as error:  # whatever is wrong with one report, the others are read
        return _problem(document.name, error)


def _problem(name: str, error: Exception) -> Problem:
    """What reading says of the field, its value and the reason; for an error nobody foresaw, its own words."""
    where, value = getattr(error, "where", "report"), getattr(error, "value", "")
    reason = getattr(error, "reason", f"reading it failed ({type(error).__name__}: {error})")
    return Problem.about(name, str(where), str(value), str(reason))


def _report(document: Document) -> Report:
    if not isinstance(document.content, bytes):
        return report_of(document.content)
    stem = PurePosixPath(document.name).stem
    report = parse_report(stem, _text(document.content))
    if report.id != stem:
        raise BadRow("id", report.id, f"the id is not the file's name ({stem})")
    return report


def _text(content: bytes) -> str:
    """The text of a file, with line ends as Python reads them."""
    try:
        return io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig").read()
    except UnicodeDecodeError as error:
        raise BadRow("file", error.object[error.start : error.start + 8], "not UTF-8") from error
