"""What a text says of places, as seen from a sentence of it and from the words of one measure there."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.extraction.cues import load_cues
from corpus.extraction.mentions import HOME, NamedPlace
from corpus.extraction.sentences import Sentence
from corpus.models import Span

MEMORY = 60
"""Places named before a sentence that may still be meant; no text costs more than its length."""

MOST_PLACES = 30
"""Places of one sentence that are weighed, six times as many as any report's; all are weighed against each other."""

PLACES = ("site", "strip")
"""The roles of places that something may apply to."""


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
    def paragraph_starts(self) -> Mapping[int, int]:
        """The first character of each paragraph's first sentence, by its number."""
        return {sentence.paragraph: sentence.start for sentence in reversed(self.sentences)}

    @cached_property
    def place_starts(self) -> Sequence[int]:
        """The first character of each place's name."""
        return [place.span[0] for place in self.named]

    @cached_property
    def often(self) -> str | None:
        """The place below the country that the text names most often."""
        counts = Counter(place.mention.place_id for place in self.named if is_candidate(place))
        return counts.most_common(1)[0][0] if counts else None

    @cached_property
    def sites(self) -> int:
        """How many places below the country something may apply to, 4 at most."""
        return min(4, len({place.mention.place_id for place in self.named if place.role in PLACES}))


@dataclass(frozen=True, eq=False)
class Setting:
    """A sentence of a text with what it and the text before it say of places."""

    text: Text
    sentence: Sentence

    @cached_property
    def inside(self) -> Sequence[NamedPlace]:
        """The places that the sentence names, the first `MOST_PLACES` of them."""
        first, last = self._first, bisect_left(self.text.place_starts, self.sentence.end)
        return self.text.named[first : min(last, first + MOST_PLACES)]

    @cached_property
    def _first(self) -> int:
        """The number of the places named before the sentence."""
        return bisect_left(self.text.place_starts, self.sentence.start)

    @cached_property
    def before(self) -> Mapping[str, NamedPlace]:
        """The candidates named before the sentence by their ids, each where it was named last, the latest first."""
        latest: dict[str, NamedPlace] = {}
        for place in reversed(self.text.named[max(0, self._first - MEMORY) : self._first]):
            if is_candidate(place):
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
        return self.text.paragraph_starts[self.sentence.paragraph]


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


def is_candidate(place: NamedPlace) -> bool:
    """Whether something may apply to a place: never where only a speaker is, nor a capital that means its rulers."""
    place_id = place.mention.place_id
    return place_id is not None and place_id.startswith(HOME) and place.role in (*PLACES, "context")
