"""Join claims to places: which of the places a text names a measure applies to, and which only speak."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.extraction.cues import load_cues, load_list_gap
from corpus.extraction.lexicon import load_table
from corpus.extraction.mentions import NATION, NamedPlace
from corpus.extraction.sentences import Sentence
from corpus.extraction.triggers import Trigger
from corpus.models import Span

NATIONAL = "national measure"  # the rule where the type of the measure decides
FAR = 4  # sentences after which a place is no longer meant


@dataclass(frozen=True, slots=True)
class Site:
    """One place a measure applies to: its id (``None``: not resolved), and the words that name it."""

    place_id: str | None
    text: str | None = None
    span: Span | None = None


@dataclass(slots=True)
class Focus:
    """The places a text last spoke of, and the paragraph it did so in; moves on sentence by sentence.

    ``age`` counts the sentences since, ``named`` are all places so far.
    """

    sites: tuple[Site, ...] = ()
    paragraph: int = -1
    age: int = 0
    named: tuple[Site, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a measure applies, the rule that said so, and the places that were passed over."""

    sites: tuple[Site, ...]
    rule: str
    passed_over: tuple[NamedPlace, ...] = field(default=())


def place_trigger(
    trigger: Trigger, sentence: Sentence, named: Sequence[NamedPlace], text: str, language: str, focus: Focus
) -> Placed:
    """The places a measure in a sentence applies to; ``named`` are the places the sentence names."""
    table = load_table("places.toml")
    measure = trigger.rule.measure
    passed = tuple(place for place in named if place.role in ("speaker", "foreign"))
    if measure in table["national"] or trigger.rule.place == "nation":
        return Placed((_nation(named),), NATIONAL, passed)
    if measure in table["crossing"] and _crosses(sentence, named, text, language):
        return Placed((_nation(named),), "across the border", passed)
    clause = sentence.clause_of(text, trigger.start, trigger.end).lower()
    if load_cues(language)["whole"].search(clause):
        return Placed((_nation(named),), "whole country", passed)
    sites = _candidates(named, measure)
    if sites:
        return Placed(_nearest_group(sites, trigger, text), "place in the sentence", passed)
    if any(p.role in ("nation", "metonym") for p in named) or _has(text, sentence, language, "nation"):
        return Placed(_default(measure, named), "nation in the sentence", passed)
    if focus.sites and _carries(focus, sentence, text, language):
        return Placed(focus.sites, "place carried on", passed)
    if measure in table["local"] and _is_of_one_place(focus):
        return Placed(focus.sites, "place of the report", passed)
    return Placed(_default(measure, named), "no place named", passed)


def move_focus(focus: Focus, sentence: Sentence, named: Sequence[NamedPlace], text: str) -> None:
    """Let a sentence's own places become what the following sentences may refer to."""
    sites = [place for place in named if place.role == "site"]
    focus.age = FAR if any(place.role in ("nation", "metonym") for place in named) else focus.age + 1
    if sites:
        focus.sites = _specific([_site(place) for place in _run(sites, 0, text)])
        focus.named = _specific([*focus.named, *map(_site, sites)])
        focus.paragraph, focus.age = sentence.paragraph, 0


def _is_of_one_place(focus: Focus) -> bool:
    """Whether the text has named one place only, a few sentences ago, and not the country since."""
    return len(focus.named) == 1 and bool(focus.sites) and focus.age < FAR


def _candidates(named: Sequence[NamedPlace], measure: str) -> list[NamedPlace]:
    """The places a measure of this type may apply to: strips first for what acts in them."""
    table = load_table("places.toml")
    strips = [place for place in named if place.role == "strip"]
    sites = [place for place in named if place.role == "site"]
    if measure in table["default"] and strips:
        return strips
    return sorted([*sites, *strips], key=lambda p: p.span) if measure in table["strip"] else sites


def _crosses(sentence: Sentence, named: Sequence[NamedPlace], text: str, language: str) -> bool:
    """Whether a sentence also speaks of what lies beyond the border."""
    beyond = load_cues(language)["beyond"].search(text, sentence.start, sentence.end)
    return bool(beyond) or any(place.role == "foreign" for place in named)


def _nearest_group(places: Sequence[NamedPlace], trigger: Trigger, text: str) -> tuple[Site, ...]:
    """The place nearest to the trigger with those listed beside it, the most specific of them."""
    nearest = min(range(len(places)), key=lambda i: _away(places[i], trigger))
    return _specific([_site(place) for place in _run(places, nearest, text)])


def _away(place: NamedPlace, trigger: Trigger) -> int:
    start, end = place.span
    return max(start - trigger.end, trigger.start - end, 0)


def _run(places: Sequence[NamedPlace], index: int, text: str) -> list[NamedPlace]:
    """The places that stand in one list with ``places[index]``."""
    first = last = index
    while first > 0 and _listed(text, places[first - 1], places[first]):
        first -= 1
    while last + 1 < len(places) and _listed(text, places[last], places[last + 1]):
        last += 1
    return list(places[first : last + 1])


def _listed(text: str, one: NamedPlace, other: NamedPlace) -> bool:
    together = one.span == other.span
    return together or bool(load_list_gap().fullmatch(text, one.mention.end, other.mention.offset))


def _specific(sites: Sequence[Site]) -> tuple[Site, ...]:
    """Drop a place that another one of the list lies in, and what is named twice."""
    kept: dict[str | None, Site] = {}
    for site in sites:
        inside = site.place_id is not None and any(
            other.place_id is not None and other.place_id.startswith(site.place_id + "-") for other in sites
        )
        if not inside:
            kept.setdefault(site.place_id or site.text, site)
    return tuple(kept.values())


def _carries(focus: Focus, sentence: Sentence, text: str, language: str) -> bool:
    """Whether a sentence without a place goes on about the one before it."""
    return focus.paragraph == sentence.paragraph or _has(text, sentence, language, "anaphor")


def _default(measure: str, named: Sequence[NamedPlace]) -> tuple[Site, ...]:
    zone = load_table("places.toml")["default"].get(measure)
    return (Site(zone),) if zone else (_nation(named),)


def _nation(named: Sequence[NamedPlace]) -> Site:
    """The country, with the words that name it where the sentence has them."""
    for place in named:
        if place.role in ("nation", "metonym"):
            return Site(NATION, place.mention.text, place.span)
    return Site(NATION)


def _site(place: NamedPlace) -> Site:
    return Site(place.mention.place_id, place.mention.text, place.span)


def _has(text: str, sentence: Sentence, language: str, cue: str) -> bool:
    return bool(load_cues(language)[cue].search(text[sentence.start : sentence.end].lower()))
