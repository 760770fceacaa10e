"""The Briefings page: views in order, with what is said of them; kept as a file, presented without a network."""

import streamlit as st

from geodata import load_gazetteer
from pages.parts import briefing_editor, briefing_files, corpus_in_use

st.title("Briefings", anchor=False)
st.caption(
    "Views in order, with what is said of them. Open one that ships, load your own, or add views of the map by Export."
)
current = corpus_in_use.load()
corpus_in_use.say_what_is_missing(current)
briefing = briefing_files.choose_briefing()
briefing_files.draw_files(current.corpus, load_gazetteer(), briefing)
briefing_editor.draw(briefing)
