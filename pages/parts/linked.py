"""Choices kept in the address in a form that lasts: ids, where a widget's own binding would keep its label."""

from collections.abc import Callable, Sequence

import streamlit as st


def choose_linked(
    label: str,
    options: Sequence[str],
    key: str,
    in_words: Callable[[str], str],
    *,
    placeholder: str | None = None,
    default: str | None = None,
) -> str | None:
    """One of the options or none, first taken from the address; an unknown id there counts as the default."""
    if key not in st.session_state:
        linked = st.query_params.get(key)
        st.session_state[key] = linked if linked in options else default
    chosen = st.selectbox(
        label, options, index=None, format_func=in_words, key=key, placeholder=placeholder,
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    if chosen:
        st.query_params[key] = chosen
    else:
        st.query_params.pop(key, None)
    return chosen
