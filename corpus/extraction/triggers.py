"""Find where a sentence speaks of a measure: word classes that stand together, in any order."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.extraction.lexicon import Rule, load_rules
from corpus.extraction.sentences import Sentence
from corpus.extraction.words import Word

BARRIER = "barrier"  # words and marks between two statements of one sentence
ASIDE = "aside"  # the words among them that may open a statement set in commas
BARRIER_COST = 5  # words that one barrier counts for
WITHOUT_WINDOW = 12  # how near a forbidding word must stand, in words


@dataclass(frozen=True, slots=True)
class Trigger:
    """A reading of a measure in a sentence: the rule and the words that made it."""

    rule: Rule
    words: tuple[Word, ...]

    @property
    def start(self) -> int:
        """The first character of the words, in the report."""
        return min(word.start for word in self.words)

    @property
    def end(self) -> int:
        """The offset just after the last character of the words."""
        return max(word.end for word in self.words)

    @property
    def first(self) -> int:
        """The index of the first token of the words."""
        return min(word.first for word in self.words)

    @property
    def last(self) -> int:
        """The index of the last token of the words."""
        return max(word.last for word in self.words)


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one sentence, and the tokens at which a new statement begins in it.

    ``asides`` are statements set in commas (", which began in May,"): first token, and the token at
    which the statement around them goes on.
    """

    words: Sequence[Word]
    barriers: Sequence[int]
    asides: Sequence[tuple[int, int]] = ()

    @classmethod
    def of(cls, words: Sequence[Word], text: str, sentence: Sentence) -> "Line":
        """The line of a sentence's words, in order; offsets of all three count characters of ``text``."""
        asides = [_aside(word, text, sentence) for word in words if ASIDE in word.classes]
        barriers = [word.first for word in words if BARRIER in word.classes]
        return cls(words, barriers, [aside for aside in asides if aside])

    def barriers_between(self, left: int, right: int) -> int:
        """How many statements begin between two tokens, not counting an aside that has ended by then."""
        begun = bisect_left(self.barriers, right) - bisect_right(self.barriers, left)
        ended = sum(left < first and after <= right for first, after in self.asides)
        return max(0, begun - ended)

    def gap(self, one: Word, other: Word) -> int:
        """Words between two words; a barrier between them counts for several."""
        left, right = (one, other) if one.start <= other.start else (other, one)
        between = self.barriers_between(left.last, right.first)
        return max(0, right.first - left.last - 1) + between * BARRIER_COST


def _aside(opener: Word, text: str, sentence: Sentence) -> tuple[int, int] | None:
    """The aside that a word such as "which" opens after a comma, if another comma closes it."""
    closes = text.find(",", opener.end, sentence.end)
    if closes < 0 or not text[sentence.start : opener.start].rstrip().endswith(","):
        return None
    after = bisect_right([token.start for token in sentence.tokens], closes)
    return (opener.first, after) if after < len(sentence.tokens) else None


@cache
def _rules_by_class() -> Mapping[str, tuple[Rule, ...]]:
    """The rules that a word class may begin, so that only those are tried."""
    rules: dict[str, list[Rule]] = defaultdict(list)
    for rule in load_rules():
        for word_class in sorted(rule.needs[0]):
            rules[word_class].append(rule)
    return {word_class: tuple(found) for word_class, found in rules.items()}


def find_triggers(line: Line) -> list[Trigger]:
    """Every reading of a measure among the words of one sentence, in the order of the text."""
    found: dict[tuple[str, int, int], Trigger] = {}
    for anchor in line.words:
        for word_class in sorted(anchor.classes):
            for rule in _rules_by_class().get(word_class, ()):
                trigger = _complete(rule, anchor, line)
                if trigger is not None:
                    _keep_surest(found, trigger)
    return sorted(found.values(), key=lambda t: (t.start, t.end, t.rule.measure))


def _keep_surest(found: dict[tuple[str, int, int], Trigger], trigger: Trigger) -> None:
    key = (trigger.rule.measure, trigger.start, trigger.end)
    if key not in found or found[key].rule.confidence < trigger.rule.confidence:
        found[key] = trigger


def _complete(rule: Rule, anchor: Word, line: Line) -> Trigger | None:
    """The rule's other needs, each met by the nearest fitting word; ``None`` where one is missing."""
    chosen = [anchor]
    for need in rule.needs[1:]:
        word = _nearest(need, chosen, rule, line)
        if word is None:
            return None
        chosen.append(word)
    if any(word.classes & rule.without and line.gap(anchor, word) <= WITHOUT_WINDOW for word in line.words):
        return None
    return Trigger(rule, tuple(chosen))


def _nearest(need: frozenset[str], chosen: Sequence[Word], rule: Rule, line: Line) -> Word | None:
    anchor = chosen[0]
    fitting = [
        (distance, word.start, word)
        for word in line.words
        if word.classes & need
        and word not in chosen
        and not (rule.order and word.first < chosen[-1].first)
        and (distance := line.gap(anchor, word)) <= rule.window
    ]
    return min(fitting, key=lambda row: row[:2])[2] if fitting else None
