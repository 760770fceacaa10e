"""One spelling for comparison, character by character, so that offsets stay those of the text."""

import unicodedata

APOSTROPHES = "’‘ʼ`´′"
HYPHENS = "‐‑‒–—−"


class _Folds(dict[int, str]):
    """Maps a code point to the one character it is compared as, worked out when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if character in APOSTROPHES:
        return "'"
    if character in HYPHENS:
        return "-"
    if character.isspace():
        return " "
    if is_hangul(character):
        return character
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


def is_hangul(character: str) -> bool:
    """Whether the character is a Hangul syllable; an empty string is none."""
    return "가" <= character <= "힣"


_FOLDS = _Folds()


def fold(text: str) -> str:
    """``text`` without case, diacritics and typographic variants; exactly as long as ``text``."""
    return text.translate(_FOLDS)
