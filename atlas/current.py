"""The corpus in use: read once, read again when a file of its folder changes.

A curator's decision changes what stands of it, not what was read. Where putting it together again takes longer than a
reader would wait, the corpus of before is shown meanwhile.
"""

import json
import logging
import os
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from weakref import WeakValueDictionary

from atlas.columns import digest, pack_columns
from corpus.batch import is_dataset
from corpus.decisions.database import FILE_NAME as LOG_FILE
from corpus.decisions.database import LogError
from corpus.decisions.log import Head, open_log
from corpus.importing import Imported, keep
from corpus.store import BUNDLED, Corpus, Undecided, decide, read_corpus, unread_log, with_reports
from geodata import load_gazetteer, load_layer
from geodata.basemap import LAYERS

REPORTS_VARIABLE = "ATLAS_REPORTS"
KEEP_VARIABLE = "ATLAS_KEEP_IMPORTS"
# How long a page waits for the newest decisions, and how long it leaves a log in peace that did not answer; seconds.
PATIENCE = 0.5
REST = 5.0
_log = logging.getLogger(__name__)
_loading = Lock()
_building = ThreadPoolExecutor(max_workers=1, thread_name_prefix="corpus")
# By digest, for as long as a session has them.
_held: WeakValueDictionary[str, "Current"] = WeakValueDictionary()
_kept: dict[Path, "_Kept"] = {}
_recent: deque["Current"] = deque(maxlen=2)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Current:
    """A corpus with the block of columns that its map draws, what was read before any decision, and the head of the
    log whose decisions it holds; how long it took to put together, in seconds, and the day or instant of the log's
    newest decision."""

    folder: Path
    corpus: Corpus
    columns: bytes
    digest: str
    read: Undecided
    head: Head | None = None
    seconds: float = 0.0
    newest: date | None = None


@dataclass(slots=True)
class _Kept:
    """What is shown, the head of the log it was made from, and what is being made to replace it."""

    current: Current
    head: Head | None
    coming: Future[tuple[Current, Head | None]] | None = None


# By folder, until when a log that did not answer is not asked again.
_resting: dict[Path, float] = {}


class Same:
    """A corpus in use as the key of a cache: this very one, not an equal one."""

    def __init__(self, current: Current) -> None:
        self.current = current

    def __hash__(self) -> int:
        return id(self.current)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.current is self.current


def reports_folder() -> Path:
    """The folder of reports: from the environment variable ``ATLAS_REPORTS``, else the bundled one."""
    return Path(os.environ.get(REPORTS_VARIABLE) or BUNDLED)


def load_current() -> Current:
    """The corpus of `reports_folder` after the decisions so far; raises `CorpusError` if it cannot be read."""
    folder = reports_folder()
    with _loading:
        read = _read(folder, _signature(folder))
        kept = _kept.get(folder)
        if kept is None or kept.current.read is not read:
            _kept.clear()
            kept = _kept[folder] = _Kept(*_put_together(read))
            _hold_a_while(kept.current)
        if _head(folder) in (None, kept.head):
            return kept.current
        if kept.coming is None:
            kept.coming = _building.submit(_put_together, read)
        coming = kept.coming
    wait([coming], PATIENCE)
    with _loading:
        if coming.done() and kept.coming is coming:
            _replace(kept, *coming.result())
    return kept.current


def in_use() -> Current | None:
    """The corpus that is shown, nothing being read for it; ``None`` before the first page has been asked for."""
    kept = _kept.get(reports_folder())
    return kept.current if kept else None


def _replace(kept: _Kept, current: Current, head: Head | None) -> None:
    """Show what has been put together, unless its log has not answered."""
    kept.coming = None
    if head is not None:
        kept.current, kept.head = current, head
        _hold_a_while(current)


def _hold_a_while(current: Current) -> None:
    """Serve it still after the next has come, to pages that are being drawn."""
    hold(current)
    _recent.append(current)


def load_imported(current: Current, imported: Imported) -> Current:
    """The corpus in use with a session's own reports. `hold` it, so that its columns are served."""
    corpus = with_reports(current.corpus, imported.reports, imported.claims, imported.rejected)
    columns = pack_columns(corpus, load_gazetteer())
    return Current(current.folder, corpus, columns, digest(columns), current.read, current.head)


def hold(current: Current) -> None:
    """Let the routes serve what a session shows, for as long as the session has it."""
    _held[current.digest] = current


def held() -> list[Current]:
    """What sessions show beside the corpus in use."""
    return list(_held.values())


def may_keep(folder: Path) -> bool:
    """Whether the operator lets imports be kept (``ATLAS_KEEP_IMPORTS=1``) in a folder that can be written."""
    return os.environ.get(KEEP_VARIABLE) == "1" and os.access(folder, os.W_OK) and not is_dataset(folder)


def keep_imported(imported: Imported, folder: Path) -> int:
    """Keep an import while nobody reads the folder; returns how many reports are new there. Raises `CorpusError`."""
    with _loading:
        return keep(imported, folder)


@cache
def load_ground() -> tuple[bytes, str]:
    """The basemap's layers as one JSON object of GeoJSON collections, and its digest."""
    layers = {name: json.loads(load_layer(name).to_json(drop_id=True)) for name in LAYERS}
    block = json.dumps(layers, separators=(",", ":")).encode()
    return block, digest(block)


@lru_cache(maxsize=2)
def _read(folder: Path, _signature: object) -> Undecided:
    begun = time.perf_counter()
    read = read_corpus(folder)
    found = {"reports": len(read.reports), "claims": len(read.claims), "problems": len(read.problems)}
    _log.info("reports read", extra={**found, "seconds": round(time.perf_counter() - begun, 3)})
    return read


def _put_together(read: Undecided) -> tuple[Current, Head | None]:
    """The corpus after the decisions in the log, and the log's head before they were read; ``None`` if it fails."""
    begun, head, newest = time.perf_counter(), None, None
    try:
        log = open_log(read.folder)
        head = log.head()
        logged, unusable = log.read(read.reports)
        newest = max((decision.when for decision in logged), key=date.isoformat, default=None)
        corpus = decide(read, logged, unusable)
    except LogError as error:
        _log.error("log of decisions does not answer", exc_info=error)
        _resting[read.folder] = time.monotonic() + REST
        corpus = decide(read, (), [unread_log(read, error)])
        head = None
    columns = pack_columns(corpus, load_gazetteer())
    current = Current(
        read.folder, corpus, columns, digest(columns), read, head, time.perf_counter() - begun, newest
    )  # fmt: skip
    _tell(current)
    return current, head


def _tell(current: Current) -> None:
    found = {"claims": len(current.corpus.claims), "problems": len(current.corpus.problems)}
    decided = {"decisions": current.head[0] if current.head else None, "digest": current.digest}
    _log.info("corpus put together", extra={**found, **decided, "seconds": round(current.seconds, 3)})


def _head(folder: Path) -> Head | None:
    """What changes with each decision; ``None`` while the log does not answer."""
    if time.monotonic() < _resting.get(folder, 0.0):
        return None
    try:
        return open_log(folder).head()
    except LogError:
        _resting[folder] = time.monotonic() + REST
        return None


def _signature(folder: Path) -> object:
    """What changes when a file is added, removed or written; ``None`` for a folder that cannot be listed."""
    try:
        return frozenset(filter(None, map(_file_signature, os.scandir(folder))))
    except OSError:
        return None  # reading the corpus says why


def _file_signature(entry: os.DirEntry[str]) -> tuple[str, int, int] | None:
    try:
        if entry.name.startswith(LOG_FILE):
            return None  # decisions are told by the log itself
        status = entry.stat()
    except OSError:
        return None  # gone since it was listed
    return entry.name, status.st_mtime_ns, status.st_size
