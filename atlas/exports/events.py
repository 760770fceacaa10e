"""A snapshot as CSV with the columns of event data as ACLED publishes it, and the same with a row of HXL tags.

What each column means, and where it differs from ACLED's, is in ``docs/columns.md``. The file carries no manifest;
the Data Package does.
"""

import csv
import io
from calendar import timegm
from collections.abc import Iterable, Mapping

from atlas.exports.claim_rows import ClaimRow, claim_rows
from atlas.exports.outlines import row_outline
from atlas.exports.snapshot import Snapshot
from atlas.spreadsheets import plain_cell

# The columns with the tag of each (https://hxlstandard.org/standard/1-1final/dictionary/).
TAGS = {
    "event_id": "#event+id",
    "event_date": "#date+occurred",
    "time_precision": "#meta+date+precision",
    "event_type": "#event+type",
    "sub_event_type": "#event+subtype",
    "actor1": "#org+name",
    "location": "#loc+name+i_en",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "geo_precision": "#meta+geo+precision",
    "source": "#meta+source+name",
    "source_scale": "#meta+source+type",
    "notes": "#description+quote",
    "timestamp": "#date+published+timestamp",
    "start": "#date+start",
    "end": "#date+end",
    "valid_from": "#date+start+first",
    "valid_to": "#date+end+last",
    "state": "#status+state",
    "status": "#status+reported",
    "measure": "#event+code",
    "place_id": "#loc+code",
    "place_level": "#loc+type",
    "accuracy_km": "#meta+geo+accuracy_km",
    "location_ko": "#loc+name+i_ko",
    "unlocated_reason": "#meta+geo+reason",
    "origin": "#meta+source+origin",
    "published": "#date+published",
    "title": "#meta+source+title",
    "url": "#meta+url",
    "report": "#meta+source+id",
    "rule": "#meta+rule",
    "confidence": "#meta+confidence",
    "decision": "#meta+decision",
    "episode": "#event+episode+id",
    "grade": "#meta+grade",
    "origins": "#meta+source+num",
    "contradicted": "#meta+contradicted",
}
TIME_PRECISION = {10: 1, 7: 3, 4: 4}  # by the length of an EDTF date; the first two as ACLED has them
NO_DATE = 5
GEO_PRECISION = {"province": 3, "zone": 4, "country": 5}  # of points 1


def write_csv(snapshot: Snapshot) -> bytes:
    """The claims shown and not located, a row each: UTF-8 with its mark, and no cell that a spreadsheet would run."""
    return _written(snapshot, []).encode("utf-8-sig")


def write_csv_hxl(snapshot: Snapshot) -> bytes:
    """The same with a second row of HXL tags, and without the mark, which HXL's own reader takes for a letter."""
    return _written(snapshot, [TAGS]).encode()


def _written(snapshot: Snapshot, first: Iterable[Mapping[str, object]]) -> str:
    lines = io.StringIO()
    writer = csv.DictWriter(lines, fieldnames=list(TAGS))
    writer.writeheader()
    writer.writerows(first)
    for row in claim_rows(snapshot):
        cells = {**_event(row), **_where(snapshot, row), **_own(row)}
        writer.writerow({column: plain_cell(cell) for column, cell in cells.items()})
    return lines.getvalue()


def _event(row: ClaimRow) -> dict[str, object]:
    """The columns by ACLED's names. Who acted is not read from reports: ``actor1`` stays empty."""
    return {
        "event_id": f"PRK{row.id}",
        "event_date": row.valid_from.isoformat(),
        "time_precision": TIME_PRECISION[len(row.start)] if row.start else NO_DATE,
        "event_type": row.layer,
        "sub_event_type": row.measure_label,
        "actor1": None,
        "source": row.publisher,
        "source_scale": row.attribution,
        "notes": row.quote,
        "timestamp": timegm(row.published.timetuple()),
    }


def _where(snapshot: Snapshot, row: ClaimRow) -> dict[str, object]:
    """The place. Only a point has a coordinate: an area's would say that all happened there."""
    shape = row_outline(snapshot.gazetteer, row.place_id, row.unlocated_reason)
    point = shape if shape is not None and shape.geom_type == "Point" else None
    return {
        "location": row.place_name or row.place_text,
        "location_ko": row.place_name_ko,
        "latitude": point.y if point else None,
        "longitude": point.x if point else None,
        "geo_precision": None if shape is None else GEO_PRECISION.get(row.place_level or "", 1),
    }


def _own(row: ClaimRow) -> dict[str, object]:
    """The columns that ACLED has not."""
    same = ("start", "end", "state", "status", "measure", "place_id", "place_level", "accuracy_km", "unlocated_reason",
            "origin", "title", "url", "report", "rule", "confidence", "decision", "episode")  # fmt: skip
    return {
        **{column: getattr(row, column) for column in same},
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat(),
        "published": row.published.isoformat(),
        "grade": row.episode_grade,
        "origins": row.episode_origins,
        "contradicted": str(row.contradicted).lower(),
    }
