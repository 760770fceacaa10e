"""What a person switches on: measures, kinds of reports and sources. The address has what differs from all."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import cast

import streamlit as st

from atlas.icons import load_icons
from atlas.links import MOST_ORIGINS
from atlas.view import Language, View
from atlas.words import SOURCE_WORDS
from corpus.measures import load_layers
from corpus.models import STATUSES


def choose_filters(view: View) -> View:
    """The view with what is chosen behind the button; at first what ``view`` has."""
    with st.popover("Filters", width="stretch"), st.container(gap="small", key="filters"):
        return replace(
            view,
            language=_choose_language(view.language),
            statuses=_pick("Reported as", list(STATUSES), view.statuses, "status"),
            measures=_choose_measures(view.measures),
            attributions=_pick("Told by", list(SOURCE_WORDS), view.attributions, "told", SOURCE_WORDS.__getitem__),
            origins=_choose_origins(view.origins),
            confidence=_choose_confidence(view.confidence),
        )


def _choose_measures(switched_on: frozenset[str]) -> frozenset[str]:
    """The measure types that are switched on: whole groups first, single types below."""
    layers, icons = load_layers(), load_icons()
    some = [layer for layer, measures in layers.items() if any(own.code in switched_on for own in measures)]
    groups = _pick("Groups", list(layers), some, "groups")
    chosen: set[str] = set()
    for layer in (layer for layer in layers if layer in groups):
        labels = {own.code: f"{icons[own.code].shortcode} {own.label}" for own in layers[layer]}
        started = [code for code in labels if code in switched_on] or list(labels)
        chosen |= _pick(layer, list(labels), started, layer.lower().replace(" ", "_"), labels.__getitem__)
    return frozenset(chosen)


def _pick(
    label: str, options: Sequence[str], started: Iterable[str], key: str, in_words: Callable[[str], str] = str
) -> frozenset[str]:
    on = set(started)
    _start(key, [option for option in options if option in on])
    picked = st.pills(label, options, selection_mode="multi", format_func=in_words, key=key, persist_state="session")
    return frozenset(picked)


def _choose_origins(started: int) -> int:
    _start("origins", started)
    numbers = list(range(1, MOST_ORIGINS + 1))
    picked = st.segmented_control(
        "Independent origins, at least", numbers, required=True, key="origins", persist_state="session"
    )
    return int(picked or 1)


def _choose_confidence(started: int) -> int:
    """In per cent: the share of claims read alike that proved right."""
    _start("sure", started)
    return int(st.slider("Confidence, at least", 0, 100, step=5, format="%d %%", key="sure", persist_state="session"))


def _choose_language(started: Language) -> Language:
    labels = {"en": "English", "ko": "한국어"}
    _start("names", started)
    picked = st.segmented_control(
        "Place names", list(labels), required=True, format_func=labels.__getitem__, key="names",
        persist_state="session",
    )  # fmt: skip
    return cast(Language, picked or "en")


def _start(key: str, value: object) -> None:
    """What a control shows at first; from then on what a person has chosen."""
    if key not in st.session_state:
        st.session_state[key] = value
