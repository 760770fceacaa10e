"""The corpus in use: read once, read again when a file of its folder changes."""

import gc
import json
import os
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from weakref import WeakValueDictionary

from atlas.columns import digest, pack_columns
from corpus.batch import is_dataset
from corpus.importing import Imported, keep
from corpus.store import BUNDLED, Corpus, load_corpus, with_reports
from geodata import load_gazetteer, load_layer
from geodata.basemap import LAYERS

REPORTS_VARIABLE = "ATLAS_REPORTS"
KEEP_VARIABLE = "ATLAS_KEEP_IMPORTS"
_loading = Lock()
# By digest, for as long as a session has them.
_held: WeakValueDictionary[str, "Current"] = WeakValueDictionary()


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Current:
    """A corpus with the block of columns that its map draws."""

    folder: Path
    corpus: Corpus
    columns: bytes
    digest: str


def reports_folder() -> Path:
    """The folder of reports: from the environment variable ``ATLAS_REPORTS``, else the bundled one."""
    return Path(os.environ.get(REPORTS_VARIABLE) or BUNDLED)


def load_current() -> Current:
    """The corpus of `reports_folder`. Raises `corpus.models.CorpusError` if it cannot be read."""
    folder = reports_folder()
    with _loading:
        return _load(folder, _signature(folder))


def load_imported(current: Current, imported: Imported) -> Current:
    """The corpus in use with a session's own reports. `hold` it, so that its columns are served."""
    corpus = with_reports(current.corpus, imported.reports, imported.claims, imported.rejected)
    columns = pack_columns(corpus, load_gazetteer())
    return Current(current.folder, corpus, columns, digest(columns))


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
def _load(folder: Path, _signature: object) -> Current:
    corpus = load_corpus(folder)
    columns = pack_columns(corpus, load_gazetteer())
    # Streamlit collects garbage after each run. What is loaded here stays, and searching it took longer than the run.
    gc.collect()
    gc.freeze()
    return Current(folder, corpus, columns, digest(columns))


def _signature(folder: Path) -> object:
    """What changes when a file is added, removed or written; ``None`` for a folder that cannot be listed."""
    try:
        return frozenset(filter(None, map(_file_signature, os.scandir(folder))))
    except OSError:
        return None  # reading the corpus says why


def _file_signature(entry: os.DirEntry[str]) -> tuple[str, int, int] | None:
    try:
        status = entry.stat()
    except OSError:
        return None  # gone since it was listed
    return entry.name, status.st_mtime_ns, status.st_size
