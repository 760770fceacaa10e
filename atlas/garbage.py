"""Searching for garbage where it is likely: among what is new.

Streamlit collects garbage in full after each run of a page, and searches all that the process holds: corpus, modules,
other people's pages. That took more than twice as long as the run. Here each full collection sets aside what it has
found alive (`gc.freeze`), so that the next one searches only what has come since; four times a minute all is searched.
"""

import gc
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
        gc.freeze()
    elif time.monotonic() - _searched[0] > BETWEEN:
        _searched[0] = time.monotonic()
        gc.unfreeze()
