"""The table of places: sorted by a click on a column, one row chosen at a time."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from atlas.place_files import places_csv, places_geojson
from atlas.place_table import PlaceRow, drawn_in_words, table_columns
from atlas.words import count_of
from geodata import Gazetteer
from pages.parts.place_choice import choose

TABLE = "places table"
# The place whose row the table was last told to mark, or marked itself.
MARKED = "marked place"
COLUMNS = {
    "Name": st.column_config.TextColumn(width=132),
    "Korean": st.column_config.TextColumn(width=76),
    "Level": st.column_config.TextColumn(width=78),
    "In": st.column_config.TextColumn(width=104),
    "Reports": st.column_config.NumberColumn(width=62, help="Reports that name it, other than as a speaker's place"),
    "Claims": st.column_config.NumberColumn(width=56, help="Claims about measures there"),
    "Within km": st.column_config.NumberColumn(width=74, format="%g", help="How far the true position may lie"),
    "Position from": st.column_config.TextColumn(width=100, help="Where the coordinate is from"),
}


def draw_counts(rows: Sequence[PlaceRow]) -> None:
    """How many places are listed, and how many of them the map can draw."""
    if rows:
        listed = f"{count_of(len(rows), 'place')} listed: {drawn_in_words(rows)}"
        st.caption(f"{listed} Click a row or a dot.")
    else:
        st.caption("No place is listed.")


def draw_table(rows: Sequence[PlaceRow], chosen: str | None) -> None:
    """The places listed; choosing a row chooses the place, and a place chosen elsewhere marks its row."""
    if not rows:
        st.info("No place of this level has such a name. Try a shorter part of it, or all levels.")
        return
    ids = [row.place.id for row in rows]
    _mark(ids, chosen)
    st.dataframe(
        pd.DataFrame(table_columns(rows)), hide_index=True, height="stretch", placeholder="–", key=TABLE,
        column_config=COLUMNS, selection_mode=["single-row", "single-cell"], on_select=partial(_take_row, ids),
        alt="Places of the gazetteer",
    )  # fmt: skip


def draw_downloads(rows: Sequence[PlaceRow], gazetteer: Gazetteer) -> None:
    """The places listed as files, made when they are asked for."""
    with st.container(key="place-files", horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f"Download {'it' if len(rows) == 1 else f'these {len(rows)}'}:", width="content")
        for label, name, kind, write in (
            ("CSV", "places.csv", "text/csv", places_csv),
            ("GeoJSON", "places.geojson", "application/geo+json", places_geojson),
        ):
            st.download_button(
                label, partial(write, rows, gazetteer), name, kind, key=name, on_click="ignore", type="tertiary",
                icon=":material/download:", disabled=not rows,
            )  # fmt: skip


def _mark(ids: Sequence[str], chosen: str | None) -> None:
    """Mark the row of a place chosen elsewhere. A mark made in the table stays as it is: setting it again would
    take the keyboard's focus from the table."""
    rows = [ids.index(chosen)] if chosen in ids else []
    st.session_state[MARKED] = ids[rows[0]] if rows else None
    if _marked_rows() != rows:
        st.session_state[TABLE] = {"selection": {"rows": rows, "cells": []}}


def _marked_rows() -> list[int]:
    """The row that is ticked, or that holds the cell with the focus."""
    selection = st.session_state[TABLE]["selection"] if TABLE in st.session_state else {}
    return [row for row, _ in selection.get("cells", [])] or list(selection.get("rows", []))


def _take_row(ids: Sequence[str]) -> None:
    """Choose the place of the row that a person has marked; the table also answers with what it was told."""
    rows = [row for row in _marked_rows() if row < len(ids)]
    marked = ids[rows[0]] if rows else None
    if marked != st.session_state.get(MARKED):
        choose(marked)
