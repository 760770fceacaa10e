"""Which claims a view shows, which it hides, and why: pure selections shared by map, panel and list."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from atlas.view import View
from corpus.episodes import Told
from corpus.models import ATTRIBUTIONS, Claim
from corpus.state import LAST_DAY, SILENCE_DAYS, State, Step, day_number, day_of, state_between
from corpus.store import Corpus
from geodata import Gazetteer, geocode

OFF_MEASURE = "of a measure switched off"
OFF_STATUS = "of a status switched off"
DENIED = "denied in the report"
OTHER_DATES = "outside these dates"
OFF_SOURCE = "from a kind of source switched off"
UNSURE = "less sure than chosen"
FEW_ORIGINS = "told by fewer origins than chosen"
NOT_YET = "not reported by then"

# What the time control spans while no claim gives it a span.
EMPTY_SPAN = (date(2020, 1, 1), date(2023, 12, 31))

StatesByPlace = Mapping[str, Mapping[str, State]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim with its own state on the view's days, ``None`` where it says nothing of them."""

    claim: Claim
    steps: tuple[Step, ...]
    state: State | None


@dataclass(frozen=True, slots=True)
class Unlocated:
    """A claim that the view would show if its place were known, and why it is not."""

    shown: Shown
    reason: str


@dataclass(frozen=True, slots=True)
class Selection:
    """All claims of a corpus, each in exactly one of three heaps.

    ``told``: beside those shown also the located claims of other dates, as far as they are switched on.
    """

    shown: tuple[Shown, ...]
    unlocated: tuple[Unlocated, ...]
    hidden: Counter[str]
    told: tuple[Told, ...] = ()

    @property
    def total(self) -> int:
        """Number of claims in the corpus."""
        return len(self.shown) + len(self.unlocated) + sum(self.hidden.values())

    def at(self, place_id: str | None) -> "Selection":
        """What is shown and told of one place (not of those inside or around it)."""
        return replace(
            self,
            shown=tuple(shown for shown in self.shown if shown.claim.place_id == place_id),
            told=tuple(told for told in self.told if told[0].place_id == place_id),
        )


def select(corpus: Corpus, gazetteer: Gazetteer, view: View) -> Selection:
    """Sort every claim of the corpus into shown, unlocated or hidden with a reason."""
    known = known_in(corpus, view)
    first, last = day_number(view.first), day_number(view.last)
    shown: list[Shown] = []
    unlocated: list[Unlocated] = []
    told: list[Told] = []
    hidden: Counter[str] = Counter({NOT_YET: len(corpus.claims) - len(known.claims)})
    for claim, steps in zip(known.claims, known.steps, strict=True):
        state = state_between(steps, first, last)
        nowhere = why_unlocated(claim, gazetteer)
        if reason := _switched_off(claim, view):
            hidden[reason] += 1
            continue
        if nowhere is None:
            told.append((claim, steps))
        if state is None:
            hidden[DENIED if claim.status == "denied" else OTHER_DATES] += 1
        elif nowhere is not None:
            unlocated.append(Unlocated(Shown(claim, steps, state), nowhere))
        else:
            shown.append(Shown(claim, steps, state))
    enough = _told_by_enough(shown, corpus, view)
    hidden[FEW_ORIGINS] = len(shown) - len(enough)
    return Selection(tuple(enough), tuple(unlocated), +hidden, tuple(told))


def known_in(corpus: Corpus, view: View) -> Corpus:
    """The corpus as the view knows it: as it is, or as it stood on the view's day of knowledge."""
    return corpus if view.known is None else corpus.as_known_on(view.known)


def origins_by_state(shown: Iterable[Shown], corpus: Corpus) -> dict[tuple[str | None, str, State], set[str]]:
    """The independent origins that give a measure at a place a state."""
    found: dict[tuple[str | None, str, State], set[str]] = defaultdict(set)
    for item in shown:
        if item.state is not None:
            key = item.claim.place_id, item.claim.measure, item.state
            found[key].add(corpus.reports[item.claim.report].origin)
    return found


def _told_by_enough(shown: list[Shown], corpus: Corpus, view: View) -> list[Shown]:
    """Without the measures whose joint state fewer independent origins give than the view wants."""
    if view.origins < 2:
        return shown
    origins = origins_by_state(shown, corpus)
    states = states_by_place(shown, view)

    def enough(claim: Claim) -> bool:
        state = states[str(claim.place_id)][claim.measure]
        return len(origins[claim.place_id, claim.measure, state]) >= view.origins

    return [item for item in shown if enough(item.claim)]


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
    source = claim.attribution if claim.attribution in ATTRIBUTIONS else ""
    checks = (
        (claim.measure in view.measures, OFF_MEASURE),
        (claim.status in view.statuses, OFF_STATUS),
        (source in view.attributions, OFF_SOURCE),
        (round(100 * claim.confidence) >= view.confidence, UNSURE),
    )
    return next((reason for passes, reason in checks if not passes), None)


def _why_unresolved(place_text: str | None) -> str:
    if place_text is None:
        return "the report names no place"
    mentions = geocode(place_text)
    if mentions and mentions[0].status == "ambiguous":
        return f"“{place_text}” may mean {len(mentions[0].candidates)} places"
    return f"“{place_text}” is not in the gazetteer"
