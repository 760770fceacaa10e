"""The one place where a view leaves the app as a file: nothing is made before it is asked for."""

import hashlib
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, urlsplit

import streamlit as st

from atlas.current import Current
from atlas.exports.citing import bibtex, citation
from atlas.exports.formats import Format, formats
from atlas.exports.snapshot import Snapshot, take_snapshot
from atlas.links import to_query
from atlas.view import View
from atlas.words import days_in_words
from geodata import Gazetteer
from pages.parts import briefing_state

MADE = "exported file"
PICTURES = ("image/png", "image/svg+xml")


def draw_button(current: Current, gazetteer: Gazetteer, view: View) -> None:
    """A button that opens the export of the present view. A file made before it was closed is not kept."""
    st.session_state.pop(MADE, None)
    if st.button("Export", icon=":material/download:", key="export", width="stretch"):
        _draw_dialog(take_snapshot(current.corpus, gazetteer, view, page_address()), f"{current.digest} {current.head}")


@st.dialog("Export this view", width="large")
def _draw_dialog(snapshot: Snapshot, state: str) -> None:
    st.markdown(f"**{snapshot.title}**")
    st.caption(snapshot.counts)
    kinds = formats()
    choice, made = st.columns([2, 3])
    with choice:
        chosen = st.radio(
            "As", list(kinds), format_func=lambda name: kinds[name].label, key="export as",
            captions=[kind.use for kind in kinds.values()], label_visibility="collapsed",
        )  # fmt: skip
    kind = kinds[chosen or next(iter(kinds))]
    with made:
        _draw_making(snapshot, kind, state)
        _draw_adding(snapshot)
        _draw_citation(snapshot)


# Making files takes most of the processor. Those who wait for one do not keep waiting those who only look.
ONE_AT_A_TIME = Lock()


def _draw_making(snapshot: Snapshot, kind: Format, state: str) -> None:
    options = _choose_options(kind)
    key = _key(snapshot, kind, options, state)
    if st.button("Make the file", type="primary", key="make file"):
        with st.spinner("Making the file"), ONE_AT_A_TIME:
            st.session_state[MADE] = key, kind.write(snapshot, **options)
    _draw_made(snapshot, kind, key)


def _draw_adding(snapshot: Snapshot) -> None:
    if st.button("Add to the briefing", icon=":material/add:", key="add to briefing"):
        query = {**to_query(snapshot.view), **_position()}
        briefing_state.add_view(query, days_in_words(snapshot.view))
        st.success(f"Step {len(briefing_state.current().steps)} of “{briefing_state.current().title}”.")


def _choose_options(kind: Format) -> dict[str, Any]:
    """The options of a kind of file, those that it has."""
    return {
        name: st.segmented_control(
            label,
            list(values),
            default=next(iter(values)),
            required=True,
            key=f"export {kind.name} {name}",
            format_func=_option_in_words,
        )
        for name, (label, values) in kind.options.items()
    }


def _option_in_words(value: str | int) -> str:
    """``A4 portrait``; a number as it is."""
    return str(value).replace("_", " ").capitalize()


def _draw_made(snapshot: Snapshot, kind: Format, wanted: str) -> None:
    """The file that was made last, if it is the one that is wanted: a look at it, its size, and the way to it."""
    key, content = st.session_state.get(MADE, (None, b""))
    if key != wanted:
        return
    if kind.media_type in PICTURES:
        st.image(content if kind.media_type == PICTURES[0] else content.decode(), width="stretch")
    st.download_button(
        f"Download {kind.label} ({size_in_words(len(content))})", content, kind.file_name(snapshot), kind.media_type,
        on_click="ignore", icon=":material/download:", key="download file",
    )  # fmt: skip


def _draw_citation(snapshot: Snapshot) -> None:
    with st.expander("Cite"):
        st.code(citation(snapshot), language=None, wrap_lines=True)
        st.code(bibtex(snapshot), language=None)
        st.caption("`python -m atlas verify FILE` draws a file again and says whether it is the same, or what differs.")


def _key(snapshot: Snapshot, kind: Format, options: dict[str, Any], state: str) -> str:
    """What stands for a file: the view, the state of corpus and decisions, the kind and its options."""
    about = f"{snapshot.permalink} {state} {kind.name} {sorted(options.items())}"
    return hashlib.sha256(about.encode()).hexdigest()


def size_in_words(size: int) -> str:
    """``340 kB``."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1_000))} kB"


def _position() -> dict[str, str]:
    """Where the map stands, which its own script keeps in the address."""
    position = parse_qs(urlsplit(st.context.url or "").query).get("map")
    return {"map": position[0]} if position else {}


def page_address() -> str:
    """The address of the page, without what stands behind it."""
    return (st.context.url or "").split("?")[0].split("#")[0] or "/"
