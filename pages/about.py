"""The about page: method, limits, accuracy, sources, licences and attribution."""

from pathlib import Path

import streamlit as st

from corpus.evaluation.card import load_card
from pages.parts import accuracy, corpus_in_use, tables

HERE = Path(__file__).parent

current = corpus_in_use.load()

st.title("About this map", anchor=False)
tables.draw_corpus_figures(current.corpus)
with st.container(key="about"):
    st.markdown((HERE / "about.md").read_text(encoding="utf-8"))
    accuracy.draw(load_card())
    st.markdown((HERE / "sources.md").read_text(encoding="utf-8"))
