"""Tables of coded measures, CSV or Excel: their columns and their rows."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus.importing import limits
from corpus.importing.isolation import Worker
from corpus.importing.models import Upload
from corpus.importing.presets import ROLES, Preset, by_hand, load_presets
from corpus.reports import Unreadable

DELIMITERS = ",;\t|"
TABLES = (".csv", ".xlsx")
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, each as column -> value, with the number that its row has in the file."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, Row], ...]


def read_table(upload: Upload, worker: Worker) -> Table:
    """A table with the first row as its header; raises `Unreadable`."""
    cells = worker.read("workbook", upload.content)["rows"] if upload.ending == ".xlsx" else _csv_rows(upload.content)
    if not cells or not any(name.strip() for name in cells[0]):
        raise Unreadable("table", "", "an empty table: the first row should name the columns")
    header = tuple(name.strip() for name in cells[0])
    if len(header) > limits.TABLE_COLUMNS:
        raise Unreadable("table", f"{len(header)} columns", f"more than {limits.TABLE_COLUMNS} columns")
    rows = [
        (number, {name: value.strip() for name, value in zip(header, row, strict=False) if name})
        for number, row in enumerate(cells[1:], start=2)
        if any(value.strip() for value in row)
    ]
    if not rows:
        raise Unreadable("table", "", "a table without rows below its header")
    return Table(header, tuple(rows))


def table_header(upload: Upload) -> tuple[str, ...]:
    """The names of a table's columns, none if it can't be read: the import then says why."""
    try:
        with Worker() as worker:
            return tuple(filter(None, read_table(upload, worker).header))
    except Unreadable:
        return ()


def choose_preset(header: tuple[str, ...], columns: Mapping[str, str] | None) -> Preset:
    """The columns that a person named, else the preset whose columns the table has; raises `Unreadable`."""
    if columns:
        missing = [role for role in ("measure", "place", "start") if not columns.get(role)]
        if missing:
            raise Unreadable("columns", ", ".join(missing), "no column was chosen for this")
        return by_hand({role: columns.get(role, "") for role in ROLES})
    known = next((preset for preset in load_presets().values() if preset.fits(header)), None)
    if known is None:
        raise Unreadable("columns", ", ".join(header), "no known set of columns: upload the table by itself and choose")
    return known


def _csv_rows(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("file", repr(error.object[error.start : error.start + 8]), "not UTF-8") from error
    try:
        return list(_bounded(text))
    except csv.Error as error:
        raise Unreadable("table", str(error), "not readable as CSV") from error


def _bounded(text: str) -> Iterator[list[str]]:
    head = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=head.count)
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
        if number > limits.TABLE_ROWS:
            raise Unreadable("table", "rows", f"more than {limits.TABLE_ROWS} rows")
        if any(len(cell) > limits.CSV_CELL for cell in row):
            raise Unreadable(
                "table", "a cell", f"not readable as CSV: more than {limits.CSV_CELL} characters in a cell"
            )
        yield [cell[: limits.CELL_CHARACTERS] for cell in row]
