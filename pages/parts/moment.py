"""When, as known when, and where: what the map's own controls choose. It is kept in the session and in the address."""

from datetime import date, timedelta
from typing import Any

import streamlit as st

from atlas.selection import EMPTY_SPAN, busiest_day, covered_days
from atlas.view import View
from corpus.interval import BadDate, read_day
from corpus.measures import load_measures
from corpus.models import STATUSES
from corpus.state import day_of
from corpus.store import Corpus
from geodata import load_gazetteer

DAYS = "days"
KNOWN = "known"
AGAINST = "against"
PLACE = "place"
TURN = "turn"
Days = tuple[date, date]


def choose_moment(corpus: Corpus) -> View:
    """The view's days, day of knowledge and place: as the map told them last, else as the address has them."""
    low, high = covered_days(corpus) or EMPTY_SPAN
    if DAYS not in st.session_state:
        st.session_state[DAYS] = _linked_days(low, high) or _start(corpus, low, high)
        st.session_state[KNOWN] = _linked_day(KNOWN, low, high)
        st.session_state[AGAINST] = _linked_day(AGAINST, low, high)
    if PLACE not in st.session_state:
        choose_place(st.query_params.get(PLACE))
    first, last = (min(max(day, low), high) for day in st.session_state[DAYS])
    st.session_state[DAYS] = first, last
    view = View(
        first, last, frozenset(load_measures()), frozenset(STATUSES), st.session_state[PLACE],
        known=st.session_state[KNOWN], against=st.session_state[AGAINST],
    )  # fmt: skip
    _write_address(view)
    return view


def choose_place(place_id: object) -> None:
    """Open a place, or none where there is no such place in the country."""
    gazetteer = load_gazetteer()
    known = isinstance(place_id, str) and place_id in gazetteer and gazetteer.in_korea(place_id)
    st.session_state[PLACE] = place_id if known else None


def choose_day(day: date) -> None:
    """Go to a day."""
    st.session_state[DAYS] = day, day


def take_answer(answer: dict[str, Any]) -> None:
    """Take over what the map tells: days as numbers, a place, and its turn. What is none of these is left out."""
    days = [_day(answer.get(name)) for name in ("first", "last")]
    if days[0] and days[1] and days[0] <= days[1]:
        st.session_state[DAYS] = days[0], days[1]
        st.session_state[KNOWN] = _day(answer.get("known"))
        st.session_state[AGAINST] = _day(answer.get("against"))
    choose_place(answer.get("place"))
    turn = answer.get("turn")
    st.session_state[TURN] = turn if isinstance(turn, int) else 0


def turn() -> int:
    """The count of what the map has told, of which this run knows."""
    return int(st.session_state.get(TURN, 0))


def _day(number: object) -> date | None:
    """The date of a day number that the map may tell."""
    if not isinstance(number, int) or isinstance(number, bool):
        return None
    try:
        return day_of(number)
    except (ValueError, OverflowError):
        return None


def _start(corpus: Corpus, low: date, high: date) -> Days:
    day = busiest_day(corpus) or low
    return (day, high) if st.query_params.get("time") == "Range" else (day, day)


def _linked_days(low: date, high: date) -> Days | None:
    """The days of the address, which a range's two parameters give, or one day's."""
    first, last = _linked_day("from", low, high), _linked_day("to", low, high)
    if first or last:
        days = sorted((first or low, last or high))
        return days[0], days[1]
    day = _linked_day("on", low, high)
    return (day, day) if day else None


def _linked_day(key: str, low: date, high: date) -> date | None:
    try:
        day = read_day(st.query_params.get(key, ""))
    except BadDate:
        return None
    return day if low - timedelta(days=1) <= day <= high else None


def _write_address(view: View) -> None:
    one = view.first == view.last
    wanted: dict[str, str | None] = {
        "on": view.first.isoformat() if one else None,
        "from": None if one else view.first.isoformat(),
        "to": None if one else view.last.isoformat(),
        KNOWN: view.known.isoformat() if view.known else None,
        AGAINST: view.against.isoformat() if view.against else None,
        PLACE: view.place,
        "time": None,
    }
    for name, value in wanted.items():
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)
