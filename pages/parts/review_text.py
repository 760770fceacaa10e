"""The report of a claim as a text in which a curator sees the marks and selects words."""

from functools import partial

import streamlit as st

from atlas.review.passage import passage
from atlas.served import ASSETS
from corpus.models import Claim, Report, Span
from pages.parts.review_state import reviewing

_passage = st.components.v2.component(
    "reported_measures.passage",
    html='<div class="passage" tabindex="0" role="document" aria-label="The report"></div>',
    js=(ASSETS / "passage.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def draw(report: Report, claim: Claim, *, selectable: bool) -> None:
    """The text with the claim's fields marked; what is selected in it becomes the quote, where one is wanted."""
    key = f"passage {report.id}"
    _passage(
        key=key,
        data=passage(report, claim, reviewing().selected, selectable=selectable),
        on_selected_change=partial(_take, key, len(report.text)),
        height="content",
    )


def _take(key: str, most: int) -> None:
    """Keep what the browser says is selected, while words are wanted."""
    span = _span(st.session_state[key].get("selected"), most)
    if span and reviewing().doing in ("adding", "correcting"):
        reviewing().selected = span


def _span(value: object, most: int) -> Span | None:
    """What the browser says is selected, if it is a span of the text."""
    if isinstance(value, list | tuple) and len(value) == 2 and all(type(offset) is int for offset in value):
        first, last = value
        return (first, last) if 0 <= first < last <= most else None
    return None
