"""The source panel: for one place, who says what, in the reports' own words, episode by episode."""

import streamlit as st

from atlas import words
from atlas.evidence import claim_html, contradictions_html, grade_html
from atlas.icons import load_icons
from atlas.panel import EpisodeSources, episode_in_words, episodes_shown, other_episodes, switched_off
from atlas.selection import Selection, Shown, known_in
from atlas.view import View
from corpus.episodes import Episode
from corpus.state import day_of
from corpus.store import Corpus
from geodata import Gazetteer
from pages.parts import moment

# An episode's claims beyond this number wait behind a switch.
AT_ONCE = 6
# This many episodes are open from the start.
OPENED = 2
KEY_TO_MARKS = (
    '<p class="mark-key">Marked in the quotes: <mark class="field-measure">measure</mark> '
    '<mark class="field-place">place</mark> <mark class="field-start">date</mark></p>'
)


def draw(corpus: Corpus, gazetteer: Gazetteer, view: View, selection: Selection) -> None:
    """The episodes of the view's place on its days with all their claims; then those of other days."""
    assert view.place is not None
    st.button("All places", icon=":material/arrow_back:", type="tertiary", on_click=moment.choose_place, args=(None,))
    st.subheader(words.place_name(gazetteer, view.place, view.language), anchor=False)
    shown = episodes_shown(corpus, selection, view)
    if shown:
        st.html(KEY_TO_MARKS)
    else:
        st.info(f"No measure is known here on {words.days_in_words(view)}. No report is not no measure.")
    for number, sources in enumerate(shown):
        _draw_episode(corpus, gazetteer, view, sources, opened=number < OPENED)
    _draw_others(other_episodes(corpus, selection, view, shown))
    if hidden := switched_off(corpus, selection, view):
        st.caption(f"{words.count_of(hidden, 'claim')} about this place switched off or not reported by then.")


def _draw_episode(corpus: Corpus, gazetteer: Gazetteer, view: View, sources: EpisodeSources, *, opened: bool) -> None:
    key = f"{sources.episode.measure} {sources.episode.first}"
    icon = load_icons()[sources.episode.measure].shortcode
    with st.expander(sources.title(view), expanded=opened, icon=icon):
        st.html(grade_html(sources.episode) + contradictions_html(sources.episode))
        waiting = len(sources.claims) > AT_ONCE
        everything = waiting and st.toggle(f"Show all {len(sources.claims)} claims", key=f"all {key}")
        for shown in sources.claims if everything else sources.claims[:AT_ONCE]:
            _draw_claim(corpus, gazetteer, view, shown)


def _draw_claim(corpus: Corpus, gazetteer: Gazetteer, view: View, shown: Shown) -> None:
    rejected = known_in(corpus, view).rejected if view.known else corpus.rejected
    st.html(claim_html(gazetteer, corpus.reports[shown.claim.report], shown, rejected))


def _draw_others(others: list[Episode]) -> None:
    """What else is told of the place; each leads to its first sure day."""
    if not others:
        return
    with st.expander(f"{words.count_of(len(others), 'episode')} here on other days"):
        for episode in others:
            st.button(
                episode_in_words(episode), key=f"choose {episode.measure} {episode.first}", type="tertiary",
                on_click=moment.choose_day, args=(day_of(_first_sure_day(episode)),),
            )  # fmt: skip


def _first_sure_day(episode: Episode) -> int:
    sure = [step.first for _, steps in episode.claims for step in steps if step.state == "in_force"]
    return min(sure, default=episode.first)
