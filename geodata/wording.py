"""The words around place names: what follows a name, what is no place, what settles a doubt."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geodata.errors import BadRowError
from geodata.folding import fold

WORDING = Path(__file__).with_name("wording.toml")
PASSED_OVER = Path(__file__).with_name("passed_over.csv")
CONTEXTUAL = Path(__file__).with_name("contextual.csv")
CUES = Path(__file__).with_name("cues.csv")


@dataclass(frozen=True, slots=True)
class Wording:
    """The word lists of ``wording.toml``, folded for comparison unless said otherwise."""

    levels: Mapping[str, frozenset[str]]
    """A word after a name -> the levels of place it may belong to."""
    endings: frozenset[str]
    """What may follow a Hangul name inside the same word."""
    south: tuple[str, ...]
    north: tuple[str, ...]
    organisations: frozenset[str]
    """Last words of the names of bodies, as written."""
    directions: tuple[str, ...]
    """Words that may share the name that follows: "North and South Hamgyong"."""
    joints: frozenset[str]
    """What stands between two names of one list."""
    unknown: Mapping[str, tuple[str, ...]]
    """The lists of the ``unknown`` table, as written."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words right before or right after a name (folded) that settle which place it means."""

    place_id: str
    where: str
    wording: str


@cache
def load_wording() -> Wording:
    """The word lists, read once."""
    tables = tomllib.loads(WORDING.read_text(encoding="utf-8"))
    korean = tables["korean"]
    return Wording(
        levels={word: frozenset(levels) for word, levels in tables["english"]["levels"].items()},
        endings=frozenset(head + particle for head in korean["heads"] for particle in korean["particles"]),
        south=tuple(map(fold, tables["sides"]["south"])),
        north=tuple(map(fold, tables["sides"]["north"])),
        organisations=frozenset(tables["organisations"]["endings"]),
        directions=tuple(tables["lists"]["directions"]),
        joints=frozenset(tables["lists"]["joints"]),
        unknown={key: tuple(words) for key, words in tables["unknown"].items()},
    )


@cache
def load_passed_over() -> tuple[str, ...]:
    """Wordings that hold a place's name and are no mention of it; ``*`` at the end: however it goes on."""
    return tuple(row["wording"] for _, row in _rows(PASSED_OVER))


@cache
def load_contextual() -> frozenset[str]:
    """Names (folded) that are also ordinary words, people's names or places elsewhere."""
    return frozenset(fold(row["wording"]) for _, row in _rows(CONTEXTUAL))


@cache
def load_cues() -> Mapping[str, tuple[Cue, ...]]:
    """The cues of each place that has any."""
    cues: dict[str, tuple[Cue, ...]] = {}
    for number, row in _rows(CUES):
        if row["where"] not in ("before", "after"):
            raise BadRowError(CUES.name, number, row["where"], "is neither 'before' nor 'after'")
        cue = Cue(row["place_id"], row["where"], fold(row["wording"]))
        cues[cue.place_id] = (*cues.get(cue.place_id, ()), cue)
    return cues


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            if None in row or None in row.values() or not all(row.values()):
                raise BadRowError(path.name, number, str(row), "has too many, too few or empty columns")
            yield number, row
