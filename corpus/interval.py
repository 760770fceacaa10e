"""EDTF dates and the days that they may mean.

The subset in use is EDTF level 0 dates: ``YYYY-MM-DD``, ``YYYY-MM`` and ``YYYY`` (ISO 8601-2:2019).
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

YEARS = range(1970, 2150)  # what the map's calendar holds
EDTF = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class BadDate(ValueError):
    """A text that is not an EDTF date of the three precisions in use, or lies outside `YEARS`."""


@dataclass(frozen=True, slots=True)
class DayRange:
    """All days that a date of limited precision may mean, both ends included."""

    earliest: date
    latest: date


def read_day(text: str) -> date:
    """The day of a date written YYYY-MM-DD; raises `BadDate` for any other form."""
    if len(text) != len("YYYY-MM-DD"):
        raise BadDate(f"{text!r} is not a day as YYYY-MM-DD")
    return day_range(text).earliest


@lru_cache(maxsize=20_000)
def day_range(edtf: str) -> DayRange:
    """The first and last day an EDTF date may mean; raises `BadDate`."""
    match = EDTF.fullmatch(edtf)
    if match is None:
        raise BadDate(f"{edtf!r} is not a date as YYYY-MM-DD, YYYY-MM or YYYY")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if year not in YEARS:
        raise BadDate(f"{edtf!r} is not between {YEARS[0]} and {YEARS[-1]}")
    try:
        if month is None:
            return DayRange(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return DayRange(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return DayRange(date(year, month, day), date(year, month, day))
    except ValueError as error:
        raise BadDate(f"{edtf!r} is not a day of the calendar") from error
