"""The gazetteer as a table: one row a place, found by any of its names, in groups of levels."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from atlas.place_words import SOURCE_WORDS
from atlas.places import NamedPlaces
from geodata import Gazetteer, Place, load_gazetteer
from geodata.basemap import load_layer
from geodata.folding import fold

GROUPS = Path(__file__).with_name("place_groups.csv")
OUTLINED_BY = ("country", "provinces", "zones", "lakes")


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place with what the reports make of it: how many name it, and how many claims stand there."""

    place: Place
    inside: str | None
    reports: int
    claims: int


def place_rows(gazetteer: Gazetteer, named: NamedPlaces, claims: Counter[str]) -> list[PlaceRow]:
    """Every place, those that most reports name first, else in the order of the gazetteer."""
    rows = [
        PlaceRow(place, _inside(gazetteer, place), named.reports_naming(place.id), claims[place.id])
        for place in gazetteer.places
    ]
    return sorted(rows, key=lambda row: (-row.reports, -row.claims))


def found_rows(rows: Sequence[PlaceRow], wanted: str, group: str | None) -> list[PlaceRow]:
    """The rows of a group of levels with a name or id that holds ``wanted``, in any script, without case or
    diacritics: whole names first, then beginnings, then the rest."""
    levels = level_groups()[group].levels if group else None
    inside = [row for row in rows if levels is None or row.place.level in levels]
    folded = " ".join(fold(wanted).split())
    if not folded:
        return inside
    ranked = [(rank, row) for row in inside if (rank := _rank(row.place.id, folded)) is not None]
    return [row for _, row in sorted(ranked, key=lambda pair: pair[0])]


def table_columns(rows: Sequence[PlaceRow]) -> dict[str, list[object]]:
    """The rows as the columns that a page shows."""
    return {
        "Name": [row.place.name for row in rows],
        "Korean": [row.place.hangul for row in rows],
        "Level": [row.place.level for row in rows],
        "In": [row.inside for row in rows],
        "Reports": [row.reports for row in rows],
        "Claims": [row.claims for row in rows],
        "Within km": [row.place.precision_km for row in rows],
        "Position from": [SOURCE_WORDS.get(row.place.coordinate_source or "") for row in rows],
    }


def drawn_in_words(rows: Sequence[PlaceRow]) -> str:
    """How many of the places are drawn, and how; the others are counted, not guessed at."""
    points = sum(row.place.latitude is not None for row in rows)
    shapes = sum(row.place.latitude is None and row.place.id in outlined() for row in rows)
    nowhere = len(rows) - points - shapes
    drawn = f"{points} drawn as points, {shapes} as outlines" if shapes else f"{points} drawn as points"
    if not nowhere:
        return f"{drawn}."
    have, they = ("has", "it is") if nowhere == 1 else ("have", "they are")
    return f"{drawn}. {nowhere} of {len(rows)} {have} no coordinate: {they} drawn nowhere."


@dataclass(frozen=True, slots=True)
class LevelGroup:
    """Levels of places that a reader chooses together."""

    label: str
    levels: frozenset[str]


@cache
def level_groups() -> Mapping[str, LevelGroup]:
    """The groups of levels, by their short names, from ``place_groups.csv``."""
    groups: dict[str, LevelGroup] = {}
    with GROUPS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            known = groups.get(row["group"], LevelGroup(row["label"], frozenset()))
            groups[row["group"]] = LevelGroup(known.label, known.levels | {row["level"]})
    return groups


@cache
def outlined() -> frozenset[str]:
    """The ids of the places that the basemap draws as an area or a band."""
    return frozenset(str(id_) for name in OUTLINED_BY for id_ in load_layer(name)["id"])


def _inside(gazetteer: Gazetteer, place: Place) -> str | None:
    return gazetteer.display_name(place.parent) if place.parent else None


def _rank(place_id: str, folded: str) -> int | None:
    """0 where a name is what is looked for, 1 where one begins with it, 2 where one holds it, else none."""
    ranks = [
        0 if name == folded else 1 if name.startswith(folded) else 2 for name in _names(place_id) if folded in name
    ]
    return min(ranks, default=None)


@lru_cache(maxsize=4096)
def _names(place_id: str) -> tuple[str, ...]:
    """All names of a place and its id, folded."""
    gazetteer = load_gazetteer()
    place = gazetteer[place_id]
    names = [name.name for name in gazetteer.names_by_place.get(place_id, ())]
    return tuple({fold(name) for name in (place.id, place.name, place.hangul, place.hanja, *names) if name})
