"""The features that are ready to be asked: made when first wanted, the last few kept.

Making those of a large corpus, or of what was known on a day, takes seconds. One is made at a time, few requests wait
for it, and the others are told to come again: so no one can keep all threads of the server busy.
"""

import gc
from bisect import bisect_right
from collections import OrderedDict
from datetime import date
from functools import lru_cache
from threading import BoundedSemaphore, Lock

from atlas.api.collections import SHAPES, Collection
from atlas.api.errors import Unavailable
from atlas.api.features import Features
from atlas.api.tables import FIXED, Tables, make_tables
from atlas.current import Current, Same, load_current
from corpus.models import CorpusError
from geodata import load_gazetteer

KEPT = 6
WAITING = 8

Key = tuple[Same, date | None]
_shelf: OrderedDict[Key, Tables] = OrderedDict()
_handling = Lock()
_making = Lock()
_waiting = BoundedSemaphore(WAITING)


def features_of(collection: Collection, known: date | None = None) -> Features:
    """The features of a collection, as known on a day if one is given. Raises `Unavailable`."""
    whole = _whole(collection.table, known)
    return whole if collection.shape is None else whole.of_shape(SHAPES.index(collection.shape))


def _whole(table: str, known: date | None) -> Features:
    if table in FIXED:
        return _fixed(table)
    tables = open_tables(current_corpus(), known)
    return tables.claims if table == "claims" else tables.episodes


def current_corpus() -> Current:
    """The corpus in use. Raises `Unavailable` if it cannot be read."""
    try:
        return load_current()
    except CorpusError as error:
        raise Unavailable(f"the corpus cannot be read: {error}") from error


def open_tables(current: Current, known: date | None) -> Tables:
    """The tables of a corpus as known on a day: from the shelf, or made anew. Raises `Unavailable`."""
    key = Same(current), last_news(current, known)
    return _on_shelf(key) or _made(key)


def last_news(current: Current, known: date | None) -> date | None:
    """The last day of publication until a day, which tells the same; ``None`` where that is all that there is.

    So there are never more days to know than days on which reports were published.
    """
    days = () if known is None else _publication_days(Same(current))
    if known is None or not days or known >= days[-1]:
        return None
    return days[place - 1] if (place := bisect_right(days, known)) else date.min


@lru_cache(maxsize=2)
def _publication_days(same: Same) -> tuple[date, ...]:
    return tuple(sorted({report.published for report in same.current.corpus.reports.values()}))


def _on_shelf(key: Key) -> Tables | None:
    with _handling:
        if key in _shelf:
            _shelf.move_to_end(key)
        return _shelf.get(key)


def _made(key: Key) -> Tables:
    if not _waiting.acquire(blocking=False):
        raise Unavailable("too many requests wait for data that is being prepared; try again in a few seconds")
    try:
        with _making:
            return _on_shelf(key) or _keep(key, _make(*key))
    finally:
        _waiting.release()


def _make(same: Same, known: date | None) -> Tables:
    corpus = same.current.corpus
    tables = make_tables(corpus if known is None else corpus.as_known_on(known), load_gazetteer())
    # As for the corpus itself (`atlas.current`): what stays is not to be searched for garbage after each run.
    gc.collect()
    gc.freeze()
    return tables


def _keep(key: Key, tables: Tables) -> Tables:
    with _handling:
        for other in [own for own in _shelf if own[0] != key[0]]:
            del _shelf[other]  # of a corpus that is no longer in use
        _shelf[key] = tables
        while len(_shelf) > KEPT:
            _shelf.popitem(last=False)
    return tables


@lru_cache(maxsize=len(FIXED))
def _fixed(table: str) -> Features:
    return FIXED[table](load_gazetteer())
