"""Measure extraction against a gold annotation: what was found, what was missed, what was made up.

A gold row names ``report``, ``measure``, ``place_ids`` (one item each), ``start``, ``end`` and ``status``.
Counts are summed over reports. Within a report every gold item and every claim is matched at most once,
the pairs whose dates agree best first.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.models import Claim, CorpusError

VIEWS = ("measure+place", "+start", "full")


@dataclass(frozen=True, slots=True)
class Fact:
    """What is compared: a measure at a place with its dates."""

    measure: str
    place_id: str | None
    start: str | None
    end: str | None


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
    """A tally for each view (measure+place, +start, full) and for each measure type; ``made_up`` counts
    the claims on reports whose gold is empty."""

    views: Mapping[str, Tally]
    measures: Mapping[str, Tally]
    made_up: int


def read_gold(path: Path) -> list[Mapping[str, Any]]:
    """The gold rows of a JSON Lines file; raises :class:`CorpusError` naming the line that is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: cannot be read ({error})") from error
    return [_gold_row(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _gold_row(path: Path, number: int, line: str) -> Mapping[str, Any]:
    try:
        row: Mapping[str, Any] = json.loads(line)
    except json.JSONDecodeError as error:
        raise CorpusError(f"{path.name}: line {number}: {line[:60]!r}: not JSON") from error
    for name in ("report", "measure", "place_ids"):
        if not isinstance(row, dict) or name not in row:
            raise CorpusError(f"{path.name}: line {number}: {line[:60]!r}: no {name}")
    return row


def score_claims(
    gold_rows: Iterable[Mapping[str, Any]], claims: Iterable[Claim], reports: Iterable[str] | None = None
) -> Score:
    """Compare claims with the gold, report by report. ``reports`` limits both to those ids."""
    gold, claimed = _gold_facts(gold_rows), _claimed_facts(claims)
    names = set(reports) if reports is not None else set(gold) | set(claimed)
    views = dict.fromkeys(VIEWS, Tally())
    measures: dict[str, Tally] = defaultdict(Tally)
    for name in sorted(names):
        ours, theirs = claimed.get(name, []), gold.get(name, [])
        for view in VIEWS:
            right = len(match_facts(theirs, ours, view))
            views[view] = views[view].plus(Tally(right, len(theirs), len(ours)))
        _add_measures(measures, theirs, ours)
    made_up = sum(len(claimed.get(name, [])) for name in names if not gold.get(name))
    return Score(views, dict(sorted(measures.items())), made_up)


def match_facts(gold: Sequence[Fact], claimed: Sequence[Fact], view: str) -> list[tuple[Fact, Fact]]:
    """Pairs of gold and claimed facts that agree in a view, best agreement of dates first."""
    pairs = [
        (-2 * (g.start == c.start) - (g.end == c.end), i, j)
        for i, g in enumerate(gold)
        for j, c in enumerate(claimed)
        if _agree(g, c, view)
    ]
    matched: dict[int, int] = {}
    for _, i, j in sorted(pairs):
        if i not in matched and j not in matched.values():
            matched[i] = j
    return [(gold[i], claimed[j]) for i, j in matched.items()]


def _agree(gold: Fact, claim: Fact, view: str) -> bool:
    if (gold.measure, gold.place_id) != (claim.measure, claim.place_id):
        return False
    if view != "measure+place" and gold.start != claim.start:
        return False
    return view != "full" or gold.end == claim.end


def _add_measures(measures: dict[str, Tally], gold: Sequence[Fact], claimed: Sequence[Fact]) -> None:
    for pair in match_facts(gold, claimed, "measure+place"):
        measures[pair[0].measure] = measures[pair[0].measure].plus(Tally(right=1))
    for fact in gold:
        measures[fact.measure] = measures[fact.measure].plus(Tally(gold=1))
    for fact in claimed:
        measures[fact.measure] = measures[fact.measure].plus(Tally(claimed=1))


def _gold_facts(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Fact]]:
    facts: dict[str, list[Fact]] = defaultdict(list)
    for row in rows:
        for place in row["place_ids"]:
            facts[row["report"]].append(Fact(row["measure"], place, row.get("start"), row.get("end")))
    return facts


def _claimed_facts(claims: Iterable[Claim]) -> dict[str, list[Fact]]:
    facts: dict[str, list[Fact]] = defaultdict(list)
    for claim in claims:
        facts[claim.report].append(Fact(claim.measure, claim.place_id, claim.start, claim.end))
    return facts


def format_score(score: Score) -> str:
    """The score as a table for the terminal."""
    lines = [f"{'':24}{'precision':>10}{'recall':>8}{'F1':>8}{'right':>7}{'gold':>6}{'claimed':>9}"]
    for name, tally in [*score.views.items(), *score.measures.items()]:
        shares = f"{tally.precision:10.3f}{tally.recall:8.3f}{tally.f1:8.3f}"
        lines.append(f"{name:24}{shares}{tally.right:7}{tally.gold:6}{tally.claimed:9}")
    return "\n".join([*lines, f"claims on reports without measures: {score.made_up}"])
