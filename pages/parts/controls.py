"""What a person switches on: measures, kinds of reports and sources. Every choice is bound to the address."""

from dataclasses import replace
from typing import cast

import streamlit as st

from atlas.icons import load_icons
from atlas.view import Language, View
from atlas.words import SOURCE_WORDS
from corpus.measures import load_layers
from corpus.models import STATUSES


def choose_filters(view: View) -> View:
    """The view with what is chosen behind the button."""
    with st.popover("Filters", width="stretch"), st.container(gap="small", key="filters"):
        return replace(
            view,
            language=_choose_language(),
            statuses=_choose_statuses(),
            measures=_choose_measures(),
            attributions=_choose_sources(),
            origins=_choose_origins(),
            confidence=_choose_confidence(),
        )


def _choose_measures() -> frozenset[str]:
    """The measure types that are switched on: whole groups first, single types below."""
    layers = load_layers()
    groups = st.pills(
        "Groups", list(layers), selection_mode="multi", default=list(layers), key="groups", bind="query-params"
    )
    chosen: set[str] = set()
    for layer in groups:
        icons = load_icons()
        labels = {measure.code: f"{icons[measure.code].shortcode} {measure.label}" for measure in layers[layer]}
        picked = st.pills(
            layer, list(labels), selection_mode="multi", default=list(labels), format_func=labels.__getitem__,
            key=layer.lower().replace(" ", "_"), bind="query-params",
        )  # fmt: skip
        chosen.update(picked)
    return frozenset(chosen)


def _choose_statuses() -> frozenset[str]:
    picked = st.pills(
        "Reported as", list(STATUSES), selection_mode="multi", default=list(STATUSES), key="status",
        bind="query-params",
    )  # fmt: skip
    return frozenset(picked)


def _choose_sources() -> frozenset[str]:
    """Kinds of sources. Where a person in the country speaks is never a filter: only that one does."""
    picked = st.pills(
        "Told by", list(SOURCE_WORDS), selection_mode="multi", default=list(SOURCE_WORDS),
        format_func=SOURCE_WORDS.__getitem__, key="sources_told", bind="query-params",
    )  # fmt: skip
    return frozenset(picked)


def _choose_origins() -> int:
    picked = st.segmented_control(
        "Independent origins, at least", [1, 2, 3, 4], default=1, required=True, key="origins", bind="query-params"
    )
    return int(picked or 1)


def _choose_confidence() -> int:
    """In per cent: the share of claims read alike that proved right."""
    return int(st.slider("Confidence, at least", 0, 100, 0, 5, format="%d %%", key="confidence", bind="query-params"))


def _choose_language() -> Language:
    labels = {"en": "English", "ko": "한국어"}
    picked = st.segmented_control(
        "Place names", list(labels), default="en", required=True, format_func=labels.__getitem__,
        key="names", bind="query-params",
    )  # fmt: skip
    return cast(Language, picked or "en")
