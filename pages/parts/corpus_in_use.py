"""Loading the corpus for a page, with a clear page where there is nothing to load."""

import streamlit as st

from atlas.current import Current, load_current
from corpus.models import CorpusError
from pages.parts import import_session


def load() -> Current:
    """The corpus in use, with the session's own reports; ends the page with a message if it cannot be read."""
    try:
        current = load_current()
    except CorpusError as error:
        st.error("The reports cannot be read.")
        st.code(str(error), language=None)
        st.stop()
    import_session.draw_notice()
    return import_session.with_imported(current)


def say_what_is_missing(current: Current) -> None:
    """Tell what to do next where the folder holds no report that could be read."""
    if current.corpus.reports:
        return
    st.info("There are no reports to draw yet. Put report files (NAME.md) into the folder below and load again.")
    st.code(str(current.folder), language=None)
    if current.corpus.problems:
        st.warning(f"{len(current.corpus.problems)} files could not be used: the Reports page says why.")
