"""The claims of one place as the source panel groups them."""

from collections import defaultdict
from dataclasses import dataclass

from atlas import words
from atlas.selection import Selection, Shown, states_by_place
from atlas.view import View
from corpus.measures import load_measures
from corpus.models import Claim
from corpus.state import STATES, State
from corpus.store import Corpus


@dataclass(frozen=True, slots=True)
class MeasureSources:
    """One measure at one place: its joint state, its claims (strongest state, then newest first), and the
    number of independent origins that give it this state."""

    measure: str
    state: State
    claims: tuple[Shown, ...]
    origins: int

    @property
    def title(self) -> str:
        """``Lockdown: in force · 3 claims · 2 origins``."""
        parts = [words.STATE_WORDS[self.state], words.count_of(len(self.claims), "claim")]
        return f"{load_measures()[self.measure].label}: {' · '.join([*parts, words.count_of(self.origins, 'origin')])}"


def sources_at(corpus: Corpus, selection: Selection, view: View) -> list[MeasureSources]:
    """The measures shown at the view's place, strongest state first, in the order of the taxonomy."""
    if view.place is None:
        return []
    at_place = selection.at(view.place)
    states = states_by_place(at_place, view).get(view.place, {})
    claims: dict[str, list[Shown]] = defaultdict(list)
    for shown in at_place:
        claims[shown.claim.measure].append(shown)
    found = [_sources(corpus, measure, state, claims[measure]) for measure, state in states.items()]
    order = list(load_measures())
    return sorted(found, key=lambda source: (STATES.index(source.state), order.index(source.measure)))


def other_claims(corpus: Corpus, sources: list[MeasureSources], view: View) -> list[Claim]:
    """The claims about the view's place that its sources do not show: on other days, or switched off."""
    shown = {id(item.claim) for source in sources for item in source.claims}
    return [claim for claim in corpus.claims if claim.place_id == view.place and id(claim) not in shown]


def _sources(corpus: Corpus, measure: str, state: State, claims: list[Shown]) -> MeasureSources:
    newest = sorted(claims, key=lambda shown: corpus.reports[shown.claim.report].published, reverse=True)
    newest.sort(key=lambda shown: STATES.index(shown.state))
    origins = {corpus.reports[shown.claim.report].origin for shown in claims if shown.state == state}
    return MeasureSources(measure, state, tuple(newest), len(origins))
