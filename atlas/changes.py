"""What has become known between two days of knowledge: the states then and now, where they differ."""

from collections.abc import Mapping
from dataclasses import replace

from atlas.selection import select, states_by_place
from atlas.view import View
from atlas.words import STATE_WORDS, place_name
from corpus.measures import load_measures
from corpus.state import State
from corpus.store import Corpus
from geodata import Gazetteer

Differences = dict[str, dict[str, tuple[State | None, State | None]]]


def differences(corpus: Corpus, gazetteer: Gazetteer, view: View) -> Differences:
    """The measures by place whose state differs: as known on the view's other day, and as the view knows it.

    A state that is no longer known counts as none.
    """
    then = _known_states(corpus, gazetteer, replace(view, known=view.against))
    now = _known_states(corpus, gazetteer, view)
    found: Differences = {}
    for place in sorted({*then, *now}):
        old, new = then.get(place, {}), now.get(place, {})
        changed = {code: (old.get(code), new.get(code)) for code in load_measures() if old.get(code) != new.get(code)}
        if changed:
            found[place] = changed
    return found


def changes_in_words(corpus: Corpus, gazetteer: Gazetteer, view: View) -> list[tuple[str, str]]:
    """Place ids with a sentence each: ``Hyesan: Lockdown in force, of which nothing was known then``."""
    return [
        (
            place,
            f"{place_name(gazetteer, place, view.language)}: {'; '.join(_changed(*own) for own in changed.items())}",
        )
        for place, changed in differences(corpus, gazetteer, view).items()
    ]


def _changed(code: str, states: tuple[State | None, State | None]) -> str:
    then, now = (STATE_WORDS[state] if state else None for state in states)
    label = load_measures()[code].label
    if then is None:
        return f"{label} {now}, of which nothing was known then"
    return f"{label} {now or 'no longer known'}, then {then}"


def _known_states(corpus: Corpus, gazetteer: Gazetteer, view: View) -> Mapping[str, Mapping[str, State]]:
    states = states_by_place(select(corpus, gazetteer, view).shown, view)
    return {place: {code: own for code, own in found.items() if own != "unknown"} for place, found in states.items()}
