"""The words and rules that reading is made of, loaded from ``corpus/lexicon/*.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.measures import load_measures
from corpus.models import STATUSES, CorpusError, Status

LEXICON = Path(__file__).parents[1] / "lexicon"
LANGUAGES = ("en", "ko")
PLACE_CLASSES = {"site": "a_site", "foreign": "abroad_site"}  # the word class of a named place, by its role


class LexiconError(CorpusError):
    """A row of the lexicon makes no sense; the message names file, row and value."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which reports speak of a measure.

    Each member of ``needs`` is a set of word classes of which one must occur; all of them within
    ``window`` words of one another and, where ``order`` is set, in that order. A class of ``without``
    near them forbids the reading. ``status`` overrides what the action words say; ``place`` says how
    far the measure reaches (``nation``: always the whole country).
    """

    name: str
    measure: str
    needs: tuple[frozenset[str], ...]
    without: frozenset[str]
    window: int
    order: bool
    status: Status | None
    place: str | None
    confidence: float


@cache
def load_table(file: str) -> Mapping[str, Any]:
    """One TOML file of the lexicon; raises :class:`LexiconError` when it cannot be read."""
    try:
        return tomllib.loads((LEXICON / file).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{file}: {error}") from error


@cache
def load_words(language: str) -> Mapping[str, tuple[str, ...]]:
    """The phrases of every word class in one language (``en`` or ``ko``)."""
    file = f"words.{language}.toml"
    classes: dict[str, tuple[str, ...]] = {}
    for name, phrases in load_table(file).items():
        if not isinstance(phrases, list) or not all(isinstance(p, str) and p.strip() for p in phrases):
            raise LexiconError(f"{file}: row {name}: {phrases!r} is not a list of phrases")
        classes[name] = tuple(phrases)
    return classes


@cache
def load_light_classes() -> frozenset[str]:
    """The word classes whose phrases leave the words in them to be read alone too."""
    return frozenset(load_table("rules.toml").get("light", ()))


@cache
def load_rules() -> tuple[Rule, ...]:
    """All rules of ``rules.toml`` in the order of the file."""
    known = set(PLACE_CLASSES.values()) | {name for language in LANGUAGES for name in load_words(language)}
    return tuple(_rule(row, known) for row in load_table("rules.toml")["rule"])


def _rule(row: Mapping[str, Any], known: set[str]) -> Rule:
    name = str(row.get("name"))
    needs = tuple(frozenset(part.split("|")) for part in row["needs"])
    without = frozenset([*row.get("without", ()), *load_table("rules.toml").get("never_beside", ())])
    for word_class in frozenset().union(without, *needs):
        if word_class not in known:
            raise LexiconError(f"rules.toml: row {name}: no word class {word_class!r}")
    if row["measure"] not in load_measures():
        raise LexiconError(f"rules.toml: row {name}: no measure {row['measure']!r}")
    status = row.get("status")
    if status is not None and status not in STATUSES:
        raise LexiconError(f"rules.toml: row {name}: {status!r} is no status")
    return Rule(
        name=name,
        measure=row["measure"],
        needs=needs,
        without=without,
        window=int(row.get("window", 8)),
        order=bool(row.get("order", False)),
        status=status,
        place=row.get("place"),
        confidence=float(row.get("confidence", 0.6)),
    )
