"""What went wrong, fact by fact, with its cause."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from corpus.evaluation.gold import Fact, claimed_facts, gold_facts
from corpus.evaluation.scoring import match_facts
from corpus.models import Claim

Cause = Literal[
    "wrong status",
    "wrong start",
    "wrong end",
    "wrong place",
    "said twice",
    "report states none",
    "made up",
    "wrong measure",
    "not read",
]

CAUSES: tuple[Cause, ...] = Cause.__args__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that was read wrongly: the gold fact that was missed or misread, and what was claimed."""

    cause: Cause
    report: str
    gold: Fact | None
    claimed: Fact | None


def find_mistakes(
    gold_rows: Iterable[Mapping[str, Any]], claims: Iterable[Claim], names: Iterable[str]
) -> list[Mistake]:
    """Every mistake on the reports ``names``, by cause and report."""
    gold, claimed = gold_facts(gold_rows), claimed_facts(claims)
    found = [mistake for name in names for mistake in _mistakes_of(name, gold.get(name, []), claimed.get(name, []))]
    return sorted(found, key=lambda mistake: (CAUSES.index(mistake.cause), mistake.report))


def _mistakes_of(name: str, gold: Sequence[Fact], claimed: Sequence[Fact]) -> Iterator[Mistake]:
    pairs = match_facts(gold, claimed, "measure+place")
    for theirs, ours in pairs:
        yield from _misread(name, theirs, ours)
    missed = _without(gold, [theirs for theirs, _ in pairs])
    extra = _without(claimed, [ours for _, ours in pairs])
    yield from _paired("wrong place", name, missed, extra, _same_measure)
    yield from _paired("wrong measure", name, missed, extra, _same_words)
    yield from (Mistake("not read", name, theirs, None) for theirs in missed)
    for ours in extra:
        yield Mistake(_why_extra(ours, gold), name, None, ours)


def _paired(
    cause: Cause, name: str, missed: list[Fact], extra: list[Fact], agree: Callable[[Fact, Fact], bool]
) -> Iterator[Mistake]:
    """Mistakes that explain a missed and an extra fact together; both are taken out of their lists."""
    for theirs in list(missed):
        ours = next((each for each in extra if agree(theirs, each)), None)
        if ours is not None:
            missed.remove(theirs)
            extra.remove(ours)
            yield Mistake(cause, name, theirs, ours)


def _misread(name: str, gold: Fact, claimed: Fact) -> Iterator[Mistake]:
    """The fields of a pair that differ."""
    if gold.start != claimed.start:
        yield Mistake("wrong start", name, gold, claimed)
    if gold.end != claimed.end:
        yield Mistake("wrong end", name, gold, claimed)
    if gold.status is not None and gold.status != claimed.status:
        yield Mistake("wrong status", name, gold, claimed)


def _same_measure(one: Fact, other: Fact) -> bool:
    return one.measure == other.measure


def _same_words(gold: Fact, claimed: Fact) -> bool:
    """Whether both are read from the same words at the same place."""
    if gold.place_id != claimed.place_id or not gold.quote:
        return False
    return gold.quote in claimed.quote or claimed.quote in gold.quote


def _why_extra(claimed: Fact, gold: Sequence[Fact]) -> Cause:
    if not gold:
        return "report states none"
    said = any((each.measure, each.place_id) == (claimed.measure, claimed.place_id) for each in gold)
    return "said twice" if said else "made up"


def _without(facts: Sequence[Fact], taken: Sequence[Fact]) -> list[Fact]:
    """The facts that are left; equal ones are taken one by one."""
    left = list(facts)
    for fact in taken:
        left.remove(fact)
    return left
