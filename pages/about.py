"""The about page: method, limits, sources, licences and attribution."""

from pathlib import Path

import streamlit as st

from pages.parts import corpus_in_use, tables

current = corpus_in_use.load()

st.title("About this map", anchor=False)
tables.draw_corpus_figures(current.corpus)
with st.container(key="about"):
    st.markdown(Path(__file__).with_name("about.md").read_text(encoding="utf-8"))
