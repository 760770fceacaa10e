"""The corpus in use follows the log of decisions, and holds what it has when the log does not answer."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from atlas.current import Current, held, load_current
from corpus.decisions import Decision, target_of
from corpus.decisions.log import open_log
from tests.factories import write_report
from tests.pages import use_folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_report(tmp_path, "r1", "Hyesan was put under lockdown on January 29, 2021, residents said.")
    return use_folder(monkeypatch, tmp_path)


def decide(current: Current, action: str) -> None:
    """Accept or reject the only claim of the corpus."""
    claim = current.read.claims[0]
    kept = claim if action == "accept" else None
    decision = Decision(action, "r1", target_of(claim), kept, "Ada", datetime.now(UTC), "read it")  # type: ignore[arg-type]
    log = open_log(current.folder)
    log.append(decision, current.read.reports["r1"], len(log.of_report(current.read.reports["r1"])))


def test_a_decision_changes_the_corpus_and_its_columns_without_reading_the_reports_again(folder: Path) -> None:
    before = load_current()
    assert [claim.decision for claim in before.corpus.claims] == [None]
    decide(before, "accept")
    after = load_current()
    assert [claim.decision for claim in after.corpus.claims] == ["accept"]
    assert after.read is before.read
    decide(after, "reject")
    assert load_current().corpus.claims == ()
    assert load_current().digest != before.digest


def test_the_columns_of_before_are_served_for_a_while(folder: Path) -> None:
    before = load_current()
    decide(before, "reject")
    load_current()
    assert before.digest in {own.digest for own in held()}


def test_the_log_itself_is_no_change_of_the_folder(folder: Path) -> None:
    before = load_current()
    decide(before, "accept")
    assert {path.name for path in folder.iterdir()} == {"r1.md", "decisions.sqlite"}
    assert load_current().corpus.problems == ()


def test_a_log_that_cannot_be_read_is_a_problem_and_the_reports_are_shown(folder: Path) -> None:
    (folder / "decisions.sqlite").write_bytes(b"no database" * 100)
    [problem] = load_current().corpus.problems
    assert problem.file == "log of decisions"
    assert "not a database" in problem.reason
    assert len(load_current().corpus.claims) == 1
