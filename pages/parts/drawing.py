"""The map in the page, and what a click on it does."""

import streamlit as st
from streamlit_folium import st_folium

from atlas.current import Current, load_ground
from atlas.map import ShownView, draw_map
from atlas.view import View
from geodata import load_gazetteer
from pages.parts.controls import PLACE

KEY = "map"
HEIGHT = 590


def draw(current: Current, view: View) -> None:
    """The map, its view sent as numbers; zoom and position stay as they are."""
    _, ground = load_ground()
    st_folium(
        draw_map(current.digest, ground),
        key=KEY,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=["none"],  # our own script answers clicks; panning asks nothing of the server
        feature_group_to_add=ShownView(view),
        on_change=_choose_clicked_place,
    )


def _choose_clicked_place() -> None:
    """Take over the place that was clicked, if it is one that can be chosen."""
    answer = st.session_state.get(KEY) or {}
    place = answer.get("place")
    if isinstance(place, str) and place in load_gazetteer() and load_gazetteer().in_korea(place):
        st.session_state[PLACE] = place
