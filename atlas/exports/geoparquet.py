"""A snapshot as GeoParquet 1.1: all claims in one table, null shapes where one is not located.

https://geoparquet.org/releases/v1.1.0/ - without a ``crs`` the coordinates are longitude and latitude (OGC:CRS84).
"""

import io
import json
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from atlas.exports.arrow_rows import GEOMETRY, arrow_rows, with_shapes
from atlas.exports.carried import KEY, manifest_from
from atlas.exports.claim_rows import claim_rows
from atlas.exports.manifest import Manifest, make_manifest, to_json
from atlas.exports.outlines import Geometry, row_outline
from atlas.exports.snapshot import Snapshot
from atlas.map import ATTRIBUTION

VERSION = "1.1.0"


def write_parquet(snapshot: Snapshot) -> bytes:
    """The claims shown and not located; the schema's metadata has ``geo``, ``reported_measures``, ``attribution``."""
    rows = claim_rows(snapshot)
    shapes = [row_outline(snapshot.gazetteer, row.place_id, row.unlocated_reason) for row in rows]
    table = with_shapes(arrow_rows(rows), shapes).replace_schema_metadata(
        {
            "geo": json.dumps(_geo(shapes), sort_keys=True),
            KEY: to_json(make_manifest(snapshot, "parquet")),
            "attribution": ATTRIBUTION,
        }
    )
    content = io.BytesIO()
    pq.write_table(table, content, compression="zstd")
    return content.getvalue()


def read_manifest_parquet(content: bytes) -> Manifest | None:
    """The manifest of such a file, or ``None`` if it has none."""
    try:
        metadata = pq.read_schema(io.BytesIO(content)).metadata
    except (pa.ArrowException, OSError, ValueError):
        return None
    return manifest_from((metadata or {}).get(KEY.encode()))


def _geo(shapes: Sequence[Geometry | None]) -> dict[str, object]:
    """What GeoParquet wants to know of the shapes."""
    located = [shape for shape in shapes if shape is not None]
    about: dict[str, object] = {
        "encoding": "WKB",
        "geometry_types": sorted({shape.geom_type for shape in located}),
        "orientation": "counterclockwise",
    }
    if located:
        about["bbox"] = [float(side) for side in shapely.total_bounds(located)]
    return {"version": VERSION, "primary_column": GEOMETRY, "columns": {GEOMETRY: about}}
