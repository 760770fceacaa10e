"""What a person chooses. Every choice is bound to the address, so that a link restores it."""

from datetime import date, timedelta
from typing import cast

import streamlit as st

from atlas.selection import busiest_day, covered_days
from atlas.view import Language, View
from atlas.words import place_name
from corpus.measures import load_layers
from corpus.models import STATUSES
from corpus.store import Corpus
from geodata import Gazetteer
from pages.parts.linked import choose_day, choose_days, choose_linked

PLACE = "place"
DAY = "on"
DAYS = ("from", "to")
MODE = "time"
STEPS = (
    ("Day before", ":material/chevron_left:", -1, "Ctrl+Left"),
    ("Day after", ":material/chevron_right:", 1, "Ctrl+Right"),
)
# What the date control spans while no claim gives it a span.
EMPTY_SPAN = (date(2020, 1, 1), date(2023, 12, 31))


def choose_view(corpus: Corpus, gazetteer: Gazetteer) -> View:
    """One row: day or range, the days, the place, and the filters behind a button."""
    with st.container(key="controls"):
        columns = st.columns([1.3, 5.4, 2.4, 1.0], vertical_alignment="center")
    mode_column, slider_column, place_column, filter_column = columns
    with filter_column, st.popover("Filters", width="stretch"), st.container(gap="small"):
        language = _choose_language()
        statuses = _choose_statuses()
        measures = _choose_measures()
    with mode_column:
        mode = _choose_mode()
    with slider_column:
        first, last = _choose_days(corpus, mode)
    with place_column:
        place = _choose_place(corpus, gazetteer, language)
    return View(first, last, measures, statuses, place, language)


def draw_steps(corpus: Corpus, view: View) -> None:
    """One day earlier or later, which the slider is too coarse for; only where one day is shown."""
    low, high = covered_days(corpus) or EMPTY_SPAN
    if view.first != view.last or st.session_state.get(MODE) == "Range":
        return
    for label, icon, days, shortcut in STEPS:
        day = view.first + timedelta(days=days)
        st.button(
            label, icon=icon, type="tertiary", shortcut=shortcut, key=label,
            disabled=not low <= day <= high, on_click=_show_day, args=(day,),
        )  # fmt: skip


def _show_day(day: date) -> None:
    st.session_state[DAY] = day


def _choose_mode() -> str:
    chosen = st.segmented_control(
        "Time", ["Day", "Range"], default="Day", required=True, key=MODE, bind="query-params",
        label_visibility="collapsed", width="stretch",
    )  # fmt: skip
    return chosen or "Day"


def _choose_days(corpus: Corpus, mode: str) -> tuple[date, date]:
    """One day or a range of days, within those that the corpus speaks of."""
    low, high = covered_days(corpus) or EMPTY_SPAN
    start = busiest_day(corpus) or low
    if mode == "Day":
        day = choose_day("Date", low, high, start, DAY)
        return day, day
    return choose_days("Dates", low, high, (start, high), DAYS)


def _choose_measures() -> frozenset[str]:
    """The measure types that are switched on: whole groups first, single types below."""
    layers = load_layers()
    groups = st.pills(
        "Groups", list(layers), selection_mode="multi", default=list(layers), key="groups", bind="query-params"
    )
    chosen: set[str] = set()
    for layer in groups:
        labels = {measure.code: measure.label for measure in layers[layer]}
        picked = st.pills(
            layer, list(labels), selection_mode="multi", default=list(labels), format_func=labels.__getitem__,
            key=layer.lower().replace(" ", "_"), bind="query-params",
        )  # fmt: skip
        chosen.update(picked)
    return frozenset(chosen)


def _choose_statuses() -> frozenset[str]:
    picked = st.pills(
        "Reported as", list(STATUSES), selection_mode="multi", default=list(STATUSES), key="status",
        bind="query-params",
    )  # fmt: skip
    return frozenset(picked)


def _choose_language() -> Language:
    labels = {"en": "English", "ko": "한국어"}
    picked = st.segmented_control(
        "Place names", list(labels), default="en", required=True, format_func=labels.__getitem__,
        key="names", bind="query-params",
    )  # fmt: skip
    return cast(Language, picked or "en")


def _choose_place(corpus: Corpus, gazetteer: Gazetteer, language: Language) -> str | None:
    """The place whose sources are read: searched by name here, or clicked on the map."""
    counts = corpus.claims_by_place()
    options = sorted(
        (place.id for place in gazetteer.places if gazetteer.in_korea(place.id)),
        key=lambda place_id: (-counts[place_id], gazetteer.display_name(place_id, "en")),
    )

    def in_words(place_id: str) -> str:
        return f"{place_name(gazetteer, place_id, language)} ({counts[place_id]})"

    return choose_linked("Place", options, PLACE, in_words, placeholder="Search a place")
