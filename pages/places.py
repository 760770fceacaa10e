"""The places page: the gazetteer, and the names in the reports that it could not settle."""

import streamlit as st

from atlas.places import doubtful_names, gazetteer_table
from geodata import load_gazetteer
from pages.parts import corpus_in_use, tables

current = corpus_in_use.load()
gazetteer = load_gazetteer()

st.title("Places", anchor=False)
corpus_in_use.say_what_is_missing(current)
tables.draw_doubtful_names(doubtful_names(current.corpus.reports.values()), gazetteer)
tables.draw_gazetteer(gazetteer_table(current.corpus, gazetteer))
