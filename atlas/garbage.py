"""Searching for garbage where it is likely: among what is new.

Streamlit collects garbage in full after each run of a page, and searches all that the process holds: corpus, modules,
other people's pages. That took more than twice as long as the run. Here each full collection sets aside what it has
found alive (`gc.freeze`), so that the next one searches only what has come since; four times a minute all is searched,
and the memory that has become free goes back to the system: glibc keeps a stock for each of Streamlit's many threads,
and pictures leave large holes in them.
"""

import ctypes
import gc
import os
import time
from collections.abc import Mapping
from typing import Literal

OLDEST = 2
BETWEEN = 15.0  # seconds between two searches of everything

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


def give_memory_back() -> bool:
    """Return free memory to the system; whether any was. Only glibc keeps such a stock: elsewhere nothing is done."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
    return bool(trim and trim(0))
