"""The claim that a curator looks at: what it says, how sure that is, how far it reaches, what was decided about it."""

import streamlit as st

from atlas.current import Current
from atlas.evidence import checked_claim_heading_html, checked_claim_html, history_html, source_html
from atlas.review.history import history_of
from atlas.review.queue import Checkable
from corpus.decisions.database import LogError
from corpus.decisions.log import open_log
from corpus.models import Claim, Report
from corpus.store import joined_decisions
from geodata import load_gazetteer
from pages.parts import review_actions
from pages.parts.review_state import reviewing


def draw_source(report: Report) -> None:
    """Who published the report, when, and its title."""
    st.html(source_html(report))


def draw(own: Checkable) -> None:
    """The claim in words, field by field; its name alone while a form holds the fields."""
    if reviewing().doing in ("looking", "rejecting"):
        st.html(checked_claim_html(load_gazetteer(), own))
    elif reviewing().doing == "correcting":
        st.html(checked_claim_heading_html(load_gazetteer(), own))


def draw_history(current: Current, claim: Claim) -> None:
    """What was decided about it, the last decision first, which may be taken back."""
    report = current.read.reports[claim.report]
    try:
        logged = open_log(current.folder).of_report(report)
    except LogError as error:
        st.error(str(error))
        return
    reviewing().seen = len(logged)
    found = history_of(claim, joined_decisions(current.read.decisions, logged))
    if not found:
        return
    st.html(history_html(found))
    st.button(
        "Take the last one back", key="take back", type="tertiary", on_click=review_actions.take_back,
        args=(current, found[0]),
    )  # fmt: skip
