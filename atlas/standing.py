"""How the measures stand on the view's days: state, how long, told by how many; for lists and panels."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from atlas.selection import Selection, origins_by_state, states_by_place
from atlas.view import View
from corpus.episodes import Episode, find_episodes
from corpus.measures import load_measures
from corpus.state import STATES, State, Step, day_number
from corpus.store import Corpus


@dataclass(frozen=True, slots=True)
class Standing:
    """A measure at a place: its joint state on the view's days, the number of independent origins that give
    it that state, the day from which on it has it, and the episode that it belongs to."""

    place_id: str
    measure: str
    state: State
    origins: int
    since: int
    episode: Episode


def standings(corpus: Corpus, selection: Selection, view: View) -> list[Standing]:
    """The measures shown, strongest state first, in the order of the taxonomy."""
    states = states_by_place(selection.shown, view)
    origins = origins_by_state(selection.shown, corpus)
    episodes = _episodes(corpus, selection, {(place, measure) for place, own in states.items() for measure in own})
    last = day_number(view.last)
    found = [
        Standing(
            place, measure, state, len(origins[place, measure, state]),
            _since(episode_steps(episodes[place, measure]), state, view), _on(episodes[place, measure], last),
        )
        for place, own in states.items()
        for measure, state in own.items()
    ]  # fmt: skip
    order = list(load_measures())
    return sorted(found, key=lambda own: (STATES.index(own.state), order.index(own.measure)))


def episode_steps(episodes: Iterable[Episode]) -> list[Step]:
    """All steps of the claims of some episodes."""
    return [step for episode in episodes for _, steps in episode.claims for step in steps]


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


def _since(steps: Iterable[Step], state: State, view: View) -> int:
    """The day from which on the state is given: the last that begins by the view's last day."""
    first, last = day_number(view.first), day_number(view.last)
    begun = [step.first for step in steps if step.state == state and step.first <= last and step.last >= first]
    return max(begun, default=first)
