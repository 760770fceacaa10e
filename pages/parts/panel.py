"""The source panel: for one place, who says what, in the reports' own words."""

import streamlit as st

from atlas import words
from atlas.evidence import claim_html
from atlas.panel import MeasureSources, sources_at
from atlas.selection import Selection, Shown
from atlas.view import View
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
    others = corpus.claims_by_place()[view.place] - sum(len(source.claims) for source in sources)
    if others:
        _draw_other_days(corpus, gazetteer, view, others)


def _draw_measure(corpus: Corpus, gazetteer: Gazetteer, source: MeasureSources, *, opened: bool) -> None:
    with st.expander(source.title, expanded=opened):
        waiting = len(source.claims) - AT_ONCE
        everything = waiting > 0 and st.toggle(f"Show all {len(source.claims)}", key=f"all {source.measure}")
        for shown in source.claims if everything else source.claims[:AT_ONCE]:
            _draw_claim(corpus, gazetteer, shown)


def _draw_claim(corpus: Corpus, gazetteer: Gazetteer, shown: Shown) -> None:
    st.html(claim_html(gazetteer, corpus.reports[shown.claim.report], shown, corpus.rejected))


def _draw_other_days(corpus: Corpus, gazetteer: Gazetteer, view: View, count: int) -> None:
    """What else is said of the place, as a table whose dates say where to look."""
    shown_now = [claim for claim in corpus.claims if claim.place_id == view.place]
    with st.expander(f"{words.count_of(count, 'claim')} about this place on other days or switched off"):
        st.dataframe(words.claims_table(shown_now, corpus, gazetteer), hide_index=True)


def _close() -> None:
    st.session_state[PLACE] = None
