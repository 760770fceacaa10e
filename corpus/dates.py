"""Find the dates of a text: phrase, day of publication and context give an EDTF date, or none.

``find_dates("closed since late last month", date(2021, 2, 17))`` finds one mention whose value is
``2021-01`` and whose cue is ``since``. The phrases are rows of ``lexicon/dates.toml``.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from corpus.date_meanings import MEANINGS, Moment, Parts
from corpus.interval import day_range
from corpus.models import Span

PHRASES = Path(__file__).with_name("lexicon") / "dates.toml"
HANGUL = re.compile(r"[가-힣]")
LONGEST = 60  # characters of a date phrase on either side of a hint
REACH = 40  # characters before a phrase in which its cue may stand

Cue = Literal["on", "since", "until"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date phrase, ``text`` at ``start``..``end``. ``value`` is EDTF, or ``None`` where the phrase leaves
    it open. ``cue`` says whether the phrase opens or closes a span of time; ``spoken`` that it dates what
    was said and not what was done."""

    text: str
    start: int
    end: int
    value: str | None
    cue: Cue
    spoken: bool


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """The date phrases of one language, ready to search: one pattern, and the meaning of each row."""

    hints: re.Pattern[str]
    pattern: re.Pattern[str]
    meanings: tuple[str, ...]
    tables: Mapping[str, Mapping[str, int]]
    since: re.Pattern[str]
    until: re.Pattern[str]
    forward: re.Pattern[str]
    spoken_before: re.Pattern[str]
    spoken_after: re.Pattern[str]
    spoken_noun: re.Pattern[str]
    not_until: re.Pattern[str]
    joints: frozenset[str]
    about: re.Pattern[str]
    cue_follows: bool


@cache
def load_phrasebook(language: str) -> Phrasebook:
    """The phrasebook of ``en`` or ``ko``."""
    rows: Mapping[str, Any] = tomllib.loads(PHRASES.read_text(encoding="utf-8"))[language]
    parts = rows["parts"]
    branches = [_branch(number, row["pattern"], parts) for number, row in enumerate(rows["phrase"])]
    inner = "|".join(branches)
    korean = language == "ko"
    whole = rf"(?<![0-9])(?:{inner})" if korean else rf"(?<!\w)(?:{inner})(?!\w)"
    return Phrasebook(
        hints=re.compile(_any_of(rows["hints"])),
        pattern=re.compile(whole),
        meanings=tuple(row["meaning"] for row in rows["phrase"]),
        tables={name: rows[name] for name in ("months", "weekdays", "numbers")},
        since=_cue(rows["since"], korean),
        until=_cue(rows["until"], korean),
        forward=re.compile(r"(?:^|\W)(?:" + _any_of(rows["forward"]) + r")(?:\W|$)"),
        spoken_before=_spoken_before(rows["spoken"], korean),
        spoken_after=_spoken_after(rows["spoken"], korean),
        spoken_noun=re.compile(rf"^['’]s\s(?:{_any_of(rows['spoken_noun'])})" if not korean else "(?!)"),
        not_until=_ends_with(rows["not_until"]),
        about=_ends_with(rows["about"]),
        joints=frozenset(rows["joints"]),
        cue_follows=korean,
    )


def find_dates(text: str, published: date, context: str | None = None) -> list[DateMention]:
    """Every date phrase of a text in order; never raises, and an unclear phrase has no value.

    ``context`` is the EDTF date that the text before this one ended with: "the same day" means it.
    """
    book = load_phrasebook("ko" if HANGUL.search(text) else "en")
    mentions: list[DateMention] = []
    for match in book.pattern.finditer(text, *_stretch(text, book.hints)):
        mention = _read(text, match, book, published, context, mentions[-1] if mentions else None)
        mentions.append(mention)
        context = mention.value or context
    return mentions


def _stretch(text: str, hints: re.Pattern[str]) -> Span:
    """The part of a text, cut at white space, in which its date phrases can lie; empty where it has no hint."""
    hits = [match.start() for match in hints.finditer(text)]
    if not hits:
        return 0, 0
    start, end = max(0, hits[0] - LONGEST), hits[-1] + LONGEST
    return text.rfind(" ", 0, start) + 1, text.find(" ", end) if text.find(" ", end) >= 0 else len(text)


def _read(
    text: str, match: re.Match[str], book: Phrasebook, published: date, context: str | None, last: DateMention | None
) -> DateMention:
    row, groups = _groups(match)
    start, end = match.span(f"r{row}_inner") if f"r{row}_inner" in groups else match.span()
    gap = text[last.end : start] if last is not None else ""
    closes = last is not None and last.cue == "since" and gap in book.joints
    cue = "until" if closes else _cue_of(text, start, end, book)
    before = text[max(0, start - 2 * REACH) : start].lower()
    moment = Moment(published, context, bool(book.forward.search(before)), cue == "until", gap in book.joints)
    parts = _parts(row, groups, match.group(), book)
    value = _value(book.meanings[row], parts, moment) if parts is not None else None
    if value and book.about.search(before):
        value = value[:7]
    spoken = _is_spoken(text, start, end, book, cue) or (
        not moment.forward and _is_day_of_print(book.meanings[row], value, cue, published)
    )
    return DateMention(text[start:end], start, end, value, cue, spoken)


def _value(meaning: str, parts: Parts, moment: Moment) -> str | None:
    """The EDTF date of a phrase; ``None`` too where it would lie outside the calendar."""
    try:
        value = MEANINGS[meaning](parts, moment)
        return value if value is None or day_range(value) else None
    except (OverflowError, ValueError):
        return None


def _is_day_of_print(meaning: str, value: str | None, cue: Cue, published: date) -> bool:
    """A bare weekday that is the day of publication dates the saying: "the agency, on Friday, ..."."""
    return meaning == "weekday" and cue == "on" and value == published.isoformat()


def _groups(match: re.Match[str]) -> tuple[int, dict[str, str]]:
    """The number of the row that matched, and its own groups."""
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    row = next(int(name[3:]) for name in groups if name.startswith("row"))
    return row, groups


def _parts(row: int, groups: Mapping[str, str], phrase: str, book: Phrasebook) -> Parts | None:
    """The parts of a phrase by name, words turned into numbers; ``None`` where a number is unknown."""
    prefix = f"r{row}_"
    parts = {name.removeprefix(prefix): value for name, value in groups.items() if name.startswith(prefix)}
    if "which" in parts:
        parts["which"] = parts["which"].lower()
    for name, table in (("month", "months"), ("weekday", "weekdays"), ("count", "numbers"), ("ordinal", "numbers")):
        if name in parts:
            number = _number(parts[name], book.tables[table])
            if number is None:
                return None
            parts[name] = str(number)
    if phrase.startswith(("about", "around", "some", "nearly", "almost", "roughly", "barely")):
        parts["about"] = "about"
    return parts


def _number(word: str, table: Mapping[str, int]) -> int | None:
    digits = re.match(r"[0-9]+", word)
    if digits:
        return int(digits.group())
    lower = word.lower()
    return table.get(lower, table.get(lower[:3]))


def _cue_of(text: str, start: int, end: int, book: Phrasebook) -> Cue:
    around = text[end : end + 24] if book.cue_follows else text[max(0, start - REACH) : start].lower()
    if book.until.search(around) and not book.not_until.search(around):
        return "until"
    return "since" if book.since.search(around) else "on"


def _is_spoken(text: str, start: int, end: int, book: Phrasebook, cue: Cue) -> bool:
    if cue != "on":
        return False
    before, after = text[max(0, start - REACH) : start], text[end : end + 200]
    if book.spoken_noun.search(after):
        return True
    if book.cue_follows:
        return bool(book.spoken_before.search(before) and book.spoken_after.search(after))
    opens = not before.strip() or before.rstrip()[-1] in '.!?”"'
    opens = opens or before.rstrip().lower().endswith(". on") or before.strip().lower() == "on"
    return bool(book.spoken_before.search(before.lower()) or (opens and book.spoken_after.match(after.lower())))


def _branch(number: int, pattern: str, parts: Mapping[str, str]) -> str:
    """One row as a branch of the whole pattern: its groups are named after its number."""
    for name, part in parts.items():
        pattern = pattern.replace("{" + name + "}", part)
    fold = "?:" if "(?P<month>" in pattern else "?i:"  # "may" and "march" are words, "May" is a month
    named = re.sub(r"\(\?P<", f"(?P<r{number}_", pattern.replace(" ", r"\s"))
    return f"(?P<row{number}>({fold}{named}))"


def _any_of(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in words)


def _ends_with(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of(words)})\s$") if words else re.compile("(?!)")


def _cue(words: list[str], follows: bool) -> re.Pattern[str]:
    if follows:
        clock = r"(?:\s?(?:오전|오후|새벽|아침|저녁|밤|자정|정오|[0-9]{1,2}시))"
        return re.compile(rf"^\s?(?:초|말|들어)?{clock}{{0,2}}(?:{_any_of(words)})")
    filler = (
        r"(?:(?:the|at|around|about|late|early|midnight|noon|on|least|and including|[0-9]{1,2} [ap]\.?m\.?) "
        r"|(?:the )?(?:morning|night|evening|end) of )"
    )
    return re.compile(rf"(?<!\w)(?:{_any_of(words)}) {filler}{{0,3}}$")


def _spoken_before(words: list[str], korean: bool) -> re.Pattern[str]:
    if korean:
        return re.compile(r"[은는이가]\s$")
    return re.compile(rf"(?<!\w)(?:{_any_of(words)})(?:[ ,]+[\w.'’-]+){{0,3}}[ ,]+(?:(?:on|late|early|later) )?$")


def _spoken_after(words: list[str], korean: bool) -> re.Pattern[str]:
    if korean:
        return re.compile(rf"^[\s,][^.]{{0,190}}?(?:{_any_of(words)})")
    return re.compile(rf",?(?: [\w.'’-]+){{1,5}}? (?:{_any_of(words)})(?!\w)")
