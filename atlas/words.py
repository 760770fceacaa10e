"""Dates, states and claims in words."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from atlas.selection import Selection
from atlas.standing import Standing
from atlas.view import Language, View
from corpus.coded import CODED_RULE
from corpus.episodes import Episode
from corpus.interval import day_range
from corpus.measures import load_measures
from corpus.models import Claim
from corpus.state import STATES, State, day_of
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

# The same, as short names of filters; the empty one stands for any that is not listed.
SOURCE_WORDS = {
    "outlet": "outlets themselves",
    "anonymous_source": "unnamed sources",
    "state_media": "state media",
    "official": "North Korean officials",
    "foreign_official": "officials abroad",
    "ngo": "aid and other bodies",
    "": "others",
}

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

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
    return span_in_words(view.first, view.last)


def span_in_words(first: date, last: date) -> str:
    """``29 January – 15 February 2021``: what both days have in common is said once."""
    if first == last:
        return day_in_words(first)
    if first.year != last.year:
        begun = day_in_words(first)
    elif first.month != last.month:
        begun = f"{first.day} {MONTHS[first.month - 1]}"
    else:
        begun = str(first.day)
    return f"{begun} – {day_in_words(last)}"


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
    text += _reviewed_in_words(selection)
    if selection.unlocated:
        text += f". {len(selection.unlocated)} without a place on the map, listed below"
    if hidden := sum(selection.hidden.values()):
        reasons = listed(f"{number} {reason}" for reason, number in selection.hidden.most_common())
        text += f". {hidden} hidden: {reasons}"
    return text + "."


def _reviewed_in_words(selection: Selection) -> str:
    """How many of the claims shown a curator has reviewed."""
    reviewed = sum(shown.claim.decision is not None for shown in selection.shown)
    if not selection.shown:
        return ""
    return "; all reviewed" if reviewed == len(selection.shown) else f"; {reviewed or 'none'} reviewed"


def counted(number: int, noun: str) -> str:
    """``one origin``, ``12 origins``: small numbers as words."""
    return f"{NUMBERS[number] if number < len(NUMBERS) else number} {noun}{'' if number == 1 else 's'}"


def lasting_in_words(start: str | None, day: date) -> str:
    """How long a measure lasts on a day: ``day 11``, ``since November 2020`` or ``start not reported``."""
    if start is None:
        return "start not reported"
    if len(start) < len("YYYY-MM-DD"):
        return f"since {date_in_words(start)}"
    begun = date.fromisoformat(start)
    return f"day {(day - begun).days + 1}" if begun <= day else f"from {date_in_words(start)}"


def standing_in_words(standing: Standing, view: View) -> str:
    """``Lockdown in force, day 11, one origin``; over a range of days when it was instead of how long."""
    origins = counted(standing.origins, "origin")
    told = f"{load_measures()[standing.measure].label} {STATE_WORDS[standing.state]}"
    if standing.state == "lifted":
        return f"{told} on {day_in_words(day_of(standing.since))}, {origins}"
    if standing.state == "planned":
        return f"{told}, {origins}"
    episode = standing.episode
    if episode is None:
        return told
    if view.first == view.last:
        return f"{told}, {lasting_in_words(episode.start, view.last)}, {origins}"
    return f"{told}, {episode_span(episode)}, {origins}"


def episode_span(episode: Episode) -> str:
    """When an episode was, as finely as reports state it: ``29 January – 15 February 2021``, or ``since November
    2020, last reported 1 December 2020``."""
    start, end = episode.start, episode.end
    first, last = map(day_of, episode.attested)
    if start and end and len(start) == len(end) == len("YYYY-MM-DD"):
        return span_in_words(*sorted((date.fromisoformat(start), date.fromisoformat(end))))
    if start and end:
        return f"{date_in_words(start)} – {date_in_words(end)}"
    if start:
        return f"since {date_in_words(start)}, last reported {day_in_words(last)}"
    if end:
        return f"until {date_in_words(end)}, first reported {day_in_words(first)}"
    return f"reported {span_in_words(first, last)}"


def nation_in_words(standing: Iterable[Standing], view: View) -> str:
    """The nation-wide measures of which something is known: ``Nation-wide: Border closure in force, …``."""
    known = [own for own in standing if own.place_id == "KP" and own.state != "unknown"]
    labels = [f"{load_measures()[own.measure].label} {STATE_WORDS[own.state]}" for own in known]
    return f"{'전국' if view.language == 'ko' else 'Nation-wide'}: {'; '.join(labels)}" if labels else ""


def places_in_words(
    standing: Iterable[Standing], gazetteer: Gazetteer, view: View
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Place ids with a sentence each, strongest state first, then by name: those of which something is known,
    and those where every measure has fallen silent."""
    by_place: dict[str, list[Standing]] = defaultdict(list)
    for own in standing:
        by_place[own.place_id].append(own)
    known = {place: own for place, own in by_place.items() if own[0].state != "unknown"}

    def order(place_id: str) -> tuple[int, str]:
        return STATES.index(by_place[place_id][0].state), gazetteer.display_name(place_id, "en")

    def sentences(places: Iterable[str]) -> list[tuple[str, str]]:
        return [
            (place, f"{place_name(gazetteer, place, view.language)}: {standings_in_words(by_place[place], view)}")
            for place in sorted(places, key=order)
        ]

    return sentences(known), sentences(by_place.keys() - known.keys())


def standings_in_words(standing: Iterable[Standing], view: View) -> str:
    """The measures of one place: ``Lockdown in force, day 11, one origin; two measures no longer known``."""
    found = list(standing)
    known = [standing_in_words(own, view) for own in found if own.state != "unknown"]
    silent = len(found) - len(known)
    return "; ".join([*known, *([f"{counted(silent, 'measure')} no longer known"] if silent else [])])


def telling_day(corpus: Corpus, claim: Claim) -> date:
    """A day on which a claim tells something for sure, or its report's publication."""
    published = corpus.reports[claim.report].published
    stated = claim.start or claim.end
    return min(day_range(stated).latest, published) if stated else published
