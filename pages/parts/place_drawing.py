"""The map of places in the page, and what a click on it does."""

from collections.abc import Callable, Sequence

import streamlit as st
from streamlit_folium import st_folium

from atlas.current import load_ground
from atlas.current_places import CurrentPlaces
from atlas.place_map import ShownPlaces, draw_places
from atlas.place_table import PlaceRow
from pages.parts.place_choice import choose

KEY = "places map"
HEIGHT = 430


def draw(
    places: CurrentPlaces,
    listed: Sequence[PlaceRow],
    chosen: str | None,
    key: str = KEY,
    take: Callable[[object], None] = choose,
) -> None:
    """The places listed as dots with their rings; the one chosen comes into view. ``take`` gets what is clicked."""
    _, ground = load_ground()
    st_folium(
        draw_places(places.digest, ground),
        key=key,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=["none"],  # our own script answers clicks; panning asks nothing of the server
        feature_group_to_add=ShownPlaces(places.rows, listed, chosen),
        on_change=lambda: take((st.session_state.get(key) or {}).get("place")),
    )
