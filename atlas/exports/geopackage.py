"""A snapshot as a GeoPackage: claims at points, in areas, along lines, and those not located, in four tables.

GDAL writes the tables; metadata, the time settings for QGIS and the bytes that GDAL leaves to the clock are ours.
https://www.geopackage.org/spec140/
"""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pyogrio
import shapely

from atlas.exports.arrow_rows import GEOMETRY, arrow_rows, with_shapes
from atlas.exports.carried import manifest_from
from atlas.exports.claim_rows import ClaimRow, claim_rows
from atlas.exports.geopackage_tables import add_metadata, add_styles, read_metadata, settle
from atlas.exports.manifest import Manifest, make_manifest, to_json
from atlas.exports.outlines import Geometry, row_outline
from atlas.exports.snapshot import Snapshot, corpus_known

POINTS, AREAS, LINES, UNLOCATED = "claims_points", "claims_areas", "claims_lines", "claims_unlocated"
# The type of each layer's shapes, and how those of its kind are made to have it.
LAYERS: dict[str, tuple[str, Callable[[Geometry], Geometry]]] = {
    POINTS: ("Point", lambda shape: shape),
    AREAS: ("MultiPolygon", lambda shape: shapely.multipolygons(shapely.get_parts(shape))),
    LINES: ("MultiLineString", lambda shape: shapely.multilinestrings(shapely.get_parts(shape))),
}
LAYER_OF = {"Point": POINTS, "Polygon": AREAS, "MultiPolygon": AREAS, "LineString": LINES, "MultiLineString": LINES}

# Where SQLite counts the changes of a file, and says for which of them its size holds (https://sqlite.org/fileformat.html).
CHANGES, VALID_FOR = 24, 92

Located = tuple[ClaimRow, Geometry | None]


def write_gpkg(snapshot: Snapshot) -> bytes:
    """The claims shown and not located. ``valid_from`` and ``valid_to`` are what QGIS moves through time by."""
    rows = [(row, row_outline(snapshot.gazetteer, row.place_id, row.unlocated_reason)) for row in claim_rows(snapshot)]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "snapshot.gpkg"
        for layer in LAYERS:
            _write_layer(path, layer, [own for own in rows if own[1] is not None and _layer_of(own[1]) == layer])
        _write_table(path, [row for row, shape in rows if shape is None])
        _complete(path, snapshot)
        return _first_written(path.read_bytes())


def _first_written(content: bytes) -> bytes:
    """The file as if written once: GDAL writes in now more, now fewer transactions, which SQLite counts."""
    counted = bytearray(content)
    for offset in CHANGES, VALID_FOR:
        counted[offset : offset + 4] = (1).to_bytes(4, "big")
    return bytes(counted)


def read_manifest_gpkg(content: bytes) -> Manifest | None:
    """The manifest of such a file, or ``None`` if it has none."""
    found = (manifest_from(text) for text in read_metadata(content))
    return next((manifest for manifest in found if manifest is not None), None)


def _layer_of(shape: Geometry) -> str:
    return LAYER_OF[shape.geom_type]


def _write_layer(path: Path, layer: str, rows: Sequence[Located]) -> None:
    kind, promoted = LAYERS[layer]
    made = {id(shape): promoted(shape) for _, shape in rows}
    table = with_shapes(arrow_rows([row for row, _ in rows]), [made[id(shape)] for _, shape in rows])
    about = {"geometry_name": GEOMETRY, "geometry_type": kind, "crs": "EPSG:4326"}
    pyogrio.write_arrow(table, path, layer=layer, driver="GPKG", **about)


def _write_table(path: Path, rows: Sequence[ClaimRow]) -> None:
    pyogrio.write_arrow(arrow_rows(rows), path, layer=UNLOCATED, driver="GPKG")


def _complete(path: Path, snapshot: Snapshot) -> None:
    """Add what GDAL does not write. The file says that it was last changed when its newest report came out."""
    published = (report.published for report in corpus_known(snapshot).reports.values())
    day = max(published, default=snapshot.view.last)
    database = sqlite3.connect(path, isolation_level=None)
    try:
        add_metadata(database, to_json(make_manifest(snapshot, "gpkg")), day)
        add_styles(database, tuple(LAYERS), day)
        settle(database, day)
    finally:
        database.close()
