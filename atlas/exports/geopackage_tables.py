"""The tables of a GeoPackage that GDAL leaves out: metadata (the standard's) and styles (as QGIS keeps them)."""

import sqlite3
from collections.abc import Sequence
from datetime import date

MAGIC = b"SQLite format 3\0"
STEPS = 100_000  # of SQLite's machine after which reading a stranger's file is given up

METADATA = """
CREATE TABLE gpkg_metadata (
  id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, md_scope TEXT NOT NULL DEFAULT 'dataset',
  md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_metadata_reference (
  reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER,
  timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
  CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
  CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
CREATE TABLE IF NOT EXISTS gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
"""
EXTENSION = ("gpkg_metadata", "http://www.geopackage.org/spec140/#extension_metadata", "read-write")
STANDARD = "https://www.rfc-editor.org/rfc/rfc8259"

STYLES = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME);
"""
# Mode 2: features from the day in one field to that in another; limit mode 1: both days included.
TIME_STYLE = """<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.34.0" styleCategories="Temporal">
  <temporal enabled="1" mode="2" limitMode="1" startField="valid_from" endField="valid_to" startExpression=""
    endExpression="" durationField="" durationUnit="days" fixedDuration="0" accumulate="0">
    <fixedRange><start></start><end></end></fixedRange>
  </temporal>
</qgis>
"""


def add_metadata(database: sqlite3.Connection, text: str, day: date) -> None:
    """Let the file as a whole carry a JSON text."""
    database.executescript(METADATA)
    database.execute("INSERT INTO gpkg_metadata VALUES (1, 'dataset', ?, 'application/json', ?)", (STANDARD, text))
    reference = "INSERT INTO gpkg_metadata_reference VALUES ('geopackage', NULL, NULL, NULL, ?, 1, NULL)"
    database.execute(reference, (moment(day),))
    for table in ("gpkg_metadata", "gpkg_metadata_reference"):
        database.execute("INSERT INTO gpkg_extensions VALUES (?, NULL, ?, ?, ?)", (table, *EXTENSION))


def add_styles(database: sqlite3.Connection, layers: Sequence[str], day: date) -> None:
    """Let QGIS open the layers with their time set: a table that it keeps styles in, listed as any other."""
    database.executescript(STYLES)
    listed = "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES (?, 'attributes', ?, ?)"
    database.execute(listed, ("layer_styles", "layer_styles", moment(day)))
    style = (
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,"
        " styleQML, useAsDefault, description, owner, update_time)"
        " VALUES ('', '', ?, 'geometry', 'time', ?, 1, 'From valid_from to valid_to', '', ?)"
    )
    database.executemany(style, [(layer, TIME_STYLE, moment(day)) for layer in layers])


def settle(database: sqlite3.Connection, day: date) -> None:
    """Leave nothing to the clock or to how the file came about."""
    database.execute("UPDATE gpkg_contents SET last_change = ?", (moment(day),))
    database.execute("VACUUM")


def moment(day: date) -> str:
    """The beginning of a day, as GeoPackage writes time."""
    return f"{day.isoformat()}T00:00:00.000Z"


def read_metadata(content: bytes) -> list[str]:
    """The texts that a file carries in its table of metadata; none if it is no such file."""
    if not content.startswith(MAGIC):
        return []
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(content)
        database.set_progress_handler(lambda: 1, STEPS)
        table = "SELECT 1 FROM sqlite_master WHERE name = 'gpkg_metadata' AND type = 'table' AND rootpage > 0"
        if not database.execute(table).fetchone():
            return []
        return [text for (text,) in database.execute("SELECT metadata FROM gpkg_metadata LIMIT 100")]
    except (sqlite3.Error, OverflowError, ValueError):
        return []
    finally:
        database.close()
