"""That a curator has reviewed a claim is told by every export: as a mark, as a word or as a column."""

import zipfile
from io import BytesIO

import pytest

from atlas.exports.formats import formats
from atlas.exports.snapshot import Snapshot, take_snapshot
from atlas.figures.marks import groups_by_place
from geodata import load_gazetteer
from tests.factories import make_claim
from tests.test_atlas_selection import corpus_of, view

ON = {"start": "2021-01-29"}
# Formats whose bytes hold their texts plainly, and what tells it there.
PLAIN = {
    "svg": b"all reviewed",
    "geojson": b'"decision":"accept"',
    "csv": b"accept",
    "kml": b"accept",
    "html": b"confirmed by review",
}


def snapshot(decision: str | None) -> Snapshot:
    """A lockdown in Hyesan, decided or not."""
    return take_snapshot(corpus_of(make_claim(decision=decision, **ON)), load_gazetteer(), view("2021-02-01"))


def test_the_mark_of_a_picture_has_a_line_below_it_only_where_somebody_has_looked() -> None:
    for decision in ("accept", "correct", "add", None):
        [[group]] = groups_by_place(snapshot(decision)).values()
        assert group.glyph.reviewed == (decision is not None)


@pytest.mark.drawing
@pytest.mark.parametrize("name", sorted(formats()))
def test_every_format_differs_by_it(name: str) -> None:
    with_it, without = (formats()[name].write(snapshot(decision)) for decision in ("accept", None))
    assert with_it != without
    if name in PLAIN:
        assert PLAIN[name] in _unpacked(with_it)
        assert PLAIN[name] not in _unpacked(without)


def _unpacked(content: bytes) -> bytes:
    """The members of a ZIP, one after another; other files as they are."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())
