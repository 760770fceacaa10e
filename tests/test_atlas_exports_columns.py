"""The dictionary of columns: every column that is written is described, and none that is not."""

from dataclasses import fields
from pathlib import Path

import pytest

from atlas.api.boundaries import BoundaryRow
from atlas.exports.claim_rows import ClaimRow
from atlas.exports.column_words import TITLES, columns_page, load_column_words
from atlas.exports.events import TAGS
from atlas.exports.package_rows import EpisodeRow, ReportRow
from corpus.measures import load_layers
from corpus.models import ATTRIBUTIONS, STATUSES
from corpus.state import STATES
from geodata import Place

PAGE = Path(__file__).parents[1] / "docs" / "columns.md"
WRITTEN = {
    "claims": [column.name for column in fields(ClaimRow)],
    "events": list(TAGS),
    "episodes": [column.name for column in fields(EpisodeRow)],
    "reports": [column.name for column in fields(ReportRow)],
    "places": [column.name for column in fields(Place)],
    "boundaries": [column.name for column in fields(BoundaryRow)],
}
VALUES = {"status": STATUSES, "state": STATES, "layer": tuple(load_layers()), "attribution": ATTRIBUTIONS}


@pytest.mark.parametrize("table", TITLES)
def test_every_column_is_described_in_the_order_of_the_file(table: str) -> None:
    assert [own.column for own in load_column_words() if own.table == table] == WRITTEN[table]


def test_every_description_is_a_sentence() -> None:
    assert all(own.meaning.endswith(".") for own in load_column_words())
    assert {own.table for own in load_column_words()} == set(WRITTEN) == set(TITLES)


@pytest.mark.parametrize("column", VALUES)
def test_values_are_those_in_use(column: str) -> None:
    described = next(own.values for own in load_column_words() if (own.table, own.column) == ("claims", column))
    assert set(VALUES[column]) <= set(described.split(", "))


def test_the_page_is_made_from_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == columns_page(), "run `python -m atlas.exports.column_words`"
