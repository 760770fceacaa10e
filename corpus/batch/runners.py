"""Who does the work on parts: this process, or all cores. Parts are asked for as there is room for them.

A runner takes parts and yields their outcomes as they come, in any order, each once.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice

from corpus.batch.parts import Part
from corpus.batch.work import Outcome, read_part
from corpus.models import CorpusError

Runner = Callable[[Iterable[Part]], Iterator[Outcome]]
TRIES = 3
WAITING = 2
"""Parts in hand for each worker, so that none is idle and memory stays bounded."""


def run_here(parts: Iterable[Part]) -> Iterator[Outcome]:
    """Do the work in this process, one part after the other."""
    return map(read_part, parts)


def run_on_cores(parts: Iterable[Part], workers: int) -> Iterator[Outcome]:
    """Do the work in ``workers`` processes. A part whose process dies is tried again."""
    iterator = iter(parts)
    first = list(islice(iterator, 2))
    if workers == 1 or len(first) < 2:
        yield from run_here(chain(first, iterator))
        return
    waiting: list[Part] = []
    losses: dict[int, int] = {}
    parts = chain(first, iterator)
    while True:
        try:
            yield from _run_in_pool(parts, waiting, workers)
            return
        except BrokenProcessPool:
            _count_losses(waiting, losses)


def _run_in_pool(parts: Iterable[Part], waiting: list[Part], workers: int) -> Iterator[Outcome]:
    """Outcomes from one pool. ``waiting`` holds the parts in hand, so that another pool can take them over."""
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_follow_parent)
    try:
        hand = {pool.submit(read_part, part): part for part in waiting}
        source = iter(parts)
        while True:
            for part in islice(source, WAITING * workers - len(hand)):
                waiting.append(part)
                hand[pool.submit(read_part, part)] = part
            if not hand:
                return
            for future in wait(hand, return_when=FIRST_COMPLETED).done:
                yield _finish(future, hand, waiting)
    finally:
        pool.shutdown(cancel_futures=True)


def _finish(future: "Future[Outcome]", hand: "dict[Future[Outcome], Part]", waiting: list[Part]) -> Outcome:
    outcome = future.result()
    waiting.remove(hand.pop(future))
    return outcome


def _count_losses(waiting: Iterable[Part], losses: dict[int, int]) -> None:
    """Give up a part that has lost its process too often; which of those in hand was at fault is not known."""
    for part in waiting:
        losses[part.number] = losses.get(part.number, 0) + 1
        if losses[part.number] >= TRIES:
            raise CorpusError(f"{part.name}: the process that read it died {TRIES} times; what is done is kept")


def _follow_parent() -> None:
    """Let a worker end when the process that started it is gone, however that ended; Ctrl-C is for that process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_wait_for_end_of_parent, daemon=True).start()


def _wait_for_end_of_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
