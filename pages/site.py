"""The frame of all pages: navigation, title and style."""

from pathlib import Path

import streamlit as st

from atlas.operation.metrics import run_seen
from atlas.served import ASSETS

st.set_page_config(page_title="Reported measures", layout="wide", initial_sidebar_state="collapsed")
st.html(Path(__file__).with_name("style.css"))
st.html(ASSETS / "evidence.css")
page = st.navigation(
    [
        st.Page("map.py", title="Map", default=True),
        st.Page("briefings.py", title="Briefings", url_path="briefings"),
        st.Page("reports.py", title="Reports", url_path="reports"),
        st.Page("places.py", title="Places", url_path="places"),
        st.Page("review.py", title="Review", url_path="review"),
        st.Page("about.py", title="About", url_path="about"),
    ],
    position="top",
)
with run_seen(page.title):
    page.run()
