"""One field that finds a place, or a phrase in the reports, and jumps there."""

from datetime import date

import streamlit as st

from atlas import words
from atlas.evidence import found_html, search_heading_html
from atlas.search import Found, find
from atlas.view import View
from atlas.words import place_name
from corpus.store import Corpus
from geodata import Gazetteer
from pages.parts import moment

FIELD = "search"
PHRASE = "find"
LONGEST = 200  # characters of a phrase


def choose(corpus: Corpus, gazetteer: Gazetteer, view: View) -> str | None:
    """The phrase looked for, if any. A place that is picked is opened at once."""
    counts = corpus.claims_by_place()
    options = sorted(
        (place.id for place in gazetteer.places if gazetteer.in_korea(place.id)),
        key=lambda place_id: (-counts[place_id], gazetteer.display_name(place_id, "en")),
    )

    def in_words(place_id: str) -> str:
        if place_id not in gazetteer:
            return place_id
        names = dict.fromkeys((place_name(gazetteer, place_id, view.language), gazetteer.display_name(place_id, "ko")))
        return f"{' '.join(names)} ({counts[place_id]})"

    st.selectbox(
        "Search", options, index=None, format_func=in_words, key=FIELD, placeholder="Find a place, a phrase",
        label_visibility="collapsed", accept_new_options=True, on_change=_take,
    )  # fmt: skip
    if PHRASE not in st.session_state:
        st.session_state[PHRASE] = st.query_params.get(PHRASE, "")[:LONGEST] or None
    phrase: str | None = st.session_state[PHRASE]
    if phrase:
        st.query_params[PHRASE] = phrase
    else:
        st.query_params.pop(PHRASE, None)
    return phrase


def draw(corpus: Corpus, gazetteer: Gazetteer, phrase: str) -> None:
    """What holds the phrase, best first; each leads to its place and day."""
    st.button("Close search", icon=":material/close:", type="tertiary", on_click=_close)
    found = find(corpus, gazetteer, phrase)
    st.html(search_heading_html(len(found), phrase))
    if not found:
        st.info("No report holds these words. Try fewer of them, or another spelling.")
    for number, hit in enumerate(found):
        with st.container(key=f"hit-{number}", gap=None):
            _draw_hit(corpus, gazetteer, hit, number)


def _draw_hit(corpus: Corpus, gazetteer: Gazetteer, hit: Found, number: int) -> None:
    st.html(found_html(corpus.reports[hit.report], hit))
    if hit.claim is None:
        return
    claim = hit.claim
    label = f"{words.claim_in_words(gazetteer, claim)}, {words.interval_in_words(claim.start, claim.end)}"
    day = words.telling_day(corpus, claim)
    st.button(_plain(label), key=f"go {number}", type="tertiary", on_click=_go, args=(claim.place_id, day))


def _plain(text: str) -> str:
    """A text without what Streamlit's labels read as Markdown."""
    text = text.replace(":", ":\u200b")  # else :material/…: would be an icon, escaped or not
    return "".join(f"\\{mark}" if mark in "\\`*_{}[]()<>#+-.!|~:$" else mark for mark in text)


def _take() -> None:
    chosen = st.session_state.get(FIELD)
    st.session_state[FIELD] = None
    if not chosen:
        return
    moment.choose_place(chosen)
    st.session_state[PHRASE] = None if st.session_state[moment.PLACE] else str(chosen)[:LONGEST]


def _go(place_id: str | None, day: date) -> None:
    moment.choose_place(place_id)
    moment.choose_day(day)
    st.session_state[PHRASE] = None


def _close() -> None:
    st.session_state[PHRASE] = None
