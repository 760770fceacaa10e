"""The map in the page, and what it tells when a person lets go of its time or clicks a place."""

import streamlit as st
from streamlit_folium import st_folium

from atlas.current import Current, load_ground
from atlas.map import ShownView, draw_map
from atlas.view import View
from pages.parts import moment

KEY = "map"
HEIGHT = 760  # of the frame; the style sheet fits it to the window


def draw(current: Current, view: View) -> None:
    """The map, its view sent as numbers; zoom and position stay as they are."""
    _, ground = load_ground()
    st_folium(
        draw_map(current.digest, ground),
        key=KEY,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=["none"],  # our own script answers; panning asks nothing of the server
        feature_group_to_add=ShownView(view, moment.turn()),
        on_change=_take_answer,
    )


def _take_answer() -> None:
    moment.take_answer(st.session_state.get(KEY) or {})
