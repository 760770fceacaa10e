"""Everything that was entered as one file: the folder of reports with what lies in it, and the log of decisions.

A backup is a ZIP: ``reports/…`` as in the folder, ``decisions.log.jsonl`` with the rows of the log in their order,
and ``manifest.json`` with the SHA-256 of each. The log's database is no part of it, so that a backup of SQLite can be
restored to PostgreSQL and the other way round.
"""

import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import IO

from corpus.decisions.database import FILE_NAME as DATABASE
from corpus.decisions.log import EMPTY, Row, open_log
from corpus.decisions.rows import row_of_line
from corpus.files import UNFINISHED, keep_folder, write_whole, writing_whole
from corpus.importing.keeping import WRITING, finish_keeping
from corpus.models import CorpusError
from corpus.records import to_line

REPORTS = "reports/"
LOG = "decisions.log.jsonl"
MANIFEST = "manifest.json"
FORMAT = "reported-measures backup 1"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds."""

    files: int
    decisions: int


def back_up(folder: Path, path: Path) -> BackedUp:
    """Write a folder of reports, or a dataset, and its log into a file; it is there whole or as it was before.

    Raises `CorpusError` if something cannot be read or written.
    """
    finish_keeping(folder)
    rows = open_log(folder).rows()
    try:
        files = sorted(own for own in folder.rglob("*") if own.is_file() and _belongs(own.relative_to(folder)))
        with writing_whole(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            digests = {f"{REPORTS}{own.relative_to(folder).as_posix()}": own for own in files}
            hashed = {name: _pack(packed, name, own) for name, own in digests.items()}
            lines = "".join(map(to_line, rows)).encode()
            packed.writestr(LOG, lines)
            hashed[LOG] = hashlib.sha256(lines).hexdigest()
            packed.writestr(MANIFEST, json.dumps({"format": FORMAT, "sha256": hashed}, indent=1))
    except OSError as error:
        raise CorpusError(f"{path}: the backup cannot be written ({error.strerror or error})") from error
    return BackedUp(len(files), len(rows))


def restore(path: Path, folder: Path) -> BackedUp:
    """Put a backup back into an empty folder and an empty log.

    Everything is checked before anything is written, and the folder is there whole or not at all. Raises
    `CorpusError` with what is wrong.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CorpusError(f"{folder}: is not empty; a backup is restored into a folder that is")
    if open_log(folder).head() != EMPTY:
        raise CorpusError("the log of decisions is not empty; a backup is restored into one that is")
    try:
        with zipfile.ZipFile(path) as packed:
            files = [name for name in _checked_names(path, packed) if name != LOG]
            rows = [row_of_line(line) for line in packed.read(LOG).splitlines()]
            _put_back(packed, files, rows, folder)
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, EOFError) as error:
        raise CorpusError(f"{path}: cannot be restored ({error})") from error
    return BackedUp(len(files), len(rows))


def _belongs(path: PurePath) -> bool:
    """Whether a file of the folder is something that was entered: no database, nothing unfinished."""
    return not (path.name.startswith(DATABASE) or path.name.endswith(UNFINISHED) or path.parts[0].startswith(WRITING))


def _pack(packed: zipfile.ZipFile, name: str, path: Path) -> str:
    """Pack a file as it is at this moment; its SHA-256."""
    digest = hashlib.sha256()
    with path.open("rb") as file, packed.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member:
        for chunk in _chunks(file):
            digest.update(chunk)
            member.write(chunk)
    return digest.hexdigest()


def _checked_names(path: Path, packed: zipfile.ZipFile) -> list[str]:
    """The names of what a backup holds, each as it was backed up. Raises `CorpusError`."""
    manifest = json.loads(packed.read(MANIFEST))
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise CorpusError(f"{path}: is no backup of this program")
    digests: dict[str, str] = manifest["sha256"]
    if not isinstance(digests, dict) or LOG not in digests:
        raise CorpusError(f"{path}: its manifest does not name what it holds")
    for name, digest in digests.items():
        _check_name(path, name)
        with packed.open(name) as member:
            found = hashlib.sha256()
            for chunk in _chunks(member):
                found.update(chunk)
        if found.hexdigest() != digest:
            raise CorpusError(f"{path}: {name!r} is not as it was backed up")
    return list(digests)


def _check_name(path: Path, name: str) -> None:
    """Only names that `back_up` writes: in one spelling, below the folder, not of what programs keep there."""
    own = PurePosixPath(name.removeprefix(REPORTS))
    inside = name.startswith(REPORTS) and own.parts and not own.is_absolute() and str(own) == name.removeprefix(REPORTS)
    if name != LOG and not (inside and ".." not in own.parts and "\\" not in name and _belongs(own)):
        raise CorpusError(f"{path}: {name!r} is no name of a file in a backup")


def _put_back(packed: zipfile.ZipFile, names: list[str], rows: list[Row], folder: Path) -> None:
    """Unpack beside the folder, write the log, and rename: a log in SQLite comes with the folder."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name in names:
            target = work / name.removeprefix(REPORTS)
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, packed.read(name))
        if rows:
            open_log(work).add_rows(rows)
        work.chmod(0o755)
        work.replace(folder)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    keep_folder(folder.parent)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: file.read(CHUNK), b"")
