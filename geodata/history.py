"""How the structure changed: what a place was called, and where it belonged, in former times."""

from functools import cache
from pathlib import Path

from geodata.errors import BadRowError
from geodata.models import FormerUnit
from geodata.tables import LEVELS, PLACES, Row, Table, read_date, read_places, read_table

FORMER_LEVELS = LEVELS | {"region", ""}
"""Empty where the source does not say."""

HISTORY = Path(__file__).with_name("history.csv")
COLUMNS = ("place_id", "valid_from", "valid_to", "name", "hangul", "level", "parent", "source")


@cache
def load_history() -> dict[str, tuple[FormerUnit, ...]]:
    """The former states of each place that had any, oldest first as the file has them."""
    ids = {place.id for place in read_places(PLACES).all_rows()}
    former: dict[str, tuple[FormerUnit, ...]] = {}
    for unit in read_history(HISTORY, ids).all_rows():
        former[unit.place_id] = (*former.get(unit.place_id, ()), unit)
    return former


def read_history(path: Path, place_ids: set[str]) -> Table[FormerUnit]:
    """The rows of ``path``, each about one of ``place_ids``."""

    def read_row(file: str, number: int, row: Row) -> FormerUnit:
        for column, allowed, what in (
            ("place_id", place_ids, "is no place of places.csv"),
            ("parent", {*place_ids, ""}, "is no place of places.csv"),
            ("level", FORMER_LEVELS, "is no level"),
        ):
            if row[column] not in allowed:
                raise BadRowError(file, number, row[column], what)
        if not row["source"]:
            raise BadRowError(file, number, row["place_id"], "lacks its source")
        start, end = read_date(file, number, row["valid_from"]), read_date(file, number, row["valid_to"])
        if start and end and start > end:
            raise BadRowError(file, number, f"{start}/{end}", "ends before it begins")
        hangul = row["hangul"] or None
        return FormerUnit(row["place_id"], start, end, row["name"], hangul, row["level"], row["parent"], row["source"])

    return read_table(path, COLUMNS, read_row)
