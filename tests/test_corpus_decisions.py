"""Curators' decisions: what each does to extracted claims, and rows that cannot be used."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.decisions import (
    Decision,
    apply_decisions,
    decision_from_row,
    decision_to_row,
    read_decisions,
    target_of,
)
from corpus.models import Claim, Evidence, Report
from corpus.records import claim_to_row
from tests.factories import make_claim

TEXT = "Hyesan was sealed on January 29. Markets were shut."
REPORT = Report("r1", "P", "T", date(2021, 2, 17), "en", "https://example.org", "O", TEXT)
QUOTE = Evidence("Hyesan was sealed on January 29.", 0, 32)
LOCKDOWN = make_claim(evidence=QUOTE, rule="sealed")
MARKET = make_claim(measure="market_closure", evidence=Evidence("Markets were shut.", 33, 51))


def decide(action: str, about: Claim | None = None, claim: Claim | None = None) -> Decision:
    target = target_of(about) if about else None
    return Decision(action, "r1", target, claim, "reviewer", date(2026, 11, 21), "read it")  # type: ignore[arg-type]


def test_accept_marks_the_claim_and_leaves_the_others() -> None:
    after = apply_decisions([LOCKDOWN, MARKET], [decide("accept", LOCKDOWN, LOCKDOWN)])
    assert after == [replace(LOCKDOWN, decision="accept"), MARKET]


def test_correct_puts_the_corrected_claim_in_place_of_the_extracted_one() -> None:
    corrected = replace(LOCKDOWN, start="2021-01-29")
    after = apply_decisions([LOCKDOWN, MARKET], [decide("correct", LOCKDOWN, corrected)])
    assert after == [replace(corrected, decision="correct"), MARKET]


def test_reject_takes_one_claim_away() -> None:
    assert apply_decisions([LOCKDOWN, MARKET], [decide("reject", LOCKDOWN)]) == [MARKET]


def test_reject_without_a_target_closes_the_report_but_keeps_what_was_decided() -> None:
    decisions = [decide("accept", LOCKDOWN, LOCKDOWN), decide("reject")]
    assert apply_decisions([LOCKDOWN, MARKET], decisions) == [replace(LOCKDOWN, decision="accept")]


def test_add_brings_a_missed_claim_and_takes_the_place_of_an_equal_extracted_one() -> None:
    assert apply_decisions([LOCKDOWN], [decide("add", None, MARKET)]) == [LOCKDOWN, replace(MARKET, decision="add")]
    assert apply_decisions([LOCKDOWN], [decide("add", None, LOCKDOWN)]) == [replace(LOCKDOWN, decision="add")]


def test_a_decided_claim_stands_also_when_extraction_no_longer_finds_it() -> None:
    assert apply_decisions([], [decide("accept", LOCKDOWN, LOCKDOWN)]) == [replace(LOCKDOWN, decision="accept")]


def test_a_later_decision_overrules_an_earlier_one() -> None:
    decisions = [decide("accept", LOCKDOWN, LOCKDOWN), decide("reject", LOCKDOWN)]
    assert apply_decisions([LOCKDOWN], decisions) == []


def test_of_two_unlocated_claims_only_the_one_named_is_rejected() -> None:
    foo, bar = (make_claim(place_id=None, place_text=name) for name in ("Foo", "Bar"))
    assert apply_decisions([foo, bar], [decide("reject", foo)]) == [bar]
    assert [claim.place_text for claim in apply_decisions([foo, bar], [decide("accept", foo, foo)])] == ["Bar", "Foo"]


def test_of_two_equal_claims_the_one_with_the_named_evidence_is_meant() -> None:
    twin = replace(LOCKDOWN, evidence=Evidence("Markets were shut.", 33, 51))
    assert apply_decisions([LOCKDOWN, twin], [decide("reject", twin)]) == [LOCKDOWN]


def test_a_claim_whose_evidence_has_moved_is_still_found() -> None:
    moved = replace(LOCKDOWN, evidence=Evidence("Hyesan was", 0, 10))
    elsewhere = replace(moved, evidence=Evidence("sealed", 11, 17))
    assert apply_decisions([elsewhere], [decide("reject", moved)]) == []


def test_decisions_touch_only_their_own_report() -> None:
    other = replace(LOCKDOWN, report="r2")
    assert apply_decisions([other], [decide("reject")]) == [other]


def test_a_decision_survives_being_written_and_read() -> None:
    for decision in (decide("correct", LOCKDOWN, MARKET), decide("reject"), decide("add", None, MARKET)):
        row = json.loads(json.dumps(decision_to_row(decision)))
        assert decision_from_row(row, {"r1": REPORT}) == decision


GOOD = decision_to_row(decide("accept", LOCKDOWN, LOCKDOWN))
CLAIM = claim_to_row(LOCKDOWN)
BAD: list[tuple[str, dict[str, Any]]] = [
    ("action", {"action": "bless"}),
    ("action", {"action": ["accept"]}),
    ("report", {"report": "r9"}),
    ("target", {"target": None}),
    ("target", {"target": "lockdown"}),
    ("target", {"target": {"measure": 1}}),
    ("target", {"target": {"measure": "lockdown", "at": "3"}}),
    ("claim", {"claim": None}),
    ("measure", {"claim": {**CLAIM, "measure": "spell"}}),
    ("status", {"claim": {**CLAIM, "status": "maybe"}}),
    ("start", {"claim": {**CLAIM, "start": "2021-02-30"}}),
    ("claim.report", {"claim": {**CLAIM, "report": "r2"}}),
    ("claim.evidence", {"claim": {**CLAIM, "evidence": {"quote": "made up", "start": 0, "end": 7}}}),
    ("evidence", {"claim": {**CLAIM, "evidence": {"quote": "x", "start": 9, "end": 3}}}),
    ("claim.fields", {"claim": {**CLAIM, "fields": {"place": [0, 999]}}}),
    ("fields.place", {"claim": {**CLAIM, "fields": {"place": ["0", "6"]}}}),
    ("confidence", {"claim": {**CLAIM, "confidence": 7}}),
    ("who", {"who": " "}),
    ("why", {"why": None}),
    ("when", {"when": "yesterday"}),
    ("when", {"when": "2021-W05-1"}),
]


@pytest.mark.parametrize(("where", "change"), BAD)
def test_a_bad_row_is_a_problem_that_names_file_row_and_field_and_the_rest_holds(
    tmp_path: Path, where: str, change: dict[str, Any]
) -> None:
    path = tmp_path / "decisions.jsonl"
    rows = [json.dumps(GOOD), json.dumps({**GOOD, **change}), "", json.dumps(GOOD)]
    path.write_text("\n".join(rows), encoding="utf-8")
    decisions, problems = read_decisions(path, {"r1": REPORT})
    assert len(decisions) == 2
    assert [(problem.file, problem.where) for problem in problems] == [("decisions.jsonl", f"row 2, {where}")]


@pytest.mark.parametrize("line", [b"{", b"[]", b"\xff", b"[" * 5000, b'"text"', b"9" * 5000, rb'{"who": "\ud800"}'])
def test_a_line_that_is_no_object_is_a_problem(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_bytes(line + b"\n" + json.dumps(GOOD).encode())
    decisions, problems = read_decisions(path, {"r1": REPORT})
    assert (len(decisions), len(problems)) == (1, 1)


def test_a_byte_order_mark_hides_no_decision(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode())
    assert [len(found) for found in read_decisions(path, {"r1": REPORT})] == [1, 0]


def test_a_decisions_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "decisions.jsonl").mkdir()
    decisions, [problem] = read_decisions(tmp_path / "decisions.jsonl", {})
    assert decisions == []
    assert problem.reason == "not a file that can be read"


def test_no_file_means_no_decisions(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "decisions.jsonl", {}) == ([], [])
