"""The gazetteer as files to take away: CSV that a spreadsheet may open, and GeoJSON (RFC 7946)."""

import csv
import io
import json
from collections.abc import Mapping, Sequence

from atlas.map import ATTRIBUTION
from atlas.place_table import PlaceRow
from atlas.spreadsheets import plain_cell
from geodata import Gazetteer, Place
from geodata.models import Name
from geodata.tables import PLACE_COLUMNS

LANGUAGES = ("en", "ko", "zh", "ja")
CSV_COLUMNS = (*PLACE_COLUMNS, "inside", "reports", "claims", *(f"names_{language}" for language in LANGUAGES))


def places_csv(rows: Sequence[PlaceRow], gazetteer: Gazetteer) -> bytes:
    """The places as CSV in UTF-8 with its mark; names of a language share a cell, divided by `` | ``."""
    lines = io.StringIO()
    writer = csv.DictWriter(lines, fieldnames=CSV_COLUMNS)
    writer.writeheader()
    for row in rows:
        cells = {**_facts(row), **_name_cells(gazetteer.names_by_place.get(row.place.id, ()))}
        writer.writerow({column: plain_cell(cell) for column, cell in cells.items()})
    return lines.getvalue().encode("utf-8-sig")


def places_geojson(rows: Sequence[PlaceRow], gazetteer: Gazetteer) -> bytes:
    """The places as a feature collection; one without a coordinate has no geometry and stays in the file."""
    features = [
        {
            "type": "Feature",
            "id": row.place.id,
            "geometry": _point(row.place),
            "properties": {**_facts(row), "names": _names(gazetteer.names_by_place.get(row.place.id, ()))},
        }
        for row in rows
    ]
    collection = {"type": "FeatureCollection", "attribution": ATTRIBUTION, "features": features}
    return json.dumps(collection, ensure_ascii=False, allow_nan=False).encode()


def _facts(row: PlaceRow) -> dict[str, object]:
    facts = {column: getattr(row.place, column) for column in PLACE_COLUMNS}
    return {**facts, "inside": row.inside, "reports": row.reports, "claims": row.claims}


def _name_cells(names: Sequence[Name]) -> Mapping[str, str]:
    return {
        f"names_{language}": " | ".join(f"{name.name} [{name.kind}]" for name in names if name.language == language)
        for language in LANGUAGES
    }


def _names(names: Sequence[Name]) -> list[dict[str, str]]:
    return [{"name": name.name, "language": name.language, "kind": name.kind, "use": name.use} for name in names]


def _point(place: Place) -> dict[str, object] | None:
    if place.latitude is None or place.longitude is None:
        return None
    return {"type": "Point", "coordinates": [place.longitude, place.latitude]}
