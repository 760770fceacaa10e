"""What a request for features asks for: its parameters, each read strictly, with the reason where it cannot be read."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from atlas.api.boxes import Area, read_box
from atlas.api.collections import Collection, closed_values
from atlas.api.errors import BadParameter
from atlas.api.instants import COMPARED_AS_TEXT, Days, read_datetime
from corpus.interval import BadDate, read_day

DEFAULT_LIMIT, MOST = 100, 1000
NUMBER = re.compile(r"\d{1,9}", re.ASCII)
Value = str | int | bool
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Query:
    """Which features of a collection, by what they lie in, when, and which values they have; and which page of them."""

    box: Area | None = None
    days: Days | None = None
    known: date | None = None
    values: dict[str, Value] = field(default_factory=dict)
    limit: int = DEFAULT_LIMIT
    offset: int = 0


def allowed_parameters(collection: Collection) -> tuple[str, ...]:
    """The parameters of a collection's features."""
    known = ("as_known_on",) if collection.known else ()
    return ("f", "bbox", "datetime", "limit", "offset", *known, *collection.filters)


def read_parameters(given: Iterable[tuple[str, str]], allowed: Iterable[str]) -> dict[str, str]:
    """The parameters by name. Raises `BadParameter` for one that is not allowed, or given twice."""
    names, found = tuple(allowed), dict[str, str]()
    for name, value in given:
        if name not in names:
            raise BadParameter(name, value, f"there is no such parameter here; there are {', '.join(names)}")
        if name in found:
            way = f"; {COMPARED_AS_TEXT}" if name == "datetime" else ""
            raise BadParameter(name, value, f"given twice{way}")
        found[name] = value
    return found


def read_items_query(given: dict[str, str], collection: Collection) -> Query:
    """The query of a collection's features. Raises `BadParameter`."""
    return Query(
        box=_read(given, "bbox", read_box),
        days=_read(given, "datetime", read_datetime),
        known=read_known(given),
        values={name: _value(name, given[name], collection) for name in collection.filters if name in given},
        limit=min(_whole("limit", given.get("limit", str(DEFAULT_LIMIT)), 1), MOST),
        offset=_whole("offset", given.get("offset", "0"), 0),
    )


def read_known(given: dict[str, str]) -> date | None:
    """The day of ``as_known_on``, or ``None``. Raises `BadParameter`."""
    try:
        return _read(given, "as_known_on", read_day)
    except BadDate as error:
        raise BadParameter("as_known_on", given["as_known_on"], str(error)) from None


def _read(given: dict[str, str], name: str, read: Callable[[str], Read]) -> Read | None:
    return read(given[name]) if name in given else None


def _whole(name: str, text: str, least: int) -> int:
    number = int(text) if NUMBER.fullmatch(text) else -1
    if number < least:
        raise BadParameter(name, text, f"a whole number from {least} on, of at most nine digits, is needed")
    return number


def _value(name: str, text: str, collection: Collection) -> Value:
    """The value of a column, as the column holds it."""
    closed, kind = closed_values().get(name), collection.kinds[name]
    if closed is not None and text not in closed:
        raise BadParameter(name, text, f"not one of {', '.join(closed)}")
    if kind == "integer":
        return _whole(name, text, 0)
    if kind == "boolean":
        if text not in ("true", "false"):
            raise BadParameter(name, text, "not one of true, false")
        return text == "true"
    if kind == "date":
        return _day(name, text)
    return text


def _day(name: str, text: str) -> str:
    try:
        return read_day(text).isoformat()
    except BadDate as error:
        raise BadParameter(name, text, str(error)) from None
