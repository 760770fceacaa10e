"""The work on a Dask cluster that is already there. Only the pure step goes to it: sources are read and files are
written by this process, so the workers need this program installed and nothing else."""

from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from importlib import import_module
from itertools import islice
from typing import Any

from corpus.batch.parts import Part
from corpus.batch.runners import TRIES, WAITING
from corpus.batch.work import Outcome, read_part
from corpus.models import CorpusError

distributed: Any
try:
    distributed = import_module("distributed")
except ImportError:  # only --scheduler needs it
    distributed = None

CONNECT_S = 30


def run_on_cluster(parts: Iterable[Part], scheduler: str) -> Iterator[Outcome]:
    """Do the work on the cluster of a scheduler (``tcp://host:8786``). A part whose worker dies is tried again."""
    if distributed is None:
        raise CorpusError("--scheduler needs Dask: pip install -r requirements-cluster.txt")
    try:
        client = distributed.Client(scheduler, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise CorpusError(f"{scheduler}: no Dask scheduler answers ({error})") from error
    with client:
        yield from _run(client, parts)


def _run(client: Any, parts: Iterable[Part]) -> Iterator[Outcome]:
    room = WAITING * max(2, sum(client.ncores().values()))
    source = iter(parts)
    futures = distributed.as_completed([_submit(client, part) for part in islice(source, room)], loop=client.loop)
    try:
        for future in futures:
            outcome: Outcome = future.result()
            future.release()
            futures.update([_submit(client, part) for part in islice(source, 1)])
            yield outcome
    except (distributed.KilledWorker, CancelledError) as error:
        raise CorpusError(f"the cluster gave up: {error}; what is done is kept") from error


def _submit(client: Any, part: Part) -> Any:
    """The key is the part's own, so that the same part is never two tasks."""
    return client.submit(read_part, part, key=f"{part.name}-{part.digest[:16]}-{part.rules[:8]}", retries=TRIES)
