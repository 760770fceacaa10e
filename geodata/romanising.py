"""Hangul in Latin letters by rule: :func:`romanise`.

Sources: the systems are named in ``romanisation.toml``. Only what place names need is there: syllables with one
final consonant, read with the sounds that change where two syllables meet.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

ROMANISATION = Path(__file__).with_name("romanisation.toml")

FIRST_SYLLABLE, LAST_SYLLABLE = 0xAC00, 0xD7A3
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
# The sound each of the 28 finals of Unicode's order ends in; "" for none, clusters by their spoken part.
FINALS = ("", *"ㄱㄱㄱㄴㄴㄴㄷㄹㄱㅁㄹㄹㄹㅂㄹㅁㅂㅂㄷㄷㅇㄷㄷㄱㄷㅂㄷ")
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
SILENT = "ㅇ"
NASAL = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}
VOICED_FINALS = frozenset({"", "ㄴ", "ㄹ", "ㅁ", "ㅇ"})
Y_VOWELS = frozenset("ㅑㅒㅕㅖㅛㅠㅣ")
"""The vowels before which the South drops ㄹ and ㄴ at the start of a word."""


@dataclass(frozen=True, slots=True)
class System:
    """One way to write Hangul in Latin letters; the fields are those of ``romanisation.toml``."""

    kind: str
    initials: tuple[str, ...]
    voiced: Mapping[str, str]
    vowels: tuple[str, ...]
    finals: Mapping[str, str]
    links: bool
    nasal: bool
    liquid: bool
    parts: bool

    def with_vowels(self, letters: Mapping[str, str]) -> "System":
        """The same consonants with other letters for some vowels."""
        return replace(
            self, vowels=tuple(letters.get(vowel, own) for vowel, own in zip(VOWELS, self.vowels, strict=True))
        )


@dataclass(slots=True)
class Syllable:
    """A syllable by its sounds (``final`` is empty where it ends in its vowel)."""

    initial: str
    vowel: str
    final: str


@cache
def load_tables() -> dict[str, Any]:
    """The tables of ``romanisation.toml``, read once."""
    return tomllib.loads(ROMANISATION.read_text(encoding="utf-8"))


@cache
def load_systems() -> Mapping[str, System]:
    """The systems of ``romanisation.toml`` by name."""
    return {name: System(**frozen(table)) for name, table in load_tables()["systems"].items()}


def frozen(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table with its lists as tuples, for the fields of a frozen dataclass."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def romanise(hangul: str, system: System) -> str:
    """``hangul`` (syllables only) in Latin letters, with a capital: 혜산 -> Hyesan.

    Raises ``ValueError`` where a character is no Hangul syllable.
    """
    syllables = [_take_apart(character) for character in hangul]
    for one, other in pairwise(syllables):
        _meet(one, other, system)
    before, letters = None, ""
    for syllable in syllables:
        written = _written(syllable, before, system)
        apart = system.parts and before == "ㄴ" and written.startswith("g")
        letters += "'" + written if apart else written
        before = syllable.final
    return letters[:1].upper() + letters[1:]


def spell_southern(hangul: str) -> str:
    """A name as the South writes it, without ㄹ (or ㄴ before i and y) at its start: 량강도 -> 양강도."""
    first = _take_apart(hangul[0])
    if first.initial not in "ㄹㄴ" or (first.initial == "ㄴ" and first.vowel not in Y_VOWELS):
        return hangul
    initial = SILENT if first.vowel in Y_VOWELS else "ㄴ"
    shift = (INITIALS.index(initial) - INITIALS.index(first.initial)) * len(VOWELS) * len(FINALS)
    return chr(ord(hangul[0]) + shift) + hangul[1:]


def _take_apart(character: str) -> Syllable:
    code = ord(character)
    if not FIRST_SYLLABLE <= code <= LAST_SYLLABLE:
        raise ValueError(f"{character!r} is no Hangul syllable")
    rest, final = divmod(code - FIRST_SYLLABLE, len(FINALS))
    initial, vowel = divmod(rest, len(VOWELS))
    return Syllable(INITIALS[initial], VOWELS[vowel], FINALS[final])


def _meet(one: Syllable, other: Syllable, rules: System) -> None:
    """Change the sounds where two syllables meet, as far as the system writes it."""
    if rules.links and other.initial == SILENT and one.final not in ("", SILENT):
        one.final, other.initial = "", one.final
    if rules.liquid and other.initial == "ㄹ" and one.final not in ("", "ㄴ", "ㄹ"):
        other.initial = "ㄴ"
    if rules.liquid and {one.final, other.initial} == {"ㄴ", "ㄹ"}:
        one.final = other.initial = "ㄹ"
    if rules.nasal and other.initial in "ㄴㅁ":
        one.final = NASAL.get(one.final, one.final)


def _written(syllable: Syllable, before: str | None, rules: System) -> str:
    """The letters of one syllable; ``before`` is the final before it, ``None`` at the start of the word."""
    initial = rules.initials[INITIALS.index(syllable.initial)]
    if before is not None and before in VOICED_FINALS:
        initial = rules.voiced.get(syllable.initial, initial)
    if before == "ㄹ" and syllable.initial == "ㄹ" and rules.liquid:
        initial = "l"
    return initial + rules.vowels[VOWELS.index(syllable.vowel)] + rules.finals.get(syllable.final, "")
