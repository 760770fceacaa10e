"""How many facts were right, of how many in the gold and how many claimed.

Counts are summed over reports. Within a report every gold fact and every claim is matched at most once, the pairs
whose dates agree best first. Intervals are 95 % bootstrap intervals over reports.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.evaluation.gold import Fact, Facts, claimed_facts, gold_facts
from corpus.models import Claim, Report

VIEWS = ("measure+place", "measure+place~", "+start", "full")
"""``~``: places equal, or one in the other; ``+start``: the same start too; ``full``: the same start and end."""

FIELDS = ("start", "end", "status")
ROUNDS = 500
COUNTRY = "KP"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many facts were right, of how many in the gold and how many claimed."""

    right: int = 0
    gold: int = 0
    claimed: int = 0

    @property
    def precision(self) -> float:
        """The share of claims that are right, 0..1."""
        return self.right / self.claimed if self.claimed else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found, 0..1."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0..1."""
        return 2 * self.right / (self.gold + self.claimed) if self.right else 0.0

    def plus(self, other: "Tally") -> "Tally":
        """Both tallies together."""
        return Tally(self.right + other.right, self.gold + other.gold, self.claimed + other.claimed)


@dataclass(frozen=True, slots=True)
class Score:
    """A tally for each view and for each measure type, over ``reports`` reports.

    ``intervals``: the F1 of each view, low and high. ``fields``: right and counted for each of :data:`FIELDS`, among
    the matches of measure and place whose gold states one. ``made_up``: claims on the ``empty`` reports whose gold
    is empty. ``unproven``: claims whose quote is not the report's text at its offsets.
    """

    views: Mapping[str, Tally]
    measures: Mapping[str, Tally]
    made_up: int
    reports: int = 0
    empty: int = 0
    unproven: int = 0
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    fields: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def score_claims(
    gold_rows: Iterable[Mapping[str, Any]], claims: Iterable[Claim], reports: Sequence[Report] | None = None
) -> Score:
    """Compare claims with the gold, report by report. ``reports`` limits both to those, and has their texts."""
    claims = list(claims)
    gold, claimed = gold_facts(gold_rows), claimed_facts(claims)
    names = sorted({report.id for report in reports} if reports is not None else {*gold, *claimed})
    tallies = {view: [_tally(gold, claimed, name, view) for name in names] for view in VIEWS}
    texts = {report.id: report.text for report in reports or ()}
    return Score(
        views={view: _sum(tallies[view]) for view in VIEWS},
        measures=_by_measure(gold, claimed, names),
        made_up=sum(len(claimed.get(name, [])) for name in names if not gold.get(name)),
        reports=len(names),
        empty=sum(not gold.get(name) for name in names),
        unproven=sum(not _is_proven(claim, texts[claim.report]) for claim in claims if claim.report in texts),
        intervals={view: _interval(tallies[view]) for view in VIEWS},
        fields=_fields(gold, claimed, names),
    )


def match_facts(gold: Sequence[Fact], claimed: Sequence[Fact], view: str) -> list[tuple[Fact, Fact]]:
    """Pairs of gold and claimed facts that agree in a view, best agreement of place and dates first."""
    pairs = [
        (-4 * (g.place_id == c.place_id) - 2 * (g.start == c.start) - (g.end == c.end), i, j)
        for i, g in enumerate(gold)
        for j, c in enumerate(claimed)
        if _agree(g, c, view)
    ]
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(pairs):
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return [(gold[i], claimed[j]) for i, j in matched.items()]


def _agree(gold: Fact, claim: Fact, view: str) -> bool:
    if gold.measure != claim.measure:
        return False
    if view == "measure+place~":
        return holds(gold.place_id, claim.place_id) or holds(claim.place_id, gold.place_id)
    if gold.place_id != claim.place_id:
        return False
    if view != "measure+place" and gold.start != claim.start:
        return False
    return view != "full" or gold.end == claim.end


def holds(outer: str | None, inner: str | None) -> bool:
    """Whether a place id is another one or that of a place around it: KP, KP-10, KP-10-hyesan; zones lie in KP."""
    if outer is None or inner is None:
        return outer == inner
    return outer == inner or inner.startswith(f"{outer}-") or (outer == COUNTRY and inner.startswith("zone:"))


def _tally(gold: Facts, claimed: Facts, name: str, view: str) -> Tally:
    theirs, ours = gold.get(name, []), claimed.get(name, [])
    return Tally(len(match_facts(theirs, ours, view)), len(theirs), len(ours))


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total = total.plus(tally)
    return total


def _interval(tallies: Sequence[Tally]) -> tuple[float, float]:
    if not tallies:
        return 0.0, 0.0
    drawn = random.Random(7)
    values = sorted(_sum(drawn.choices(tallies, k=len(tallies))).f1 for _ in range(ROUNDS))
    return values[int(ROUNDS * 0.025)], values[int(ROUNDS * 0.975) - 1]


def _by_measure(gold: Facts, claimed: Facts, names: Iterable[str]) -> dict[str, Tally]:
    measures: dict[str, Tally] = defaultdict(Tally)
    for name in names:
        theirs, ours = gold.get(name, []), claimed.get(name, [])
        for pair in match_facts(theirs, ours, "measure+place"):
            measures[pair[0].measure] = measures[pair[0].measure].plus(Tally(right=1))
        for fact in theirs:
            measures[fact.measure] = measures[fact.measure].plus(Tally(gold=1))
        for fact in ours:
            measures[fact.measure] = measures[fact.measure].plus(Tally(claimed=1))
    return dict(sorted(measures.items()))


def _fields(gold: Facts, claimed: Facts, names: Iterable[str]) -> dict[str, tuple[int, int]]:
    pairs = [pair for name in names for pair in match_facts(gold.get(name, []), claimed.get(name, []), "measure+place")]
    counted = {name: [(g, c) for g, c in pairs if getattr(g, name)] for name in FIELDS}
    return {
        name: (sum(getattr(g, name) == getattr(c, name) for g, c in stated), len(stated))
        for name, stated in counted.items()
    }


def _is_proven(claim: Claim, text: str) -> bool:
    evidence = claim.evidence
    return bool(evidence.quote) and text[evidence.start : evidence.end] == evidence.quote
