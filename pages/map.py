"""The map page: which measures were reported in force where, on the days chosen."""

import streamlit as st

from atlas.selection import select
from geodata import load_gazetteer
from pages.parts import controls, corpus_in_use, drawing, panel, summary

current = corpus_in_use.load()
gazetteer = load_gazetteer()

heading = st.container()
corpus_in_use.say_what_is_missing(current)
view = controls.choose_view(current.corpus, gazetteer)
selection = select(current.corpus, gazetteer, view)

with heading:
    with st.container(key="heading", horizontal=True, vertical_alignment="bottom"):
        summary.draw_days(view)
        controls.draw_steps(current.corpus, view)
    summary.draw_counts(selection)
map_column, source_column = st.columns([2, 1])
with map_column:
    drawing.draw(current, view)
with source_column, st.container(key="sources", height=drawing.HEIGHT, border=False, gap="small"):
    if view.place:
        panel.draw(current.corpus, gazetteer, view, selection)
    else:
        summary.draw_list(view, selection, gazetteer)
summary.draw_tray(selection, gazetteer)
