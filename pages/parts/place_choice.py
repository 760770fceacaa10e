"""Which places are listed, and which one is chosen: searched, taken from the table, or clicked on the map."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from atlas.place_table import PlaceRow, found_rows, level_groups
from geodata import load_gazetteer
from pages.parts.linked import choose_linked

# In the session, and in the address; the map page keeps its own choice, which may be other places.
CHOSEN = "chosen place"
PARAMETER = "place"


def choose_listed(rows: Sequence[PlaceRow]) -> list[PlaceRow]:
    """The rows that a search and a group of levels leave."""
    search, group = st.columns([3, 2])
    with search:
        wanted = st.text_input(
            "Search", placeholder="Any name in any script: Hyesan, 혜산, 惠山", key="find", bind="query-params",
            label_visibility="collapsed", icon=":material/search:", live=True, max_chars=200,
        )  # fmt: skip
    with group:
        levels = _choose_group(rows)
    return found_rows(rows, wanted or "", levels)


def chosen_place() -> str | None:
    """The id of the place chosen, first taken from the address; an unknown id there counts as none."""
    if CHOSEN not in st.session_state:
        choose(st.query_params.get(PARAMETER))
    chosen: str | None = st.session_state[CHOSEN]
    if chosen:
        st.query_params[PARAMETER] = chosen
    else:
        st.query_params.pop(PARAMETER, None)
    return chosen


def choose(place_id: object) -> None:
    """Choose a place, or none where there is no place of this id."""
    st.session_state[CHOSEN] = place_id if isinstance(place_id, str) and place_id in load_gazetteer() else None


def _choose_group(rows: Sequence[PlaceRow]) -> str | None:
    levels = Counter(row.place.level for row in rows)
    groups = level_groups()

    def in_words(group: str) -> str:
        return f"{groups[group].label} ({sum(levels[level] for level in groups[group].levels)})"

    return choose_linked("Level", list(groups), "level", in_words, placeholder="All levels")
