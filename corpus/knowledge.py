"""What is known of the claims of a corpus, and from which day on: their steps in the light of each other.

There are two clocks. A step says *when a measure was in force*; a version of a claim's steps says *from
when to when that was what the reports told*: it begins on the day its report was published, and ends when
a later report tells of a lifting that cuts it. What was known on a day never changes by a later report.

* A reported lifting ends every claim of the same measure and place that had begun before it and names no
  end of its own, as soon as the report of the lifting is published.
* Where one report gives two starts of a measure at a place, it speaks of two spells: the earlier one, if
  open, is attested only for its start.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from corpus.interval import day_range
from corpus.models import Claim
from corpus.state import LAST_DAY, Step, claim_steps, day_number

OPEN_ENDED = ("imposed", "extended", "planned")  # of these an end may be left open
Key = tuple[str | None, str]  # a place and a measure
Lifting = tuple[int, int]  # the day of it, and the day from which it is known


class Version(NamedTuple):
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
    steps, liftings = _read_alone(claims, published)
    return [
        tuple(_versions(own, day_number(published[claim.report]), _ending(claim, liftings)))
        for claim, own in zip(claims, steps, strict=True)
    ]


def corpus_steps(claims: Sequence[Claim], published: Mapping[str, date]) -> list[tuple[Step, ...]]:
    """The steps of each claim as all reports together tell them: those of its last version."""
    steps, liftings = _read_alone(claims, published)
    return [_ended(own, _ending(claim, liftings)) for claim, own in zip(claims, steps, strict=True)]


def _read_alone(
    claims: Sequence[Claim], published: Mapping[str, date]
) -> tuple[list[tuple[Step, ...]], dict[Key, list[Lifting]]]:
    """The steps of each claim read alone, and the liftings that claims report, by place and measure."""
    spells = _spells(claims)
    steps = [claim_steps(claim, _attested(claim, published[claim.report], spells)) for claim in claims]
    return steps, _liftings(claims, steps, published)


def _ending(claim: Claim, liftings: Mapping[Key, Sequence[Lifting]]) -> Sequence[Lifting]:
    """The liftings that may end a claim: of its own place and measure, if it names no end of its own."""
    if claim.end is not None or claim.status not in OPEN_ENDED:
        return ()
    return liftings.get((claim.place_id, claim.measure), ())


def _ended(steps: tuple[Step, ...], liftings: Sequence[Lifting]) -> tuple[Step, ...]:
    """The steps up to the first lifting after they began."""
    if not steps or not liftings:
        return steps
    after = bisect_left(liftings, (steps[0].first + 1, 0))
    return _cut(steps, liftings[after][0]) if after < len(liftings) else steps


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
    return tuple(
        step if step.last < lifted else Step(step.first, lifted - 1, step.state)
        for step in steps
        if step.first < lifted
    )


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
    if latest is None or claim.start is None or claim.end is not None or claim.status not in OPEN_ENDED:
        return published
    own = day_range(claim.start).latest
    return min(own, published) if own < day_range(latest).earliest else published


def _latest_day(edtf: str) -> date:
    return day_range(edtf).latest if edtf else date.min


def _liftings(
    claims: Sequence[Claim], steps: Sequence[tuple[Step, ...]], published: Mapping[str, date]
) -> dict[Key, list[Lifting]]:
    """The reported liftings by place and measure, in order of their days. Easing ends nothing."""
    found: dict[Key, set[Lifting]] = defaultdict(set)
    for claim, own in zip(claims, steps, strict=True):
        if claim.status == "lifted" and claim.place_id is not None and own:
            found[claim.place_id, claim.measure].add((own[-1].first, day_number(published[claim.report])))
    return {key: sorted(liftings) for key, liftings in found.items()}
