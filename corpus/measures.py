"""The measure types and their groups, read from ``taxonomy.csv``."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TAXONOMY = Path(__file__).with_name("taxonomy.csv")


@dataclass(frozen=True, slots=True)
class Measure:
    """A type of act. ``layer`` is its group on the map; ``oxcgrt`` and ``acaps`` its codes elsewhere."""

    code: str
    label: str
    layer: str
    definition: str
    oxcgrt: str
    acaps: str


@cache
def load_measures() -> dict[str, Measure]:
    """All measure types by code, in the order of the file."""
    with TAXONOMY.open(encoding="utf-8", newline="") as rows:
        return {row["code"]: Measure(**row) for row in csv.DictReader(rows)}


def load_layers() -> dict[str, list[Measure]]:
    """The measure types of each group, groups in the order of the file."""
    layers: dict[str, list[Measure]] = {}
    for measure in load_measures().values():
        layers.setdefault(measure.layer, []).append(measure)
    return layers
