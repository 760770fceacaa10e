"""The log of decisions, in SQLite and in a real PostgreSQL: it only grows, and nobody writes over another."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from corpus.decisions import Decision, apply_decisions, decision_from_row, decision_to_row, target_of
from corpus.decisions.database import DECISIONS, FILE_VARIABLE, METADATA, LogError, log_address, open_engine
from corpus.decisions.log import EMPTY, DecidedMeanwhile, Log
from corpus.models import Claim, Evidence
from tests.factories import make_claim, make_report
from tests.postgresql import running_postgresql

TEXT = "Hyesan was sealed on January 29. Markets were shut."
REPORT = make_report("r1", TEXT)
OTHER = make_report("r2", TEXT)
LOCKDOWN = make_claim(evidence=Evidence("Hyesan was sealed on January 29.", 0, 32))
MARKET = make_claim(measure="market_closure", evidence=Evidence("Markets were shut.", 33, 51))
EARLIEST = datetime(2026, 11, 27, 7, tzinfo=UTC)
_moments = count()


def decide(action: str, about: Claim | None, claim: Claim | None = None, who: str = "Ada", **more: str) -> Decision:
    """A decision, each a second after the one before."""
    when = EARLIEST + timedelta(seconds=next(_moments))
    report = more.pop("report", "r1")
    target = target_of(about) if about else None
    return Decision(action, report, target, claim, who, when, "read it", **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    with running_postgresql() as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.processes)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'decisions.sqlite'}"
    server: str = request.getfixturevalue("postgresql")
    with open_engine(server).begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
    return server


@pytest.fixture
def log(address: str) -> Log:
    return Log(open_engine(address))


def test_reading_an_empty_log_makes_nothing(log: Log, tmp_path: Path) -> None:
    assert (log.head(), log.rows(), log.of_report(REPORT)) == (EMPTY, [], [])
    assert list(tmp_path.iterdir()) == []


def test_what_was_written_is_read_by_another_process_in_its_order(log: Log, address: str) -> None:
    decisions = [
        decide("accept", LOCKDOWN, LOCKDOWN),
        decide("correct", LOCKDOWN, replace(LOCKDOWN, start="2021-01")),
        decide("add", None, MARKET),
    ]
    for seen, decision in enumerate(decisions):
        log.append(decision, REPORT, seen)
    another = Log(open_engine(address))
    assert another.of_report(REPORT) == decisions
    assert another.read({"r1": REPORT}) == (decisions, [])
    assert another.head()[0] == 3


def test_the_head_changes_with_each_decision(log: Log) -> None:
    heads = [log.head()]
    for report in (REPORT, OTHER, REPORT):
        about = replace(MARKET, report=report.id)
        log.append(decide("accept", about, about, report=report.id), report, len(log.of_report(report)))
        heads.append(log.head())
    assert len(set(heads)) == 4


def test_the_second_curator_is_told_the_firsts_decision_and_nothing_is_written(log: Log) -> None:
    first = decide("accept", LOCKDOWN, LOCKDOWN)
    log.append(first, REPORT, 0)
    with pytest.raises(DecidedMeanwhile, match="Ada") as told:
        log.append(decide("reject", LOCKDOWN, who="Ben"), REPORT, 0)
    assert told.value.newer == (first,)
    assert log.of_report(REPORT) == [first]
    log.append(decide("reject", LOCKDOWN, who="Ben"), REPORT, 1)  # having seen it, he may


def test_two_curators_on_two_claims_of_one_report_both_get_through(log: Log) -> None:
    log.append(decide("accept", LOCKDOWN, LOCKDOWN), REPORT, 0)
    log.append(decide("accept", MARKET, MARKET, who="Ben"), REPORT, 0)
    assert len(log.of_report(REPORT)) == 2


def test_closing_a_report_is_in_the_way_of_any_claim_of_it(log: Log) -> None:
    log.append(decide("reject", None), REPORT, 0)
    with pytest.raises(DecidedMeanwhile):
        log.append(decide("accept", MARKET, MARKET, who="Ben"), REPORT, 0)


def test_a_decision_said_twice_is_written_once(log: Log) -> None:
    decision = decide("accept", LOCKDOWN, LOCKDOWN)
    log.append(decision, REPORT, 0)
    log.append(decision, REPORT, 0)
    assert log.of_report(REPORT) == [decision]


def test_an_undo_takes_back_and_can_be_taken_back_itself(log: Log) -> None:
    corrected = replace(LOCKDOWN, start="2021-01")
    first = decide("correct", LOCKDOWN, corrected)
    undo = decide("undo", None, undoes=first.id)
    redo = decide("undo", None, undoes=undo.id)
    log.append(first, REPORT, 0)
    log.append(undo, REPORT, 1)
    assert apply_decisions([LOCKDOWN], log.of_report(REPORT)) == [LOCKDOWN]
    log.append(redo, REPORT, 2)
    assert apply_decisions([LOCKDOWN], log.of_report(REPORT)) == [replace(corrected, decision="correct")]
    assert decision_from_row(log.rows("r1")[1], {"r1": REPORT}) == undo


def test_who_undoes_what_somebody_has_undone_is_told(log: Log) -> None:
    first = decide("accept", LOCKDOWN, LOCKDOWN)
    log.append(first, REPORT, 0)
    log.append(decide("undo", None, undoes=first.id), REPORT, 1)
    with pytest.raises(DecidedMeanwhile):
        log.append(decide("undo", None, undoes=first.id, who="Ben"), REPORT, 1)


def test_twenty_writers_at_once_lose_nothing(address: str) -> None:
    claims = [replace(MARKET, place_text=f"Place {number}", place_id=None) for number in range(20)]
    decisions = [decide("accept", claim, claim, who=f"Curator {number}") for number, claim in enumerate(claims)]
    logs = [Log(open_engine(address)) for _ in range(4)]
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda own: logs[own[0] % 4].append(own[1], REPORT, 0), enumerate(decisions)))
    assert sorted(own.who for own in logs[0].of_report(REPORT)) == sorted(own.who for own in decisions)


def test_of_twenty_who_decide_about_one_claim_one_gets_through(address: str) -> None:
    logs = [Log(open_engine(address)) for _ in range(4)]

    def try_it(number: int) -> bool:
        try:
            logs[number % 4].append(decide("reject", LOCKDOWN, who=f"Curator {number}"), REPORT, 0)
        except DecidedMeanwhile:
            return False
        return True

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(try_it, range(20))) == 1
    assert len(logs[0].of_report(REPORT)) == 1


def test_the_database_itself_refuses_to_change_or_delete(log: Log, address: str) -> None:
    log.append(decide("accept", LOCKDOWN, LOCKDOWN), REPORT, 0)
    for statement in (update(DECISIONS).values(report="r2"), delete(DECISIONS)):
        with pytest.raises(DBAPIError, match="only grows"), open_engine(address).begin() as connection:
            connection.execute(statement)
    assert len(log.of_report(REPORT)) == 1


def test_adding_many_adds_each_once_and_keeps_their_order(log: Log) -> None:
    decisions = [decide("accept", LOCKDOWN, LOCKDOWN), decide("correct", LOCKDOWN, replace(LOCKDOWN, start="2021"))]
    rows = [decision_to_row(decision) for decision in decisions]
    log.append(decisions[0], REPORT, 0)
    assert log.add_rows([*rows, rows[1]]) == 1
    assert log.add_rows(rows) == 0
    assert log.of_report(REPORT) == decisions


def test_a_log_of_a_newer_program_is_refused_with_its_reason(log: Log, address: str) -> None:
    log.append(decide("accept", LOCKDOWN, LOCKDOWN), REPORT, 0)
    with open_engine(address).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(LogError, match="newer version"):
        Log(open_engine(address)).head()


def test_rows_that_cannot_be_used_are_problems_and_the_rest_holds(log: Log, address: str) -> None:
    log.append(decide("accept", LOCKDOWN, LOCKDOWN), REPORT, 0)
    log.append(decide("accept", MARKET, MARKET), REPORT, 1)
    changed = replace(REPORT, text=TEXT.replace("Markets", "Bazaars"))
    decisions, [problem] = Log(open_engine(address)).read({"r1": changed})
    assert len(decisions) == 1
    assert (problem.file, problem.where) == ("log of decisions", "row 2, claim.evidence")


def test_hostile_words_come_back_as_they_were(log: Log) -> None:
    words = "'; DROP TABLE decisions; -- {{ 7 * 7 }} <script> \u202e\x00 한국어 😀 %s :x"
    claim = replace(MARKET, place_text=words, place_id=None)
    log.append(replace(decide("accept", claim, claim, who=words), why=words), REPORT, 0)
    [read] = log.of_report(REPORT)
    assert (read.who, read.why, read.claim and read.claim.place_text) == (words, words, words)


def test_a_database_that_is_none_gives_a_message(tmp_path: Path) -> None:
    broken = tmp_path / "decisions.sqlite"
    broken.write_bytes(b"no database at all" * 100)
    with pytest.raises(LogError, match="not a database"):
        Log(open_engine(f"sqlite:///{broken}")).head()
    for address in ("nonsense", "mysql://x/y", "postgresql+psycopg://nobody@127.0.0.1:1/none"):
        with pytest.raises(LogError):
            Log(open_engine(address)).head()


def test_the_migrations_make_the_tables_that_the_program_uses(address: str, log: Log) -> None:
    log.append(decide("accept", LOCKDOWN, LOCKDOWN), REPORT, 0)
    with open_engine(address).begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_the_row_in_the_database_is_the_row_of_the_file(log: Log) -> None:
    decision = decide("accept", LOCKDOWN, LOCKDOWN)
    log.append(decision, REPORT, 0)
    assert decision_from_row(json.loads(json.dumps(log.rows()[0])), {"r1": REPORT}).id == decision.id


def test_the_address_of_the_database_may_stand_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "secret"
    monkeypatch.setenv(FILE_VARIABLE, str(file))
    file.write_text("postgresql+psycopg://ada:secret@database/atlas\n", encoding="utf-8")
    assert log_address(tmp_path) == "postgresql+psycopg://ada:secret@database/atlas"
    file.write_text("\n", encoding="utf-8")
    with pytest.raises(LogError, match=f"{FILE_VARIABLE}: the file is empty"):
        log_address(tmp_path)
    file.unlink()
    with pytest.raises(LogError, match=f"{FILE_VARIABLE}: the file cannot be read"):
        log_address(tmp_path)


def test_a_decision_is_told_to_whoever_runs_the_app_without_what_it_quotes(
    log: Log, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    decision = decide("accept", LOCKDOWN, who="Ada")
    log.append(decision, REPORT, 0)
    told = next(record for record in caplog.records if record.getMessage() == "decision taken")
    assert (told.decision, told.action, told.who, told.report) == (decision.id, "accept", "Ada", "r1")  # type: ignore[attr-defined]
    assert "sealed" not in str(vars(told))
