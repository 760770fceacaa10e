"""The import panel: files or pasted text, what they don't say themselves, and where they go."""

from datetime import date
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from atlas.current import Current, keep_imported, may_keep
from corpus.importing import Asked, Imported, Upload, import_uploads, paste
from corpus.importing.models import Found
from corpus.models import CorpusError
from pages.parts import access, import_result, import_session
from pages.parts.import_tables import choose_columns

KINDS = ["md", "txt", "html", "htm", "pdf", "zip", "csv", "xlsx"]
MOST_MB = 20
COUNTER = "imports so far"
FIRST, LAST = date(1970, 1, 1), date(2149, 12, 31)
KEPT = "Kept in the reports folder"
SESSION = "For this session"


def draw(current: Current) -> None:
    """The panel, folded away while nobody asks for it, and what the last import gave."""
    with st.container(key="import-panel"), st.expander("Add your own reports", key=_key("panel")):
        files, pasted = st.tabs(["Files", "Paste text"])
        with files:
            _draw_files(current.folder)
        with pasted:
            _draw_paste(current.folder)
    import_result.draw()


def _draw_files(folder: Path) -> None:
    given = st.file_uploader(
        "Files", KINDS, accept_multiple_files=True, key=_key("files"), max_upload_size=MOST_MB,
        label_visibility="collapsed",
    )  # fmt: skip
    uploads = [Upload(file.name, file.getvalue()) for file in given]
    st.caption(
        "Markdown or text, saved web pages, PDF, a ZIP of these, or a CSV or Excel table of coded measures "
        "(this project's, CoronaNet's or ACAPS's columns, or yours)."
    )
    columns = choose_columns(uploads)
    publisher, published, where = _ask_for_files(folder)
    if st.button("Import", type="primary", disabled=not uploads, key="import files"):
        asked = Asked(publisher, published, columns)
        bar = st.progress(0.0, "Reading")
        imported = import_uploads(uploads, asked, partial(_advance, bar))
        bar.progress(1.0, "Putting them on the map")
        _finish(imported, where, folder)


def _advance(bar: DeltaGenerator, done: int, of: int, _: str) -> None:
    bar.progress(done / of, f"{done} of {of} files")


def _ask_for_files(folder: Path) -> tuple[str, date | None, str]:
    """Publisher and date for the files that state none, and where the reports go."""
    columns = st.columns([3, 2, 3], vertical_alignment="bottom")
    publisher = columns[0].text_input("Publisher, where a file states none", max_chars=200, key=_key("publisher"))
    published = columns[1].date_input(
        "Published, where a file states none", None, FIRST, LAST, key=_key("published"), format="YYYY-MM-DD"
    )
    with columns[2]:
        where = _choose_where(folder, "files")
    return publisher, published, where


def _draw_paste(folder: Path) -> None:
    with st.form(_key("paste"), border=False):
        text = st.text_area("Text", height=160, max_chars=50_000)
        columns = st.columns([3, 2, 2])
        title = columns[0].text_input("Title", max_chars=300)
        publisher = columns[1].text_input("Publisher", max_chars=200)
        published = columns[2].date_input("Published", None, FIRST, LAST, format="YYYY-MM-DD")
        url = st.text_input("Link (optional)", max_chars=500)
        where = _choose_where(folder, "text")
        if st.form_submit_button("Import text", type="primary"):
            asked = Asked(publisher, published)
            _finish(paste(Found(text, title=title, url=url), asked), where, folder)


def _choose_where(folder: Path, what: str) -> str:
    """For the session or kept, where the operator allows it and a curator asks; else the session."""
    if not _may_keep(folder):
        st.caption("Imported for this session only: nobody else sees it.")
        return SESSION
    chosen = st.segmented_control("Where", [SESSION, KEPT], default=SESSION, required=True, key=_key(f"where {what}"))
    return str(chosen)


def _finish(imported: Imported, where: str, folder: Path) -> None:
    """Show or keep what was read, and start the panel anew."""
    kept = None
    try:
        if where == KEPT and _may_keep(folder):
            kept = keep_imported(imported, folder)
        else:
            import_session.add(imported)
    except CorpusError as error:
        st.error("Nothing was imported.")
        st.code(str(error), language=None)
        return
    st.session_state[import_session.RESULT] = imported, kept
    st.session_state[COUNTER] = st.session_state.get(COUNTER, 0) + 1
    st.rerun()


def _may_keep(folder: Path) -> bool:
    return may_keep(folder) and access.person().role == "curator"


def _key(name: str) -> str:
    """The key of a widget that starts empty after each import."""
    return f"{name} {st.session_state.get(COUNTER, 0)}"
