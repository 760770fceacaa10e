"""What the last import gave: counts of what was read and what was not, and for each file left out the reason."""

import streamlit as st

from atlas.words import count_of
from corpus.importing import Imported
from pages.parts.import_session import RESULT


def draw() -> None:
    """The last import's result, until it is closed or the session's reports are discarded."""
    if RESULT not in st.session_state:
        return
    imported, kept = st.session_state[RESULT]
    with st.container(border=True, key="import-result"):
        _draw_counts(imported, kept)
        if imported.problems:
            _draw_problems(imported)
        if imported.files:
            _draw_files(imported)
        st.button("Close", key="close result", type="tertiary", on_click=_close)


def _draw_counts(imported: Imported, kept: int | None) -> None:
    read = {file.file for file in imported.files}
    files_left_out = {problem.file for problem in imported.problems} - read
    rows_left_out = [problem for problem in imported.problems if problem.file in read]
    figures = {
        "Files read": len(imported.files),
        "Files not read": len(files_left_out),
        "Reports": len(imported.reports),
        "Claims": len(imported.claims),
        "On no place yet": sum(claim.place_id is None for claim in imported.claims),
    } | ({"Rows not read": len(rows_left_out)} if rows_left_out else {})
    for column, (label, number) in zip(st.columns(len(figures)), figures.items(), strict=True):
        column.metric(label, number)
    if kept is not None:
        known = len(imported.reports) - kept
        st.caption(
            f"{count_of(kept, 'report')} kept in the reports folder" + (f", {known} were there." if known else ".")
        )


def _draw_problems(imported: Imported) -> None:
    st.caption(f"**Not read** ({len(imported.problems)})")
    st.dataframe(
        [
            {"File": problem.file, "Reason": problem.reason, "Where": problem.where, "Value": problem.value}
            for problem in imported.problems
        ],
        hide_index=True, height="content" if len(imported.problems) <= 12 else 420,
    )  # fmt: skip


def _draw_files(imported: Imported) -> None:
    with st.expander(f"Read ({len(imported.files)})"):
        st.dataframe(
            [{"File": file.file, "Reports": file.reports, "Claims": file.claims} for file in imported.files],
            hide_index=True,
        )


def _close() -> None:
    st.session_state.pop(RESULT, None)
