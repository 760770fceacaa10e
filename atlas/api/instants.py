"""The parameter ``datetime``: a day, an instant or an interval of them, one end of which may be open."""

import re
from datetime import UTC, date, datetime

from atlas.api.errors import BadParameter

DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
INSTANT = re.compile(r"(\d{4}-\d\d-\d\d[Tt]\d\d:\d\d):([0-5]\d|60)(?:\.\d{1,12})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
OPEN = ("", "..")
# GDAL turns a comparison of any column of dates into this parameter, without a time after its T: whichever column is
# meant. Answered, it would leave out claims that its user asked for, so it is refused with a way around.
UNFINISHED = re.compile(r"\d{4}-\d\d-\d\dT", re.ASCII)
COMPARED_AS_TEXT = "with GDAL compare dates as text, CAST(valid_to AS CHARACTER(10)) >= '2021/02/01'"

Days = tuple[date, date]  # both included


def read_datetime(text: str) -> Days:
    """The days from first to last; an open end is the first or the last day of the calendar. Raises `BadParameter`.

    An instant stands for its day in UTC: nothing in the data is finer than a day.
    """
    ends = text.split("/")
    if len(ends) > 2 or text in OPEN:
        raise BadParameter("datetime", text, "a date, a date-time (RFC 3339), or two with / between them are needed")
    first = date.min if ends[0] in OPEN else _day(ends[0], text)
    last = date.max if ends[-1] in OPEN else _day(ends[-1], text)
    if first > last:
        raise BadParameter("datetime", text, "the interval ends before it begins")
    return first, last


def _day(end: str, text: str) -> date:
    try:
        if DAY.fullmatch(end):
            return date.fromisoformat(end)
        if match := INSTANT.fullmatch(end):
            minute, _, offset = match.groups()
            return datetime.fromisoformat(f"{minute}{offset}".upper()).astimezone(UTC).date()
    except (ValueError, OverflowError):
        raise BadParameter("datetime", text, "not a day of the calendar") from None
    way = f"; {COMPARED_AS_TEXT}" if UNFINISHED.fullmatch(end) else ""
    raise BadParameter("datetime", text, f"dates are written 2021-02-08 or 2021-02-08T00:00:00Z, an open end ..{way}")
