"""Text as a reader types it: without case, accents, line breaks and quotation marks, and back to where it stood."""

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category, normalize

from corpus.models import Span

QUOTES = {'"': '"', "'": "'", "“": "”", "„": "“", "‘": "’", "«": "»", "「": "」", "『": "』"}
SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """The text in one case, without accents, Hangul in whole syllables, white space as single spaces."""
    return " ".join(_plain(text).split())


def fold_phrase(phrase: str) -> str:
    """`fold` of a phrase, without the quotation marks around it."""
    bare = phrase.strip()
    if len(bare) > 1 and QUOTES.get(bare[0]) == bare[-1]:
        bare = bare[1:-1]
    return fold(bare)


@lru_cache(maxsize=256)
def locate(text: str, folded: str) -> Span | None:
    """The first stretch of a text that folds to exactly this, or ``None``."""
    starts, ends, plain = {}, {}, []
    at = 0
    for start, end, piece in _pieces(text):
        if piece:
            starts[at], ends[at + len(piece)] = start, end
            plain.append(piece)
            at += len(piece)
    whole = "".join(plain)
    found = whole.find(folded) if folded else -1
    while found >= 0 and not (found in starts and found + len(folded) in ends):
        found = whole.find(folded, found + 1)
    return (starts[found], ends[found + len(folded)]) if found >= 0 else None


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """Each character with what is written on it: its span and what it folds to, which may be nothing."""
    start, open_space = 0, False
    for end in range(1, len(text) + 1):
        if end < len(text) and _continues(text[end]) and not text[end - 1].isspace():
            continue
        piece = SPACE.sub(" ", _plain(text[start:end]))
        piece = piece.lstrip() if open_space else piece
        open_space = piece.endswith(" ") if piece else open_space
        yield start, end, piece
        start = end


def _continues(character: str) -> bool:
    """Whether a character is written on the one before it: a mark, or a later letter of a Hangul syllable."""
    return not character.isascii() and (category(character)[0] == "M" or "\u1160" <= character <= "\u11ff")


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    return normalize("NFC", _unmarked(_unmarked(text).casefold()))


def _unmarked(text: str) -> str:
    """The text without marks. They go before it is taken apart, since putting a run of them in order takes the
    square of its length."""
    return _without_marks(normalize("NFD", _without_marks(text)))


def _without_marks(text: str) -> str:
    return text.translate({ord(character): None for character in set(text) if category(character) == "Mn"})
