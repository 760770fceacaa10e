"""The steps of a briefing as fields: headings, captions, notes, order."""

from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from atlas.briefing import Briefing, Step
from pages.parts import briefing_state

LONGEST = 5_000  # characters of a field


def draw(briefing: Briefing) -> None:
    """The title and each step, to be changed in place."""
    edits = briefing_state.edits()
    title = st.text_input("Title", briefing.title, max_chars=200, key=f"title {edits}")
    if title != briefing.title:
        briefing_state.rename(title)
    if not briefing.steps:
        st.info(
            "No step yet. Open a shipped briefing above, or add the present view of the map with its Export button."
        )
    for number, step in enumerate(briefing.steps):
        with st.container(border=True, key=f"step-{number}"):
            _draw_step(number, step, len(briefing.steps), edits)


def _draw_step(number: int, step: Step, of: int, edits: int) -> None:
    key = f"{number} {edits}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{number + 1}**")
        st.button(
            "Earlier", icon=":material/arrow_upward:", type="tertiary", key=f"up {key}", disabled=number == 0,
            on_click=briefing_state.move, args=(number, -1),
        )  # fmt: skip
        st.button(
            "Later", icon=":material/arrow_downward:", type="tertiary", key=f"down {key}", disabled=number == of - 1,
            on_click=briefing_state.move, args=(number, 1),
        )  # fmt: skip
        st.button(
            "Remove", icon=":material/close:", type="tertiary", key=f"remove {key}", on_click=briefing_state.remove,
            args=(number,),
        )  # fmt: skip
        st.link_button("Open its view", f"./?{urlencode(step.query, safe='~')}", type="tertiary")
    heading = st.text_input("Heading", step.heading, max_chars=200, key=f"heading {key}")
    words, notes = st.columns(2)
    caption = words.text_area(
        "Caption, with reports cited as [id]", step.caption, max_chars=LONGEST, key=f"caption {key}", height=110
    )
    said = notes.text_area("Notes for who speaks", step.notes, max_chars=LONGEST, key=f"notes {key}", height=110)
    changed = replace(step, heading=heading, caption=caption, notes=said)
    if changed != step:
        briefing_state.rewrite(number, changed)
