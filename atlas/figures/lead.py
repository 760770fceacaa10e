"""What a figure shows, in one sentence."""

from collections import Counter
from collections.abc import Sequence

from atlas.exports.snapshot import Snapshot
from atlas.figures.marks import NATION
from atlas.standing import Standing
from atlas.words import STATE_WORDS, counted, lasting_in_words, listed, place_name
from corpus.measures import load_measures
from corpus.state import STATES

WIDE = ("province", "zone", "country")  # levels of places that a headline names after others, in this order
NOTHING = "No report tells of a measure on these days. No report is not no measure."


def lead(snapshot: Snapshot) -> str:
    """``12 measures in force at seven places, among them lockdown in Hyesan (day 11, one origin).``"""
    known = [own for own in snapshot.standings if own.state != "unknown"]
    if not known:
        return NOTHING
    states = Counter(own.state for own in known)
    first, *others = [(state, states[state]) for state in STATES if states[state]]
    told = [f"{counted(first[1], 'measure')} {STATE_WORDS[first[0]]}"]
    told += [f"{number} {STATE_WORDS[state]}" for state, number in others]
    text = f"{listed(told)}, {_where(known)}{_among(snapshot, known)}."
    return text[0].upper() + text[1:]


def _where(known: Sequence[Standing]) -> str:
    places = {own.place_id for own in known}
    local = len(places - {NATION})
    if not local:
        return "nation-wide"
    return f"at {counted(local, 'place')}" + (" and nation-wide" if NATION in places else "")


def _among(snapshot: Snapshot, known: Sequence[Standing]) -> str:
    """The strongest measure at the smallest place."""

    def order(own: Standing) -> tuple[int, int]:
        level = snapshot.gazetteer[own.place_id].level
        return STATES.index(own.state), WIDE.index(level) + 1 if level in WIDE else 0

    chosen = min(known, key=order)
    if len(known) == 1 or chosen.place_id == NATION:
        return ""
    label = load_measures()[chosen.measure].label
    return f", among them {label[0].lower()}{label[1:]} {_at(snapshot, chosen)} ({_details(snapshot, chosen)})"


def _at(snapshot: Snapshot, own: Standing) -> str:
    level = snapshot.gazetteer[own.place_id].level
    name = place_name(snapshot.gazetteer, own.place_id, snapshot.view.language)
    return f"along the {name}" if level == "zone" else f"in {name}"


def _details(snapshot: Snapshot, own: Standing) -> str:
    view = snapshot.view
    lasts = own.episode is not None and view.first == view.last and own.state in ("in_force", "probably")
    days = [lasting_in_words(own.episode.start, view.last)] if lasts and own.episode else []
    return ", ".join([*days, counted(own.origins, "origin")])
