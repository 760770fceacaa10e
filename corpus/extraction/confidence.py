"""How sure a claim is: the share of such claims that were right in the annotated reports.

A claim has two features: the rule that read its measure and the rule that placed it. ``lexicon/confidence.toml`` gives
each its weight, learned by ``python -m corpus calibrate`` (logistic regression); the sum of the weights, as a share,
is the confidence. A feature that was not seen weighs nothing.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from corpus.extraction.lexicon import load_table
from corpus.models import Claim

RUMOUR = ", a rumour"
"""What the rule of a claim says beside its name where the sentence passes on a rumour."""

RUMOUR_SHARE = 0.5
"""Set by hand: too few rumours are annotated to learn how many are right."""


SURE = 0.65
"""The confidence from which a claim may be the only one of a text."""

LONG = 5
"""The sentences from which a text would say more of a measure than one unsure thing."""


def with_confidence(claims: Iterable[Claim]) -> list[Claim]:
    """The claims with their confidence, 0..1 to two decimals."""
    return [replace(claim, confidence=round(confidence(claim), 2)) for claim in claims]


def confidence(claim: Claim) -> float:
    """The share of claims with these features that are right in measure and place, 0..1; less for a rumour."""
    weights = _weights()
    believed = RUMOUR_SHARE if RUMOUR in claim.rule else 1.0
    return believed * share(sum(weights.get(feature, 0.0) for feature in features(claim)))


def is_lone_guess(claim: Claim, sentences: int) -> bool:
    """Whether the only claim read from a text of so many sentences is too unsure: then the text states no measure.

    Of such claims most are wrong, and a text that speaks of measures speaks of more than one or speaks plainly.
    """
    return sentences >= LONG and claim.confidence < SURE


def features(claim: Claim) -> tuple[str, ...]:
    """What the confidence rests on: the rule that read the measure, and the one that placed it."""
    rule, _, placed = claim.rule.replace(RUMOUR, "", 1).partition("; ")
    return ("always", f"rule: {rule}", f"placed: {placed}")


def share(sum_of_weights: float) -> float:
    """The logistic function: any number as a share, 0..1."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, sum_of_weights))))


@cache
def _weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = load_table("confidence.toml")["weights"]
    return weights
