"""Learning how sure claims are, and checking it on reports that the learning did not see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.evaluation.folds import FOLDS, fold_of
from corpus.evaluation.gold import claimed_facts, gold_facts
from corpus.evaluation.scoring import match_facts
from corpus.extraction.confidence import features, share
from corpus.learning.logistic import learn_weights
from corpus.models import Claim, Report

PENALTY = 4.0
"""How strongly weights are held near zero: as if so many claims spoke against each."""

THRESHOLDS = (0.0, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8)
BINS = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """One claim with its features, the fold its report falls into, and whether its measure and place are right."""

    features: tuple[str, ...]
    fold: int
    right: bool


@dataclass(frozen=True, slots=True)
class Cut:
    """What is left when claims under a threshold are left out: how many, and how many of them are right."""

    threshold: float
    kept: int
    right: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims of like confidence: the mean of what was said of them, and the share that was right."""

    said: float
    right: float
    claims: int


def judge_claims(
    gold_rows: Iterable[Mapping[str, Any]], claims: Iterable[Claim], reports: Sequence[Report]
) -> list[Judged]:
    """Every claim on the reports, judged by the gold; which fold a report falls into depends on its id alone."""
    claims = list(claims)
    gold = gold_facts(gold_rows)
    judged = []
    for name in sorted(report.id for report in reports):
        own = [claim for claim in claims if claim.report == name]
        facts = claimed_facts(own).get(name, [])
        matched = {id(ours) for _, ours in match_facts(gold.get(name, []), facts, "measure+place")}
        for claim, fact in zip(own, facts, strict=True):
            judged.append(Judged(features(claim), fold_of(name), id(fact) in matched))
    return judged


def learn_confidence(judged: Iterable[Judged]) -> dict[str, float]:
    """The weight of each feature: see :mod:`corpus.extraction.confidence`."""
    return learn_weights(((each.features, each.right) for each in judged), PENALTY, free="always")


def cross_validate(judged: Sequence[Judged]) -> list[tuple[float, bool]]:
    """Confidence and truth of every claim, each by weights that were learned without its fold."""
    said: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        weights = learn_confidence(each for each in judged if each.fold != fold)
        for each in judged:
            if each.fold == fold:
                total = sum(weights.get(feature, 0.0) for feature in each.features)
                said.append((share(total), each.right))
    return said


def cut_at_thresholds(said: Iterable[tuple[float, bool]]) -> list[Cut]:
    """How many claims, and how many right ones, are left at each of :data:`THRESHOLDS`."""
    said = list(said)
    kept = ([right for sure, right in said if sure >= threshold] for threshold in THRESHOLDS)
    return [Cut(threshold, len(left), sum(left)) for threshold, left in zip(THRESHOLDS, kept, strict=True)]


def reliability(said: Iterable[tuple[float, bool]]) -> list[Bin]:
    """The claims in :data:`BINS` bins of equal size, by rising confidence."""
    ordered = sorted(said)
    size = -(-len(ordered) // BINS)
    bins = [ordered[start : start + size] for start in range(0, len(ordered), size)]
    return [
        Bin(sum(sure for sure, _ in each) / len(each), sum(right for _, right in each) / len(each), len(each))
        for each in bins
    ]
