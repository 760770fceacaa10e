"""What speaks for or against each place that a measure may apply to, as short texts that can be weighed."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache

from corpus.extraction.cues import load_list_gap
from corpus.extraction.mentions import NATION, NamedPlace
from corpus.extraction.places import Placed
from corpus.extraction.scene import PLACES, Scene, Setting, is_candidate
from corpus.extraction.sentences import CLAUSE_MARKS

NEAR, MIDDLE = 40, 100  # characters between a place and the measure's words

Signs = Mapping[str, tuple[str, ...]]
"""What speaks for each candidate, by place id."""


def find_signs(guess: Placed, scene: Scene) -> Signs:
    """Every candidate with what speaks for or against it."""
    setting, measure, everywhere = scene.setting, scene.measure, scene.everywhere
    of_nation = f"nation: {measure}", f"nation: everywhere {everywhere}", f"nation: beyond {setting.beyond}, {measure}"
    signs: dict[str, set[str]] = {NATION: {*_signs_of_nation(setting), *of_nation}}
    for place in setting.inside:
        if is_candidate(place):
            signs.setdefault(str(place.mention.place_id), set()).update(_signs_inside(place, scene))
    for place_id, found in _all_signs_before(setting).items():
        signs.setdefault(place_id, set()).update(found, (f"before: {measure}",))
        if everywhere:
            signs[place_id].add("before: everywhere")
    for site in guess.sites:
        if site.place_id is not None:
            kind = "nation" if site.place_id == NATION else "place"
            guessed = ("guessed", f"guessed: {kind}", f"guessed: {guess.rule}", f"guessed: {measure}")
            signs.setdefault(site.place_id, set()).update(guessed)
    return {place_id: tuple(sorted(found)) for place_id, found in signs.items()}


@lru_cache(maxsize=1)
def _signs_of_nation(setting: Setting) -> list[str]:
    words, text = setting.words, setting.text
    local = any(place.role in PLACES and place.span[0] >= setting.paragraph for place in setting.before.values())
    named = any(place.role in ("nation", "metonym") for place in setting.inside)
    return [
        "nation",
        f"nation: sentence says {words}, paragraph {'local' if local else 'not local'}",
        f"nation: sentence says {words}, {text.sites} sites in the text",
        f"nation: named {named}, sentence says {words}",
        f"nation: first sentence {setting.sentence.start == text.starts[0]}",
    ]


def _signs_inside(place: NamedPlace, scene: Scene) -> list[str]:
    away, kind, between = _away(place, scene), _kind(place), _between(place, scene)
    others = [other for other in scene.setting.inside if other.role in PLACES and other.mention != place.mention]
    nearer = [other for other in others if _away(other, scene) < away]
    signs = [
        f"inside: {place.role}",
        f"inside: {place.role}, {'within' if away == 0 else 'near' if away < NEAR else _far(away)}",
        f"inside: {place.role}, {kind}",
        f"inside: {kind}, {scene.measure}",
        f"inside: one of {min(3, len(others) + 1)}",
        f"inside: {min(3, sum(between.count(mark) for mark in CLAUSE_MARKS))} commas between",
    ]
    if scene.everywhere:
        signs.append("inside: everywhere")
    if place.role == "site" and place.span[0] < scene.words[0]:
        signs.append("inside: before the words")
    if not nearer:
        signs.append("inside: nearest")
    elif any(_listed(place, other, scene) for other in nearer):
        signs.append("inside: listed with the nearest")
    else:
        signs.append("inside: another is nearer")
    if any(_lies_in(other, place) for other in scene.setting.inside):
        signs.append("inside: holds another")
    return signs


@lru_cache(maxsize=1)
def _all_signs_before(setting: Setting) -> Signs:
    """What speaks for each place named before the sentence, whatever is measured there."""
    order = list(setting.before)
    return {place_id: tuple(_signs_before(place, order, setting)) for place_id, place in setting.before.items()}


def _signs_before(place: NamedPlace, order: Sequence[str], setting: Setting) -> list[str]:
    place_id, words, text = str(place.mention.place_id), setting.words, setting.text
    rank = ("last", "second", "older")[min(2, order.index(place_id))]
    steps = bisect_left(text.starts, setting.sentence.start) - bisect_left(text.starts, place.span[1]) + 1
    paragraph = "same paragraph" if place.span[0] >= setting.paragraph else "earlier paragraph"
    signs = [
        f"before: {rank}, sentence says {words}",
        f"before: {place.role}",
        f"before: {paragraph}, sentence says {words}",
        f"before: {rank}, {paragraph}",
        f"before: {min(steps, 6)} sentences",
        f"before: {_kind(place)}",
        f"before: {text.sites} sites in the text, sentence says {words}",
    ]
    if place_id == text.often:
        signs.append("before: named most often")
    if any(other.startswith(f"{place_id}-") for other in order):
        signs.append("before: holds another")
    return signs


def _away(place: NamedPlace, scene: Scene) -> int:
    return max(place.span[0] - scene.words[1], scene.words[0] - place.span[1], 0)


def _far(away: int) -> str:
    return "further off" if away < MIDDLE else "far"


def _between(place: NamedPlace, scene: Scene) -> str:
    start, end = min(place.span[1], scene.words[1]), max(place.span[0], scene.words[0])
    return scene.text.text[start:end]


def _listed(one: NamedPlace, other: NamedPlace, scene: Scene) -> bool:
    first, last = sorted((one, other), key=lambda place: place.span)
    return bool(load_list_gap().fullmatch(scene.text.text, first.span[1], max(first.span[1], last.span[0])))


def _lies_in(inner: NamedPlace, outer: NamedPlace) -> bool:
    return str(inner.mention.place_id).startswith(f"{outer.mention.place_id}-")


def _kind(place: NamedPlace) -> str:
    place_id = str(place.mention.place_id)
    return "zone" if place_id.startswith("zone:") else "province" if place_id.count("-") == 1 else "unit"
