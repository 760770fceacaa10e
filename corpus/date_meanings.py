"""What a date phrase means, seen from the day a report was published: an EDTF date or nothing.

Every function takes the parts of a phrase and the :class:`Moment` it stands in and gives
``YYYY-MM-DD``, ``YYYY-MM``, ``YYYY`` or ``None``: never a finer date than the words support.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.interval import day_range

Parts = Mapping[str, str]

FUTURE_DAYS = 100  # a yearless date further ahead than this means the year before
FUTURE_MONTHS = 3
FIRST_PARTS = ("beginning", "start", "turn")
LAST_PARTS = ("end", "last day", "말")
THIS = ("this", "이달", "이번 달", "이번달", "당월", "the", "올해", "금년", "이번 주")
LAST = ("last", "previous", "지난달", "작년", "지난해", "지난주")
NEXT = ("next", "following", "coming", "다음 달", "내달", "새달", "내년", "다음 주", "the following")
UNIT_DAYS = {"day": 1, "일": 1, "week": 7, "주일": 7, "주": 7}


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a phrase stands: the day of publication, the EDTF date last read before it (or ``None``),
    whether the words look ahead, whether the phrase closes a span of time, and whether only "to" or a dash
    parts it from the date before."""

    published: date
    context: str | None
    forward: bool
    until: bool
    joined: bool = False

    @property
    def context_day(self) -> date | None:
        """The date last read, where it was a day."""
        return date.fromisoformat(self.context) if self.context and len(self.context) == 10 else None


def calendar_day(parts: Parts, moment: Moment) -> str | None:
    """``January 29``, with or without its year."""
    month, day = int(parts["month"]), int(parts.get("day") or parts["ordinal"])
    if parts.get("year"):
        return _day(int(parts["year"]), month, day)
    which = parts.get("past") or parts.get("which") or ""
    if which in LAST:
        return _day(moment.published.year - 1, month, day)
    if which in THIS and which:
        return _day(moment.published.year, month, day)
    return _nearest_day(month, day, moment)


def new_year(parts: Parts, moment: Moment) -> str | None:
    """``New Year's Day``."""
    return _nearest_day(1, 1, moment)


def closing_day(parts: Parts, moment: Moment) -> str | None:
    """The 9 of ``March 3 to 9``: a later day of the month of the date right before it."""
    first, day = moment.context_day, int(parts["day"])
    if first is None or not moment.joined or day <= first.day:
        return None
    return _day(first.year, first.month, day)


def iso_day(parts: Parts, moment: Moment) -> str | None:
    """``2021-01-29``."""
    year, month, day = (int(part) for part in parts["iso"].split("-"))
    return _day(year, month, day)


def calendar_month(parts: Parts, moment: Moment) -> str | None:
    """``March``, ``early March 2021``, ``November of last year``, ``until the end of September``."""
    month, year = int(parts["month"]), moment.published.year
    which = parts.get("past") or parts.get("which") or ""
    if parts.get("year"):
        year = int(parts["year"])
    elif which in LAST:
        year -= 1
    elif which == "내년":
        year += 1
    elif not parts.get("this") and which not in THIS:
        year = _nearest_year(month, moment)
    return _closed(f"{year:04}-{month:02}", parts, moment)


def last_day_of_month(parts: Parts, moment: Moment) -> str | None:
    """``the last day of January``."""
    month = calendar_month({name: parts[name] for name in ("month", "year") if name in parts}, moment)
    return day_range(month).latest.isoformat() if month else None


def weekday_of_month(parts: Parts, moment: Moment) -> str | None:
    """``the last Friday of July``, ``the first Monday in May 2020``."""
    month = calendar_month({name: parts[name] for name in ("month", "year") if name in parts}, moment)
    if month is None:
        return None
    days, weekday = day_range(month), int(parts["weekday"])
    if parts["which"] == "first":
        return (days.earliest + timedelta((weekday - days.earliest.weekday()) % 7)).isoformat()
    return (days.latest - timedelta((days.latest.weekday() - weekday) % 7)).isoformat()


def last_month_named(parts: Parts, moment: Moment) -> str | None:
    """``last July``: the latest July before the month of publication."""
    month = int(parts["month"])
    year = moment.published.year - (month >= moment.published.month)
    return f"{year:04}-{month:02}"


def next_month_named(parts: Parts, moment: Moment) -> str | None:
    """``next April``: the first April after the month of publication."""
    month = int(parts["month"])
    year = moment.published.year + (month <= moment.published.month)
    return f"{year:04}-{month:02}"


def calendar_year(parts: Parts, moment: Moment) -> str | None:
    """``in 2019``."""
    return parts["year"]


def relative_year(parts: Parts, moment: Moment) -> str | None:
    """``지난해``, ``올해 초``."""
    return f"{moment.published.year + _shift(parts['which']):04}"


def relative_unit(parts: Parts, moment: Moment) -> str | None:
    """``last month``, ``early this month``, ``last year``, ``the same month``."""
    if parts["which"] == "same":
        return context_month(parts, moment) if parts["unit"] == "month" else None
    if parts["unit"] == "year":
        return relative_year(parts, moment)
    return relative_month(parts, moment)


def relative_month(parts: Parts, moment: Moment) -> str | None:
    """``이달 초``, ``지난달``, ``다음 달 말까지``."""
    if parts["which"] == "같은 달":
        return context_month(parts, moment)
    return _closed(_month_after(moment.published, _shift(parts["which"])), parts, moment)


def part_of_unit(parts: Parts, moment: Moment) -> str | None:
    """``the middle of the month``; of the parts of a year only its beginning says a month."""
    if parts["unit"] == "year":
        year = f"{moment.published.year:04}"
        return f"{year}-01" if parts.get("part") in FIRST_PARTS else year
    return _closed(_month_after(moment.published, 0), parts, moment)


def weekday(parts: Parts, moment: Moment) -> str | None:
    """``on Tuesday``: the latest one, today included, or the next one where the words look ahead."""
    number, which, today = int(parts["weekday"]), parts.get("which", ""), moment.published
    week_named = parts.get("week") or (which if which in ("지난주", "이번 주", "다음 주") else "")
    if week_named:
        monday = today - timedelta(days=today.weekday())
        return (monday + timedelta(days=7 * _shift(week_named) + number)).isoformat()
    back, ahead = (today.weekday() - number) % 7, (number - today.weekday()) % 7
    if parts.get("ago"):
        return (today - timedelta(days=back + 7)).isoformat()
    if which in (*LAST, "지난"):
        return (today - timedelta(days=back or 7)).isoformat()
    if which in NEXT:
        return (today + timedelta(days=ahead or 7)).isoformat()
    if moment.forward or moment.until:
        return (today + timedelta(days=ahead)).isoformat()
    return (today - timedelta(days=back)).isoformat()


def week(parts: Parts, moment: Moment) -> str | None:
    """``last week``: its month, where all seven days lie in one."""
    if parts["which"] not in (*THIS, *LAST, *NEXT):
        return None
    monday = moment.published - timedelta(days=moment.published.weekday())
    first = monday + timedelta(days=7 * _shift(parts["which"]))
    return _month_of_all(first, first + timedelta(days=6))


def distance(parts: Parts, moment: Moment) -> str | None:
    """``three days later``, ``a week ago``: a day where days are counted, else the month it lands in."""
    which, unit = parts["which"], parts.get("unit", "일")
    origin = moment.published if which in ("ago", "전") else moment.context_day
    if origin is None or which == "만에":
        return None
    sign = 1 if which in ("later", "after that", "afterwards", "뒤", "후") else -1
    count = int(parts["count"])
    if unit in ("month", "달", "개월"):
        return _month_after(origin, sign * count)
    if unit in ("year", "년"):
        return f"{origin.year + sign * count:04}"
    landed = origin + timedelta(days=sign * count * UNIT_DAYS[unit])
    if UNIT_DAYS[unit] == 1 and not parts.get("about"):
        return landed.isoformat()
    return _month_of_all(landed - timedelta(days=2), landed + timedelta(days=2))


def near_day(parts: Parts, moment: Moment) -> str | None:
    """``yesterday``, ``어제``."""
    back = {"the day before yesterday": 2, "그제": 2, "today": 0, "tonight": 0, "오늘": 0, "tomorrow": -1, "내일": -1}
    return (moment.published - timedelta(days=back.get(parts["which"], 1))).isoformat()


def context_day(parts: Parts, moment: Moment) -> str | None:
    """``the day before``, ``the same day``, ``전날``: counted from the day last read."""
    day = moment.context_day
    if day is None:
        return None
    which = parts["which"]
    before = ("the day before", "the previous day", "a day earlier", "전날")
    after = ("the next day", "the following day", "the day after", "a day later", "다음 날", "이튿날")
    return (day + timedelta(days=(which in after) - (which in before))).isoformat()


def context_month(parts: Parts, moment: Moment) -> str | None:
    """``the same month``: the month of the date last read."""
    return moment.context[:7] if moment.context and len(moment.context) >= 7 else None


def month_day(parts: Parts, moment: Moment) -> str | None:
    """``on the 15th``, ``지난 15일``, ``이달 8일``."""
    day, which = int(parts.get("day") or parts["ordinal"]), parts.get("which", "")
    if which == "같은 달":
        month = context_month(parts, moment)
        return _day(int(month[:4]), int(month[5:]), day) if month else None
    if which in (*THIS, *LAST, *NEXT):
        year, month_number = map(int, _month_after(moment.published, _shift(which)).split("-"))
        return _day(year, month_number, day)
    origin = moment.context_day if moment.until and moment.context_day else moment.published
    ahead = moment.until or which == "오는" or (moment.forward and which != "지난")
    return _day_in_reach(origin, day, ahead)


def _day_in_reach(origin: date, day: int, ahead: bool) -> str | None:
    """The next (or latest) day of that number in the month, counted from ``origin``, itself included."""
    for shift in range(3):
        year, month = map(int, _month_after(origin, shift if ahead else -shift).split("-"))
        found = _day(year, month, day)
        if found and (found >= origin.isoformat() if ahead else found <= origin.isoformat()):
            return found
    return None


def _nearest_day(month: int, day: int, moment: Moment) -> str | None:
    published = moment.published
    found = _day(published.year, month, day)
    if found is None:
        return None
    distance_days = (date.fromisoformat(found) - published).days
    if distance_days > FUTURE_DAYS and not moment.forward:
        return _day(published.year - 1, month, day)
    if distance_days < -200 and (moment.until or moment.forward):
        return _day(published.year + 1, month, day)
    return found


def _nearest_year(month: int, moment: Moment) -> int:
    ahead = month - moment.published.month
    if ahead > FUTURE_MONTHS and not (moment.forward or moment.until):
        return moment.published.year - 1
    if ahead > 0 and not (moment.forward or moment.until):
        return moment.published.year - 1
    return moment.published.year + (ahead < -6 and (moment.forward or moment.until))


def _closed(month: str, parts: Parts, moment: Moment) -> str:
    """``until the end of March`` is the last day of March; every other part of a month is the month."""
    if moment.until and parts.get("part") in LAST_PARTS:
        return f"{month}-{monthrange(int(month[:4]), int(month[5:]))[1]:02}"
    return month


def _shift(which: str) -> int:
    return -1 if which in LAST else 1 if which in NEXT else 0


def _month_after(day: date, months: int) -> str:
    index = day.year * 12 + day.month - 1 + months
    return f"{index // 12:04}-{index % 12 + 1:02}"


def _month_of_all(first: date, last: date) -> str | None:
    return first.isoformat()[:7] if (first.year, first.month) == (last.year, last.month) else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


MEANINGS: Mapping[str, Callable[[Parts, Moment], str | None]] = {
    function.__name__: function
    for function in (
        calendar_day, iso_day, calendar_month, last_month_named, calendar_year, relative_year, relative_unit,
        relative_month, part_of_unit, new_year, closing_day, next_month_named, weekday, week, distance, near_day,
        context_day, context_month, month_day, last_day_of_month, weekday_of_month,
    )
}  # fmt: skip
