"""Rows as a typed table of Arrow, shapes as WKB beside them: what GeoPackage and GeoParquet are written from."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import pyarrow as pa
import shapely

from atlas.exports.claim_rows import ClaimRow, column_kinds
from atlas.exports.outlines import Geometry

TYPES = {
    "string": pa.string(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}
GEOMETRY = "geometry"

Table = Any  # a pyarrow.Table; the package has no types


def arrow_rows(rows: Sequence[ClaimRow]) -> Table:
    """The rows with the types of their columns, also where there are none."""
    schema = pa.schema([(name, TYPES[kind]) for name, kind in column_kinds(ClaimRow).items()])
    columns = {column.name: [getattr(row, column.name) for row in rows] for column in fields(ClaimRow)}
    return pa.table(columns, schema=schema)


def with_shapes(table: Table, shapes: Sequence[Geometry | None]) -> Table:
    """The table with a last column of shapes as well-known binary (little-endian), null where there is none."""
    written = {id(shape): shapely.to_wkb(shape, byte_order=1) for shape in shapes if shape is not None}
    column = pa.array([written.get(id(shape)) for shape in shapes], pa.binary())
    return table.append_column(GEOMETRY, column)
