"""Choose among the places of a text the ones a measure applies to, by what speaks for each.

The rules of :mod:`corpus.extraction.places` make a first guess. Candidates are the country and every place that the
text has named by then, but as a speaker's; what the text shows of each (where it stands, in which role, how far from
the measure's words, whether it is the first guess) are its signs. ``lexicon/place_weights.toml`` gives each sign its
weight, learned by ``python -m corpus learn`` (logistic regression). The likeliest candidate is chosen, and with a
place every other one that is likelier than not.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from corpus.extraction.cues import load_cues, load_list_gap
from corpus.extraction.lexicon import load_table
from corpus.extraction.mentions import HOME, NATION, NamedPlace
from corpus.extraction.places import NATIONAL, Placed, Site
from corpus.extraction.sentences import CLAUSE_MARKS, Sentence
from corpus.models import Span

WEIGHED = "weighed"
"""How the rule of a claim says that the signs outweighed the first guess."""

LIKELY = 0.0
"""The sum of weights from which a second place is meant too."""

MEMORY = 60
"""Places named before a sentence that may still be meant; no text costs more than its length."""

NEAR, MIDDLE = 40, 100  # characters between a place and the measure's words
PLACES = ("site", "strip")

Weights = Mapping[str, float]
Signs = Mapping[str, tuple[str, ...]]
"""What speaks for each candidate, by place id."""


@dataclass(frozen=True)
class Text:
    """A report's text with the places it names, in order, and its sentences."""

    text: str
    language: str
    named: Sequence[NamedPlace]
    sentences: Sequence[Sentence]

    @cached_property
    def starts(self) -> Sequence[int]:
        """The first character of each sentence."""
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def place_starts(self) -> Sequence[int]:
        """The first character of each place's name."""
        return [place.span[0] for place in self.named]

    @cached_property
    def often(self) -> str | None:
        """The place below the country that the text names most often."""
        counts = Counter(place.mention.place_id for place in self.named if _is_candidate(place))
        return counts.most_common(1)[0][0] if counts else None

    @cached_property
    def sites(self) -> int:
        """How many places below the country something may apply to, 4 at most."""
        return min(4, len({place.mention.place_id for place in self.named if place.role in PLACES}))


@dataclass(frozen=True)
class Setting:
    """A sentence of a text with what it and the text before it say of places."""

    text: Text
    sentence: Sentence

    @cached_property
    def inside(self) -> Sequence[NamedPlace]:
        """The places that the sentence names."""
        first, last = self._first, bisect_left(self.text.place_starts, self.sentence.end)
        return self.text.named[first:last]

    @cached_property
    def _first(self) -> int:
        """The number of the places named before the sentence."""
        return bisect_left(self.text.place_starts, self.sentence.start)

    @cached_property
    def before(self) -> Mapping[str, NamedPlace]:
        """The candidates named before the sentence by their ids, each where it was named last, the latest first."""
        latest: dict[str, NamedPlace] = {}
        for place in reversed(self.text.named[max(0, self._first - MEMORY) : self._first]):
            if _is_candidate(place):
                latest.setdefault(str(place.mention.place_id), place)
        return latest

    @cached_property
    def quote(self) -> str:
        """The sentence's own words, in lower case."""
        return self.text.text[self.sentence.start : self.sentence.end].lower()

    @cached_property
    def words(self) -> str:
        """What the sentence says of places: names some, the nation, points back to one, or nothing."""
        cues = load_cues(self.text.language)
        if any(place.role in PLACES for place in self.inside):
            return "places"
        if cues["nation"].search(self.quote):
            return "nation"
        return "points back" if cues["anaphor"].search(self.quote) else "nothing"

    @cached_property
    def beyond(self) -> bool:
        """Whether the sentence also speaks of what lies beyond the border."""
        return bool(load_cues(self.text.language)["beyond"].search(self.quote))

    @cached_property
    def paragraph(self) -> int:
        """Where the sentence's paragraph begins."""
        return next(each.start for each in self.text.sentences if each.paragraph == self.sentence.paragraph)

    @cached_property
    def signs_before(self) -> Mapping[str, tuple[str, ...]]:
        """What speaks for each candidate named before, whatever is measured there."""
        order = list(self.before)
        return {place_id: tuple(_signs_before(place, order, self)) for place_id, place in self.before.items()}

    @cached_property
    def signs_of_nation(self) -> Sequence[str]:
        """What speaks for the whole country, whatever is measured."""
        return _signs_of_nation(self)


@dataclass(frozen=True)
class Scene:
    """One measure's words in a sentence: ``words`` are their first character and end."""

    setting: Setting
    words: Span
    measure: str

    @property
    def text(self) -> Text:
        """The text of the sentence."""
        return self.setting.text

    @cached_property
    def everywhere(self) -> bool:
        """Whether the measure's clause says that it holds in the whole country."""
        clause = self.setting.sentence.clause_of(self.text.text, *self.words).lower()
        return bool(load_cues(self.text.language)["whole"].search(clause))


def choose_places(guess: Placed, scene: Scene, weights: Weights) -> Placed:
    """The first guess, or the places that outweigh it.

    A guess that is not resolved to a place stays, and so does one that the type of the measure decides.
    """
    guessed = {site.place_id for site in guess.sites}
    if None in guessed or scene.text.often is None or guess.rule == NATIONAL:
        return guess
    chosen = likeliest(find_signs(guess, scene), weights)
    if chosen == guessed:
        return guess
    sites = tuple(_site(place_id, scene) for place_id in sorted(chosen))
    return Placed(sites, f"{guess.rule}, {WEIGHED}", guess.passed_over)


def likeliest(signs: Signs, weights: Weights) -> set[str]:
    """The candidate with the largest sum of weights; if it is a place, with all others that are likely."""
    sums = {place: sum(weights.get(sign, 0.0) for sign in found) for place, found in signs.items()}
    best = max(sums, key=lambda place: (sums[place], place))
    others = {place for place, total in sums.items() if total > LIKELY and place != NATION}
    return {best} if best == NATION else {best, *others}


def find_signs(guess: Placed, scene: Scene) -> Signs:
    """Every candidate with what speaks for or against it."""
    setting, measure, everywhere = scene.setting, scene.measure, scene.everywhere
    of_nation = f"nation: {measure}", f"nation: everywhere {everywhere}", f"nation: beyond {setting.beyond}, {measure}"
    signs: dict[str, set[str]] = {NATION: {*setting.signs_of_nation, *of_nation}}
    for place in setting.inside:
        if _is_candidate(place):
            signs.setdefault(str(place.mention.place_id), set()).update(_signs_inside(place, scene))
    for place_id, found in setting.signs_before.items():
        signs.setdefault(place_id, set()).update(found, (f"before: {measure}",))
        if everywhere:
            signs[place_id].add("before: everywhere")
    for site in guess.sites:
        if site.place_id is not None:
            kind = "nation" if site.place_id == NATION else "place"
            guessed = ("guessed", f"guessed: {kind}", f"guessed: {guess.rule}", f"guessed: {measure}")
            signs.setdefault(site.place_id, set()).update(guessed)
    return {place_id: tuple(sorted(found)) for place_id, found in signs.items()}


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


def _is_candidate(place: NamedPlace) -> bool:
    """Whether something may apply to a place: never where only a speaker is, nor a capital that means its rulers."""
    place_id = place.mention.place_id
    return place_id is not None and place_id.startswith(HOME) and place.role in (*PLACES, "context")


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


def _site(place_id: str, scene: Scene) -> Site:
    """The place with the words that name it, of the sentence or the last before it."""
    inside = next((place for place in scene.setting.inside if place.mention.place_id == place_id), None)
    place = inside or scene.setting.before.get(place_id)
    return Site(place_id, place.mention.text, place.span) if place else Site(place_id)


@cache
def load_weights() -> Weights:
    """The weight of every sign; what is not listed weighs nothing."""
    weights: Weights = load_table("place_weights.toml")["weights"]
    return weights
