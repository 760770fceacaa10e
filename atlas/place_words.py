"""A place of the gazetteer in words: where its coordinate is from, since when it is so, and all its names."""

from collections.abc import Iterable
from dataclasses import dataclass

from atlas.words import count_of, date_in_words, listed
from geodata import Gazetteer, Place
from geodata.models import FormerUnit, Name

SOURCE_WORDS = {
    "geonames": "GeoNames",
    "wikipedia": "Wikipedia",
    "ourairports": "OurAirports",
    "natural-earth": "Natural Earth",
    "simplemaps": "SimpleMaps",
    "by hand": "Placed by hand",
}

LANGUAGE_WORDS = {"en": "Latin script", "ko": "Korean", "zh": "Chinese", "ja": "Japanese"}

KIND_WORDS = {
    "official": "official",
    "short": "short",
    "mccune-reischauer": "McCune–Reischauer",
    "revised": "Revised Romanisation",
    "south-korean": "South Korean",
    "hanja": "hanja",
    "sino-korean": "Korean reading of a Chinese name",
    "former": "former",
    "misspelling": "also found as",
    "wording": "described as",
}

ROLE_WORDS = {
    "measure": "where a measure applies",
    "metonym": "stands for the government",
    "dateline": "where the report was filed",
    "context": "named beside",
    "speaker": "where somebody speaks",
}

USE_WORDS = {"shared": "shared with other places", "part": "a part that stands for it"}


@dataclass(frozen=True, slots=True)
class NamesOfKind:
    """Names of one kind in one language, each with a note on how it is used, or an empty one."""

    language: str
    script: str
    kind: str
    names: tuple[tuple[str, str], ...]


def coordinate_in_words(place: Place, *, outlined: bool) -> str:
    """``GeoNames, within 2 km``, with the coordinate no finer than that; or why there is no point."""
    if place.latitude is None or place.longitude is None:
        return "An area or a line, drawn as an outline" if outlined else "No source gives one: it is drawn nowhere"
    source = SOURCE_WORDS.get(place.coordinate_source or "", place.coordinate_source or "Source not recorded")
    within = f"within {place.precision_km:g} km" if place.precision_km is not None else "precision not recorded"
    digits = 3 if (place.precision_km or 99) < 3 else 2
    return f"{source}, {within}: {place.latitude:.{digits}f}° N, {place.longitude:.{digits}f}° E"


def standing_in_words(gazetteer: Gazetteer, place: Place) -> str:
    """``city in Ryanggang, North Korea``."""
    chain = [gazetteer.display_name(parent) for parent in gazetteer.ancestors(place.id)]
    return f"{place.level} in {', '.join(chain)}" if chain else place.level


def validity_in_words(place: Place) -> str | None:
    """``Since December 1954``, where its name, level or parent changed since 1945."""
    start, end = place.valid_from, place.valid_to
    if start and end:
        return f"{_day(start)} – {_day(end)}"
    return f"Since {_day(start)}" if start else f"Until {_day(end)}" if end else None


def former_in_words(gazetteer: Gazetteer, unit: FormerUnit) -> tuple[str, str]:
    """What a place was before, and when: ``Phungsan County 풍산군, county in Ryanggang``, ``until 1990``."""
    level = unit.level or "level not recorded"
    inside = f" in {gazetteer.display_name(unit.parent)}" if unit.parent else ""
    name = f"{unit.name} {unit.hangul}" if unit.hangul else unit.name
    if unit.valid_from and unit.valid_to:
        when = f"{_day(unit.valid_from)} – {_day(unit.valid_to)}"
    elif unit.valid_from:
        when = f"from {_day(unit.valid_from)}, end not recorded"
    else:
        when = f"until {_day(unit.valid_to)}" if unit.valid_to else "time not recorded"
    return f"{name}, {level}{inside}", when


def naming_in_words(reports: int, speaking: int) -> str:
    """``Named in 10 reports, in 1 more only where somebody speaks``."""
    if not reports:
        return f"Named in {count_of(speaking, 'report')}, only where somebody speaks"
    return f"Named in {count_of(reports, 'report')}" + (
        f", in {speaking} more only where somebody speaks" if speaking else ""
    )


def names_by_kind(names: Iterable[Name]) -> list[NamesOfKind]:
    """The names of a place by language and kind, in the order of the tables above."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for name in names:
        found.setdefault((name.language, name.kind), []).append((name.name, _note(name)))
    return [
        NamesOfKind(language, script, kind, tuple(found[language, code]))
        for language, script in LANGUAGE_WORDS.items()
        for code, kind in KIND_WORDS.items()
        if (language, code) in found
    ]


def _note(name: Name) -> str:
    return listed(words for use, words in USE_WORDS.items() if name.is_used(use))


def _day(edtf: str | None) -> str:
    return date_in_words(edtf) if edtf else ""
