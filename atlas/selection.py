"""Which claims a view shows, which it hides, and why: pure selections shared by map, panel and list."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from atlas.view import View
from corpus.models import Claim
from corpus.state import LAST_DAY, SILENCE_DAYS, State, Step, day_number, day_of, state_between
from corpus.store import Corpus
from geodata import Gazetteer, geocode

OFF_MEASURE = "of a measure switched off"
OFF_STATUS = "of a status switched off"
DENIED = "denied in the report"
OTHER_DATES = "outside these dates"

StatesByPlace = Mapping[str, Mapping[str, State]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim that the view shows, with its own state on the view's days."""

    claim: Claim
    steps: tuple[Step, ...]
    state: State


@dataclass(frozen=True, slots=True)
class Unlocated:
    """A claim that the view would show if its place were known, and why it is not."""

    shown: Shown
    reason: str


@dataclass(frozen=True, slots=True)
class Selection:
    """All claims of a corpus, each in exactly one of three heaps."""

    shown: tuple[Shown, ...]
    unlocated: tuple[Unlocated, ...]
    hidden: Counter[str]

    @property
    def total(self) -> int:
        """Number of claims in the corpus."""
        return len(self.shown) + len(self.unlocated) + sum(self.hidden.values())

    def at(self, place_id: str) -> list[Shown]:
        """The claims shown at one place (not those inside or around it)."""
        return [shown for shown in self.shown if shown.claim.place_id == place_id]


def select(corpus: Corpus, gazetteer: Gazetteer, view: View) -> Selection:
    """Sort every claim of the corpus into shown, unlocated or hidden with a reason."""
    first, last = day_number(view.first), day_number(view.last)
    shown: list[Shown] = []
    unlocated: list[Unlocated] = []
    hidden: Counter[str] = Counter()
    for claim, steps in zip(corpus.claims, corpus.steps, strict=True):
        state = state_between(steps, first, last)
        if reason := _switched_off(claim, view):
            hidden[reason] += 1
        elif state is None:
            hidden[DENIED if claim.status == "denied" else OTHER_DATES] += 1
        elif reason := why_unlocated(claim, gazetteer):
            unlocated.append(Unlocated(Shown(claim, steps, state), reason))
        else:
            shown.append(Shown(claim, steps, state))
    return Selection(tuple(shown), tuple(unlocated), hidden)


def why_unlocated(claim: Claim, gazetteer: Gazetteer) -> str | None:
    """Why a claim cannot be drawn, or ``None`` if it can."""
    if claim.place_id is None:
        return _why_unresolved(claim.place_text)
    if claim.place_id not in gazetteer:
        return f"the gazetteer has no place {claim.place_id}"
    place = gazetteer[claim.place_id]
    if not gazetteer.in_korea(place.id):
        return f"{place.name} lies outside North Korea"
    if place.level not in ("country", "province", "zone") and place.latitude is None:
        return f"the gazetteer has no coordinate for {place.name}"
    return None


def states_by_place(shown: Iterable[Shown], view: View) -> StatesByPlace:
    """The joint state of each measure at each place: ``{place_id: {measure: state}}``."""
    steps: dict[tuple[str, str], list[Step]] = defaultdict(list)
    for item in shown:
        if item.claim.place_id is not None:
            steps[item.claim.place_id, item.claim.measure].extend(item.steps)
    first, last = day_number(view.first), day_number(view.last)
    states: dict[str, dict[str, State]] = defaultdict(dict)
    for (place_id, measure), own in steps.items():
        if state := state_between(own, first, last):
            states[place_id][measure] = state
    return dict(states)


def covered_days(corpus: Corpus) -> tuple[date, date] | None:
    """The first day that a claim speaks of, and the last on which one still tells something."""
    firsts = [step.first for steps in corpus.steps for step in steps]
    if not firsts:
        return None
    published = [day_number(report.published) for report in corpus.reports.values()]
    return day_of(min(firsts)), day_of(max([*published, *firsts]) + SILENCE_DAYS)


def busiest_day(corpus: Corpus) -> date | None:
    """The first day with the most claims in force below the level of the nation, if there is one."""
    change: Counter[int] = Counter()
    for claim, steps in zip(corpus.claims, corpus.steps, strict=True):
        for step in steps:
            if step.state == "in_force" and claim.place_id not in (None, "KP"):
                change[step.first] += 1
                change[min(step.last, LAST_DAY) + 1] -= 1
    days = sorted(change)
    running = list(accumulate(change[day] for day in days))
    return day_of(days[running.index(max(running))]) if days else None


def _switched_off(claim: Claim, view: View) -> str | None:
    if claim.measure not in view.measures:
        return OFF_MEASURE
    return None if claim.status in view.statuses else OFF_STATUS


def _why_unresolved(place_text: str | None) -> str:
    if place_text is None:
        return "the report names no place"
    mentions = geocode(place_text)
    if mentions and mentions[0].status == "ambiguous":
        return f"“{place_text}” may mean {len(mentions[0].candidates)} places"
    return f"“{place_text}” is not in the gazetteer"
