"""What each column of each table means, read from ``columns.csv``: ``docs/columns.md`` is made from it."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

COLUMNS = Path(__file__).with_name("columns.csv")
PAGE = """# Columns

What the columns of a snapshot's files mean. `python -m atlas.exports.column_words` makes this page from
`atlas/exports/columns.csv`; edit that. An empty cell or null: not reported, or not known. A file has a row for each
claim shown, and one for each claim that the view would show if its place were known.

{tables}
"""
TITLES = {
    "claims": "Claims: GeoJSON, GeoPackage, GeoParquet, KML, and `claims.csv` of the Data Package",
    "events": "Events: CSV, plain and with HXL tags",
    "episodes": "Episodes: `episodes.csv` of the Data Package",
    "reports": "Reports: `reports.csv` of the Data Package",
    "places": "Places: `places.csv` of the Data Package",
    "boundaries": "Boundaries: of the open API",
}


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """The meaning of a column of a table, and the values that it may have (empty where any)."""

    table: str
    column: str
    meaning: str
    values: str


@cache
def load_column_words() -> tuple[ColumnWords, ...]:
    """All columns, in the order of the file."""
    with COLUMNS.open(encoding="utf-8", newline="") as rows:
        return tuple(ColumnWords(**row) for row in csv.DictReader(rows))


def column_words(table: str) -> dict[str, str]:
    """What the columns of a table mean and hold, by name."""
    return {
        own.column: f"{own.meaning} Values: {own.values}" if own.values else own.meaning
        for own in load_column_words()
        if own.table == table
    }


def columns_page() -> str:
    """The dictionary of columns in Markdown."""
    return PAGE.format(tables="\n\n".join(_section(table, title) for table, title in TITLES.items()))


def _section(table: str, title: str) -> str:
    rows = [own for own in load_column_words() if own.table == table]
    lines = [
        "| " + " | ".join(_cell(text) for text in (f"`{own.column}`", own.meaning, own.values)) + " |" for own in rows
    ]
    return "\n".join([f"## {title}", "", "| column | meaning | values |", "|---|---|---|", *lines])


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


if __name__ == "__main__":
    page = Path(__file__).parents[2] / "docs" / "columns.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text(columns_page(), encoding="utf-8")
