"""Learn which signs show that a measure applies to a place, from marked reports."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from corpus.extraction.choosing import likeliest
from corpus.extraction.lexicon import Rule
from corpus.extraction.mentions import name_places
from corpus.extraction.places import Focus, move_focus, place_trigger
from corpus.extraction.scene import Scene, Setting, Text
from corpus.extraction.sentences import split_sentences
from corpus.extraction.signs import Signs, find_signs
from corpus.extraction.triggers import Trigger
from corpus.extraction.words import Word
from corpus.learning.logistic import Example, learn_weights
from corpus.learning.marked import Mark, MarkedReport

PENALTY = 8.0
"""Chosen on annotated reports whose fold was not learned from: 2 and 5 gave .642 and .650, 12 less on made-up ones."""

Case = tuple[Signs, frozenset[str]]
"""The candidates of one measure with their signs, and the places it applies to."""


def learn_place_weights(cases: Iterable[Case]) -> dict[str, float]:
    """The weight of each sign; see :mod:`corpus.extraction.choosing`."""
    examples: Iterator[Example] = ((found, place in true) for signs, true in cases for place, found in signs.items())
    return learn_weights(examples, PENALTY)


def share_right(cases: Iterable[Case], weights: Mapping[str, float]) -> float:
    """The share of measures whose places are chosen exactly, 0..1."""
    right = [likeliest(signs, weights) == true for signs, true in cases]
    return sum(right) / len(right) if right else 0.0


def place_cases(marked: MarkedReport) -> Iterator[Case]:
    """A case for each measure that a report states, as extraction would meet it."""
    report = marked.report
    text = Text(report.text, report.language, name_places(report.text), split_sentences(report.text))
    focus = Focus()
    for sentence in text.sentences:
        setting = Setting(text, sentence)
        for mark in marked.marks:
            if sentence.start <= mark.span[0] < sentence.end:
                words = (mark.span[0], min(mark.span[1], sentence.end))
                scene = Scene(setting, words, mark.measure)
                guess = place_trigger(
                    _as_trigger(mark), sentence, setting.inside, text.text, text.language, replace(focus)
                )
                yield find_signs(guess, scene), frozenset(mark.places)
        move_focus(focus, sentence, setting.inside, text.text)


def _as_trigger(mark: Mark) -> Trigger:
    """The marked words as if a rule had found them."""
    rule = Rule("marked", mark.measure, (), frozenset(), 0, False, None, None, 1.0)
    return Trigger(rule, (Word(frozenset(), 0, 0, *mark.span),))
