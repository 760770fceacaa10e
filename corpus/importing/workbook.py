"""Excel workbooks, by openpyxl: the first sheet, as text. Runs in the other process only."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook

from corpus.importing import limits
from corpus.importing.archives import check_expansion
from corpus.reports import Unreadable


def read_workbook(content: bytes) -> dict[str, Any]:
    """The rows of the first sheet. Formulas are not run: the value that was saved with them counts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        check_expansion(archive.infolist())
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    sheet = book.worksheets[0]
    rows: list[list[str]] = []
    for cells in sheet.iter_rows(values_only=True, max_col=limits.TABLE_COLUMNS):
        if len(rows) > limits.TABLE_ROWS:
            raise Unreadable("table", "rows", f"more than {limits.TABLE_ROWS} rows")
        rows.append([_text(cell) for cell in cells])
    return {"rows": rows}


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return str(cell)[: limits.CELL_CHARACTERS]
