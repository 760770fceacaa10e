"""A snapshot as GeoJSON (RFC 7946): one feature per claim, without a geometry where a claim is not located."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import shapely

from atlas.exports.carried import LARGEST, as_manifest
from atlas.exports.claim_rows import ClaimRow, cells, claim_rows
from atlas.exports.manifest import Manifest, make_manifest
from atlas.exports.outlines import Geometry, row_outline
from atlas.exports.snapshot import Snapshot
from atlas.map import ATTRIBUTION


def write_geojson(snapshot: Snapshot) -> bytes:
    """The claims shown and not located. ``manifest`` and ``attribution`` are foreign members of the collection."""
    rows = claim_rows(snapshot)
    shapes = [row_outline(snapshot.gazetteer, row.place_id, row.unlocated_reason) for row in rows]
    members: dict[str, object] = {"type": "FeatureCollection", "title": snapshot.title, "attribution": ATTRIBUTION}
    if box := _bounding_box(shapes):
        members["bbox"] = box
    members["manifest"] = make_manifest(snapshot, "geojson")
    head = _json(members).removesuffix("}")
    features = ",\n".join(_features(rows, shapes))
    return f'{head},"features":[\n{features}\n]}}\n'.encode()


def read_manifest_geojson(content: bytes) -> Manifest | None:
    """The manifest of such a file, or ``None`` if it has none."""
    if len(content) > 100 * LARGEST:
        return None
    try:
        collection = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return as_manifest(collection.get("manifest")) if isinstance(collection, dict) else None


def _features(rows: Sequence[ClaimRow], shapes: Sequence[Geometry | None]) -> Iterable[str]:
    """The features as texts: that of a shape is made once, for many claims share one."""
    texts = {id(shape): shapely.to_geojson(shape) for shape in shapes if shape is not None}
    for row, shape in zip(rows, shapes, strict=True):
        about = f'"type":"Feature","id":"{row.id}","properties":{_json(cells(row))}'
        yield f'{{{about},"geometry":{texts[id(shape)] if shape is not None else "null"}}}'


def _bounding_box(shapes: Sequence[Geometry | None]) -> list[float] | None:
    """West, south, east and north of all shapes, in degrees."""
    located = [shape for shape in shapes if shape is not None]
    return [float(side) for side in shapely.total_bounds(located)] if located else None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_day)


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} is nothing that JSON can hold")
