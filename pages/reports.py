"""The reports page: read one report with its evidence marked, and see what could not be read;
bring your own."""

import streamlit as st

from atlas.evidence import report_html
from geodata import load_gazetteer
from pages.parts import corpus_in_use, import_panel, reading

current = corpus_in_use.load()

st.title("Reports", anchor=False)
import_panel.draw(current)
corpus_in_use.say_what_is_missing(current)
reading.draw_problems(current.corpus)
report = reading.choose_report(current.corpus)
if report:
    claims = current.corpus.claims_of(report.id)
    st.html(report_html(load_gazetteer(), report, claims, current.corpus.rejected))
