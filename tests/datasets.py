"""Datasets for tests: made-up reports, and all rows of a dataset to compare."""

from pathlib import Path
from typing import Any

from corpus.batch.run import extract_dataset
from corpus.batch.runners import Runner, run_here
from corpus.batch.tables import SCHEMAS, read_rows
from corpus.models import Problem

SIZE = 10


def write_dataset(source: Path | str, folder: Path, run: Runner = run_here, size: int = SIZE) -> list[Problem]:
    """Extract a source into a folder in small parts; the problems that were told."""
    told: list[Problem] = []
    extract_dataset(str(source), folder, run, told.extend, size)
    return told


def rows_of(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, in order."""
    return {
        table: [row for path in sorted((folder / table).iterdir()) for row in read_rows(table, path)]
        for table in SCHEMAS
    }
