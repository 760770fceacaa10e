"""Which columns of an uploaded table say what: known sets of columns, or chosen by hand."""

from collections.abc import Mapping, Sequence

import streamlit as st

from corpus.importing import Upload, table_header
from corpus.importing.presets import load_presets

TABLE_ENDINGS = (".csv", ".xlsx")
LABELS = {
    "measure": "Measure *", "place": "Place *", "province": "Province", "country": "Country",
    "start": "Start *", "end": "End", "status": "Status", "attribution": "Attribution", "publisher": "Publisher",
    "published": "Published", "url": "Link", "text": "Description",
}  # fmt: skip


def choose_columns(uploads: Sequence[Upload]) -> Mapping[str, Mapping[str, str]]:
    """For each table that no preset fits, the column of each role."""
    tables = [upload for upload in uploads if upload.ending in TABLE_ENDINGS]
    chosen = {upload.name: _choose(number, upload) for number, upload in enumerate(tables)}
    return {name: columns for name, columns in chosen.items() if columns}


def _choose(table: int, upload: Upload) -> Mapping[str, str]:
    header = _header(upload.name, upload.content)
    known = next((preset for preset in load_presets().values() if preset.fits(header)), None)
    if known is not None:
        st.caption(f"A table with {known.label}:")
        st.code(upload.name, language=None)
        return {}
    if not header:
        return {}
    st.caption(
        "Which column says what? Measures go by code or label of this map; dates are YYYY-MM-DD, YYYY-MM or YYYY."
    )
    st.code(upload.name, language=None)
    columns = st.columns(4)
    chosen = {
        role: columns[number % 4].selectbox(
            LABELS[role], header, index=None, key=f"column {role} {table} {upload.name}", placeholder="–"
        )
        for number, role in enumerate(LABELS)
    }
    return {role: name for role, name in chosen.items() if name}


@st.cache_data(max_entries=20, show_spinner=False)
def _header(name: str, content: bytes) -> tuple[str, ...]:
    return table_header(Upload(name, content))
