"""Choices kept in the address in a form that lasts: ids and days, where a widget's own binding would keep
its label or a count of microseconds."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import cast

import streamlit as st

from corpus.interval import BadDate, read_day

Days = tuple[date, date]


def choose_linked(
    label: str, options: Sequence[str], key: str, in_words: Callable[[str], str], *, placeholder: str | None = None
) -> str | None:
    """One of the options or none, first taken from the address; an unknown id there counts as none."""
    if key not in st.session_state:
        linked = st.query_params.get(key)
        st.session_state[key] = linked if linked in options else None
    chosen = st.selectbox(
        label, options, index=None, format_func=in_words, key=key, placeholder=placeholder,
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    if chosen:
        st.query_params[key] = chosen
    else:
        st.query_params.pop(key, None)
    return chosen


def choose_day(label: str, low: date, high: date, start: date, key: str) -> date:
    """A day within bounds, first taken from the address; what is no day within them there counts as none."""
    if key not in st.session_state:
        st.session_state[key] = _linked_day(key, low, high) or start
    st.session_state[key] = min(max(st.session_state[key], low), high)
    chosen = st.slider(
        label, low, high, key=key, format="D MMM YYYY", label_visibility="collapsed", persist_state="session"
    )
    st.query_params[key] = chosen.isoformat()
    return chosen


def choose_days(label: str, low: date, high: date, start: Days, keys: tuple[str, str]) -> Days:
    """A first and a last day within bounds, first taken from two parameters of the address."""
    key = "-".join(keys)
    if key not in st.session_state:
        linked = [_linked_day(name, low, high) or day for name, day in zip(keys, start, strict=True)]
        st.session_state[key] = (min(linked), max(linked))
    st.session_state[key] = tuple(min(max(day, low), high) for day in st.session_state[key])
    chosen = st.slider(
        label, low, high, key=key, format="D MMM YYYY", label_visibility="collapsed", persist_state="session"
    )
    days = cast(Days, chosen)
    for name, day in zip(keys, days, strict=True):
        st.query_params[name] = day.isoformat()
    return days


def _linked_day(key: str, low: date, high: date) -> date | None:
    try:
        day = read_day(st.query_params.get(key, ""))
    except BadDate:
        return None
    return day if low <= day <= high else None
