"""ZIP archives: opened in memory, within limits. Names of entries are shown, never used as paths."""

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator

from corpus.importing import limits
from corpus.importing.models import Upload
from corpus.models import Problem
from corpus.reports import Unreadable

CLUTTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    ValueError,
    OSError,
    NotImplementedError,
    RuntimeError,
)


def open_archive(upload: Upload) -> list[Upload | Problem]:
    """The files of an archive, in its order; an entry that can't be unpacked is a problem.

    Raises `Unreadable` for an archive that is broken or beyond a limit: then none of it is taken.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(upload.content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_clutter(entry.filename)]
            check_expansion(archive.infolist())
            return list(_unpack(upload.name, archive, entries))
    except BROKEN as error:
        raise Unreadable("archive", type(error).__name__, "not a ZIP archive, or a broken one") from error


def check_expansion(entries: list[zipfile.ZipInfo]) -> None:
    """Raise `Unreadable` if an archive holds too much; before anything is unpacked."""
    if len(entries) > limits.FILES:
        raise Unreadable("archive", f"{len(entries)} files", f"more than {limits.FILES} files")
    total = sum(entry.file_size for entry in entries)
    if total > limits.ZIP_BYTES:
        raise Unreadable("archive", f"{total} bytes unpacked", f"unpacks to more than {limits.ZIP_BYTES} bytes")
    for entry in entries:
        if entry.file_size > limits.ZIP_RATIO * max(entry.compress_size, 1) + 10_000:
            raise Unreadable(
                entry.filename, f"{entry.file_size} bytes", f"unpacks to over {limits.ZIP_RATIO} times its size"
            )


def _unpack(name: str, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[Upload | Problem]:
    for entry in entries:
        shown = f"{name}: {entry.filename}"
        try:
            yield Upload(shown, _content(archive, entry))
        except Unreadable as error:
            yield Problem.about(shown, error.where, error.value, error.reason)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of one entry, never more than its archive said."""
    if entry.flag_bits & 0x1:
        raise Unreadable("file", entry.filename, "encrypted: unpack it first")
    try:
        with archive.open(entry) as packed:
            content = packed.read(entry.file_size + 1)
    except BROKEN as error:
        raise Unreadable("file", type(error).__name__, "damaged in the archive") from error
    if len(content) != entry.file_size:
        raise Unreadable("file", f"{len(content)} bytes", "not as long as its archive says")
    return content


def _is_clutter(name: str) -> bool:
    return name.startswith(CLUTTER) or name.rsplit("/", 1)[-1] in CLUTTER
