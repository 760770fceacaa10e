"""Scoring claims against gold, the command line, and the guard on what extraction reaches."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from corpus.__main__ import main
from corpus.evaluation import Score, find_mistakes, format_mistakes, format_score, read_gold, score_claims
from corpus.extraction import extract
from corpus.measures import load_measures
from corpus.models import Claim, CorpusError, Evidence
from corpus.records import claim_from_row
from corpus.reports import read_reports
from tests.factories import make_claim, make_report, write_report

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
    assert right(score_claims([gold(start="2021-01")], [make_claim(start="2021-01")])) == (1, 1, 1, 1)


def test_a_wrong_start_counts_for_measure_and_place_only() -> None:
    assert right(score_claims([gold(start="2021-01")], [make_claim(start="2021-02")])) == (1, 1, 0, 0)


def test_a_wrong_end_counts_for_all_but_the_full_row() -> None:
    assert right(score_claims([gold(end="2021-01")], [make_claim()])) == (1, 1, 1, 0)


def test_every_place_of_a_gold_row_is_counted() -> None:
    tally = score_claims([gold(place_ids=["KP-10-hyesan", "KP-09-musan"])], [make_claim()]).views["full"]
    assert (tally.right, tally.gold, tally.claimed) == (1, 2, 1)
    assert (tally.precision, tally.recall) == (1.0, 0.5)
    assert tally.f1 == pytest.approx(2 / 3)


def test_a_gold_row_is_matched_once() -> None:
    assert right(score_claims([gold()], [make_claim(), make_claim()])) == (1, 1, 1, 1)


def test_the_pair_with_the_better_dates_is_matched_first() -> None:
    rows = [gold(start="2021-01"), gold(start="2021-02")]
    claims = [make_claim(start="2021-02"), make_claim(start="2021-01")]
    assert right(score_claims(rows, claims)) == (2, 2, 2, 2)


def test_reports_are_scored_apart_and_what_is_made_up_is_counted() -> None:
    score = score_claims([gold()], [make_claim(report="r2")])
    assert right(score) == (0, 0, 0, 0)
    assert score.made_up == 1
    assert score.views["full"].f1 == 0.0


def test_only_the_named_reports_are_scored() -> None:
    rows = [gold(), gold(report="r2")]
    assert score_claims(rows, [make_claim()], [make_report("r1")]).views["full"].f1 == 1.0


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
    return score_claims(read_gold(GOLD), claims, reports)


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


def test_places_inside_each_other_count_in_the_loose_view() -> None:
    score = score_claims([gold(place_ids=["KP-10"])], [make_claim()])
    assert right(score) == (0, 1, 0, 0)
    assert right(score_claims([gold(place_ids=["KP-1"])], [make_claim()])) == (0, 0, 0, 0)


def test_fields_are_counted_where_the_gold_states_them() -> None:
    rows = [gold(start="2021-01", status="lifted")]
    fields = score_claims(rows, [make_claim(start="2021-02", status="lifted")]).fields
    assert fields == {"start": (0, 1), "end": (0, 0), "status": (1, 1)}


def test_an_interval_holds_the_figure_and_comes_out_the_same_twice() -> None:
    rows = [gold(report=f"r{number}") for number in range(30)]
    claims = [make_claim(report=f"r{number}") for number in range(0, 30, 2)]
    first, second = score_claims(rows, claims), score_claims(rows, claims)
    low, high = first.intervals["full"]
    assert low < first.views["full"].f1 < high
    assert first.intervals == second.intervals


def test_a_quote_that_is_not_at_its_offsets_is_counted() -> None:
    report = make_report("r1", "Hyesan was sealed.")
    proven = make_claim(evidence=Evidence("Hyesan", 0, 6))
    elsewhere = make_claim(evidence=Evidence("Hyesan", 1, 7))
    assert score_claims([], [proven, elsewhere], [report]).unproven == 1


@pytest.mark.parametrize(
    ("rows", "claims", "causes"),
    [
        ([gold()], [make_claim()], []),
        ([gold(start="2021-01")], [make_claim()], ["wrong start"]),
        ([gold(end="2021-01", status="lifted")], [make_claim()], ["wrong status", "wrong end"]),
        ([gold(place_ids=["KP"])], [make_claim()], ["wrong place"]),
        ([gold(measure="curfew", evidence="Hyesan")], [make_claim()], ["wrong measure"]),
        ([gold(measure="curfew")], [make_claim()], ["made up", "not read"]),
        ([gold()], [make_claim(), make_claim()], ["said twice"]),
        ([], [make_claim()], ["report states none"]),
        ([gold()], [], ["not read"]),
    ],
)
def test_each_mistake_has_its_cause(rows: list[Any], claims: list[Claim], causes: list[str]) -> None:
    mistakes = find_mistakes(rows, claims, ["r1"])
    assert [mistake.cause for mistake in mistakes] == causes
    for cause in causes:
        assert f"{cause}: 1\n  r1: " in format_mistakes(mistakes)


def test_the_command_prints_the_languages_and_the_mistakes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_report(tmp_path, "r1", "Musan was placed under lockdown on February 3.")
    write_report(tmp_path, "r2", "혜산시가 봉쇄됐다.", language="ko")
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(gold(place_ids=["KP-09-musan"], start="2021-02-03", status="imposed")), encoding="utf-8")
    assert main(["evaluate", "--gold", str(path), "--reports", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "2 reports, 1 of them without a measure" in printed
    assert "language en: 1 reports" in printed
    assert "report states none: 1" in printed
