"""Claims that each come from an extraction which learned nothing from their own report."""

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from corpus.extraction import Extraction
from corpus.extraction.choosing import Weights
from corpus.learning.marked import Mark, MarkedReport
from corpus.learning.places import Case, learn_place_weights, place_cases
from corpus.models import Claim, Report

FOLDS = 5


def fold_of(name: str) -> int:
    """Which fold a report falls into; it depends on the report's id alone."""
    return zlib.crc32(name.encode("utf-8")) % FOLDS


Read = Callable[[Report, Weights], Extraction]
"""How a report is read with given weights: :func:`corpus.extraction.extract` or ``read_all``."""


def read_out_of_sight(
    read: Read, made_up: Iterable[MarkedReport], reports: Sequence[Report], gold_rows: Iterable[Mapping[str, Any]]
) -> list[Claim]:
    """The claims of ``reports``; the weights for each fold are learned from ``made_up`` and the other folds."""
    others = [case for marked in made_up for case in place_cases(marked)]
    own: dict[int, list[Case]] = defaultdict(list)
    for marked in annotated_reports(reports, gold_rows):
        own[fold_of(marked.report.id)] += place_cases(marked)
    claims: list[Claim] = []
    for fold in range(FOLDS):
        seen = [case for number, cases in own.items() if number != fold for case in cases]
        weights = learn_place_weights([*others, *seen])
        fifth = (report for report in reports if fold_of(report.id) == fold)
        claims += (claim for report in fifth for claim in read(report, weights).claims)
    return claims


def annotated_reports(reports: Iterable[Report], gold_rows: Iterable[Mapping[str, Any]]) -> Iterator[MarkedReport]:
    """The reports with their gold claims as marks; a claim whose evidence is not in the text is left out."""
    rows: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in gold_rows:
        rows[row["report"]].append(row)
    for report in reports:
        yield MarkedReport(report, tuple(mark for row in rows[report.id] for mark in _marks(report, row)))


def _marks(report: Report, row: Mapping[str, Any]) -> Iterator[Mark]:
    evidence = row.get("evidence") or ""
    at = report.text.find(evidence) if evidence else -1
    if at >= 0:
        span = (at, at + len(evidence))
        yield Mark(span, row["measure"], row["status"], tuple(row["place_ids"]), row["start"], row["end"])
