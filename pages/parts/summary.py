"""What the view shows in words: the heading with its counts, the list of places, and the tray."""

import streamlit as st

from atlas import words
from atlas.selection import Selection, StatesByPlace, states_by_place
from atlas.view import View
from geodata import Gazetteer
from pages.parts.controls import PLACE


def draw_days(view: View) -> None:
    """The days in large words."""
    st.title(words.days_in_words(view), anchor=False, width="content")


def draw_counts(selection: Selection) -> None:
    """How many claims are shown and hidden, with why."""
    st.caption(words.counts_in_words(selection))


def draw_list(view: View, selection: Selection, gazetteer: Gazetteer) -> None:
    """Every place that the map marks, strongest state first; each opens its sources."""
    st.subheader("Places on the map", anchor=False)
    known, silent = words.known_and_silent(states_by_place(selection.shown, view))
    if not known:
        st.info("Nothing is known for these dates and filters. Move the date, or switch measures on under Filters.")
    _draw_buttons(known, gazetteer, view)
    if silent:
        with st.expander(f"{words.count_of(len(silent), 'place')} of which nothing is known any more"):
            _draw_buttons(silent, gazetteer, view)


def _draw_buttons(states: StatesByPlace, gazetteer: Gazetteer, view: View) -> None:
    for place_id, sentence in words.places_in_words(states, gazetteer, view.language):
        st.button(sentence, key=f"choose {place_id}", type="tertiary", on_click=_choose, args=(place_id,))


def draw_tray(selection: Selection, gazetteer: Gazetteer) -> None:
    """Claims of these days that stand nowhere on the map, each with its reason."""
    if not selection.unlocated:
        return
    st.subheader(f"Not on the map: {words.count_of(len(selection.unlocated), 'claim')}", anchor=False)
    st.dataframe(
        [
            {
                "Claim": words.claim_in_words(gazetteer, item.shown.claim),
                "When": words.interval_in_words(item.shown.claim.start, item.shown.claim.end),
                "Why": item.reason,
                "Report": item.shown.claim.report,
                "Quote": item.shown.claim.evidence.quote,
            }
            for item in selection.unlocated
        ],
        hide_index=True,
    )


def _choose(place_id: str) -> None:
    st.session_state[PLACE] = place_id
