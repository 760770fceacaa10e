"""Briefings as files: those that ship, those that are loaded, and what a briefing is saved as."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from atlas.briefing import Briefing, read_briefing, shipped_briefings, write_briefing
from atlas.current_files import hold_file
from atlas.exports.briefings import formats, snapshots_of
from corpus.store import Corpus
from geodata import Gazetteer
from pages.parts import briefing_state
from pages.parts.exporting import ONE_AT_A_TIME, page_address, size_in_words

MADE = "briefing file"
LARGEST_MB = 1
LOADED = "briefing loaded"


def choose_briefing() -> Briefing:
    """The briefing of the session: one that ships, one from a file, or one's own."""
    shipped, own = st.columns(2)
    with shipped, st.container(horizontal=True, vertical_alignment="bottom"):
        for name, briefing in shipped_briefings().items():
            st.button(briefing.title, key=f"open {name}", on_click=briefing_state.take, args=(briefing,))
        st.button(
            "New", icon=":material/add:", key="new briefing", on_click=briefing_state.take, args=(briefing_state.NEW,)
        )
    with own:
        _load_file()
    return briefing_state.current()


def draw_files(corpus: Corpus, gazetteer: Gazetteer, briefing: Briefing) -> None:
    """Save the briefing, or make one of the files that present it."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="briefing-files"):
        st.download_button(
            "Save (Markdown)", lambda: write_briefing(briefing_state.current()), "briefing.md", "text/markdown",
            on_click="ignore", icon=":material/save:", disabled=not briefing.steps,
        )  # fmt: skip
        asked = [
            name
            for name, kind in formats().items()
            if st.button(kind.label, key=f"make {name}", help=kind.use, disabled=not briefing.steps)
        ]
    for name in asked:
        _make(corpus, gazetteer, briefing, name)
    with st.container(horizontal=True, key="briefing-made"):
        _draw_made(briefing)


def _make(corpus: Corpus, gazetteer: Gazetteer, briefing: Briefing, name: str) -> None:
    """Make a file, with a bar that moves from step to step."""
    kind = formats()[name]
    bar = st.progress(0.0, f"Making: {kind.label}")
    snapshots = snapshots_of(briefing, corpus, gazetteer, page_address())
    with ONE_AT_A_TIME:
        content = kind.write(briefing, snapshots, lambda done, of: _advance(bar, done, of))
    bar.empty()
    st.session_state[MADE] = write_briefing(briefing), name, content


def _advance(bar: DeltaGenerator, done: int, of: int) -> None:
    bar.progress(done / of, f"Step {done + 1} of {of}")


def _draw_made(briefing: Briefing) -> None:
    written, name, content = st.session_state.get(MADE, ("", "", b""))
    if not content or written != write_briefing(briefing):
        return
    kind = formats()[name]
    if kind.media_type == "text/html":
        st.link_button("Present", f"presented/{hold_file(content)}.html", icon=":material/slideshow:", type="primary")
    st.download_button(
        f"Download {kind.label} ({size_in_words(len(content))})", content, f"briefing.{kind.ending}", kind.media_type,
        on_click="ignore", icon=":material/download:", key="download briefing",
    )  # fmt: skip


def _load_file() -> None:
    given = st.file_uploader(
        "Load a briefing (.md)", ["md", "txt"], max_upload_size=LARGEST_MB, key="briefing file given"
    )
    if given is None or st.session_state.get(LOADED) == given.file_id:
        return
    st.session_state[LOADED] = given.file_id
    briefing, problems = read_briefing(given.getvalue().decode("utf-8", "replace"), given.name)
    briefing_state.take(briefing)
    for problem in problems:
        st.warning("A part of the file was left out.")
        st.code(f"{problem.file}, {problem.where}: {problem.value}: {problem.reason}", language=None)
