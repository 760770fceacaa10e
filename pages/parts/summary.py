"""What the view shows in words: the heading with its counts, the list of places, and the tray."""

import streamlit as st

from atlas import words
from atlas.changes import changes_in_words
from atlas.selection import Selection
from atlas.standing import standings
from atlas.view import View
from corpus.store import Corpus
from geodata import Gazetteer
from pages.parts import moment

# Places beyond this number wait behind a switch.
AT_ONCE = 40


def draw_heading(view: View) -> None:
    """The days, as a heading for who does not see the map's own."""
    with st.container(key="view-words"):
        st.title(words.days_in_words(view), anchor=False)


def draw_counts(selection: Selection) -> None:
    """How many claims are shown and hidden, with why."""
    st.caption(words.counts_in_words(selection))


def draw_list(corpus: Corpus, view: View, selection: Selection, gazetteer: Gazetteer) -> None:
    """Every place that the map marks, strongest state first; each opens its sources."""
    if view.against:
        _draw_changes(corpus, view, gazetteer)
    st.subheader("Places on the map", anchor=False)
    known, silent = words.places_in_words(standings(corpus, selection, view), gazetteer, view)
    if not known:
        st.info("Nothing is known for these dates and filters. Move the date, or switch measures on under Filters.")
    waiting = len(known) > AT_ONCE
    everything = waiting and st.toggle(f"Show all {len(known)} places", key="all places")
    _draw_buttons(known if everything else known[:AT_ONCE])
    if silent:
        with st.expander(f"{words.count_of(len(silent), 'place')} of which nothing is known any more"):
            _draw_buttons(silent)


def _draw_changes(corpus: Corpus, view: View, gazetteer: Gazetteer) -> None:
    """What is known now and was not on the day of the comparison, or the other way round."""
    assert view.against is not None
    changes = changes_in_words(corpus, gazetteer, view)
    st.subheader(f"Known otherwise on {words.day_in_words(view.against)}", anchor=False)
    if not changes:
        st.caption("Nothing: on these dates both days of knowledge show the same.")
    _draw_buttons(changes, "changed")


def _draw_buttons(sentences: list[tuple[str, str]], what: str = "place") -> None:
    for place_id, sentence in sentences:
        name, told = sentence.split(": ", 1)
        st.button(
            f"**{name}:** {told}",
            key=f"choose {what} {place_id}",
            type="tertiary",
            on_click=moment.choose_place,
            args=(place_id,),
        )


def draw_tray(selection: Selection, gazetteer: Gazetteer) -> None:
    """Claims of these days that stand nowhere on the map, each with its reason."""
    if not selection.unlocated:
        return
    st.subheader(f"Not on the map: {words.count_of(len(selection.unlocated), 'claim')}", anchor=False)
    st.dataframe(
        [
            {
                "Claim": words.claim_in_words(gazetteer, item.shown.claim),
                "When": words.interval_in_words(item.shown.claim.start, item.shown.claim.end),
                "Why": item.reason,
                "Report": item.shown.claim.report,
                "Quote": item.shown.claim.evidence.quote,
            }
            for item in selection.unlocated
        ],
        hide_index=True,
    )
