"""A session's own reports: held in the session only, shown on every page, gone when it ends or they are discarded."""

import streamlit as st

from atlas.current import Current, hold, load_imported
from atlas.words import count_of
from corpus.importing import Imported, limits
from corpus.models import CorpusError

IMPORTED = "imported reports"
MERGED = "corpus with imported reports"
RESULT = "last import"


def add(imported: Imported) -> None:
    """Add an import to the session's own reports. Raises `CorpusError` if they become too many; then none is added."""
    joined = _imported().joined(imported)
    if len(joined.reports) > limits.REPORTS:
        raise CorpusError(
            f"{len(joined.reports)} reports: more than {limits.REPORTS} in one session. Discard some first."
        )
    st.session_state[IMPORTED] = joined
    st.session_state.pop(MERGED, None)


def discard() -> None:
    """Forget the session's own reports."""
    for key in (IMPORTED, MERGED, RESULT):
        st.session_state.pop(key, None)


def with_imported(current: Current) -> Current:
    """The corpus in use with the session's own reports, put together again only when either changed."""
    imported = _imported()
    if not imported.reports:
        return current
    base, merged = st.session_state.get(MERGED, (None, None))
    if base is not current or merged is None:
        merged = load_imported(current, imported)
        st.session_state[MERGED] = (current, merged)
    own: Current = merged
    hold(own)
    return own


def draw_notice() -> None:
    """Say on every page that the session shows more than the folder's reports, and let it be undone."""
    number = len(_imported().reports)
    if not number:
        return
    with st.container(key="own-reports", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{count_of(number, 'imported report')}** shown in this session only", width="content")
        st.button("Discard", key="discard imports", type="tertiary", icon=":material/delete:", on_click=discard)


def _imported() -> Imported:
    held: Imported = st.session_state.get(IMPORTED, Imported())
    return held
