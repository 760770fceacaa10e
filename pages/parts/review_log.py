"""The log of decisions as a file: taken along, or added from elsewhere."""

import streamlit as st

from atlas.current import Current
from atlas.evidence import said_html
from atlas.words import count_of
from corpus.decisions import FILE_NAME, decision_to_row, read_lines
from corpus.decisions.database import LogError
from corpus.decisions.log import open_log
from corpus.decisions.rows import LARGEST_SENT
from corpus.records import to_line
from corpus.store import joined_decisions
from pages.parts import access
from pages.parts.tables import draw_problem_table


def draw(current: Current) -> None:
    """Folded away: all decisions as the file that lies beside the reports, and adding those of such a file."""
    with st.expander("The log of decisions"):
        st.caption(
            "Everybody's decisions as the file that lies beside the reports. Adding a file adds what is new in it."
        )
        st.download_button(
            "Download", lambda: _written(current), FILE_NAME, "application/jsonl", icon=":material/download:",
            on_click="ignore", key="download log",
        )  # fmt: skip
        given = st.file_uploader("Decisions", ["jsonl"], key="decisions file", max_upload_size=LARGEST_SENT)
        if given and st.button("Add what is new", key="add decisions"):
            _add(current, given.getvalue())


def _written(current: Current) -> bytes:
    """The file, made when it is asked for."""
    logged, _ = open_log(current.folder).read(current.read.reports)
    return "".join(to_line(decision_to_row(own)) for own in joined_decisions(current.read.decisions, logged)).encode()


def _add(current: Current, content: bytes) -> None:
    if access.person().role != "curator":
        st.html(said_html("Nothing was added: only curators may."))
        return
    decisions, problems = read_lines(content, current.read.reports, FILE_NAME)
    known = {decision.id for decision in current.read.decisions}
    try:
        new = open_log(current.folder).add_rows([decision_to_row(own) for own in decisions if own.id not in known])
    except LogError as error:
        st.html(said_html(f"Nothing was added: {error}"))
        return
    st.html(said_html(f"{count_of(new, 'decision')} of {len(decisions)} were new and are in the log.", "done"))
    if problems:
        draw_problem_table(problems)
