"""The curated places and their names, behind the questions other packages ask.

Sources of the two tables: see ``provenance.toml`` in this folder.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from geodata.errors import BadRowError, UnknownPlaceError
from geodata.models import Place

PLACES = Path(__file__).with_name("places.csv")
NAMES = Path(__file__).with_name("names.csv")

COUNTRY = "KP"
LEVELS = frozenset(
    {
        "country",
        "province",
        "city",
        "county",
        "district",
        "zone",
        "foreign province",
        "foreign city",
        "foreign county",
    }
)
POINTLESS_LEVELS = frozenset({"country", "province", "zone"})
KINDS = frozenset(
    {
        "official",
        "short",
        "spelling",
        "mccune-reischauer",
        "revised",
        "former",
        "part",
        "shared",
        "phrase",
        "contextual",
        "particled",
    }
)
LANGUAGES = frozenset({"en", "ko", "zh"})

Language = Literal["en", "ko"]


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write a place.

    ``kind`` says how it is used: *contextual* names are also ordinary words or people's names and count
    only where the text shows that a place is meant; a *part* (a dong, a mine, a port) stands for the
    city or county it lies in; a *particled* name is also a form of a verb and counts only with a particle
    after it (나선에서, not 나선 것); a *phrase* is lower-case wording; *former* names are no longer official.
    """

    place_id: str
    name: str
    language: str
    kind: str


class Gazetteer:
    """All known places, by id, in the order of ``places.csv``."""

    def __init__(self, places: Iterable[Place], names: Iterable[Name]) -> None:
        self._places = {place.id: place for place in places}
        self.names = tuple(names)

    def __getitem__(self, place_id: str) -> Place:
        """The place with this id; raises :class:`UnknownPlaceError` (a ``KeyError``) if there is none."""
        try:
            return self._places[place_id]
        except KeyError:
            raise UnknownPlaceError(place_id) from None

    def __contains__(self, place_id: object) -> bool:
        return place_id in self._places

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places.values())

    def __len__(self) -> int:
        return len(self._places)

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place, in the order of the file."""
        return tuple(self._places.values())

    @cached_property
    def names_by_place(self) -> Mapping[str, tuple[Name, ...]]:
        """The names of each place; places that are never read from text are absent."""
        grouped: dict[str, list[Name]] = {}
        for name in self.names:
            grouped.setdefault(name.place_id, []).append(name)
        return {place_id: tuple(names) for place_id, names in grouped.items()}

    def ancestors(self, place_id: str) -> tuple[str, ...]:
        """The ids of what contains the place, nearest first: province, then country."""
        chain = []
        parent = self[place_id].parent
        while parent is not None:
            chain.append(parent)
            parent = self[parent].parent
        return tuple(chain)

    def contains(self, outer: str, inner: str) -> bool:
        """Whether ``inner`` lies in ``outer`` (a place lies in itself)."""
        return outer == self[inner].id or outer in self.ancestors(inner)

    def display_name(self, place_id: str, language: Language = "en") -> str:
        """The name to show; the English one where the table has no Korean name."""
        place = self[place_id]
        return (place.hangul or place.name) if language == "ko" else place.name

    def in_korea(self, place_id: str) -> bool:
        """Whether the place is the country, or a part, coast or border of it."""
        return self.contains(COUNTRY, place_id)


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer, read once. A row that breaks a rule raises :class:`BadRowError`."""
    places = read_places(PLACES)
    return Gazetteer(places, read_names(NAMES, {place.id for place in places}))


def read_places(path: Path) -> list[Place]:
    """The rows of ``path`` as places; parents may stand before or after their children."""
    places: dict[str, Place] = {}
    rows = list(_numbered_rows(path))
    known = {row["id"] for _, row in rows}
    for number, row in rows:
        if row["id"] in places:
            raise BadRowError(path.name, number, row["id"], "is there twice")
        if row["parent"] and row["parent"] not in known:
            raise BadRowError(path.name, number, row["parent"], "is the parent, and no row has this id")
        places[row["id"]] = _read_place(path.name, number, row)
    _refuse_circles(path.name, rows)
    return list(places.values())


def _refuse_circles(file: str, rows: list[tuple[int, dict[str, str]]]) -> None:
    parents = {row["id"]: row["parent"] for _, row in rows}
    for number, row in rows:
        seen = {row["id"]}
        parent = row["parent"]
        while parent:
            if parent in seen:
                raise BadRowError(file, number, row["id"], "lies in itself, by way of its parents")
            seen.add(parent)
            parent = parents[parent]


def read_names(path: Path, place_ids: set[str]) -> list[Name]:
    """The rows of ``path`` as names of the places in ``place_ids``."""
    names = []
    seen: set[tuple[str, str]] = set()
    for number, row in _numbered_rows(path):
        name = Name(row["place_id"], row["name"], row["language"], row["kind"])
        for value, allowed, what in (
            (name.place_id, place_ids, "is no place of places.csv"),
            (name.language, LANGUAGES, "is no language of this table"),
            (name.kind, KINDS, "is no kind of name"),
        ):
            if value not in allowed:
                raise BadRowError(path.name, number, value, what)
        if not name.name.strip() or (name.place_id, name.name) in seen:
            raise BadRowError(path.name, number, name.name, f"is empty or repeated for {name.place_id}")
        seen.add((name.place_id, name.name))
        names.append(name)
    return names


def _numbered_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with their line number in the file, the header being line 1."""
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            if None in row or None in row.values():
                raise BadRowError(path.name, number, str(row), "has too many or too few columns")
            yield number, row


def _read_place(file: str, number: int, row: dict[str, str]) -> Place:
    if row["level"] not in LEVELS:
        raise BadRowError(file, number, row["level"], "is no level")
    if not row["id"] or not row["name"]:
        raise BadRowError(file, number, row["id"] or row["name"], "lacks its id or its name")
    latitude = _read_number(file, number, row["latitude"], 30, 50)
    longitude = _read_number(file, number, row["longitude"], 115, 140)
    precision = _read_number(file, number, row["precision_km"], 0, 100)
    whole = {latitude is None, longitude is None, precision is None, row["coordinate_source"] == ""}
    if len(whole) > 1:
        raise BadRowError(file, number, row["id"], "has half a coordinate, or lacks its precision or source")
    if latitude is not None and row["level"] in POINTLESS_LEVELS:
        raise BadRowError(file, number, row["id"], f"is a {row['level']}, which is no point")
    return Place(
        id=row["id"],
        name=row["name"],
        level=row["level"],
        parent=row["parent"] or None,
        hangul=row["hangul"] or None,
        latitude=latitude,
        longitude=longitude,
        precision_km=precision,
        coordinate_source=row["coordinate_source"] or None,
        geonames_id=_read_identifier(file, number, row["geonames_id"]),
    )


def _read_number(file: str, number: int, value: str, low: float, high: float) -> float | None:
    if not value:
        return None
    try:
        parsed = float(value)
    except ValueError:
        raise BadRowError(file, number, value, "is no number") from None
    if not low <= parsed <= high:
        raise BadRowError(file, number, value, f"is not between {low} and {high}")
    return parsed


def _read_identifier(file: str, number: int, value: str) -> int | None:
    if value and not (value.isascii() and value.isdecimal()):
        raise BadRowError(file, number, value, "is no GeoNames id")
    return int(value) if value else None
