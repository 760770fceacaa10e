"""The typeface of figures: how wide words are, how they are broken into lines, and what of a text can be drawn.

Widths are in inches, sizes of type in points.
"""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags

FONTS = Path(__file__).parents[2] / "static" / "vendor" / "pretendard"
WEIGHTS = {"Regular": 400, "SemiBold": 600, "Bold": 700}
BOX = "□"  # stands for a character that the typeface lacks
ELLIPSIS = "…"
HAIR = "\u200a"  # between letters that are spaced
GLUE = "\u00a0"  # between words that stay on one line
SPACES = re.compile(rf"[^\S{HAIR}{GLUE}]+")
UNSEEN = (
    "Cc",
    "Cf",
    "Cs",
    "Co",
    "Cn",
    "Mn",
    "Me",
    "Zl",
    "Zp",
)  # categories of characters that draw nothing of their own
LONGEST = 2000  # characters of a text that anybody would read in a figure
TRIAL = 100.0  # points at which words are measured

Weight = Literal["Regular", "SemiBold", "Bold"]


class Type(NamedTuple):
    """How words look: weight, size in points, colour, and the distance of lines in sizes."""

    weight: Weight
    size: float
    color: str
    leading: float = 1.28

    @property
    def line(self) -> float:
        """The distance of lines in inches."""
        return self.size * self.leading / 72


def font_file(weight: Weight) -> Path:
    """The file of a weight."""
    return FONTS / f"ReportedSans-{weight}.ttf"


@cache
def properties(weight: Weight, size: float) -> FontProperties:
    """The typeface as the drawing library wants it."""
    return FontProperties(fname=font_file(weight), size=size)


@cache
def _characters() -> frozenset[int]:
    return frozenset(get_font(font_file("Regular")).get_charmap())


def drawable(text: str) -> str:
    """One line of a text from anywhere, with what the typeface has; a box for each character that it lacks."""
    written = unicodedata.normalize("NFC", SPACES.sub(" ", text[:LONGEST]))
    return "".join(map(_drawn, written)).strip()


@lru_cache(maxsize=4096)
def _drawn(character: str) -> str:
    if unicodedata.category(character) in UNSEEN:
        return ""
    if ord(character) in _characters():
        return character
    plain = "".join(own for own in unicodedata.normalize("NFKD", character) if ord(own) in _characters())
    return plain or BOX


@lru_cache(maxsize=50_000)
def _trial_width(text: str, weight: Weight) -> float:
    font = get_font(font_file(weight))
    font.set_size(TRIAL, 72)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64


def width(text: str, style: Type) -> float:
    """How wide a line is, in inches."""
    return _trial_width(text, style.weight) * style.size / TRIAL / 72 if text else 0.0


def shorten(text: str, style: Type, room: float) -> str:
    """A line that fits into so many inches, with an ellipsis for what is left out."""
    if width(text, style) <= room:
        return text
    fits, cut = 0, len(text)
    while fits < cut - 1:
        middle = (fits + cut) // 2
        fits, cut = (middle, cut) if width(text[:middle].rstrip() + ELLIPSIS, style) <= room else (fits, middle)
    return text[:fits].rstrip(" ,;:.–-") + ELLIPSIS


def wrap(text: str, style: Type, room: float, most: int | None = None) -> list[str]:
    """A text as lines of so many inches; of more than ``most`` lines the last ends with an ellipsis."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, style) <= room:
            lines[-1] = joined
        else:
            lines.extend(_broken(word, style, room))
    if most is not None and len(lines) > most:
        lines[most - 1 :] = [shorten(" ".join(lines[most - 1 :]), style, room)]
    return [line.replace(GLUE, " ") for line in lines]


def balance(text: str, style: Type, room: float) -> list[str]:
    """A text in as few lines as `wrap` needs, of about the same width."""
    lines = wrap(text, style, room)
    while len(lines) > 1:
        room *= 0.97
        tighter = wrap(text, style, room)
        if len(tighter) > len(lines) or max(width(line, style) for line in tighter) > room:
            break
        lines = tighter
    return lines


def _broken(word: str, style: Type, room: float) -> list[str]:
    """A word in pieces that fit."""
    pieces = [""]
    if width(word, style) <= room:
        return [word]
    for character in word:
        if pieces[-1] and width(pieces[-1] + character, style) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces
