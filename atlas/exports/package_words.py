"""What a package says of itself: whose data it holds, under which licence, and how to read it."""

from atlas.exports.column_words import load_column_words
from atlas.exports.snapshot import UNCERTAINTY, Snapshot
from atlas.map import ATTRIBUTION

MIT = {"name": "MIT", "path": "https://opensource.org/license/mit", "title": "MIT License"}
CC_BY = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}
TABLES = {
    "claims": "What reports say: a measure at a place over a time, with the words that say so. One row a claim.",
    "episodes": "The claims of one measure, place and time together, of all dates, with their grade.",
    "places": "The places of the claims and episodes, and those that they lie in.",
    "reports": "The reports that the claims are from, without their texts.",
}
README = """# {title}

{counts}

{uncertainty}

{tables}

Keys: `claims.report` is a `reports.id`, `claims.episode` an `episodes.id`, `claims.place_id` and `episodes.place_id`
a `places.id`. Claims with an `unlocated_reason` are at no place of the map. Dates in `start` and `end` are EDTF, as
precise as reported: `2020-11` is some day of that month. A text that a spreadsheet would take for a formula has an
apostrophe before it. `manifest.json` says of which view and which data this is; the view: {link}

## Attribution and licence

{attribution}

- `places.csv` contains data of GeoNames (<https://www.geonames.org/>), modified: CC BY 4.0.
- Measure types, episodes, grades and the readings of reports are under the MIT License, as are the digests of reports
  that come with the program. Quotes and titles of other reports are their publishers', named in `reports.csv`.

## Columns

{columns}
"""


def licences_of(table: str) -> list[dict[str, str]]:
    """The licences of a table, as a Data Package names them; none where it quotes what others have published."""
    return {"places": [CC_BY], "episodes": [MIT]}.get(table, [])


def readme(snapshot: Snapshot) -> str:
    """The package in words. No text of a report is in it."""
    return README.format(
        title=snapshot.title,
        counts=snapshot.counts,
        uncertainty=UNCERTAINTY,
        tables="\n".join(f"- `{name}.csv`: {text}" for name, text in TABLES.items()),
        link=snapshot.permalink,
        attribution=ATTRIBUTION,
        columns="\n\n".join(_columns(table) for table in TABLES),
    )


def _columns(table: str) -> str:
    rows = [f"- `{own.column}`: {own.meaning}" for own in load_column_words() if own.table == table]
    return "\n".join([f"### {table}", "", *rows])
