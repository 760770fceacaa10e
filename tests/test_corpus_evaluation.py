"""Scoring claims against gold, the command line, and the guard on what extraction reaches."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from corpus.__main__ import main
from corpus.evaluation import Score, format_score, read_gold, score_claims
from corpus.extraction import extract
from corpus.measures import load_measures
from corpus.models import CorpusError
from corpus.records import claim_from_row
from corpus.reports import read_reports
from tests.factories import make_claim, write_report

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "corpus" / "reports"
GOLD = ROOT / "tests" / "gold" / "claims.jsonl"
FLOOR = {"measure+place": 0.60, "+start": 0.46, "full": 0.43}  # a little under what is reached


def gold(**fields: Any) -> Mapping[str, Any]:
    standard = {"report": "r1", "measure": "lockdown", "place_ids": ["KP-10-hyesan"], "start": None, "end": None}
    return {**standard, **fields}


def right(score: Score) -> tuple[int, ...]:
    return tuple(tally.right for tally in score.views.values())


def test_a_claim_with_measure_place_and_dates_right_counts_in_every_view() -> None:
    assert right(score_claims([gold(start="2021-01")], [make_claim(start="2021-01")])) == (1, 1, 1)


def test_a_wrong_start_counts_for_measure_and_place_only() -> None:
    assert right(score_claims([gold(start="2021-01")], [make_claim(start="2021-02")])) == (1, 0, 0)


def test_a_wrong_end_counts_for_all_but_the_full_row() -> None:
    assert right(score_claims([gold(end="2021-01")], [make_claim()])) == (1, 1, 0)


def test_every_place_of_a_gold_row_is_counted() -> None:
    tally = score_claims([gold(place_ids=["KP-10-hyesan", "KP-09-musan"])], [make_claim()]).views["full"]
    assert (tally.right, tally.gold, tally.claimed) == (1, 2, 1)
    assert (tally.precision, tally.recall) == (1.0, 0.5)
    assert tally.f1 == pytest.approx(2 / 3)


def test_a_gold_row_is_matched_once() -> None:
    assert right(score_claims([gold()], [make_claim(), make_claim()])) == (1, 1, 1)


def test_the_pair_with_the_better_dates_is_matched_first() -> None:
    rows = [gold(start="2021-01"), gold(start="2021-02")]
    claims = [make_claim(start="2021-02"), make_claim(start="2021-01")]
    assert right(score_claims(rows, claims)) == (2, 2, 2)


def test_reports_are_scored_apart_and_what_is_made_up_is_counted() -> None:
    score = score_claims([gold()], [make_claim(report="r2")])
    assert right(score) == (0, 0, 0)
    assert score.made_up == 1
    assert score.views["full"].f1 == 0.0


def test_only_the_named_reports_are_scored() -> None:
    rows = [gold(), gold(report="r2")]
    assert score_claims(rows, [make_claim()], ["r1"]).views["full"].f1 == 1.0


def test_the_table_names_every_view_and_measure() -> None:
    table = format_score(score_claims([gold()], [make_claim(measure="curfew")]))
    assert all(word in table for word in ("measure+place", "+start", "full", "lockdown", "curfew", "precision"))


@pytest.mark.parametrize(
    ("line", "reason"), [("{", "not JSON"), ('{"report": "r1"}', "no measure"), ("[]", "no report")]
)
def test_a_bad_gold_line_is_an_error_that_names_it(line: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(gold()) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=rf"gold.jsonl: line 2: .*: {reason}"):
        read_gold(path)


@pytest.fixture(scope="module")
def guard() -> Score:
    reports, problems = read_reports(REPORTS)
    assert problems == []
    claims = [claim for report in reports for claim in extract(report).claims]
    return score_claims(read_gold(GOLD), claims, [report.id for report in reports])


@pytest.mark.parametrize("view", FLOOR)
def test_extraction_stays_above_its_floor(view: str, guard: Score) -> None:
    assert guard.views[view].f1 >= FLOOR[view]


def test_few_claims_are_made_up_on_reports_that_state_no_measure(guard: Score) -> None:
    assert guard.made_up <= 7


def test_extract_writes_one_claim_a_line_and_tells_what_it_could_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_report(tmp_path, "good", "Musan was placed under lockdown on February 3.")
    (tmp_path / "bad.md").write_text("no front matter", encoding="utf-8")
    output = tmp_path / "claims.jsonl"
    assert main(["extract", str(tmp_path), "--output", str(output)]) == 0
    (claim,) = (claim_from_row(json.loads(line)) for line in output.read_text(encoding="utf-8").splitlines())
    assert (claim.report, claim.measure, claim.place_id, claim.start) == (
        "good",
        "lockdown",
        "KP-09-musan",
        "2021-02-03",
    )
    assert capsys.readouterr().err.startswith("bad.md: front matter: 'no front matter': ")


def test_extract_fails_with_a_message_where_there_is_no_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", str(tmp_path / "none"), "--output", str(tmp_path / "claims.jsonl")]) == 1
    assert "no such folder" in capsys.readouterr().err


def test_extract_fails_with_a_message_where_nothing_can_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", str(tmp_path), "--output", str(tmp_path / "claims.jsonl")]) == 1
    assert "no report could be read" in capsys.readouterr().err


def test_extract_fails_with_a_message_where_it_cannot_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_report(tmp_path, "good", "Musan was placed under lockdown.")
    assert main(["extract", str(tmp_path), "--output", str(tmp_path / "none" / "claims.jsonl")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_evaluate_prints_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_report(tmp_path, "r1", "Hyesan was placed under lockdown.")
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(gold()) + "\n", encoding="utf-8")
    assert main(["evaluate", "--gold", str(path), "--reports", str(tmp_path)]) == 0
    assert "measure+place" in capsys.readouterr().out


def test_evaluate_fails_with_a_message_where_there_is_no_gold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_report(tmp_path, "r1", "Hyesan was placed under lockdown.")
    assert main(["evaluate", "--gold", str(tmp_path / "none"), "--reports", str(tmp_path)]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_every_measure_of_the_gold_is_scored(guard: Score) -> None:
    assert {row["measure"] for row in read_gold(GOLD)} <= set(guard.measures) <= set(load_measures())
