"""Give a measure its dates: the date phrases that stand nearest to its words, as start or as end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.dates import DateMention
from corpus.extraction.status import Stance
from corpus.extraction.triggers import Trigger
from corpus.interval import BadDate, day_range
from corpus.models import Span

REACH = 90  # characters between a measure's words and a date that still belongs to it
REACH_OF_END = 160  # the same where the sentence ends the measure: its start may stand between
OPENING = 14  # characters into a sentence at which a date still opens it, and so dates all of it
ENDING = ("lifted", "eased")
MONTHS_AHEAD = 9  # a plan names no month that lies farther off without its year
YEAR_OR_PAST = re.compile(r"20\d\d|last|ago|earlier|지난|작년")


@dataclass(frozen=True, slots=True)
class Interval:
    """When a measure began and ended, as EDTF, with the characters each was read from."""

    start: str | None = None
    end: str | None = None
    start_span: Span | None = None
    end_span: Span | None = None


def read_interval(
    trigger: Trigger, stance: Stance, dates: Sequence[DateMention], published: date, opening: int
) -> Interval:
    """The interval of one measure; ``dates`` are those of its sentence, which begins at ``opening``."""
    usable = [d for d in dates if _dates_it(d, trigger, stance, opening)]
    if stance.status == "planned":
        usable = [_coming(d, published) for d in usable]
    else:
        usable = [d for d in usable if d.cue != "on" or not _is_ahead(d, published)]
    usable.sort(key=lambda d: _away(d, trigger))
    since = _first(usable, "since")
    until = _first(usable, "until")
    on = _first(usable, "on")
    if stance.direction in ENDING:
        return _interval(since if on else None, on or until or since)
    return _interval(since or on, until)


def _dates_it(mention: DateMention, trigger: Trigger, stance: Stance, opening: int) -> bool:
    """Whether a date says a month or day of what was done, and stands near it or opens the sentence."""
    if mention.value is None or len(mention.value) <= 4 or mention.spoken:
        return False
    reach = REACH_OF_END if stance.direction in ENDING else REACH
    return mention.start - opening < OPENING or _away(mention, trigger) <= reach


def _is_ahead(mention: DateMention, published: date) -> bool:
    """Whether a date lies in a month after the report's: what has happened has not happened then."""
    return mention.value is not None and mention.value[:7] > published.isoformat()[:7]


def _coming(mention: DateMention, published: date) -> DateMention:
    """A month named without a year, as a plan means it: the next one, not the last."""
    if mention.value is None or YEAR_OR_PAST.search(mention.text):
        return mention
    try:
        ahead = f"{int(mention.value[:4]) + 1}{mention.value[4:]}"
        past, months = day_range(mention.value).latest < published, _months(published, day_range(ahead).earliest)
    except BadDate:
        return mention
    return replace(mention, value=ahead) if past and months <= MONTHS_AHEAD else mention


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _first(dates: Sequence[DateMention], cue: str) -> DateMention | None:
    return next((d for d in dates if d.cue == cue), None)


def _away(mention: DateMention, trigger: Trigger) -> int:
    return max(mention.start - trigger.end, trigger.start - mention.end, 0)


def _interval(start: DateMention | None, end: DateMention | None) -> Interval:
    return Interval(
        start.value if start else None,
        end.value if end else None,
        (start.start, start.end) if start else None,
        (end.start, end.end) if end else None,
    )
