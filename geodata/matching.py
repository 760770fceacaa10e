"""Finding names in a text: one pass of an automaton, then the longest name at each position."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal

import ahocorasick

from geodata.folding import fold, is_hangul
from geodata.gazetteer import load_gazetteer
from geodata.models import Name
from geodata.tables import SITE_LEVELS
from geodata.wording import load_contextual, load_passed_over, load_wording

Script = Literal["hangul", "chinese", "latin"]

SCRIPTS: dict[Script, re.Pattern[str]] = {
    "hangul": re.compile("[가-힣]"),
    "chinese": re.compile("[\u3400-\u9fff]"),
    "latin": re.compile("[a-z0-9]"),
}


@dataclass
class Entry:
    """One wording of the automaton and the names it stands for (none: it is passed over).

    ``contextual``: it is also an ordinary word, and counts only where the text shows that a place is meant.
    """

    wording: str
    names: list[Name] = field(default_factory=list)
    open_ended: bool = False
    contextual: bool = False

    @cached_property
    def needs_capital(self) -> bool:
        return bool(self.names) and not any(name.is_used("phrase") for name in self.names)

    @cached_property
    def candidates(self) -> tuple[str, ...]:
        """The ids of the places that may be meant."""
        return tuple(dict.fromkeys(name.place_id for name in self.names))

    @cached_property
    def former(self) -> frozenset[str]:
        """Those of them that are no longer written so."""
        return frozenset(name.place_id for name in self.names if name.kind == "former")

    @cached_property
    def together(self) -> bool:
        """Whether it means all its candidates: both coasts, 평안남북도."""
        return any(name.is_used("together") for name in self.names)

    @cached_property
    def particled(self) -> bool:
        """Whether it counts only with a particle after it."""
        return all(name.is_used("particled") for name in self.names)

    @cached_property
    def is_part(self) -> bool:
        """Whether it names a part of a place, so that any administrative word may follow it."""
        levels = (load_gazetteer()[name.place_id].level for name in self.names)
        return all(name.is_used("part") or level in SITE_LEVELS for name, level in zip(self.names, levels, strict=True))


@dataclass(frozen=True, slots=True)
class Hit:
    """The wording found at ``start:end`` of a text."""

    start: int
    end: int
    entry: Entry


def find_names(text: str, folded: str) -> list[Hit]:
    """The names in ``text``, in order and not overlapping; ``folded`` is ``fold(text)``.

    Of the names that begin at one place the longest wins, and of two that overlap the first. Wordings to
    pass over are among them, with an entry that has no names.
    """
    found: list[Hit] = []
    end = 0
    for hit in sorted(_candidates(folded), key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= end and _stands_alone(text, folded, hit, after_name=bool(found) and hit.start == end):
            found.append(hit)
            end = hit.end
    return found


def places_named(wording: str) -> tuple[str, ...]:
    """The ids of the places that may be written ``wording`` (already folded)."""
    entry: Entry | None = _automata()[_script(wording)].get(wording, None)
    return entry.candidates if entry else ()


def _candidates(folded: str) -> Iterator[Hit]:
    only_latin = folded.isascii()
    for script, automaton in _automata().items():
        if script == "latin" or (not only_latin and SCRIPTS[script].search(folded)):
            for last, entry in automaton.iter(folded):
                yield Hit(last + 1 - len(entry.wording), last + 1, entry)


def _script(wording: str) -> Script:
    """The script that a wording begins in; what is neither Hangul nor Chinese counts as Latin."""
    return next((script for script, pattern in SCRIPTS.items() if pattern.match(wording)), "latin")


@cache
def _automata() -> dict[Script, ahocorasick.Automaton]:
    """One automaton for each script: a text of one script need not be compared with the names of another."""
    automata = {script: ahocorasick.Automaton() for script in SCRIPTS}
    for wording, entry in _entries().items():
        automata[_script(wording)].add_word(wording, entry)
    for automaton in automata.values():
        automaton.make_automaton()
    return automata


def _entries() -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for name in load_gazetteer().names:
        wording = fold(name.name)
        entries.setdefault(wording, Entry(wording, contextual=wording in load_contextual())).names.append(name)
    for passed_over in load_passed_over():
        wording = fold(passed_over.removesuffix("*"))
        entries[wording] = Entry(wording, open_ended=passed_over.endswith("*"))
    return entries


def _stands_alone(text: str, folded: str, hit: Hit, after_name: bool) -> bool:
    """Whether the hit is a word or words of its own. ``after_name``: another name ends where it begins."""
    if is_hangul(folded[hit.start]):
        begins = after_name or hit.start == 0 or not is_hangul(folded[hit.start - 1])
        return begins and (hit.entry.open_ended or _hangul_may_end(folded, hit.end))
    if hit.start > 0 and _joins(folded[hit.start - 1]):
        return False
    if not hit.entry.open_ended and _goes_on(folded, hit.end):
        return False
    return not hit.entry.needs_capital or not text[hit.start : hit.end].islower()


def _joins(character: str) -> bool:
    return character.isalnum() and not is_hangul(character)


def _goes_on(folded: str, end: int) -> bool:
    """Whether a word in Latin or Chinese letters goes on at ``end`` ("Koreans", "Hwasong-15")."""
    following = folded[end : end + 2]
    if not following:
        return False
    return _joins(following[0]) or (following[0] == "-" and following[1:].isdigit())


LONGEST_ENDING = 10


def _hangul_may_end(folded: str, end: int) -> bool:
    """Whether nothing, or only a known head and particle, follows inside the same Hangul word."""
    rest = _hangul_run(folded, end, LONGEST_ENDING)
    return rest in load_wording().endings or _begins_a_name(folded, end)


def _hangul_run(folded: str, start: int, limit: int) -> str:
    end = start
    while end < len(folded) and end - start < limit and is_hangul(folded[end]):
        end += 1
    return folded[start:end]


def _begins_a_name(folded: str, start: int) -> bool:
    """Whether another, whole name follows at once: 함경북도회령시."""
    for hit in _names_at(folded, start):
        if _hangul_run(folded, hit.end, LONGEST_ENDING) in load_wording().endings:
            return True
    return False


LONGEST_NAME = 12


def _names_at(folded: str, start: int) -> Iterator[Hit]:
    automaton = _automata()["hangul"]
    for length in range(2, LONGEST_NAME):
        wording = folded[start : start + length]
        if automaton.exists(wording):
            yield Hit(start, start + length, automaton.get(wording))
