"""Find where a sentence speaks of a measure: word classes that stand together, in any order."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.extraction.lexicon import Rule, load_rules
from corpus.extraction.words import Word

BARRIER = "barrier"  # words and marks between two statements of one sentence
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


@cache
def _rules_by_class() -> Mapping[str, tuple[Rule, ...]]:
    """The rules that a word class may begin, so that only those are tried."""
    rules: dict[str, list[Rule]] = defaultdict(list)
    for rule in load_rules():
        for word_class in sorted(rule.needs[0]):
            rules[word_class].append(rule)
    return {word_class: tuple(found) for word_class, found in rules.items()}


def find_triggers(words: Sequence[Word]) -> list[Trigger]:
    """Every reading of a measure among the words of one sentence, in the order of the text."""
    found: dict[tuple[str, int, int], Trigger] = {}
    for anchor in words:
        for word_class in sorted(anchor.classes):
            for rule in _rules_by_class().get(word_class, ()):
                trigger = _complete(rule, anchor, words)
                if trigger is not None:
                    _keep_surest(found, trigger)
    return sorted(found.values(), key=lambda t: (t.start, t.end, t.rule.measure))


def _keep_surest(found: dict[tuple[str, int, int], Trigger], trigger: Trigger) -> None:
    key = (trigger.rule.measure, trigger.start, trigger.end)
    if key not in found or found[key].rule.confidence < trigger.rule.confidence:
        found[key] = trigger


def _complete(rule: Rule, anchor: Word, words: Sequence[Word]) -> Trigger | None:
    """The rule's other needs, each met by the nearest fitting word; ``None`` where one is missing."""
    chosen = [anchor]
    for need in rule.needs[1:]:
        word = _nearest(need, chosen, words, rule)
        if word is None:
            return None
        chosen.append(word)
    if any(w.classes & rule.without and _gap(anchor, w, words) <= WITHOUT_WINDOW for w in words):
        return None
    return Trigger(rule, tuple(chosen))


def _nearest(need: frozenset[str], chosen: Sequence[Word], words: Sequence[Word], rule: Rule) -> Word | None:
    anchor = chosen[0]
    fitting = [
        (distance, word.start, word)
        for word in words
        if word.classes & need
        and word not in chosen
        and not (rule.order and word.first < chosen[-1].first)
        and (distance := _gap(anchor, word, words)) <= rule.window
    ]
    return min(fitting, key=lambda row: row[:2])[2] if fitting else None


def _gap(one: Word, other: Word, words: Sequence[Word]) -> int:
    """Words between two words of a sentence; a barrier between them counts for several."""
    left, right = (one, other) if one.start <= other.start else (other, one)
    between = sum(1 for w in words if BARRIER in w.classes and left.last < w.first and w.last < right.first)
    return max(0, right.first - left.last - 1) + between * BARRIER_COST
