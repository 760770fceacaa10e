"""A view as the query of an address, and back: the one schema of all links.

=========== =====================================================================================
``on``      the day, YYYY-MM-DD; or ``from`` and ``to``, the ends of a range
``known``   the day until which reports are known; ``against``: the day that is compared with it
``place``   the id of the place whose sources are open
``off``     codes of the measures switched off, with dots between them
``status``  the statuses switched on, likewise; ``told``: the kinds of sources (``other`` for the rest)
``origins`` the least number of independent origins; ``sure``: the least confidence in per cent
``names``   ``ko`` for Korean names of places
=========== =====================================================================================

What is left out is as it is by default. What cannot be read counts as left out: a link never fails.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from atlas.view import ALL_ATTRIBUTIONS, View
from corpus.interval import BadDate, read_day
from corpus.measures import load_measures
from corpus.models import ATTRIBUTIONS, STATUSES
from geodata import Gazetteer

BETWEEN = "."
OTHER = "other"  # a kind of source that is not listed
MOST_ORIGINS = 4
KEYS = ("on", "from", "to", "known", "against", "place", "off", "status", "told", "origins", "sure", "names")


def to_query(view: View) -> dict[str, str]:
    """The parameters of a view's address, those that differ from the default only, in the order of `KEYS`."""
    one = view.first == view.last
    told = [name or OTHER for name in (*ATTRIBUTIONS, "") if name in view.attributions]
    found = {
        "on": view.first.isoformat() if one else None,
        "from": None if one else view.first.isoformat(),
        "to": None if one else view.last.isoformat(),
        "known": view.known.isoformat() if view.known else None,
        "against": view.against.isoformat() if view.against else None,
        "place": view.place,
        "off": BETWEEN.join(code for code in load_measures() if code not in view.measures) or None,
        "status": BETWEEN.join(own for own in STATUSES if own in view.statuses),
        "told": BETWEEN.join(told),
        "origins": str(view.origins) if view.origins > 1 else None,
        "sure": str(view.confidence) if view.confidence > 0 else None,
        "names": "ko" if view.language == "ko" else None,
    }
    if view.statuses >= frozenset(STATUSES):
        found["status"] = None
    if view.attributions >= ALL_ATTRIBUTIONS:
        found["told"] = None
    return {key: value for key, value in found.items() if value is not None}


def read_query(query: Mapping[str, str], gazetteer: Gazetteer, span: tuple[date, date], start: date) -> View:
    """The view of an address. ``span``: the days that there are; ``start``: the one shown if none is named."""
    first, last = _days(query, span, start)
    return replace(
        read_filters(query, View(first, last, frozenset(load_measures()), frozenset(STATUSES))),
        place=read_place(query.get("place"), gazetteer),
        known=_day(query.get("known"), span),
        against=_day(query.get("against"), span),
    )


def read_filters(query: Mapping[str, str], view: View) -> View:
    """A view with what the address switches on and off."""
    off = _listed(query, "off", load_measures())
    statuses = _listed(query, "status", STATUSES)
    told = _listed(query, "told", (*ATTRIBUTIONS, OTHER))
    return replace(
        view,
        measures=frozenset(load_measures()) - (off or frozenset()),
        statuses=frozenset(STATUSES) if statuses is None else statuses,
        attributions=ALL_ATTRIBUTIONS if told is None else frozenset("" if name == OTHER else name for name in told),
        origins=_number(query.get("origins"), 1, MOST_ORIGINS),
        confidence=_number(query.get("sure"), 0, 100),
        language="ko" if query.get("names") == "ko" else "en",
    )


def read_place(place_id: object, gazetteer: Gazetteer) -> str | None:
    """The id of a place in the country, or ``None``."""
    known = isinstance(place_id, str) and place_id in gazetteer and gazetteer.in_korea(place_id)
    return str(place_id) if known else None


def _days(query: Mapping[str, str], span: tuple[date, date], start: date) -> tuple[date, date]:
    first, last = _day(query.get("from"), span), _day(query.get("to"), span)
    if first or last:
        days = sorted((first or span[0], last or span[1]))
        return days[0], days[1]
    day = _day(query.get("on"), span) or start
    return (day, span[1]) if query.get("time") == "Range" else (day, day)


def _day(text: str | None, span: tuple[date, date]) -> date | None:
    try:
        day = read_day(text or "")
    except BadDate:
        return None
    return day if span[0] <= day <= span[1] else None


def _listed(query: Mapping[str, str], key: str, allowed: Iterable[str]) -> frozenset[str] | None:
    """Those of a list that are allowed; ``None`` where there is no list."""
    return frozenset(query[key].split(BETWEEN)) & frozenset(allowed) if key in query else None


def _number(text: str | None, least: int, most: int) -> int:
    """A whole number within bounds; the least for anything else."""
    number = int(text) if text and text.isascii() and text.isdigit() and len(text) < len("1000") else least
    return min(max(number, least), most)
