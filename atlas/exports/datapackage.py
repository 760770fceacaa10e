"""A snapshot as a Frictionless Data Package (v1) in one ZIP: claims, episodes, reports and places as CSV.

https://specs.frictionlessdata.io/tabular-data-package/ - without the texts of the reports.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from atlas.exports.carried import LARGEST, manifest_from
from atlas.exports.claim_rows import ClaimRow, claim_rows, column_kinds, episodes_told
from atlas.exports.column_words import column_words
from atlas.exports.manifest import Manifest, make_manifest, to_json
from atlas.exports.package_rows import EpisodeRow, ReportRow, episode_rows, place_rows, report_rows
from atlas.exports.package_words import licences_of, readme
from atlas.exports.snapshot import Snapshot
from atlas.exports.zips import UNREADABLE, write_zip
from atlas.spreadsheets import plain_cell
from geodata import Place

MANIFEST, README, DESCRIPTION = "manifest.json", "README.md", "datapackage.json"
NAMES = {"claims": ClaimRow, "episodes": EpisodeRow, "places": Place, "reports": ReportRow}
# A column of a table, and the table whose id it is.
KEYS = {
    "claims": {"report": "reports", "place_id": "places", "episode": "episodes"},
    "episodes": {"place_id": "places"},
    "places": {"parent": ""},  # the table itself
    "reports": {},
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the package as the bytes of its file."""

    name: str
    content: bytes


def write_datapackage(snapshot: Snapshot) -> bytes:
    """The claims shown and not located, and the episodes of all dates, with their reports and places."""
    tables = _tables(snapshot)
    files = {f"{table.name}.csv": table.content for table in tables}
    files[DESCRIPTION] = _pretty(_description(snapshot, tables))
    files[README] = readme(snapshot).encode()
    files[MANIFEST] = to_json(make_manifest(snapshot, "datapackage")).encode()
    return write_zip({name: files[name] for name in sorted(files)})


def read_manifest_datapackage(content: bytes) -> Manifest | None:
    """The manifest of such a file, or ``None`` if it has none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package, package.open(MANIFEST) as file:
            return manifest_from(file.read(LARGEST + 1))
    except UNREADABLE:
        return None


def _tables(snapshot: Snapshot) -> list[Table]:
    claims, episodes = claim_rows(snapshot), episodes_told(snapshot)
    rows: Mapping[str, Iterable[Any]] = {
        "claims": claims,
        "episodes": (told := episode_rows(episodes, snapshot.gazetteer)),
        "places": place_rows(claims, told, snapshot.gazetteer),
        "reports": report_rows(snapshot, episodes),
    }
    return [Table(name, _csv(column_kinds(NAMES[name]), own)) for name, own in rows.items()]


def _csv(columns: Iterable[str], rows: Iterable[Any]) -> bytes:
    """The rows in UTF-8 without a mark, as the standard wants it."""
    lines = io.StringIO()
    writer = csv.DictWriter(lines, fieldnames=list(columns))
    writer.writeheader()
    writer.writerows({column: plain_cell(_written(cell)) for column, cell in asdict(row).items()} for row in rows)
    return lines.getvalue().encode()


def _written(cell: object) -> object:
    if isinstance(cell, bool):
        return str(cell).lower()
    return cell.isoformat() if isinstance(cell, date) else cell


def _description(snapshot: Snapshot, tables: Iterable[Table]) -> dict[str, object]:
    return {
        "profile": "tabular-data-package",
        "name": "reported-measures",
        "title": snapshot.title,
        "description": snapshot.counts,
        "homepage": snapshot.permalink,
        "resources": [_resource(table) for table in tables],
    }


def _resource(table: Table) -> dict[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(table.content),
        "hash": f"sha256:{hashlib.sha256(table.content).hexdigest()}",
        **({"licenses": licences} if (licences := licences_of(table.name)) else {}),
        "schema": _schema(table.name),
    }


def _schema(table: str) -> dict[str, object]:
    words = column_words(table)
    return {
        "fields": [
            {"name": name, "type": kind, "description": words[name]}
            for name, kind in column_kinds(NAMES[table]).items()
        ],
        "primaryKey": "id",
        "foreignKeys": [
            {"fields": column, "reference": {"resource": other, "fields": "id"}}
            for column, other in KEYS[table].items()
        ],
        "missingValues": [""],
    }


def _pretty(value: object) -> bytes:
    return f"{json.dumps(value, indent=2, ensure_ascii=False)}\n".encode()
