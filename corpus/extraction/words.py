"""One pass over a sentence that finds every phrase of the lexicon, in any inflection."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import ahocorasick

from corpus.extraction.lexicon import load_light_classes, load_words
from corpus.extraction.sentences import Sentence, Token, split_words

VOWELS = "aeiou"
END = ""  # key of a trie node that holds the classes of the phrase ending there

Node = dict[str, "Node | frozenset[str]"]


@dataclass(frozen=True, slots=True)
class Word:
    """A phrase of the lexicon in a sentence.

    ``first`` and ``last`` are indexes of the sentence's tokens, ``start`` and ``end`` characters of
    the report; ``classes`` are the word classes the phrase belongs to.
    """

    classes: frozenset[str]
    first: int
    last: int
    start: int
    end: int


@lru_cache(maxsize=20_000)
def base_forms(word: str) -> tuple[str, ...]:
    """What an English word may be an inflection of, itself first: ``closed`` -> closed, clos, close."""
    forms = [word]
    for suffix, stems in (("s", ("",)), ("es", ("",)), ("ies", ("y",)), ("ed", ("", "e")), ("ied", ("y",))):
        forms += _stems(word, suffix, stems)
    forms += _stems(word, "ing", ("", "e"))
    return tuple(dict.fromkeys(forms))


def _stems(word: str, suffix: str, endings: Iterable[str]) -> list[str]:
    if not word.endswith(suffix) or len(word) < len(suffix) + 2:
        return []
    stem = word[: -len(suffix)]
    stems = [stem + ending for ending in endings]
    if stem[-1] == stem[-2] and stem[-1] not in VOWELS and suffix in ("ed", "ing"):
        stems.append(stem[:-1])
    return stems


@cache
def english_trie() -> Node:
    """The English phrases as a tree of words; a leaf under ``END`` holds the classes."""
    root: Node = {}
    for word_class, phrases in load_words("en").items():
        for phrase in phrases:
            _insert(root, phrase, word_class)
    return root


@lru_cache(maxsize=20_000)
def openings(word: str) -> tuple[Node, ...]:
    """The branches of the tree that a word may begin."""
    steps = (english_trie().get(form) for form in base_forms(word))
    return tuple(step for step in steps if isinstance(step, dict))


def _insert(root: Node, phrase: str, word_class: str) -> None:
    node = root
    for token in split_words(phrase, 0, len(phrase)):
        child = node.setdefault(token.lower, {})
        assert isinstance(child, dict)
        node = child
    held = node.get(END, frozenset())
    assert isinstance(held, frozenset)
    node[END] = held | {word_class}


@cache
def korean_automaton() -> ahocorasick.Automaton:
    """The Korean phrases; each value is the phrase's length and its classes."""
    classes: dict[str, set[str]] = {}
    for word_class, phrases in load_words("ko").items():
        for phrase in phrases:
            classes.setdefault(phrase, set()).add(word_class)
    automaton = ahocorasick.Automaton()
    for phrase, names in classes.items():
        automaton.add_word(phrase, (len(phrase), frozenset(names)))
    automaton.make_automaton()
    return automaton


def find_words(text: str, sentence: Sentence, language: str) -> list[Word]:
    """Every phrase of the lexicon in a sentence, in order; where phrases overlap the longest stands."""
    found = _korean(text, sentence) if language == "ko" else _english(sentence)
    return _longest(found)


def _english(sentence: Sentence) -> list[Word]:
    found: list[Word] = []
    for first, token in enumerate(sentence.tokens):
        branches = openings(token.lower)
        if branches:
            found += _matches(sentence.tokens, first, branches)
    return found


def _matches(tokens: tuple[Token, ...], first: int, branches: tuple[Node, ...]) -> list[Word]:
    """The phrases that begin at one token; branches are few, one per possible base form."""
    ends: dict[int, frozenset[str]] = {}
    paths = [(node, first + 1) for node in branches]
    while paths:
        node, at = paths.pop()
        held = node.get(END)
        if isinstance(held, frozenset):
            ends[at - 1] = held | ends[at - 1] if at - 1 in ends else held
            if len(node) == 1:
                continue
        if at < len(tokens):
            for form in base_forms(tokens[at].lower):
                step = node.get(form)
                if step is not None:
                    paths.append((step, at + 1))  # type: ignore[arg-type]
    return [Word(held, first, last, tokens[first].start, tokens[last].end) for last, held in ends.items()]


def _korean(text: str, sentence: Sentence) -> list[Word]:
    starts = [token.start for token in sentence.tokens]
    found = []
    for last, (length, classes) in korean_automaton().iter(text, sentence.start, sentence.end):
        start, end = last - length + 1, last + 1
        first = max(0, bisect_right(starts, start) - 1)
        found.append(Word(classes, first, max(0, bisect_right(starts, last) - 1), start, end))
    return found


def add_places(words: Sequence[Word], sentence: Sentence, spans: Iterable[tuple[str, int, int]]) -> list[Word]:
    """The words with the named places among them; ``spans`` are word class, first character and end."""
    starts = [token.start for token in sentence.tokens]
    places = []
    for word_class, start, end in spans:
        first = max(0, bisect_right(starts, start) - 1)
        places.append(Word(frozenset((word_class,)), first, max(first, bisect_right(starts, end - 1) - 1), start, end))
    return sorted([*words, *places], key=lambda w: w.start)


def _longest(found: list[Word]) -> list[Word]:
    """Drop every word that lies within or overlaps a longer one, unless that one hides nothing."""
    light = load_light_classes()
    kept: list[Word] = []
    taken: set[int] = set()
    for word in sorted(found, key=lambda w: (w.start - w.end, w.start)):
        span = range(word.start, word.end)
        if taken.isdisjoint(span):
            kept.append(word)
            if not word.classes <= light:
                taken.update(span)
    return sorted(kept, key=lambda w: w.start)
