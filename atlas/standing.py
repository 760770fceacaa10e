"""How the measures stand on the view's days: state, how long, told by how many; for lists and panels."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from atlas.selection import Selection, origins_by_state, states_by_place
from atlas.view import View
from corpus.episodes import Episode, find_episodes
from corpus.measures import load_measures
from corpus.state import STATES, State, day_number
from corpus.store import Corpus


@dataclass(frozen=True, slots=True)
class Standing:
    """A measure at a place: its joint state on the view's days, the number of independent origins that give
    it that state, the day from which on it has it, the episode that it belongs to, unless it is unknown, and whether
    a curator has reviewed a claim that gives it that state."""

    place_id: str
    measure: str
    state: State
    origins: int
    since: int
    episode: Episode | None
    reviewed: bool = False


def standings(corpus: Corpus, selection: Selection, view: View) -> list[Standing]:
    """The measures shown, strongest state first, in the order of the taxonomy."""
    states = states_by_place(selection.shown, view)
    origins = origins_by_state(selection.shown, corpus)
    known = {(place, code) for place, own in states.items() for code, state in own.items() if state != "unknown"}
    episodes = _episodes(corpus, selection, known)

    reviewed = {
        (own.claim.place_id, own.claim.measure, own.state) for own in selection.shown if own.claim.decision is not None
    }

    def standing(place: str, measure: str, state: State) -> Standing:
        told, checked = len(origins[place, measure, state]), (place, measure, state) in reviewed
        own = episodes.get((place, measure))
        if own is None:
            return Standing(place, measure, state, told, day_number(view.first), None, checked)
        episode = _on(own, day_number(view.last))
        return Standing(place, measure, state, told, _since(own, state, view), episode, checked)

    order = {measure: number for number, measure in enumerate(load_measures())}
    found = [standing(place, measure, state) for place, own in states.items() for measure, state in own.items()]
    return sorted(found, key=lambda own: (STATES.index(own.state), order[own.measure]))


def _episodes(
    corpus: Corpus, selection: Selection, wanted: set[tuple[str, str]]
) -> dict[tuple[str, str], list[Episode]]:
    told = [(claim, steps) for claim, steps in selection.told if (claim.place_id, claim.measure) in wanted]
    found: dict[tuple[str, str], list[Episode]] = defaultdict(list)
    for episode in find_episodes(told, corpus.reports):
        found[episode.place_id, episode.measure].append(episode)
    return found


def _on(episodes: Sequence[Episode], day: int) -> Episode:
    """The episode of that day, or the last one before it."""
    begun = [episode for episode in episodes if episode.first <= day] or list(episodes[:1])
    return next((episode for episode in begun if episode.last >= day), begun[-1])


def _since(episodes: Iterable[Episode], state: State, view: View) -> int:
    """The day from which on the state is given: the last that begins by the view's last day."""
    first, last = day_number(view.first), day_number(view.last)
    steps = (step for episode in episodes for _, own in episode.claims for step in own)
    begun = [step.first for step in steps if step.state == state and step.first <= last and step.last >= first]
    return max(begun, default=first)
