"""Which Korea a sentence, or a whole text, speaks of: for names that exist on both sides of the border."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from geodata.wording import load_wording

Span = tuple[int, int]
Side = Literal["north", "south", "both", "neither"]

SENTENCE_ENDS = ".!?\n"
LONGEST_SENTENCE = 600
"""Characters looked at on either side of a name; what goes on longer without a full stop is no sentence."""


class Sides:
    """Where a text names North Korean places or voices, and where it names South Korea."""

    def __init__(self, folded: str, northern: Iterable[int], names: Sequence[Span]) -> None:
        """``northern``: where places begin that are North Korea's alone. ``names``: every name found.

        A word inside a name ("the border with South Korea") says nothing.
        """
        words = load_wording()
        self._folded = folded
        self._north = sorted([*northern, *_occurrences(folded, words.north, names)])
        self._south = sorted(_occurrences(folded, words.south, names))

    def of_sentence(self, start: int, end: int) -> Side:
        """The side that the sentence around ``start:end`` speaks of."""
        return self._between(*_sentence(self._folded, start, end))

    def of_text(self) -> Side:
        """The side that the text as a whole speaks of."""
        return self._between(0, len(self._folded))

    def _between(self, start: int, end: int) -> Side:
        north, south = _any_in(self._north, start, end), _any_in(self._south, start, end)
        if north and south:
            return "both"
        return "north" if north else "south" if south else "neither"


def _any_in(offsets: list[int], start: int, end: int) -> bool:
    position = bisect_left(offsets, start)
    return position < len(offsets) and offsets[position] < end


def _occurrences(folded: str, words: Iterable[str], names: Sequence[Span]) -> Iterator[int]:
    starts = [start for start, _ in names]
    for word in words:
        found = folded.find(word)
        while found >= 0:
            position = bisect_left(starts, found + 1) - 1
            if position < 0 or names[position][1] <= found:
                yield found
            found = folded.find(word, found + len(word))


def _sentence(folded: str, start: int, end: int) -> Span:
    first, last = max(0, start - LONGEST_SENTENCE), end + LONGEST_SENTENCE
    opens = max(folded.rfind(mark, first, start) for mark in SENTENCE_ENDS) + 1
    closes = [found for mark in SENTENCE_ENDS if (found := folded.find(mark, end, last)) >= 0]
    return max(opens, first), min(closes, default=last)
