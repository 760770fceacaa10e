"""Join claims to places: which of the places a text names a measure applies to, and which only speak."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from corpus.extraction.lexicon import load_table
from corpus.extraction.sentences import Sentence
from corpus.extraction.triggers import Trigger
from corpus.models import Span
from geodata import Mention, geocode

NATION = "KP"
STRIP = "zone:"
HOME = ("KP", STRIP)
LIST_GAP = re.compile(r"[\s,;/–—-]*(?:(?:and|or|as well as|both|in|the|to|from|of|counties|county|city|province|및|와|과|,)[\s,]*){0,4}")

Role = Literal["site", "strip", "nation", "speaker", "metonym", "foreign"]


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A mention of a place with the role it plays: where something applies, or only who speaks."""

    mention: Mention
    role: Role

    @property
    def span(self) -> Span:
        """The mention's characters in the report."""
        return self.mention.offset, self.mention.end


@dataclass(frozen=True, slots=True)
class Site:
    """One place a measure applies to: its id (``None``: not resolved), and the words that name it."""

    place_id: str | None
    text: str | None = None
    span: Span | None = None


@dataclass(slots=True)
class Focus:
    """The places a text last spoke of, and the paragraph it did so in; moves on sentence by sentence."""

    sites: tuple[Site, ...] = ()
    paragraph: int = -1


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a measure applies, the rule that said so, and the places that were passed over."""

    sites: tuple[Site, ...]
    rule: str
    passed_over: tuple[NamedPlace, ...] = field(default=())


def name_places(text: str, language: str) -> list[NamedPlace]:
    """Every place a text names, in order, each with its role."""
    return [NamedPlace(mention, _role(text, mention, language)) for mention in geocode(text)]


def place_trigger(
    trigger: Trigger, sentence: Sentence, named: Sequence[NamedPlace], text: str, language: str, focus: Focus
) -> Placed:
    """The places a measure in a sentence applies to; ``named`` are the places the sentence names."""
    table = load_table("places.toml")
    measure = trigger.rule.measure
    passed = tuple(place for place in named if place.role in ("speaker", "foreign"))
    if measure in table["national"] or trigger.rule.place == "nation":
        return Placed((_nation(named),), "national measure", passed)
    sites = _candidates(named, measure)
    if sites:
        return Placed(_nearest_group(sites, trigger, text), "place in the sentence", passed)
    if any(p.role in ("nation", "metonym") for p in named) or _has(text, sentence, language, "nation"):
        return Placed(_default(measure, named), "nation in the sentence", passed)
    if focus.sites and _carries(focus, sentence, text, language):
        return Placed(focus.sites, "place carried on", passed)
    return Placed(_default(measure, named), "no place named", passed)


def move_focus(focus: Focus, sentence: Sentence, named: Sequence[NamedPlace], text: str) -> None:
    """Let a sentence's own places become what the following sentences may refer to."""
    sites = [place for place in named if place.role == "site"]
    if sites:
        focus.sites = _specific([_site(place) for place in _run(sites, 0, text)])
        focus.paragraph = sentence.paragraph


def _candidates(named: Sequence[NamedPlace], measure: str) -> list[NamedPlace]:
    """The places a measure of this type may apply to: strips first for what acts in them."""
    table = load_table("places.toml")
    strips = [place for place in named if place.role == "strip"]
    sites = [place for place in named if place.role == "site"]
    if measure in table["default"] and strips:
        return strips
    return sorted([*sites, *strips], key=lambda p: p.span) if measure in table["strip"] else sites


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
    while first > 0 and LIST_GAP.fullmatch(text, places[first - 1].mention.end, places[first].mention.offset):
        first -= 1
    while last + 1 < len(places) and LIST_GAP.fullmatch(text, places[last].mention.end, places[last + 1].mention.offset):
        last += 1
    return list(places[first : last + 1])


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


def _role(text: str, mention: Mention, language: str) -> Role:
    place_id = mention.place_id
    if place_id is not None and not place_id.startswith(HOME):
        return "foreign"
    if place_id == NATION:
        return "nation"
    if _speaks(text, mention, language):
        return "speaker"
    if _is_metonym(text, mention, language):
        return "metonym"
    return "strip" if place_id is not None and place_id.startswith(STRIP) else "site"


def _speaks(text: str, mention: Mention, language: str) -> bool:
    """Whether the place is only where a speaker is: "a source in Hyesan said", "Hyesan-based"."""
    patterns = _patterns(language)
    before, after = text[max(0, mention.offset - 90) : mention.offset], text[mention.end : mention.end + 160]
    if patterns["based"].match(after.lower()):
        return True
    if language == "ko":
        return bool(patterns["speaker"].match(after) and patterns["speech"].search(after))
    speaker = patterns["speaker"].search(before.lower())
    around = before.lower() + " " + re.split(r"[.!?](?:\s|$)", after.lower())[0]
    return bool(speaker and patterns["speech"].search(around))


def _is_metonym(text: str, mention: Mention, language: str) -> bool:
    """Whether the capital's name stands for the government."""
    if mention.text not in load_table("places.toml")[language]["metonym"]:
        return False
    patterns = _patterns(language)
    after = text[mention.end : mention.end + 40]
    if language == "ko":
        return not patterns["city_after"].match(after)
    before = text[max(0, mention.offset - 30) : mention.offset].lower()
    return not (patterns["city_before"].search(before) or patterns["city_after"].match(after.lower()))


def _has(text: str, sentence: Sentence, language: str, cue: str) -> bool:
    return bool(_patterns(language)[cue].search(text[sentence.start : sentence.end].lower()))


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    """The cues of ``places.toml`` as patterns; only literal words, so none can backtrack badly."""
    cues = load_table("places.toml")[language]
    words = {name: "|".join(re.escape(word) for word in cues[name]) for name in cues}
    if language == "ko":
        return {
            "based": re.compile(r"(?!)"),
            "speaker": re.compile(rf"^[^.,!?]{{0,14}}(?:{words['speaker']})"),
            "speech": re.compile(words["speech"]),
            "city_after": re.compile(rf"^(?:{words['city_after']})"),
            "anaphor": re.compile(words["anaphor"]),
            "nation": re.compile(words["nation"]),
        }
    return {
        "based": re.compile(rf"^[- ](?:{words['based']})(?!\w)"),
        "speaker": re.compile(rf"(?<!\w)(?:{words['speaker']})(?:[\s,'’-]+(?:{words['between']})){{0,8}}[\s,'’-]+$"),
        "speech": re.compile(rf"(?<!\w)(?:{words['speech']})(?!\w)"),
        "city_before": re.compile(rf"(?<!\w)(?:{words['city_before']})(?: the)?\s$"),
        "city_after": re.compile(rf"^(?:['’]s)?\s(?:{words['city_after']})(?!\w)"),
        "anaphor": re.compile(rf"(?<!\w)(?:{words['anaphor']})(?!\w)"),
        "nation": re.compile(rf"(?<!\w)(?:{words['nation']})(?!\w)"),
    }
