"""Reading ``places.csv`` and the tables of names, row by row; a row that breaks a rule says so with its line.

Sources of the tables: see ``provenance.toml`` in this folder.
"""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from geodata.errors import BadRowError
from geodata.models import Name, Place

PLACES = Path(__file__).with_name("places.csv")
NAMES = Path(__file__).with_name("names.csv")
RULE_NAMES = Path(__file__).with_name("rule_names.csv")

COUNTRY = "KP"
UNIT_LEVELS = frozenset({"country", "province", "city", "county", "district", "zone"})
"""What a measure is placed at: units of the administration, and the zones along borders and coasts."""
SITE_LEVELS = frozenset(
    {
        "town",
        "workers' district",
        "village",
        "neighbourhood",
        "port",
        "airport",
        "crossing",
        "site",
        "island",
        "mountain",
    }
)
"""What lies inside a unit and stands for it: a measure at Sunan airport is placed at Sunan."""
WATER_LEVELS = frozenset({"river", "lake"})
FOREIGN_LEVELS = frozenset({"foreign province", "foreign city", "foreign county", "foreign town"})
LEVELS = UNIT_LEVELS | SITE_LEVELS | WATER_LEVELS | FOREIGN_LEVELS
POINTLESS_LEVELS = frozenset({"country", "province", "zone"})
KINDS = frozenset(
    {
        "official",
        "short",
        "mccune-reischauer",
        "revised",
        "south-korean",
        "hanja",
        "former",
        "misspelling",
        "sino-korean",
        "wording",
    }
)
USES = frozenset({"shared", "together", "part", "particled", "phrase"})
LANGUAGES = frozenset({"en", "ko", "zh", "ja"})

PLACE_COLUMNS = (
    "id",
    "name",
    "level",
    "parent",
    "valid_from",
    "valid_to",
    "hangul",
    "hanja",
    "latitude",
    "longitude",
    "precision_km",
    "coordinate_source",
    "geonames_id",
    "wikidata_id",
)
NAME_COLUMNS = ("place_id", "name", "language", "kind", "use")

DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")

T = TypeVar("T")
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """What could be read of a file, each with its line (the header being line 1), and what was wrong."""

    rows: tuple[tuple[int, T], ...]
    problems: tuple[BadRowError, ...]

    def all_rows(self) -> list[T]:
        """The rows; raises the first problem if there is one."""
        for problem in self.problems:
            raise problem
        return [row for _, row in self.rows]


def read_places(path: Path) -> Table[Place]:
    """The places of ``path``; parents may stand before or after their children."""
    table = read_table(path, PLACE_COLUMNS, _read_place)
    problems = list(table.problems)
    parents = {place.id: place.parent for _, place in table.rows}
    seen: set[str] = set()
    for number, place in table.rows:
        if place.id in seen:
            problems.append(BadRowError(path.name, number, place.id, "is there twice"))
        elif place.parent and place.parent not in parents:
            problems.append(BadRowError(path.name, number, place.parent, "is the parent, and no row has this id"))
        elif _goes_round(place.id, parents):
            problems.append(BadRowError(path.name, number, place.id, "lies in itself, by way of its parents"))
        seen.add(place.id)
    return Table(table.rows, tuple(problems))


def _goes_round(place_id: str, parents: dict[str, str | None]) -> bool:
    seen = {place_id}
    parent = parents.get(place_id)
    while parent:
        if parent in seen:
            return True
        seen.add(parent)
        parent = parents.get(parent)
    return False


def read_names(path: Path, place_ids: set[str]) -> Table[Name]:
    """The names in ``path`` of the places in ``place_ids``."""
    table = read_table(path, NAME_COLUMNS, lambda file, number, row: _read_name(file, number, row, place_ids))
    problems = list(table.problems)
    seen: set[tuple[str, str, str]] = set()
    for number, name in table.rows:
        key = (name.place_id, name.name, name.language)
        if key in seen:
            problems.append(BadRowError(path.name, number, name.name, f"is repeated for {name.place_id}"))
        seen.add(key)
    return Table(table.rows, tuple(problems))


def read_table(path: Path, columns: tuple[str, ...], read_row: Callable[[str, int, Row], T]) -> Table[T]:
    """The rows of a CSV file with these columns, each made by ``read_row`` from file name, line and itself."""
    rows: list[tuple[int, T]] = []
    problems: list[BadRowError] = []
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        for row in reader:
            number = reader.line_num
            try:
                if set(row) != set(columns) or None in row.values():
                    raise BadRowError(path.name, number, str(row), f"has other columns than {', '.join(columns)}")
                rows.append((number, read_row(path.name, number, row)))
            except BadRowError as problem:
                problems.append(problem)
    return Table(tuple(rows), tuple(problems))


def _read_name(file: str, number: int, row: Row, place_ids: set[str]) -> Name:
    for column, allowed, what in (
        ("place_id", place_ids, "is no place of places.csv"),
        ("language", LANGUAGES, "is no language of this table"),
        ("kind", KINDS, "is no kind of name"),
    ):
        if row[column] not in allowed:
            raise BadRowError(file, number, row[column], what)
    if not set(row["use"].split()) <= USES:
        raise BadRowError(file, number, row["use"], "is no use of a name")
    if not row["name"].strip():
        raise BadRowError(file, number, row["name"], f"is empty, for {row['place_id']}")
    return Name(**row)


def _read_place(file: str, number: int, row: Row) -> Place:
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
        valid_from=read_date(file, number, row["valid_from"]),
        valid_to=read_date(file, number, row["valid_to"]),
        hangul=row["hangul"] or None,
        hanja=row["hanja"] or None,
        latitude=latitude,
        longitude=longitude,
        precision_km=precision,
        coordinate_source=row["coordinate_source"] or None,
        geonames_id=_read_geonames_id(file, number, row["geonames_id"]),
        wikidata_id=_read_wikidata_id(file, number, row["wikidata_id"]),
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


def read_date(file: str, number: int, value: str) -> str | None:
    """A day, month or year, ``None`` where the field is empty."""
    if value and not DATE.fullmatch(value):
        raise BadRowError(file, number, value, "is no date (YYYY, YYYY-MM or YYYY-MM-DD)")
    return value or None


def _read_geonames_id(file: str, number: int, value: str) -> int | None:
    if value and not (value.isascii() and value.isdecimal()):
        raise BadRowError(file, number, value, "is no GeoNames id")
    return int(value) if value else None


def _read_wikidata_id(file: str, number: int, value: str) -> str | None:
    if value and not re.fullmatch(r"Q[0-9]+", value):
        raise BadRowError(file, number, value, "is no Wikidata id")
    return value or None
