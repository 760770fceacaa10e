"""Documents of a source, one after the other: a folder, a ZIP or Parquet, on disk or at an address (fsspec)."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath
from typing import Any, TypeVar

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from corpus.models import CorpusError, Problem
from corpus.reports import FIELDS, MAX_BYTES

AT_ONCE = 500
"""Files that are asked for together, and rows that are read together."""
READ_BYTES = 1 << 20
"""Bytes of a Parquet column that are read together, so that a large row group is never in memory whole."""
UNREADABLE = (OSError, RuntimeError, zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error)

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Document:
    """A report not yet read: the bytes of its file, or its row of a table. ``name`` is for messages."""

    name: str
    content: bytes | Mapping[str, Any]


def read_documents(source: str) -> Iterator[Document | Problem]:
    """The documents of a source in a fixed order, and files that could not be opened; no id comes twice.

    Raises `CorpusError` if the source cannot be read at all.
    """
    with _said_of(source):
        files, path = fsspec.core.url_to_fs(source)
        if path.endswith(".zip"):
            found = _from_zip(files, path)
        elif path.endswith(".parquet") and not files.isdir(path):
            found = _from_tables(files, [path])
        else:
            found = _from_folder(files, path, source)
        yield from _each_once(found)


def in_batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """Lists of ``size`` things, the last one shorter."""
    iterator = iter(things)
    while batch := list(islice(iterator, size)):
        yield batch


@contextmanager
def _said_of(source: str) -> Iterator[None]:
    """Errors of a whole source as `CorpusError`."""
    try:
        yield
    except (*UNREADABLE, ImportError, ValueError, pa.ArrowException) as error:
        raise CorpusError(f"{source}: cannot be read ({getattr(error, 'strerror', None) or error})") from error


def _from_folder(files: Any, path: str, source: str) -> Iterator[Document | Problem]:
    if not files.isdir(path):
        raise CorpusError(f"{source}: no such folder of reports")
    entries = sorted((each["name"], each["size"]) for each in files.ls(path, detail=True))
    tables = [name for name, _ in entries if name.endswith(".parquet")]
    reports = ((name, size) for name, size in entries if name.endswith(".md"))
    yield from _from_tables(files, tables) if tables else _from_files(files, reports)


def _from_files(files: Any, entries: Iterable[tuple[str, int | None]]) -> Iterator[Document | Problem]:
    """Files by the hundred, so that those of an object store come side by side."""
    for batch in in_batches(entries, AT_ONCE):
        paths = [path for path, size in batch if not _too_large(size)]
        contents = dict(zip(paths, files.cat_ranges(paths, None, None, on_error="return"), strict=True))
        for path, size in batch:
            name = PurePosixPath(path).name
            yield _document(name, contents[path]) if path in contents else _oversize(name, size)


def _document(name: str, content: bytes | Exception) -> Document | Problem:
    if isinstance(content, bytes):
        return Document(name, content)
    if isinstance(content, IsADirectoryError):
        return Problem.about(name, "file", name, "not a file that can be read")  # as of a folder's own files
    reason = getattr(content, "strerror", None) or content
    return Problem.about(name, "file", name, f"cannot be opened ({reason})")


def _too_large(size: int | None) -> bool:
    return size is not None and size > MAX_BYTES


def _oversize(name: str, size: int | None) -> Problem:
    return Problem.about(name, "file", f"{size} bytes", f"larger than {MAX_BYTES} bytes")


def _from_zip(files: Any, path: str) -> Iterator[Document | Problem]:
    with files.open(path, "rb") as file, zipfile.ZipFile(file) as archive:
        entries = (each for each in archive.infolist() if each.filename.endswith(".md"))
        for entry in sorted(entries, key=lambda each: each.filename):
            if not entry.filename.startswith("__MACOSX/"):
                yield _unpack(archive, entry)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Document | Problem:
    name = PurePosixPath(entry.filename).name
    if _too_large(entry.file_size):
        return _oversize(name, entry.file_size)
    try:
        return _document(name, archive.read(entry))
    except UNREADABLE as error:
        return _document(name, error)


def _from_tables(files: Any, paths: Iterable[str]) -> Iterator[Document | Problem]:
    """Rows of Parquet files with the columns of a report; further columns are not read."""
    for path in paths:
        with files.open(path, "rb") as file:
            table = pq.ParquetFile(file, buffer_size=READ_BYTES)
            columns = [name for name in (*FIELDS, "text") if name in table.schema_arrow.names]
            batches = table.iter_batches(AT_ONCE, columns=columns)
            rows = (row for batch in batches for row in batch.to_pylist())
            for number, row in enumerate(rows, start=1):
                yield Document(f"{PurePosixPath(path).name}, row {number}", row)


def _each_once(found: Iterable[Document | Problem]) -> Iterator[Document | Problem]:
    """The same, a problem in place of each document whose id an earlier one has."""
    seen: set[str] = set()
    for each in found:
        if isinstance(each, Document):
            report = _id_of(each)
            if report and report in seen:
                each = Problem.about(each.name, "id", report, "duplicate id: an earlier report has it already")
            seen.add(report)
        yield each


def _id_of(document: Document) -> str:
    """The id that a report must have to be valid; empty if it has none."""
    content = document.content
    return PurePosixPath(document.name).stem if isinstance(content, bytes) else str(content.get("id") or "").strip()
