"""What claims stand after curators' decisions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.decisions.models import Decision, Target, claim_key, target_of
from corpus.models import Claim


def apply_decisions(claims: Iterable[Claim], decisions: Iterable[Decision]) -> list[Claim]:
    """The claims after all decisions, in the order of reports and text.

    Decisions are applied in order, so that a later one overrules an earlier one; an undo takes back the one it
    names.
    """
    standing: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        standing[claim.report].append(claim)
    for decision in effective(decisions):
        standing[decision.report] = list(_after(standing[decision.report], decision))
    everything = (claim for of_report in standing.values() for claim in of_report)
    return sorted(
        everything, key=lambda claim: (claim.report, claim.evidence.start, claim.measure, str(claim.place_id))
    )


def effective(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that hold, in order: those that no later undo, itself holding, takes back."""
    decisions = list(decisions)
    if not any(decision.undoes for decision in decisions):
        return decisions
    undone: set[str] = set()
    held: list[Decision] = []
    for decision in reversed(decisions):
        if decision.id in undone:
            undone.discard(decision.id)
        elif decision.undoes:
            undone.add(decision.undoes)
        else:
            held.append(decision)
    return held[::-1]


def _after(claims: Sequence[Claim], decision: Decision) -> Iterator[Claim]:
    """One report's claims after one decision on it."""
    if decision.target is not None:
        gone = _meant(claims, decision.target)
    elif decision.claim is not None:
        gone = _meant([claim for claim in claims if claim.decision is None], target_of(decision.claim))
    else:
        gone = [claim for claim in claims if claim.decision is None]
    yield from (claim for claim in claims if claim not in gone)
    if decision.claim is not None:
        yield replace(decision.claim, decision=decision.action)


def _meant(claims: Sequence[Claim], target: Target) -> list[Claim]:
    """The claims that a target names. Its offset decides only between equal ones, since extraction may
    come to quote another sentence."""
    equal = [claim for claim in claims if claim_key(claim) == target.key]
    if target.place_text is not None and target.key[1] is None:
        equal = [claim for claim in equal if claim.place_text == target.place_text]
    at_offset = [claim for claim in equal if claim.evidence.start == target.at]
    return at_offset or equal
