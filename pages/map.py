"""The map page: which measures were reported in force where, on the days chosen."""

import streamlit as st

from atlas.selection import select
from geodata import load_gazetteer
from pages.parts import controls, corpus_in_use, drawing, exporting, moment, panel, search, summary

current = corpus_in_use.load()
gazetteer = load_gazetteer()

corpus_in_use.say_what_is_missing(current)
view = moment.choose_moment(current.corpus)
summary.draw_heading(view)
map_column, source_column = st.columns([2, 1])
with source_column:
    sources = st.container(key="sources", border=False, gap="small")
with sources, st.container(key="controls", horizontal=True, vertical_alignment="center", gap="small"):
    phrase = search.choose(current.corpus, gazetteer, view)
    view = controls.choose_filters(view)
    exporting.draw_button(current, gazetteer, view)
moment.write_address(view)
with map_column:
    drawing.draw(current, view)  # before the sources, since it takes longest to appear
selection = select(current.corpus, gazetteer, view)
with sources:
    summary.draw_counts(selection)
    if phrase:
        search.draw(current.corpus, gazetteer, phrase)
    elif view.place:
        panel.draw(current.corpus, gazetteer, view, selection)
    else:
        summary.draw_list(current.corpus, view, selection, gazetteer)
summary.draw_tray(selection, gazetteer)
