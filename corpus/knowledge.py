"""What is known of the claims of a corpus, and from which day on: their steps in the light of each other.

There are two clocks. A step says *when a measure was in force*; a version of a claim's steps says *from
when to when that was what the reports told*: it begins on the day its report was published, and ends when
a later report tells of a lifting that cuts it. What was known on a day never changes by a later report.

* A reported lifting ends every claim of the same measure and place that had begun before it and names no
  end of its own, as soon as the report of the lifting is published.
* Where one report gives two starts of a measure at a place, it speaks of two spells: the earlier one, if
  open, is attested only for its start.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.interval import day_range
from corpus.models import Claim
from corpus.state import LAST_DAY, Step, claim_steps, day_number

Lifting = tuple[int, int]  # the day of it, and the day from which it is known


@dataclass(frozen=True, slots=True)
class Version:
    """The steps of a claim as they were known from one day to another, both included.

    Days are counted from 1 January 1970; `corpus.state.LAST_DAY` stands for "from then on".
    """

    known_first: int
    known_last: int
    steps: tuple[Step, ...]


def corpus_versions(claims: Sequence[Claim], published: Mapping[str, date]) -> list[tuple[Version, ...]]:
    """For each claim the versions of its steps, oldest first and without gap or overlap.

    ``published`` gives each report's publication day. The order of claims does not matter.
    """
    spells = _spells(claims)
    steps = [claim_steps(claim, _attested(claim, published[claim.report], spells)) for claim in claims]
    known = [day_number(published[claim.report]) for claim in claims]
    liftings = _liftings(claims, steps, known)
    return [
        tuple(_versions(own, since, liftings.get((claim.place_id, claim.measure), ()) if _open_ended(claim) else ()))
        for claim, own, since in zip(claims, steps, known, strict=True)
    ]


def corpus_steps(claims: Sequence[Claim], published: Mapping[str, date]) -> list[tuple[Step, ...]]:
    """The steps of each claim as all reports together tell them."""
    return [versions[-1].steps for versions in corpus_versions(claims, published)]


def _versions(steps: tuple[Step, ...], since: int, liftings: Sequence[Lifting]) -> list[Version]:
    """The steps from the day ``since`` on, cut anew each time an earlier lifting becomes known."""
    cuts: list[Lifting] = []  # ever later days of lifting, each of which was known before those of earlier days
    for day, known in liftings if steps else ():
        if day > steps[0].first and (not cuts or known < cuts[-1][1]):
            cuts.append((day, max(known, since)))
            if known <= since:
                break
    cuts.append((LAST_DAY + 1, since))  # no lifting is known
    ordered = [cut for cut, later in zip(reversed(cuts), [*reversed(cuts[:-1]), None], strict=True)
               if later is None or later[1] > cut[1]]  # fmt: skip
    ends = [known - 1 for _, known in ordered[1:]] + [LAST_DAY]
    return [Version(known, end, _cut(steps, day)) for (day, known), end in zip(ordered, ends, strict=True)]


def _cut(steps: tuple[Step, ...], lifted: int) -> tuple[Step, ...]:
    if not steps or lifted > LAST_DAY:
        return steps
    return tuple(replace(step, last=min(step.last, lifted - 1)) for step in steps if step.first < lifted)


def _open_ended(claim: Claim) -> bool:
    return claim.end is None and claim.status in ("imposed", "extended", "planned")


def _spells(claims: Sequence[Claim]) -> dict[tuple[str, str | None, str], str]:
    """The latest start that each report gives for a measure at a place."""
    latest: dict[tuple[str, str | None, str], str] = {}
    for claim in claims:
        if claim.start is not None and claim.status != "denied":
            key = (claim.report, claim.place_id, claim.measure)
            latest[key] = max(claim.start, latest.get(key, ""), key=_latest_day)
    return latest


def _attested(claim: Claim, published: date, spells: Mapping[tuple[str, str | None, str], str]) -> date:
    latest = spells.get((claim.report, claim.place_id, claim.measure))
    if latest is None or claim.start is None or not _open_ended(claim):
        return published
    own = day_range(claim.start).latest
    return min(own, published) if own < day_range(latest).earliest else published


def _latest_day(edtf: str) -> date:
    return day_range(edtf).latest if edtf else date.min


def _liftings(
    claims: Sequence[Claim], steps: Sequence[tuple[Step, ...]], known: Sequence[int]
) -> dict[tuple[str | None, str], list[Lifting]]:
    """The reported liftings by place and measure, in order of their days. Easing ends nothing."""
    found: dict[tuple[str | None, str], set[Lifting]] = defaultdict(set)
    for claim, own, since in zip(claims, steps, known, strict=True):
        if claim.status == "lifted" and claim.place_id is not None and own:
            found[claim.place_id, claim.measure].add((own[-1].first, since))
    return {key: sorted(liftings) for key, liftings in found.items()}
