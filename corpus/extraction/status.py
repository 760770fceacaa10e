"""What a sentence says of the measure it names: imposed, extended, eased, lifted, planned or denied."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from corpus.extraction.lexicon import LexiconError, load_table
from corpus.extraction.triggers import Line, Trigger
from corpus.extraction.words import Word
from corpus.models import STATUSES, Status

CHANGES = ("extended", "eased", "lifted")


@dataclass(frozen=True, slots=True)
class StatusTable:
    """``status.toml``: the word classes that mean each status, and how far around a measure they count."""

    directions: tuple[tuple[Status, frozenset[str]], ...]
    reach: int
    reach_named: int
    window: int
    unreal: int
    partial: frozenset[str]


@cache
def load_status_table() -> StatusTable:
    """The table; raises :class:`LexiconError` on a row that is no status."""
    table = load_table("status.toml")
    directions = []
    for name, classes in table["direction"].items():
        if name not in STATUSES:
            raise LexiconError(f"status.toml: row direction: {name!r} is no status")
        directions.append((name, frozenset(classes)))
    numbers = {name: int(table[name]) for name in ("reach", "reach_named", "window", "unreal")}
    return StatusTable(tuple(directions), **numbers, partial=frozenset(table["partial"]))


@dataclass(frozen=True, slots=True)
class Stance:
    """The status of a measure in a sentence, and whether the sentence states it at all.

    ``direction`` is what was done or is planned (imposed, extended, eased, lifted); ``status`` what the
    claim will say; ``unreal`` that the sentence only imagines it; ``rumour`` that it passes on a rumour.
    """

    status: Status
    direction: Status
    unreal: bool = False
    rumour: bool = False


def read_stance(trigger: Trigger, line: Line) -> Stance:
    """The stance of a sentence's words towards one measure in it."""
    words, direction = line.words, _direction(trigger, line)
    table = load_status_table()
    near, first = _within(table.window, trigger, words), trigger.first
    if _any([word for word in words if 0 <= first - word.last <= table.unreal], "unreal"):
        return Stance(direction, direction, unreal=True)
    rumour = _any(words, "rumour")
    if direction == "denied" or _any(near, "denial"):
        return Stance("denied", direction, rumour=rumour)
    if _is_planned(direction, near):
        return Stance("planned", direction, rumour=rumour)
    return Stance(direction, direction, rumour=rumour)


def _is_planned(direction: Status, near: Sequence[Word]) -> bool:
    """Rules are worded with "must" and "will": weak words plan only an end, not a beginning."""
    if direction in ("lifted", "eased"):
        return _any(near, "plan") or _any(near, "plan_weak")
    return direction == "imposed" and _any(near, "plan")


def _direction(trigger: Trigger, line: Line) -> Status:
    """What the rule says, else what its own action words say, else what the words beside it say.

    What has not been lifted is still imposed; what has not been imposed is denied.
    """
    if trigger.rule.status is not None:
        return trigger.rule.status
    own, table = _status_of(trigger.words), load_status_table()
    reach = table.reach if len(trigger.rule.needs) > 1 else table.reach_named
    near = _reached(reach, trigger, line)
    beside = _status_of(near)
    if beside in CHANGES and _negates(beside, trigger.words, line.words):
        return "imposed"
    if beside == "lifted" and trigger.rule.measure in table.partial and not _any(near, "lift"):
        return "eased"
    if beside in CHANGES:
        return beside
    return "denied" if own is not None and _negates(own, trigger.words, line.words) else "imposed"


def _negates(status: Status, own: Sequence[Word], words: Sequence[Word]) -> bool:
    return any(_negated(word, words) for word in own if _status_of([word]) == status)


def _negated(word: Word, words: Sequence[Word]) -> bool:
    """Whether a negation stands right before (in Korean: right after) a word, or one word off."""
    return any("negation" in w.classes and -2 <= w.first - word.last <= 2 for w in words)


def _status_of(words: Sequence[Word]) -> Status | None:
    """The status of the first word class, in the order of the table, that the words hold."""
    for status, classes in load_status_table().directions:
        if any(word.classes & classes for word in words):
            return status
    return None


def _within(reach: int, trigger: Trigger, words: Sequence[Word]) -> list[Word]:
    """The words with at most ``reach`` others between them and a trigger."""
    before, after = trigger.first - reach - 1, trigger.last + reach + 1
    return [word for word in words if before <= word.last and word.first <= after]


def _reached(reach: int, trigger: Trigger, line: Line) -> list[Word]:
    """The same, a barrier between them and the trigger counting for as many words as a window has."""
    first, past_barrier = trigger.first, reach - load_status_table().window
    before, after = first - past_barrier - 1, trigger.last + past_barrier + 1
    return [
        word
        for word in _within(reach, trigger, line.words)
        if (before <= word.last and word.first <= after)
        or not line.barriers_between(min(word.first, first), max(word.first, first))
    ]


def _any(words: Sequence[Word], word_class: str) -> bool:
    return any(word_class in word.classes for word in words)
