"""Where claims of one measure at one place contradict each other.

Two claims contradict each other in their *start* or *end* if both state one, no day fits both, and the
spells that they speak of overlap. A claim is contradicted in its *status* if another report denies the
measure within its spell. What one report says of two spells is no contradiction.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations
from typing import Literal

from corpus.interval import day_range
from corpus.models import Claim
from corpus.state import Step, claim_steps, day_number

Kind = Literal["start", "end", "status"]
BEGUN = ("imposed", "lifted", "eased")  # of these the start says when the measure began
KNOWN = ("in_force", "probably", "planned")
Days = tuple[int, int]  # first and last day


@dataclass(frozen=True, slots=True)
class _Told:
    """What a claim says, as far as another can contradict it; and from which day that is known."""

    report: str
    status: str
    start: str | None
    end: str | None
    spell: Days
    known: int


class _Rivals:
    """What is told of one measure at one place, sorted by what it can contradict: each thing told once."""

    def __init__(self) -> None:
        self.denials: set[_Told] = set()
        self.dated: set[_Told] = set()
        self.undated: set[_Told] = set()

    def add(self, own: _Told) -> None:
        """Take in what one claim says."""
        heap = self.denials if own.status == "denied" else self.dated if own.start or own.end else self.undated
        heap.add(own)

    def of(self, own: _Told) -> Iterator[_Told]:
        """Those that may contradict it: who only attests a measure is contradicted by denials alone."""
        if own.status == "denied":
            return chain(self.dated, self.undated)
        return chain(self.denials, self.dated) if own.start or own.end else iter(self.denials)


def spell(claim: Claim, steps: Sequence[Step], published: date) -> Days:
    """First and last day on which the measure is known by the claim; of a denial, the days that it speaks of."""
    if claim.status == "denied":
        days = day_range(claim.start) if claim.start else None
        return (day_number(days.earliest), day_number(days.latest)) if days else (day_number(published),) * 2
    known = [step for step in steps if step.state in KNOWN]
    if known:
        return known[0].first, known[-1].last
    before = steps[0].first - (steps[0].state == "lifted")
    return before, before


def contradicted_from(claims: Sequence[Claim], published: Mapping[str, date]) -> list[int | None]:
    """For each claim the day from which on the reports contradict it, or ``None`` if they never do."""
    told = [_told(claim, published[claim.report]) for claim in claims]
    rivals: dict[tuple[str | None, str], _Rivals] = defaultdict(_Rivals)
    for claim, own in zip(claims, told, strict=True):
        rivals[claim.place_id, claim.measure].add(own)
    return [
        _first_known(own, rivals[claim.place_id, claim.measure].of(own)) if claim.place_id else None
        for claim, own in zip(claims, told, strict=True)
    ]


def contradictions_among(claims: Sequence[Claim], published: Mapping[str, date]) -> dict[Kind, list[Claim]]:
    """The claims of one measure and place that contradict each other, by what they contradict each other in."""
    told = [_told(claim, published[claim.report]) for claim in claims]
    found: dict[Kind, dict[int, Claim]] = defaultdict(dict)
    for (one, mine), (other, yours) in combinations(enumerate(told), 2):
        for kind in _kinds(mine, yours):
            found[kind] |= {one: claims[one], other: claims[other]}
    return {kind: _distinct(own.values()) for kind, own in found.items()}


def _distinct(claims: Iterable[Claim]) -> list[Claim]:
    distinct: list[Claim] = []
    for claim in claims:
        if claim not in distinct:
            distinct.append(claim)
    return distinct


def _told(claim: Claim, published: date) -> _Told:
    days = spell(claim, claim_steps(claim, published), published)
    start = claim.start if claim.status in BEGUN else None
    return _Told(claim.report, claim.status, start, claim.end, days, day_number(published))


def _first_known(own: _Told, others: Iterable[_Told]) -> int | None:
    """The day on which the first contradiction is known: that of the later of two reports."""
    return min((max(own.known, other.known) for other in others if _kinds(own, other)), default=None)


def _kinds(one: _Told, other: _Told) -> tuple[Kind, ...]:
    if one.report == other.report or one.spell[0] > other.spell[1] or other.spell[0] > one.spell[1]:
        return ()
    if "denied" in (one.status, other.status):
        return ("status",) if one.status != other.status else ()
    starts: tuple[Kind, ...] = ("start",) if _apart(one.start, other.start) else ()
    return (*starts, "end") if _apart(one.end, other.end) else starts


def _apart(one: str | None, other: str | None) -> bool:
    """Whether no day fits both dates."""
    if one is None or other is None or one == other:
        return False
    mine, yours = day_range(one), day_range(other)
    return mine.latest < yours.earliest or yours.latest < mine.earliest
