"""Extraction of a whole source: from documents through parts to a dataset or to lines."""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from corpus.batch import dataset
from corpus.batch.cluster import run_on_cluster
from corpus.batch.documents import read_documents
from corpus.batch.parts import SIZE, Part, cut_parts, rules_digest
from corpus.batch.runners import Runner, run_on_cores
from corpus.batch.tables import claim_of, read_rows
from corpus.batch.work import Outcome
from corpus.models import CorpusError, Problem
from corpus.records import claim_to_row, to_line

Tell = Callable[[Iterable[Problem]], None]


def pick_runner(workers: int | None, scheduler: str | None) -> Runner:
    """A cluster's workers if it has an address, else this machine's cores, all of them unless a number is given."""
    if scheduler:
        return partial(run_on_cluster, scheduler=scheduler)
    return partial(run_on_cores, workers=workers or _cores())


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def extract_dataset(source: str, folder: Path, run: Runner, tell: Tell, size: int = SIZE) -> dict[str, int]:
    """Read a source into a dataset and give the number of rows of each table; parts that are there stay.

    ``tell`` gets the problems of each part as it is done. Raises `CorpusError` if source or folder cannot be used.
    """
    numbers: list[int] = []
    try:
        for outcome in run(_missing(cut_parts(read_documents(source), size), folder, numbers)):
            dataset.write_part(folder, outcome, rules_digest())
            tell(outcome.problems)
        counts = dataset.finish(folder, len(numbers), rules_digest()) if numbers else {}
    except KeyboardInterrupt as error:
        raise CorpusError(f"{folder}: stopped; started again it goes on where it was") from error
    except OSError as error:
        raise CorpusError(f"{folder}: cannot be written ({error.strerror or error})") from error
    if not counts.get("reports"):
        raise CorpusError(f"{source}: no report could be read")
    return counts


def _missing(parts: Iterable[Part], folder: Path, numbers: list[int]) -> Iterator[Part]:
    """The parts that are not there yet; ``numbers`` gets the number of each part, there or not."""
    for part in parts:
        if not numbers:
            dataset.begin(folder)
        numbers.append(part.number)
        if not dataset.is_done(folder, part):
            yield part


def extract_lines(source: str, run: Runner, tell: Tell, size: int = SIZE) -> Iterator[str]:
    """The claims of a source as lines of JSON, in the order of its reports.

    Raises `CorpusError` before the first line if the source cannot be read or holds no readable report.
    """
    reports = 0
    for outcome in _in_order(run(cut_parts(read_documents(source), size))):
        tell(outcome.problems)
        reports += outcome.counts["reports"]
        for row in read_rows("claims", outcome.tables["claims"]):
            yield to_line(claim_to_row(claim_of(row)))
    if not reports:
        raise CorpusError(f"{source}: no report could be read")


def _in_order(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The same in the order of their numbers; the early ones wait."""
    early: dict[int, Outcome] = {}
    number = 0
    for outcome in outcomes:
        early[outcome.number] = outcome
        while number in early:
            yield early.pop(number)
            number += 1
