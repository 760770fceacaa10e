"""Cut a report into sentences, clauses and words, each with its character span."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from corpus.extraction.lexicon import load_table

WORD = re.compile(r"[^\W_]+(?:['’]t\b)?")
BREAK = re.compile(r"[.!?…。](?=[\"'”’»)\]]{0,2}(?:\s|$))|\n\s*\n")
LONGEST = 1_000  # characters of a sentence: longer ones are cut, so that no text costs more than its length
CLAUSE_MARKS = (",", ";", ":", "—", " – ")
CLOSERS = "\"'”’»)]"
PARAGRAPH = re.compile(r"\n\s*\n")


class Token(NamedTuple):
    """One word: ``lower`` is its lower-case form, ``start`` and ``end`` its span in the report."""

    lower: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its span in the report, its paragraph (counted from 0) and its words."""

    start: int
    end: int
    paragraph: int
    tokens: tuple[Token, ...]

    def clause_of(self, text: str, start: int, end: int) -> str:
        """The part of the sentence, between commas and the like, that holds ``text[start:end]``."""
        before = max(text.rfind(mark, self.start, start) for mark in CLAUSE_MARKS)
        after = [at for mark in CLAUSE_MARKS if (at := text.find(mark, end, self.end)) >= 0]
        return text[max(before + 1, self.start) : min(after, default=self.end)].strip()


@cache
def load_abbreviations() -> frozenset[str]:
    """Words after which a full stop ends no sentence, lower case, from ``lexicon/sentences.toml``."""
    return frozenset(word.lower() for word in load_table("sentences.toml")["abbreviations"])


def split_words(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The words of ``text[start:end]``; Korean is cut at spaces and punctuation, endings kept."""
    return tuple([Token(match.group().lower(), *match.span()) for match in WORD.finditer(text, start, end)])


def split_sentences(text: str) -> list[Sentence]:
    """The sentences of a text in order; spans carry no white space at either end."""
    sentences: list[Sentence] = []
    paragraph = 0
    for start, end, closes_paragraph in _spans(text):
        sentences += (_trimmed(text, at, stop, paragraph) for at, stop in _pieces(text, start, end))
        paragraph += closes_paragraph
    return sentences


def _spans(text: str) -> list[tuple[int, int, bool]]:
    """Raw sentence spans, each with whether it closes a paragraph."""
    spans, start = [], 0
    for match in BREAK.finditer(text):
        if match.group().isspace():
            spans.append((start, match.start(), True))
        elif _abbreviated(text, match.start()):
            continue
        else:
            spans.append((start, _after_closers(text, match.end()), False))
        start = spans[-1][1]
    return [*spans, (start, len(text), True)]


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span without its outer white space, cut up where it is longer than any sentence people write."""
    while start < end and text[start].isspace():
        start += 1
    while start < end:
        stop = end if end - start <= LONGEST else text.rfind(" ", start, start + LONGEST) + 1 or start + LONGEST
        stop = max(stop, start + 1)
        if text[start:stop].strip():
            yield start, stop
        start = stop


def _after_closers(text: str, end: int) -> int:
    while end < len(text) and text[end] in CLOSERS:
        end += 1
    return end


def _abbreviated(text: str, dot: int) -> bool:
    """Whether the full stop at ``dot`` belongs to an abbreviation or an initial."""
    if text[dot] != ".":
        return False
    word = re.search(r"[\w.]{1,12}$", text[max(0, dot - 12) : dot])
    return bool(word) and word.group().lower() in load_abbreviations() if word else False


def _trimmed(text: str, start: int, end: int, paragraph: int) -> Sentence:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Sentence(start, end, paragraph, split_words(text, start, end))
