"""The source panel: for one place, who says what, in the reports' own words."""

import streamlit as st

from atlas import words
from atlas.evidence import claim_html
from atlas.panel import MeasureSources, other_claims, sources_at
from atlas.selection import Selection, Shown
from atlas.view import View
from corpus.models import Claim
from corpus.store import Corpus
from geodata import Gazetteer
from pages.parts.controls import PLACE

# A measure's claims beyond this number wait behind a button.
AT_ONCE = 8
# This many measures are open from the start, if anything is known of them.
OPENED = 3
KEY_TO_MARKS = (
    '<p class="mark-key">Marked in the quotes: <mark class="field-measure">measure</mark> '
    '<mark class="field-place">place</mark> <mark class="field-start">date</mark></p>'
)


def draw(corpus: Corpus, gazetteer: Gazetteer, view: View, selection: Selection) -> None:
    """All claims shown at the view's place, by measure; and how many there are on other days."""
    assert view.place is not None
    st.button("← All places", type="tertiary", on_click=_close)
    st.subheader(words.place_name(gazetteer, view.place, view.language), anchor=False)
    sources = sources_at(corpus, selection, view)
    if sources:
        st.html(KEY_TO_MARKS)
    else:
        st.info(f"No claim about this place is shown for {words.days_in_words(view)}.")
    for number, source in enumerate(sources):
        _draw_measure(corpus, gazetteer, source, opened=number < OPENED and source.state != "unknown")
    _draw_others(corpus, gazetteer, other_claims(corpus, sources, view))


def _draw_measure(corpus: Corpus, gazetteer: Gazetteer, source: MeasureSources, *, opened: bool) -> None:
    with st.expander(source.title, expanded=opened):
        waiting = len(source.claims) - AT_ONCE
        everything = waiting > 0 and st.toggle(f"Show all {len(source.claims)}", key=f"all {source.measure}")
        for shown in source.claims if everything else source.claims[:AT_ONCE]:
            _draw_claim(corpus, gazetteer, shown)


def _draw_claim(corpus: Corpus, gazetteer: Gazetteer, shown: Shown) -> None:
    st.html(claim_html(gazetteer, corpus.reports[shown.claim.report], shown, corpus.rejected))


def _draw_others(corpus: Corpus, gazetteer: Gazetteer, others: list[Claim]) -> None:
    """What else is said of the place, as a table whose dates say where to look."""
    if others:
        with st.expander(f"{words.count_of(len(others), 'claim')} about this place on other days or switched off"):
            st.dataframe(words.claims_table(others, corpus, gazetteer), hide_index=True)


def _close() -> None:
    st.session_state[PLACE] = None
