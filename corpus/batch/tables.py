"""Reports, claims, rejected readings and problems as rows of Parquet, there and back."""

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from corpus.interval import BadDate, read_day
from corpus.models import Claim, CorpusError, Evidence, Problem, Rejected, Report
from corpus.records import BadRow, claim_from_row, claim_to_row
from corpus.reports import FIELDS, MAX_BYTES

EVIDENCE = pa.struct([("quote", pa.string()), ("start", pa.int32()), ("end", pa.int32())])


def _texts(*names: str) -> list[tuple[str, pa.DataType]]:
    return [(name, pa.string()) for name in names]


SCHEMAS: dict[str, pa.Schema] = {
    "reports": pa.schema([*_texts("id", "publisher", "title"), ("published", pa.date32()),
                          *_texts("language", "url", "origin", "text")]),
    "claims": pa.schema([*_texts("report", "measure", "place_id", "place_text", "start", "end", "status"),
                         ("attribution", pa.string()),
                         ("evidence", EVIDENCE), ("fields", pa.map_(pa.string(), pa.list_(pa.int32()))),
                         ("rule", pa.string()), ("confidence", pa.float64())]),
    "rejected": pa.schema([*_texts("report", "measure", "place_id", "place_text"), ("evidence", EVIDENCE),
                           ("reason", pa.string())]),
    "problems": pa.schema(_texts("file", "where", "value", "reason")),
}  # fmt: skip
"""The tables of a dataset. Claims have the names of the JSON rows (`corpus.records`), ``fields`` as a map."""


def to_parquet(table: str, rows: Iterable[Report | Claim | Rejected | Problem]) -> bytes:
    """Rows as the content of one Parquet file."""
    found = [claim_to_row(row) if isinstance(row, Claim) else asdict(row) for row in rows]
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(found, schema=SCHEMAS[table]), file, compression="zstd")
    return file.getvalue()


def read_rows(table: str, content: bytes | Path) -> Iterator[dict[str, Any]]:
    """The rows of one Parquet file, a batch in memory at a time; raises `CorpusError` if it is none of ours."""
    try:
        file = pq.ParquetFile(io.BytesIO(content) if isinstance(content, bytes) else content)
        for batch in file.iter_batches(columns=SCHEMAS[table].names):
            yield from batch.to_pylist()
    except (OSError, pa.ArrowException, ValueError) as error:
        where = content if isinstance(content, Path) else table
        raise CorpusError(f"{where}: cannot be read as Parquet ({error})") from error


def claim_of(row: Mapping[str, Any]) -> Claim:
    """A claim from its row; raises `corpus.records.BadRow`."""
    return claim_from_row({**row, "fields": dict(row["fields"])})


def rejected_of(row: Mapping[str, Any]) -> Rejected:
    """A rejected reading from its row."""
    return Rejected(**{**row, "evidence": Evidence(**row["evidence"])})


def report_of(row: Mapping[str, Any]) -> Report:
    """A report from a row of anybody's table; raises `BadRow` on the first field that does not fit."""
    fields = {name: _line(row, name) for name in FIELDS if name not in ("published", "origin")}
    origin = _line(row, "origin") if row.get("origin") else ""
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise BadRow("text", "", "empty text, or not a text")
    if len(text) > MAX_BYTES:
        raise BadRow("text", f"{len(text)} characters", f"longer than {MAX_BYTES} characters")
    return Report(**fields, published=_day(row.get("published")), origin=origin, text=text.lstrip("\n"))


def _line(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise BadRow(name, value, "missing, or not a line of text")
    return value.strip()


def _day(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return read_day(value if isinstance(value, str) else "")
    except BadDate as error:
        raise BadRow("published", value, f"bad date: {error}") from error
