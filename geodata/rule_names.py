"""The names that follow from a place's Hangul and hanja by rule: spellings, romanisations, Chinese and Japanese forms.

Sources: ``romanisation.toml`` (systems and forms), ``characters.csv`` (simplified characters and shinjitai).
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from geodata.folding import fold
from geodata.models import Name, Place
from geodata.romanising import frozen, load_systems, load_tables, romanise, spell_southern
from geodata.tables import NAMES, PLACES, RULE_NAMES, read_names, read_places

CHARACTERS = Path(__file__).with_name("characters.csv")


@dataclass(frozen=True, slots=True)
class Form:
    """One row of ``forms`` in ``romanisation.toml``."""

    levels: tuple[str, ...]
    ending: str
    latin: tuple[str, ...]
    dropped: bool = False
    abbreviated: str | None = None
    seat: str | None = None
    southern: str | None = None


def make_rule_names(places: Iterable[Place], curated: Iterable[Name]) -> list[Name]:
    """The names by rule that the curated table lacks, in the order of the places.

    A wording that belongs to several places, curated ones included, is marked ``shared``.
    """
    curated = list(curated)
    known = {(name.place_id, fold(name.name)) for name in curated}
    made = []
    for place in places:
        for name in _names_of(place):
            key = (name.place_id, fold(name.name))
            if key not in known:
                known.add(key)
                made.append(name)
    return _mark_shared(made, curated)


def build_rule_names() -> list[Name]:
    """Make ``rule_names.csv`` anew from the curated tables, and return its names."""
    places = read_places(PLACES).all_rows()
    names = make_rule_names(places, read_names(NAMES, {place.id for place in places}).all_rows())
    write_rule_names(names)
    return names


def write_rule_names(names: Iterable[Name], path: Path = RULE_NAMES) -> None:
    """The names as a table like ``names.csv``."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["place_id", "name", "language", "kind", "use"])
        writer.writerows([name.place_id, name.name, name.language, name.kind, name.use] for name in names)


@cache
def unread_places() -> frozenset[str]:
    """Places that are never read from a text, since they are written exactly like another one."""
    return frozenset(load_tables()["unread"]["places"])


def _mark_shared(made: list[Name], curated: Iterable[Name]) -> list[Name]:
    owners: dict[str, set[str]] = defaultdict(set)
    for name in [*made, *curated]:
        owners[fold(name.name)].add(name.place_id)
    return [
        replace(name, use=" ".join(filter(None, [name.use, "shared"]))) if len(owners[fold(name.name)]) > 1 else name
        for name in made
    ]


def _names_of(place: Place) -> Iterator[Name]:
    if place.id in unread_places():
        return
    form = next((form for form in _forms() if _fits(form, place)), None)
    if form and place.hangul:
        yield from _korean_names(place, place.hangul, form)
        yield from _latin_names(place, place.hangul.removesuffix(form.ending), form)
    if place.hanja:
        yield from _character_names(place, place.hanja)


def _fits(form: Form, place: Place) -> bool:
    return place.level in form.levels and place.hangul is not None and place.hangul.endswith(form.ending)


@cache
def _forms() -> tuple[Form, ...]:
    rows: list[dict[str, Any]] = load_tables()["forms"]
    return tuple(Form(**frozen(row)) for row in rows)


def _korean_names(place: Place, hangul: str, form: Form) -> Iterator[Name]:
    bare = hangul.removesuffix(form.ending)
    yield Name(place.id, hangul, "ko", "official")
    shorter = [bare] if form.dropped and len(bare) > 1 else []
    for name in shorter:
        yield Name(place.id, name, "ko", "short")
    if form.abbreviated:
        yield Name(place.id, hangul[0] + form.abbreviated, "ko", "short")
    if form.seat:
        yield Name(place.id, bare + form.seat, "ko", "short", "part")
        yield Name(place.id, spell_southern(bare) + form.seat, "ko", "south-korean", "part")
    for name in [hangul, *shorter]:
        yield Name(place.id, spell_southern(name), "ko", "south-korean")
    if form.southern:
        yield Name(place.id, spell_southern(bare) + form.southern, "ko", "south-korean")


def _latin_names(place: Place, bare: str, form: Form) -> Iterator[Name]:
    southern = spell_southern(bare)
    for spelt in dict.fromkeys((bare, southern)):
        for kind, latin in _romanisations(spelt):
            for pattern in form.latin:
                yield Name(place.id, pattern.format(latin), "en", kind if spelt == bare else "south-korean")
    for spelt in dict.fromkeys((bare, southern)):
        for latin in _mixed(spelt):
            for pattern in form.latin:
                yield Name(place.id, pattern.format(latin), "en", "misspelling")


def _romanisations(hangul: str) -> Iterator[tuple[str, str]]:
    """Kind and spelling by each system; without their apostrophes too, since few texts keep them."""
    for system in load_systems().values():
        latin = romanise(hangul, system)
        yield system.kind, latin
        if "'" in latin:
            yield system.kind, latin.replace("'", "")


def _mixed(hangul: str) -> Iterator[str]:
    mixed = load_tables()["mixed"]
    for name in mixed["consonants"]:
        for vowels in mixed["vowels"]:
            latin = romanise(hangul, load_systems()[name].with_vowels(vowels)).replace("'", "")
            yield latin
            yield from (re.sub(plain, other, latin) for plain, other in mixed["respelled"])


def _character_names(place: Place, hanja: str) -> Iterator[Name]:
    """The hanja, and the same in simplified characters and in shinjitai, with and without the last word."""
    simplified, shinjitai = load_characters()
    for characters, kind in ((hanja, "official"), (_without_ending(hanja), "short")):
        if len(characters) > 1:
            yield Name(place.id, characters, "ko", "hanja")
            yield Name(place.id, "".join(simplified.get(each, each) for each in characters), "zh", kind)
            yield Name(place.id, "".join(shinjitai.get(each, each) for each in characters), "ja", kind)


def _without_ending(hanja: str) -> str:
    endings: list[str] = load_tables()["hanja"]["endings"]
    return next((hanja.removesuffix(ending) for ending in endings if hanja.endswith(ending)), "")


@cache
def load_characters() -> tuple[dict[str, str], dict[str, str]]:
    """What stands for a hanja in Chinese and in Japanese; a character that is not there stays as it is."""
    with CHARACTERS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {row["hanja"]: row["simplified"] for row in rows}, {row["hanja"]: row["shinjitai"] for row in rows}
