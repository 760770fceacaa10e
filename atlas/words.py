"""Dates, states and claims in words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from atlas.selection import Selection, StatesByPlace
from atlas.view import Language, View
from corpus.coded import CODED_RULE
from corpus.measures import load_measures
from corpus.models import Claim
from corpus.state import STATES, State
from corpus.store import Corpus
from geodata import Gazetteer

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

STATE_WORDS: dict[State, str] = {
    "in_force": "in force",
    "probably": "probably in force",
    "planned": "planned",
    "lifted": "lifted",
    "unknown": "no longer known",
}

ATTRIBUTION_WORDS = {
    "outlet": "in the outlet's own voice",
    "anonymous_source": "from an unnamed source in the country",
    "state_media": "from North Korean state media",
    "official": "from North Korean officials",
    "foreign_official": "from officials abroad",
    "ngo": "from an international or non-governmental body",
}

DECISION_WORDS = {
    None: "read by rule, not yet reviewed",
    "accept": "read by rule, confirmed by review",
    "correct": "read by rule, corrected by review",
    "add": "added by review",
}


def decision_in_words(claim: Claim) -> str:
    """Who read the claim, and whether somebody reviewed it."""
    if claim.decision is None and claim.rule.startswith(CODED_RULE):
        return f"{CODED_RULE}, not yet reviewed"
    return DECISION_WORDS[claim.decision]


def day_in_words(day: date) -> str:
    """``8 February 2021``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_in_words(edtf: str) -> str:
    """An EDTF date at its own precision: ``8 February 2021``, ``February 2021`` or ``2021``."""
    year, *rest = edtf.split("-")
    month = [MONTHS[int(rest[0]) - 1]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])


def interval_in_words(start: str | None, end: str | None) -> str:
    """What a claim says of its time; unknown ends are named as such."""
    if start and end:
        return date_in_words(start) if start == end else f"{date_in_words(start)} – {date_in_words(end)}"
    if start:
        return f"from {date_in_words(start)}, no end reported"
    if end:
        return f"until {date_in_words(end)}, start not reported"
    return "no date reported"


def days_in_words(view: View) -> str:
    """The view's day or range of days."""
    if view.first == view.last:
        return day_in_words(view.first)
    return f"{day_in_words(view.first)} – {day_in_words(view.last)}"


def place_name(gazetteer: Gazetteer, place_id: str, language: Language = "en") -> str:
    """The place's name; the country as such is the nation."""
    if place_id == "KP":
        return "전국" if language == "ko" else "Nation-wide"
    return gazetteer.display_name(place_id, language)


def place_in_words(gazetteer: Gazetteer, claim: Claim) -> str:
    """The claim's place by its own name, or the report's word for it."""
    if claim.place_id is not None and claim.place_id in gazetteer:
        return place_name(gazetteer, claim.place_id)
    return f"“{claim.place_text}”" if claim.place_text else "an unnamed place"


def claim_in_words(gazetteer: Gazetteer, claim: Claim) -> str:
    """``Lockdown, Hyesan: lifted``."""
    place = place_in_words(gazetteer, claim)
    return f"{load_measures()[claim.measure].label}, {place}: {claim.status}"


def count_of(number: int, noun: str) -> str:
    """``1 report``, ``3 reports``: regular plurals only."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(parts: Iterable[str]) -> str:
    """``a, b and c``; nothing for no parts."""
    found = list(parts)
    return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def counts_in_words(selection: Selection) -> str:
    """How many claims are shown, in which states, and how many are hidden and why."""
    states = Counter(shown.state for shown in selection.shown)
    by_state = listed(f"{states[state]} {STATE_WORDS[state]}" for state in STATES if states[state])
    text = f"{len(selection.shown)} of {count_of(selection.total, 'claim')} shown" + (
        f": {by_state}" if by_state else ""
    )
    if selection.unlocated:
        text += f". {len(selection.unlocated)} without a place on the map, listed below"
    if hidden := sum(selection.hidden.values()):
        reasons = listed(f"{number} {reason}" for reason, number in selection.hidden.most_common())
        text += f". {hidden} hidden: {reasons}"
    return text + "."


def known_and_silent(states: StatesByPlace) -> tuple[StatesByPlace, StatesByPlace]:
    """The places of which something is known, and those where every measure has fallen silent."""
    known = {place_id for place_id, own in states.items() if set(own.values()) != {"unknown"}}
    return (
        {place_id: own for place_id, own in states.items() if place_id in known},
        {place_id: own for place_id, own in states.items() if place_id not in known},
    )


def places_in_words(states: StatesByPlace, gazetteer: Gazetteer, language: Language) -> list[tuple[str, str]]:
    """Place ids with a sentence each, strongest state first, then by name."""

    def strength(place_id: str) -> int:
        return min(STATES.index(state) for state in states[place_id].values())

    ordered = sorted(states, key=lambda place_id: (strength(place_id), gazetteer.display_name(place_id, "en")))
    return [
        (place_id, f"{place_name(gazetteer, place_id, language)}: {states_in_words(states[place_id])}")
        for place_id in ordered
    ]


def states_in_words(states: Mapping[str, State]) -> str:
    """The measures of one place by state: ``Lockdown in force; 2 no longer known``."""
    labels = {code: measure.label for code, measure in load_measures().items()}
    parts = []
    for state in STATES:
        found = sorted(labels[measure] for measure, own in states.items() if own == state)
        if found and state != "unknown":
            parts.append(f"{listed(found)} {STATE_WORDS[state]}")
        elif found:
            parts.append(f"{count_of(len(found), 'measure')} {STATE_WORDS[state]}")
    return "; ".join(parts)


def claims_table(claims: Iterable[Claim], corpus: Corpus, gazetteer: Gazetteer) -> list[dict[str, str]]:
    """Claims as rows of a table, in the order of their reports' days."""
    ordered = sorted(claims, key=lambda claim: corpus.reports[claim.report].published)
    return [
        {
            "Published": corpus.reports[claim.report].published.isoformat(),
            "Measure": load_measures()[claim.measure].label,
            "Place": place_in_words(gazetteer, claim),
            "Status": claim.status,
            "When": interval_in_words(claim.start, claim.end),
            "Publisher": corpus.reports[claim.report].publisher,
            "Report": claim.report,
        }
        for claim in ordered
    ]
