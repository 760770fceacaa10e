"""What is wrong with the curated tables: :func:`check_tables`, for ``python -m geodata check``."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from geodata.check_positions import check_positions
from geodata.errors import BadRowError
from geodata.folding import fold
from geodata.history import HISTORY, read_history
from geodata.models import Name, Place
from geodata.rule_names import make_rule_names, unread_places
from geodata.tables import NAMES, PLACES, RULE_NAMES, Table, read_names, read_places, read_table
from geodata.wording import CONTEXTUAL, CUES


@dataclass(frozen=True, slots=True)
class Tables:
    """The files that are checked; those of this folder unless a test says otherwise."""

    places: Path = PLACES
    names: Path = NAMES
    rule_names: Path = RULE_NAMES
    history: Path = HISTORY
    cues: Path = CUES
    contextual: Path = CONTEXTUAL


def check_tables(files: Tables | None = None) -> list[BadRowError]:
    """Every problem of the tables, file by file; an empty list means that all is well."""
    files = files or Tables()
    places = read_places(files.places)
    ids = {place.id for _, place in places.rows}
    names, rule_names = read_names(files.names, ids), read_names(files.rule_names, ids)
    both = [name for table in (names, rule_names) for _, name in table.rows]
    wordings = {fold(name.name) for name in both}
    return [
        *places.problems,
        *check_positions(files.places.name, places.rows),
        *_find_double_ids(files.places.name, places),
        *_find_unnamed(files.places.name, places, {name.place_id for name in both}),
        *names.problems,
        *_find_unmarked(files.names.name, names, both),
        *rule_names.problems,
        *_find_stale(files.rule_names.name, places, names, rule_names),
        *read_history(files.history, ids).problems,
        *_find_strangers(files.cues, ("place_id", "where", "wording"), ids, "is no place of places.csv"),
        *_find_strangers(files.contextual, ("wording", "language"), wordings, "is no name of any place"),
    ]


def _find_double_ids(file: str, places: Table[Place]) -> Iterator[BadRowError]:
    """Ids of GeoNames or Wikidata that two places claim."""
    for what in ("geonames_id", "wikidata_id"):
        owners: dict[object, str] = {}
        for number, place in places.rows:
            value = getattr(place, what)
            if value is not None and owners.setdefault(value, place.id) != place.id:
                yield BadRowError(file, number, str(value), f"is the {what} of {owners[value]} already")


def _find_unnamed(file: str, places: Table[Place], named: set[str]) -> Iterator[BadRowError]:
    """Places that no text could name."""
    for number, place in places.rows:
        if place.id not in named | unread_places():
            yield BadRowError(file, number, place.id, "has no name: neither in names.csv nor by rule from its Hangul")


def _find_unmarked(file: str, names: Table[Name], both: Iterable[Name]) -> Iterator[BadRowError]:
    """Names of several places without the mark that says so, and that mark on a name of one place."""
    owners: dict[str, set[str]] = defaultdict(set)
    for name in both:
        owners[fold(name.name)].add(name.place_id)
    for number, name in names.rows:
        others = ", ".join(sorted(owners[fold(name.name)] - {name.place_id}))
        if others and not name.is_used("shared"):
            reason = f"is a name of {name.place_id} and of {others}, and not marked 'shared'"
            yield BadRowError(file, number, name.name, reason)
        if not others and name.is_used("shared"):
            yield BadRowError(file, number, name.name, f"is marked 'shared', and only {name.place_id} is called so")


def _find_stale(file: str, places: Table[Place], names: Table[Name], rule_names: Table[Name]) -> Iterator[BadRowError]:
    """Names by rule that do not follow any more, and the first that is missing."""
    made = set(make_rule_names((place for _, place in places.rows), (name for _, name in names.rows)))
    there = {name for _, name in rule_names.rows}
    for number, name in rule_names.rows:
        if name not in made:
            yield BadRowError(file, number, name.name, f"of {name.place_id} does not follow by rule: run make names")
    missing = sorted(made - there, key=lambda name: (name.place_id, name.name))
    if missing:
        reason = f"of {missing[0].place_id} is missing, and {len(missing) - 1} more: run make names"
        yield BadRowError(file, len(rule_names.rows) + 2, missing[0].name, reason)


def _find_strangers(path: Path, columns: tuple[str, ...], known: set[str], reason: str) -> Iterator[BadRowError]:
    """Rows whose first column names what is not known."""
    table = read_table(path, columns, lambda _file, _number, row: row[columns[0]])
    yield from table.problems
    for number, value in table.rows:
        if value not in known and fold(value) not in known:
            yield BadRowError(path.name, number, value, reason)
