"""When, as known when, and where: what the map's own controls choose. It is kept in the session and in the address."""

from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from atlas.links import KEYS, read_place, read_query, to_query
from atlas.selection import EMPTY_SPAN, busiest_day, covered_days
from atlas.view import View
from corpus.state import day_of
from corpus.store import Corpus
from geodata import load_gazetteer

DAYS = "days"
KNOWN = "known"
AGAINST = "against"
PLACE = "place"
TURN = "turn"


def choose_moment(corpus: Corpus) -> View:
    """The view's days, day of knowledge and place: as the map told them last, else as the address has them."""
    low, high = covered_days(corpus) or EMPTY_SPAN
    linked = read_query(st.query_params, load_gazetteer(), (low, high), busiest_day(corpus) or low)
    if DAYS not in st.session_state:
        st.session_state[DAYS] = linked.first, linked.last
        st.session_state[KNOWN] = linked.known
        st.session_state[AGAINST] = linked.against
    if PLACE not in st.session_state:
        st.session_state[PLACE] = linked.place
    first, last = (min(max(day, low), high) for day in st.session_state[DAYS])
    st.session_state[DAYS] = first, last
    state = st.session_state
    return replace(linked, first=first, last=last, place=state[PLACE], known=state[KNOWN], against=state[AGAINST])


def write_address(view: View) -> None:
    """Keep the view in the address, so that its link restores it."""
    wanted = to_query(view)
    for key in (*KEYS, "time"):
        if key in wanted:
            st.query_params[key] = wanted[key]
        else:
            st.query_params.pop(key, None)


def choose_place(place_id: object) -> None:
    """Open a place, or none where there is no such place in the country."""
    st.session_state[PLACE] = read_place(place_id, load_gazetteer())


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
