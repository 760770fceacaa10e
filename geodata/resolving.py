"""From names to places: what a name means where it stands, or that the text does not say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from geodata.folding import is_hangul
from geodata.gazetteer import load_gazetteer
from geodata.matching import Hit
from geodata.models import Mention
from geodata.sides import SENTENCE_ENDS, Sides
from geodata.tables import COUNTRY
from geodata.wording import Cue, load_cues, load_wording

BESIDE = 40
"""How many characters may lie between a name and the province "named right beside it"."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A hit with the places it may still mean.

    ``sure``: its wording alone says that it is a place. ``former``: the candidates that are no longer
    written so.
    """

    start: int
    end: int
    candidates: tuple[str, ...]
    sure: bool
    former: frozenset[str]
    together: bool = False


def resolve(text: str, folded: str, hits: Sequence[Hit]) -> list[Mention]:
    """The mentions among ``hits``, in order: resolved or ambiguous. What is no mention is left out."""
    readings = [read for hit in hits if hit.entry.names and (read := _read(text, folded, hit))]
    sides = _sides(folded, readings)
    settled = [_settle(folded, readings, index, sides) for index in range(len(readings))]
    return [_mention(text, reading) for reading in settled if reading.sure]


def _mention(text: str, reading: Reading) -> Mention:
    gazetteer = load_gazetteer()
    units = tuple(dict.fromkeys(gazetteer.unit_of(place) for place in reading.candidates))
    alone = len(units) == 1
    site = reading.candidates[0] if len(reading.candidates) == 1 and reading.candidates != units else None
    return Mention(
        text=text[reading.start : reading.end],
        offset=reading.start,
        status="resolved" if alone else "ambiguous",
        place_id=units[0] if alone else None,
        candidates=units,
        site_id=site,
        together=reading.together and not alone,
    )


def _read(text: str, folded: str, hit: Hit) -> Reading | None:
    """The hit by its own wording and the word after it; ``None`` where that names a body."""
    if _names_a_body(text, hit.end):
        return None
    reading = _read_wording(folded, hit)
    suffix, levels = _suffix_after(folded, hit.end)
    fitting = tuple(place for place in reading.candidates if levels and load_gazetteer()[place].level in levels)
    if fitting:
        return replace(reading, end=hit.end + len(suffix), candidates=fitting, sure=True)
    return replace(reading, end=hit.end + len(suffix)) if suffix and hit.entry.is_part else reading


def _read_wording(folded: str, hit: Hit) -> Reading:
    entry = hit.entry
    counts = not entry.particled or is_hangul(folded[hit.end : hit.end + 1])
    return Reading(hit.start, hit.end, entry.candidates, counts and not entry.contextual, entry.former, entry.together)


def _suffix_after(folded: str, end: int) -> tuple[str, frozenset[str]]:
    """The administrative word after a name, with what joins it (" county", "-gun"), and its levels."""
    match = _suffix_pattern().match(folded, end)
    return (match[0], load_wording().levels[match[0].lstrip()]) if match else ("", frozenset())


@cache
def _suffix_pattern() -> re.Pattern[str]:
    words = sorted(load_wording().levels, key=len, reverse=True)
    joined = (re.escape(word) if word.startswith("-") else " " + re.escape(word) for word in words)
    return re.compile(f"(?:{'|'.join(joined)})(?![a-z0-9가-힣])")


def _names_a_body(text: str, end: int) -> bool:
    """Whether capitalised words follow that end in "Times", "University" ..."""
    organisations = load_wording().organisations
    position = end
    for _ in range(4):
        if text[position : position + 1] != " " or not text[position + 1 : position + 2].isupper():
            return False
        start = position + 1
        position = _word_end(text, start)
        if text[start:position] in organisations:
            return True
    return False


def _word_end(text: str, start: int) -> int:
    end = start
    while end < len(text) and text[end].isalnum():
        end += 1
    return end


def _settle(folded: str, readings: list[Reading], index: int, sides: Sides) -> Reading:
    """The reading after looking at the words and the places beside it."""
    reading = readings[index]
    if reading.together or (reading.sure and len(reading.candidates) == 1):
        return reading
    cued = [place for place in reading.candidates if _has_cue(folded, reading, load_cues().get(place, ()))]
    if cued:
        return replace(reading, candidates=tuple(cued), sure=True)
    inside = _held_by_neighbour(folded, readings, index) or _listed_with_sibling(folded, readings, index)
    if inside:
        reading = replace(reading, candidates=inside, sure=True)
    return replace(reading, candidates=_one_side(reading, sides)) if reading.sure else reading


def _has_cue(folded: str, reading: Reading, cues: Sequence[Cue]) -> bool:
    before = folded[max(0, reading.start - 30) : reading.start].rstrip()
    after = folded[reading.end : reading.end + 30].lstrip()
    return any(
        _ends_with_word(before, cue.wording) if cue.where == "before" else _starts_with_word(after, cue.wording)
        for cue in cues
    )


def _ends_with_word(text: str, wording: str) -> bool:
    return text.endswith(wording) and not text[: -len(wording)][-1:].isalnum()


def _starts_with_word(text: str, wording: str) -> bool:
    return text.startswith(wording) and (is_hangul(wording[-1]) or not text[len(wording) :][:1].isalnum())


def _held_by_neighbour(folded: str, readings: list[Reading], index: int) -> tuple[str, ...]:
    """The candidates that lie in a place named right beside the reading, or in which that place lies."""
    contains = load_gazetteer().contains
    reading = readings[index]
    for other in _beside(folded, readings, index):
        outer = other.candidates[0]
        inside = tuple(
            place
            for place in reading.candidates
            if place != outer and (contains(outer, place) or contains(place, outer))
        )
        if inside and outer != COUNTRY:
            return inside
    return ()


def _listed_with_sibling(folded: str, readings: list[Reading], index: int) -> tuple[str, ...]:
    """The candidates that share a province with the name before or after it in a list: 초산과 고풍."""
    gazetteer = load_gazetteer()
    reading = readings[index]
    for other in readings[max(0, index - 1) : index] + readings[index + 1 : index + 2]:
        if _between(folded, reading, other).strip() in load_wording().joints:
            parents = {gazetteer[place].parent for place in other.candidates}
            siblings = tuple(
                place
                for place in reading.candidates
                if gazetteer[place].parent in parents - {None, COUNTRY} and place not in other.candidates
            )
            if siblings:
                return siblings
    return ()


def _beside(folded: str, readings: list[Reading], index: int) -> list[Reading]:
    """The sure, single readings within reach in the same sentence, nearest first."""
    reading = readings[index]
    near = []
    for other in readings[max(0, index - 4) : index + 5]:
        between = _between(folded, reading, other)
        if other is not reading and other.sure and len(other.candidates) == 1 and len(between) <= BESIDE:
            near.append((len(between), other))
    return [other for _, other in sorted(near, key=lambda pair: pair[0])]


def _between(folded: str, one: Reading, other: Reading) -> str:
    """The characters between two readings, made too long to count where a sentence ends among them."""
    first, second = sorted((one, other), key=lambda reading: reading.start)
    between = folded[first.end : second.start]
    return between if not set(between) & set(SENTENCE_ENDS) else between + " " * BESIDE * 2


def _one_side(reading: Reading, sides: Sides) -> tuple[str, ...]:
    """The candidates on the side of the inter-Korean border that the sentence, else the text, speaks of.

    South Korea is often only the speaker of a sentence, so its name alone settles nothing in a text that
    speaks of the North as well. A spelling that the South has given up (Kangwon) means the North, unless the
    text speaks of the South alone.
    """
    in_korea = load_gazetteer().in_korea
    northern = tuple(place for place in reading.candidates if in_korea(place))
    southern = tuple(place for place in reading.candidates if not in_korea(place))
    if not northern or not southern or not all(place.startswith("KR") for place in southern):
        return reading.candidates
    text = sides.of_text()
    if text == "north" or sides.of_sentence(reading.start, reading.end) == "north":
        return northern
    if text == "south":
        return southern
    return northern if reading.former >= set(southern) else reading.candidates


def _sides(folded: str, readings: Sequence[Reading]) -> Sides:
    gazetteer = load_gazetteer()
    northern = (
        reading.start
        for reading in readings
        if reading.sure
        and all(gazetteer.in_korea(place) for place in reading.candidates)
        and gazetteer[reading.candidates[0]].level != "zone"
    )
    return Sides(folded, northern, [(reading.start, reading.end) for reading in readings])
