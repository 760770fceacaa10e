"""The review page without a browser: who may see it, what each action writes down, and what happens when it cannot."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from atlas.current import load_current
from atlas.review import decisions
from atlas.roles import ALLOWED_VARIABLE, LOCAL_VARIABLE
from corpus.decisions import Decision, decision_to_row
from corpus.decisions.log import open_log
from corpus.records import to_line
from tests.factories import write_report
from tests.pages import PAGES, TIMEOUT, be_local_curator, only_broken_files, texts, use_folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two reports with a claim each, and a local curator."""
    for name, place in (("r1", "Hyesan"), ("r2", "Musan")):
        write_report(tmp_path, name, f"{place} was put under lockdown on January 29, 2021, residents said.")
    be_local_curator(monkeypatch, "Ada")
    return use_folder(monkeypatch, tmp_path)


def run_review() -> AppTest:
    page = AppTest.from_file(str(PAGES / "review.py"), default_timeout=TIMEOUT).run()
    assert not page.exception, page.exception
    return page


def press(page: AppTest, label: str) -> AppTest:
    """Press the button of this label."""
    next(button for button in page.button if button.label == label).click()
    page.run()
    assert not page.exception, page.exception
    return page


def logged(folder: Path) -> list[Decision]:
    reports = load_current().read.reports
    return [decision for report in reports.values() for decision in open_log(folder).of_report(report)]


def test_accepting_writes_who_and_when_and_goes_on_to_the_next(folder: Path) -> None:
    page = press(run_review(), "Accept")
    [decision] = logged(folder)
    assert (decision.action, decision.who) == ("accept", "Ada")
    assert abs((datetime.now(UTC) - decision.when).total_seconds()) < 60  # type: ignore[operator]
    assert "Ada accepted" in texts(page)
    assert "1 of 1" in texts(page)
    press(page, "Accept")
    assert "Nothing is left to check: all of 2 claims are reviewed" in "".join(str(own.value) for own in page.success)


def test_undo_takes_the_last_one_back_and_returns_to_it(folder: Path) -> None:
    page = press(press(run_review(), "Accept"), "Undo")
    assert [decision.action for decision in logged(folder)] == ["accept", "undo"]
    assert "1 of 2" in texts(page) or "2 of 2" in texts(page)
    assert [claim.decision for claim in load_current().corpus.claims] == [None, None]


def test_rejecting_by_a_listed_reason_and_by_own_words(folder: Path) -> None:
    page = press(press(run_review(), "Reject"), "Not that place")
    page = press(page, "Reject")
    page.text_input(key="entered why").input("It was Ben's aunt who moved.").run()
    press(page, "Reject")
    whys = [decision.why for decision in logged(folder)]
    assert whys == ["The measure does not apply to this place.", "It was Ben's aunt who moved."]
    assert load_current().corpus.claims == ()


def test_a_correction_of_every_field_is_written(folder: Path) -> None:
    page = press(run_review(), "Correct")
    page.selectbox(key="entered measure").select("quarantine")
    page.selectbox(key="entered place").select("KP-09-musan")
    page.selectbox(key="entered status").select("planned")
    page.selectbox(key="entered attribution").select("official")
    page.text_input(key="entered start").input("2021-02")
    page.text_input(key="entered end").input("2021")
    page.run()
    press(page, "Save the correction")
    [decision] = logged(folder)
    claim = decision.claim
    assert claim is not None
    assert (claim.measure, claim.place_id, claim.status) == ("quarantine", "KP-09-musan", "planned")
    assert (claim.start, claim.end, claim.attribution) == ("2021-02", "2021", "official")


def test_what_is_no_date_is_not_written_and_says_why(folder: Path) -> None:
    page = press(run_review(), "Correct")
    page.text_input(key="entered start").input("<b>soon").run()
    page = press(page, "Save the correction")
    assert logged(folder) == []
    assert "Not written down: start: &#39;&lt;b&gt;soon&#39; is not a date" in texts(page)


def test_the_second_curator_is_shown_the_firsts_decision(folder: Path) -> None:
    page = run_review()
    report = load_current().read.reports
    shown = page.session_state["review"].subject[0]
    claim = next(own for own in load_current().corpus.claims if own.report == shown)
    first = decisions.accepted(claim, "Ben", datetime.now(UTC))
    open_log(folder).append(first, report[shown], 0)
    page = press(page, "Accept")
    assert "somebody was first: Ben accepted" in texts(page)
    assert "confirmed by review" in texts(page)
    assert [decision.id for decision in logged(folder)] == [first.id]


def test_whoever_is_no_curator_sees_no_claim_and_can_press_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(LOCAL_VARIABLE)
    page = run_review()
    assert "Curators sign in to review." in texts(page)
    assert [button.label for button in page.button] == []
    assert "lockdown" not in texts(page)


def test_whoever_is_struck_off_while_the_page_is_open_writes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = run_review()
    monkeypatch.delenv(LOCAL_VARIABLE)
    press(page, "Accept")
    assert logged(folder) == []


def test_a_signed_in_curator_of_the_list_is_let_in_and_others_are_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(LOCAL_VARIABLE)
    monkeypatch.setenv(ALLOWED_VARIABLE, "ada@example.org")
    page = AppTest.from_file(str(PAGES / "review.py"), default_timeout=TIMEOUT)
    page.secrets["auth"] = {"redirect_uri": "http://127.0.0.1/oauth2callback", "cookie_secret": "x" * 32}
    page.user = {"is_logged_in": True, "email": "ada@example.org", "email_verified": True, "sub": "1"}
    page.run()
    assert not page.exception, page.exception
    press(page, "Accept")
    assert [decision.who for decision in logged(folder)] == ["ada@example.org"]
    page.user = {"is_logged_in": True, "email": "eve@example.org", "email_verified": True, "sub": "2"}
    page.run()
    assert "eve@example.org is not on the list" in texts(page)


def test_a_log_that_cannot_be_written_gives_a_message(folder: Path) -> None:
    (folder / "decisions.sqlite").write_bytes(b"no database" * 200)
    page = press(run_review(), "Accept")
    assert "Not written down: log of decisions" in texts(page)
    assert "not a database" in texts(page)


def test_an_empty_and_a_broken_corpus_say_what_to_do(tmp_path: Path, folder: Path) -> None:
    for name in ("r1.md", "r2.md"):
        (folder / name).unlink()
    assert "There are no reports to draw yet" in texts(run_review())
    only_broken_files(folder)
    assert "3 files could not be used" in texts(run_review())


def test_the_log_is_added_from_a_file_and_rows_that_cannot_be_used_are_listed(folder: Path) -> None:
    claim = load_current().read.claims[0]
    row = decision_to_row(decisions.accepted(claim, "Ben", datetime.now(UTC)))
    content = (to_line(row) + to_line({**row, "report": "r9"}) + "<b>\n").encode()
    page = run_review()
    page.get("file_uploader")[0].set_value(("decisions.jsonl", content, "application/jsonl"))
    page.run()
    page = press(page, "Add what is new")
    assert "1 decision of 1 were new" in texts(page)
    assert list(page.dataframe[0].value["Where"]) == ["row 2, report", "row 3, line"]
    assert [decision.who for decision in logged(folder)] == ["Ben"]


def test_a_file_of_decisions_is_not_added_by_whoever_is_no_curator_any_more(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = load_current().read.claims[0]
    content = to_line(decision_to_row(decisions.accepted(claim, "Eve", datetime.now(UTC)))).encode()
    page = run_review()
    page.get("file_uploader")[0].set_value(("decisions.jsonl", content, "application/jsonl"))
    page.run()
    monkeypatch.delenv(LOCAL_VARIABLE)
    press(page, "Add what is new")
    assert logged(folder) == []
