"""The state of a claimed measure on each day, as steps. What claims say of each other: `corpus.knowledge`.

Rules (a day is a whole calendar day):

* Inside the sure part of a claim's interval a measure is *in force*; inside a fuzzy end (a month, a
  year) *probably*. A start has happened by the day the report was published.
* Nothing after the publication day is sure. An end that nobody reported is not forever: *probably* for
  30 days after the report, or to the announced end, then *unknown*.
* From a reported lifting or easing on the measure is *lifted*.
* A plan is *planned* from its report to its date (30 days if it has none), then *unknown*: that it came
  true is for another report to say. A denied measure has no state.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from corpus.interval import day_range
from corpus.models import Claim

State = Literal["in_force", "probably", "planned", "lifted", "unknown"]
Change = tuple[int, State]  # from this day on, this state

# Strongest first: what a range of days is shown as.
STATES: tuple[State, ...] = ("in_force", "probably", "planned", "lifted", "unknown")
EPOCH = date(1970, 1, 1).toordinal()
LAST_DAY = 65_534  # of sixteen bits; in the year 2149
SILENCE_DAYS = 30

Days = tuple[int, int]  # first and last day that a date may mean


class Step(NamedTuple):
    """A state that holds from day ``first`` to day ``last``, both included.

    Days are counted from 1 January 1970; `LAST_DAY` stands for "from then on".
    """

    first: int
    last: int
    state: State


def day_number(day: date) -> int:
    """Days since 1 January 1970, held within 0 … `LAST_DAY`."""
    return min(max(day.toordinal() - EPOCH, 0), LAST_DAY)


def day_of(number: int) -> date:
    """The date of a day number."""
    return date.fromordinal(number + EPOCH)


def claim_steps(claim: Claim, attested: date) -> tuple[Step, ...]:
    """The steps of one claim read alone, in order of time and without overlap.

    ``attested`` is the last day for which the report vouches, in general that of its publication.
    """
    known = day_number(attested)
    start = _days(claim.start)
    end = _days(claim.end)
    if claim.status == "denied":
        return ()
    if claim.status == "planned":
        return _steps(_planned(known, start, end))
    if claim.status in ("lifted", "eased"):
        return _steps(_lifted(known, start, end))
    return _steps(_in_force(known, start, end))


def state_between(steps: Iterable[Step], first: int, last: int) -> State | None:
    """The state that several claims' steps of one measure and place show for a day or a range of days.

    On one day *in force* wins, else the newest step, since it follows what was known before. Over a
    range the strongest state wins (`STATES`). A lifting is shown for 30 days.
    """
    seen = [step for step in steps if is_seen(step, first, last)]
    if any(step.state == "in_force" for step in seen):
        return "in_force"
    if first == last:
        newest = max(seen, key=lambda step: (step.first, -STATES.index(step.state)), default=None)
        return newest.state if newest else None
    return min((step.state for step in seen), key=STATES.index, default=None)


def is_seen(step: Step, first: int, last: int) -> bool:
    """Whether a step shows between two days, both included."""
    fades = step.state == "lifted" and step.first + SILENCE_DAYS < first
    return step.first <= last and first <= step.last and not fades


@lru_cache(maxsize=20_000)
def _days(edtf: str | None) -> Days | None:
    if edtf is None:
        return None
    days = day_range(edtf)
    return day_number(days.earliest), day_number(days.latest)


def _begin(known: int, start: Days | None) -> Days:
    """First and last day on which the measure may have begun; with no date it is attested on one day."""
    if start is None:
        return known, known
    earliest, latest = start
    return earliest, max(earliest, min(latest, known))


def _in_force(known: int, start: Days | None, end: Days | None) -> list[Change]:
    if start is None and end is not None and end[0] < known:
        if end[0] < end[1]:  # it ended in that month, or is to end in it: no day of it is sure
            return [(end[0], "probably"), (end[1] + 1, "lifted" if end[1] < known else "unknown")]
        start = end
    may, sure = _begin(known, start)
    stop_sure, stop_may = end or (known, max(known, sure) + SILENCE_DAYS)
    return [
        (known, "planned") if may > known else (may, "probably"),
        (may, "probably"),
        (min(sure, max(stop_sure + 1, may)), "in_force"),
        (min(stop_sure, known) + 1, "probably"),
        (stop_may + 1, "lifted" if end is not None and stop_may < known else "unknown"),
    ]


def _lifted(known: int, start: Days | None, end: Days | None) -> list[Change]:
    if end is None:
        end = (known, known) if start is None else (min(_begin(known, start)[1] + 1, known), known)
    lifted_may, lifted_sure = end[0], max(end[0], min(end[1], known))
    if start is None:  # only a day tells of the day before it
        may = sure = lifted_may - (end[0] == end[1])
    else:
        may, sure = _begin(known, start)
        if start[0] <= lifted_sure:
            lifted_may = max(lifted_may, start[0])
    return [
        (min(may, lifted_may), "probably"),
        (min(sure, lifted_may), "in_force"),
        (min(known + 1, lifted_may), "probably"),
        (lifted_sure, "lifted"),
    ]


def _planned(known: int, start: Days | None, end: Days | None) -> list[Change]:
    if start is None and end is not None:  # an announced reopening: the measure itself is attested
        silence = min(end[1], known + SILENCE_DAYS) + 1
        return [(known, "in_force"), (known + 1, "probably"), (silence, "unknown")]
    last = start[1] if start else known + SILENCE_DAYS
    return [(known, "planned"), (last + 1, "unknown")]


def _steps(changes: list[Change]) -> tuple[Step, ...]:
    """Each state from its day to the next change. A change that comes before an earlier one waits for it."""
    steps: list[Step] = []
    held: State | None = None
    begun = 0
    for day, state in changes:
        day = max(day, begun)
        if held is not None and begun < day:
            steps.append(Step(begun, min(day - 1, LAST_DAY), held))
        begun, held = day, state
    if held is not None and begun <= LAST_DAY:
        steps.append(Step(begun, LAST_DAY, held))
    return tuple(steps)
