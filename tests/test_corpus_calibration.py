"""How sure claims are: learned weights, cross-validation, and the accuracy card that ships."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.evaluation import read_gold, score_claims
from corpus.evaluation.calibration import (
    Judged,
    cross_validate,
    cut_at_thresholds,
    judge_claims,
    learn_confidence,
    reliability,
)
from corpus.evaluation.card import load_card, make_card, write_card
from corpus.evaluation.folds import read_out_of_sight
from corpus.extraction import extract
from corpus.extraction.confidence import confidence, features, share
from corpus.learning.marked import read_marked_reports
from corpus.reports import read_reports
from tests.factories import make_claim, make_report

ROOT = Path(__file__).parents[1]


def judged(feature: str, right: int, wrong: int) -> list[Judged]:
    outcomes = [True] * right + [False] * wrong
    return [Judged(("always", feature), number % 5, outcome) for number, outcome in enumerate(outcomes)]


def test_a_rule_that_is_right_more_often_is_surer() -> None:
    weights = learn_confidence([*judged("good", 45, 5), *judged("poor", 10, 40)])
    good, poor = (share(weights["always"] + weights[name]) for name in ("good", "poor"))
    assert good == pytest.approx(0.9, abs=0.12)
    assert poor == pytest.approx(0.2, abs=0.12)


def test_a_rule_seen_once_is_held_near_the_rest() -> None:
    weights = learn_confidence([*judged("often", 60, 40), *judged("once", 1, 0)])
    assert abs(share(weights["always"] + weights["once"]) - 0.6) < 0.12


def test_each_claim_is_judged_by_weights_that_did_not_see_its_fold() -> None:
    """A feature that only its own fold has tells nothing."""
    alone = [Judged(("always", "alone"), 0, True)] * 20
    said = cross_validate([*alone, *judged("other", 50, 50)])
    assert all(sure < 0.6 for sure, _ in said[:20])


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
def test_cuts_shrink_and_bins_hold_every_claim(said: list[tuple[float, bool]]) -> None:
    kept = [cut.kept for cut in cut_at_thresholds(said)]
    assert kept == sorted(kept, reverse=True)
    assert kept[0] == len(said)
    assert sum(each.claims for each in reliability(said)) == len(said)


def test_claims_are_judged_by_the_gold() -> None:
    gold = [{"report": "r1", "measure": "lockdown", "place_ids": ["KP-10-hyesan"]}]
    claims = [
        make_claim(rule="sealed; place in the sentence"),
        make_claim(measure="curfew", rule="dark; no place named"),
    ]
    right, wrong = judge_claims(gold, claims, [make_report("r1")])
    assert (right.right, wrong.right) == (True, False)
    assert right.features == ("always", "rule: sealed", "placed: place in the sentence") == features(claims[0])
    assert right.fold == wrong.fold


@given(st.text(max_size=40))
def test_any_claim_has_a_confidence_between_none_and_full(rule: str) -> None:
    assert 0.0 < confidence(make_claim(rule=rule)) < 1.0


def test_a_card_is_read_as_it_was_written(tmp_path: Path) -> None:
    score = score_claims([{"report": "r1", "measure": "lockdown", "place_ids": ["KP-10-hyesan"]}], [make_claim()])
    said = [(0.7, True), (0.4, False)]
    card = make_card(
        'a "quoted" gold', date(2026, 1, 2), score, {"en": score}, cut_at_thresholds(said), reliability(said), score
    )
    write_card(card, tmp_path / "card.toml")
    assert load_card(tmp_path / "card.toml") == card


def test_the_card_that_ships_says_what_extraction_reaches_today() -> None:
    """After a change of the rules: make accuracy. Each fifth is read by weights that were learned without it."""
    reports, _ = read_reports(ROOT / "corpus" / "reports")
    gold = read_gold(ROOT / "tests" / "gold" / "claims.jsonl")
    score = score_claims(gold, read_out_of_sight(extract, read_marked_reports(), reports, gold), reports)
    card = load_card()
    assert {view: own["f1"] for view, own in card.views.items()} == {
        view: round(tally.f1, 3) for view, tally in score.views.items()
    }
    assert (card.reports, card.empty, card.made_up) == (score.reports, score.empty, score.made_up)
    fresh, _ = read_reports(ROOT / "tests" / "fresh" / "reports")
    claims = [claim for report in fresh for claim in extract(report).claims]
    own = score_claims(read_gold(ROOT / "tests" / "fresh" / "claims.jsonl"), claims, fresh)
    assert card.fresh["full"]["f1"] == round(own.views["full"].f1, 3)


def test_confidence_keeps_what_it_promises() -> None:
    """In each fifth of the claims the share that was right lies near what was said, by cross-validation."""
    assert all(abs(each["said"] - each["right"]) < 0.15 for each in load_card().reliability)
