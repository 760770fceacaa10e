"""The log of decisions: it only grows, and nobody writes over what another curator has decided meanwhile."""

import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from corpus.decisions.database import (
    DECISIONS,
    LogError,
    bring_up_to_date,
    log_address,
    open_engine,
    schema_of,
    sqlite_file,
)  # fmt: skip
from corpus.decisions.models import Decision, decision_to_row, row_id
from corpus.decisions.rows import decision_from_row, usable_decisions
from corpus.models import Problem, Report
from corpus.records import BadRow

NAME = "log of decisions"
_log = logging.getLogger(__name__)
# Several writers on one report find their place after each other; each try fails only if another one succeeded.
TRIES = 100
Head = tuple[int, int]
Row = Mapping[str, object]
EMPTY: Head = (0, 0)


class DecidedMeanwhile(Exception):
    """Somebody else has decided about the same claim since it was looked at; ``newer`` are their decisions."""

    def __init__(self, newer: Sequence[Decision]) -> None:
        super().__init__(f"decided meanwhile by {', '.join(sorted({decision.who for decision in newer}))}")
        self.newer = tuple(newer)


class Log:
    """The decisions of a database, in the order in which each report's were taken."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._ready = False

    def head(self) -> Head:
        """What changes with each decision: how many there are, and the number of the last. Raises `LogError`."""
        if self._is_missing():
            return EMPTY
        with self._reading() as connection:
            found = connection.execute(select(func.count(), func.coalesce(func.max(DECISIONS.c.seq), 0))).one()
            return found[0], found[1]

    def rows(self, report: str | None = None) -> list[Row]:
        """The decisions as JSON objects, each report's in their order. Raises `LogError`."""
        if self._is_missing():
            return []
        wanted = select(DECISIONS.c.row).order_by(DECISIONS.c.report, DECISIONS.c.number)
        if report is not None:
            wanted = wanted.where(DECISIONS.c.report == report)
        with self._reading() as connection:
            return [json.loads(row) for row in connection.scalars(wanted)]

    def read(self, reports: Mapping[str, Report]) -> tuple[list[Decision], list[Problem]]:
        """The decisions on these reports, and the rows that could not be used. Raises `LogError`."""
        return usable_decisions(self.rows(), reports, NAME)

    def of_report(self, report: Report) -> list[Decision]:
        """The decisions on one report, in their order. Raises `LogError`."""
        return list(_usable(self.rows(report.id), report))

    def append(self, decision: Decision, report: Report, seen: int) -> None:
        """Write a decision down; it is on the disk when this returns.

        ``seen``: how many of the report's decisions its curator had seen. Raises `DecidedMeanwhile` if a later one
        is about the same claim, and `LogError` if it cannot be written.
        """
        self._make_ready()
        for _ in range(TRIES):
            rows = self.rows(report.id)
            known = list(_usable(rows, report))
            if any(decision.id == own.id for own in known):
                return  # said twice, as by a browser that heard no answer
            if newer := in_the_way(decision, known, seen):
                raise DecidedMeanwhile(newer)
            if self._write([(decision_to_row(decision), len(rows) + 1)]):
                _tell(decision)
                return
        raise LogError(f"{NAME}: too many others are writing about report {report.id}; try again")

    def add_rows(self, rows: Iterable[Row]) -> int:
        """Write down the decisions of JSON objects that are not there yet, all or none, in their order.

        Returns how many. Raises `LogError`.
        """
        self._make_ready()
        wanted = {row_id(row): row for row in rows}
        for _ in range(TRIES):
            numbered = self._numbered(wanted)
            if not numbered or self._write(numbered):
                return len(numbered)
        raise LogError(f"{NAME}: too many others are writing; try again")

    def _numbered(self, wanted: Mapping[str, Row]) -> list[tuple[Row, int]]:
        """Those of the rows that are not there, each with the next number of its report."""
        with self._reading() as connection:
            known = set(connection.scalars(select(DECISIONS.c.id)))
            counted = select(DECISIONS.c.report, func.max(DECISIONS.c.number)).group_by(DECISIONS.c.report)
            counts = {row[0]: row[1] for row in connection.execute(counted)}
        numbered: list[tuple[Row, int]] = []
        for id_, row in wanted.items():
            if id_ not in known:
                report = str(row["report"])
                counts[report] = counts.get(report, 0) + 1
                numbered.append((row, counts[report]))
        return numbered

    def _write(self, numbered: Sequence[tuple[Row, int]]) -> bool:
        """Whether the rows were written; not, if another writer took one of their numbers."""
        values = [
            {"id": row_id(row), "report": row["report"], "number": number, "row": json.dumps(row)}
            for row, number in numbered
        ]
        try:
            with self._engine.execution_options(writing=True).begin() as connection:
                connection.execute(insert(DECISIONS), values)
            return True
        except IntegrityError:
            return False
        except SQLAlchemyError as error:
            raise LogError(f"{NAME}: cannot be written ({_reason(error)})") from error

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise LogError(f"{NAME}: cannot be read ({_reason(error)})") from error

    def _is_missing(self) -> bool:
        """Whether nothing was ever decided here: reading makes no file and no table."""
        if self._ready:
            return False
        file = sqlite_file(self._engine)
        if file is not None and not file.exists():
            return True
        with self._reading() as connection:
            if schema_of(connection) is None:
                return True
        self._make_ready()
        return False

    def _make_ready(self) -> None:
        if not self._ready:
            try:
                bring_up_to_date(self._engine.execution_options(writing=True))
            except SQLAlchemyError as error:
                raise LogError(f"{NAME}: cannot be opened for writing ({_reason(error)})") from error
            self._ready = True


def open_log(folder: Path) -> Log:
    """The log of a folder of reports, or the one that ``ATLAS_DECISIONS`` names. Raises `LogError`."""
    return _open(log_address(folder))


@lru_cache(maxsize=8)
def _open(address: str) -> Log:
    return Log(open_engine(address))


def in_the_way(decision: Decision, known: Sequence[Decision], seen: int) -> list[Decision]:
    """Which of the known decisions, beyond the first ``seen``, are about what this one is about."""
    by_id = {own.id: own for own in known}
    about = _about(decision, by_id)
    return [own for own in known[seen:] if own.closes() or decision.closes() or _about(own, by_id) & about]


def _tell(decision: Decision) -> None:
    """Tell that a decision has been written, not what its claim says."""
    about = {"decision": decision.id, "action": decision.action, "who": decision.who, "report": decision.report}
    _log.info("decision taken", extra=about)


def _about(decision: Decision, by_id: Mapping[str, Decision]) -> set[object]:
    """The claims that a decision is about; of an undo, those of the decision it takes back, and that decision."""
    undone = by_id.get(decision.undoes or "")
    return set(decision.subjects()) | ({undone.id, *_about(undone, by_id)} if undone else set())


def _usable(rows: Iterable[Row], report: Report) -> Iterator[Decision]:
    for row in rows:
        try:
            yield decision_from_row(row, {report.id: report})
        except BadRow:
            continue  # `read` says why


def _reason(error: SQLAlchemyError) -> str:
    """The database's own words, on one line, without the statement and its values."""
    return " ".join(str(getattr(error, "orig", None) or error).split())[:200]
