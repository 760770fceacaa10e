"""What is known of the chosen place, and the names in the reports that stayed open."""

from collections.abc import Sequence

import streamlit as st

from atlas import words
from atlas.place_evidence import doubtful_html, place_html, sentences_html
from atlas.place_table import PlaceRow
from atlas.place_words import naming_in_words
from atlas.places import DoubtfulName, Mentions
from corpus.store import Corpus
from geodata import Gazetteer
from pages.parts.place_choice import choose

# Reports and names beyond these numbers wait behind a switch.
REPORTS_AT_ONCE = 6
NAMES_AT_ONCE = 12
# Of the columns: the gazetteer on the left, map and reports on the right.
WIDTHS = (3, 2)


def draw_place(row: PlaceRow, mentions: Mentions, corpus: Corpus, gazetteer: Gazetteer) -> None:
    """The gazetteer's facts on the left, the reports that name the place on the right."""
    with st.container(key="place-heading", horizontal=True, vertical_alignment="center"):
        st.header(row.place.name, anchor=False, width="content")
        st.button("Close", icon=":material/close:", type="tertiary", on_click=choose, args=(None,))
    facts, naming = st.columns(WIDTHS)
    with facts:
        st.html(place_html(gazetteer, row))
    with naming:
        _draw_mentions(row.reports, mentions, corpus)


def _draw_mentions(counted: int, mentions: Mentions, corpus: Corpus) -> None:
    if not mentions:
        st.caption("No report of this corpus names it. That says nothing about what happened there.")
        return
    reports = list(dict.fromkeys(roled.report for roled in mentions))
    st.subheader(naming_in_words(counted, len(reports) - counted), anchor=False)
    waiting = len(reports) > REPORTS_AT_ONCE
    everything = waiting and st.toggle(f"Show all {len(reports)}", key="all reports")
    st.html(sentences_html(corpus.reports, mentions, None if everything else REPORTS_AT_ONCE))


def draw_doubtful(names: Sequence[DoubtfulName], corpus: Corpus, gazetteer: Gazetteer) -> None:
    """Names that stand in reports and were not resolved: nothing is guessed, so nothing is drawn."""
    st.subheader("Names we could not settle", anchor=False)
    if not names:
        st.caption("None: every place name found in the reports stands for one place of the gazetteer.")
        return
    st.caption(
        f"{words.count_of(len(names), 'name')}, most frequent first. Ambiguous names may mean several places, unknown "
        "ones are not in the gazetteer. Neither is guessed or drawn."
    )
    waiting = len(names) > NAMES_AT_ONCE
    everything = waiting and st.toggle(f"Show all {len(names)}", key="all names")
    shown = names if everything else names[:NAMES_AT_ONCE]
    with st.container(key="doubtful"):
        st.html("".join(doubtful_html(gazetteer, corpus.reports, name) for name in shown))
