"""What a sentence says of the measure it names: imposed, extended, eased, lifted, planned or denied."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from corpus.extraction.lexicon import load_table
from corpus.extraction.triggers import Trigger
from corpus.extraction.words import Word
from corpus.models import STATUSES, Status

Reading = Literal["stated", "planned", "denied", "unreal"]


@dataclass(frozen=True, slots=True)
class Stance:
    """The status of a measure in a sentence, and whether the sentence states it at all.

    ``direction`` is what was done or is planned (imposed, extended, eased, lifted); ``status`` what the
    claim will say; ``unreal`` that the sentence only imagines it.
    """

    status: Status
    direction: Status
    unreal: bool = False


def read_stance(trigger: Trigger, words: Sequence[Word]) -> Stance:
    """The stance of a sentence's words towards one measure in it."""
    direction = _direction(trigger, words)
    near = [word for word in words if _distance(word, trigger) <= _table()["window"]]
    if _any(near, "unreal"):
        return Stance(direction, direction, unreal=True)
    if _any(near, "denial"):
        return Stance("denied", direction)
    if _any(near, "plan") and direction in ("imposed", "lifted", "eased"):
        return Stance("planned", direction)
    return Stance(direction, direction)


def _direction(trigger: Trigger, words: Sequence[Word]) -> Status:
    """What the rule says, else what its own action words say, else what the words beside it say."""
    if trigger.rule.status in STATUSES:
        return cast(Status, trigger.rule.status)
    own = _status_of(trigger.words)
    if own is not None:
        return own
    reach = _table()["reach"]
    beside = [word for word in words if _distance(word, trigger) <= reach]
    return _status_of(beside) or "imposed"


def _status_of(words: Sequence[Word]) -> Status | None:
    """The status of the first word class, in the order of the table, that the words hold."""
    for status, classes in _table()["direction"].items():
        if any(word.classes & set(classes) for word in words):
            return cast(Status, status)
    return None


def _distance(word: Word, trigger: Trigger) -> int:
    if word.last < trigger.first:
        return trigger.first - word.last - 1
    return max(0, word.first - trigger.last - 1)


def _any(words: Sequence[Word], word_class: str) -> bool:
    return any(word_class in word.classes for word in words)


def _table() -> dict[str, object]:  # typed by use
    return dict(load_table("status.toml"))
