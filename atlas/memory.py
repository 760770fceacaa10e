"""Memory of a process that many people look at: searched where it is new, taken in few places, given back.

Streamlit collects garbage in full after each run of a page, and searches all that the process holds: corpus, modules,
other people's pages. That took more than twice as long as the run. Here each full collection sets aside what it has
found alive (`gc.freeze`), so that the next one searches only what has come since; four times a minute all is searched,
and the memory that has become free goes back to the system.

glibc gives each of Streamlit's many threads a stock of its own, and what is free in one is of no use to another. After
four minutes of 25 people 241 MB lay free so, beside 100 MB in use. Threads of Python run one at a time: few stocks do.
"""

import ctypes
import gc
import sys
import time
from collections.abc import Callable, Mapping
from typing import Literal

OLDEST = 2
BETWEEN = 15.0  # seconds between two searches of everything

STOCKS = 2
MAPPED = 1_000_000  # bytes: what is larger is taken from the system and goes straight back
M_ARENA_MAX, M_MMAP_THRESHOLD = -8, -3  # of glibc's malloc.h

_searched: list[float] = []


def search_what_is_new() -> None:
    """From now on, search everything once in `BETWEEN` seconds and else only what is new. To be called once."""
    if not _searched:
        _searched.append(time.monotonic())
        gc.callbacks.append(_around_collection)


def _around_collection(phase: Literal["start", "stop"], about: Mapping[str, int]) -> None:
    if about["generation"] != OLDEST:
        return
    if phase == "stop":
        if gc.get_freeze_count() == 0:
            give_memory_back()
        gc.freeze()
    elif time.monotonic() - _searched[0] > BETWEEN:
        _searched[0] = time.monotonic()
        gc.unfreeze()


def take_from_few_stocks() -> None:
    """Let all threads share a few stocks of memory. To be called before they start; done with glibc only."""
    tune = _of_glibc("mallopt")
    if tune:
        tune(M_ARENA_MAX, STOCKS)
        tune(M_MMAP_THRESHOLD, MAPPED)


def give_memory_back() -> None:
    """Return free memory to the system; done with glibc only."""
    trim = _of_glibc("malloc_trim")
    if trim:
        trim(0)


def _of_glibc(name: str) -> Callable[..., int] | None:
    """One of its functions; ``None`` where the process has another library."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
