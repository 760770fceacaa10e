"""Make the typefaces called Reported Sans from Pretendard: ``python -m atlas typeface``, after names have changed.

Pages and files that carry a typeface need a small one: Latin and the names of places, in all weights. Drawing needs
files of one weight each, with what figures write. The licence (OFL-1.1) keeps the name of the original for the
original, so these have a name of their own. Needs ``brotli`` beside the app's packages.
"""

from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from atlas.exports.typeface import FAMILY, SMALL
from atlas.figures.fonts import FONTS, WEIGHTS
from geodata import load_gazetteer

ORIGINAL = FONTS / "PretendardVariable.woff2"
LATIN = (
    *range(0x20, 0x7F), *range(0xA0, 0x149), *range(0x14A, 0x180), *range(0x2010, 0x2028), 0x2030, 0x2039, 0x203A,
    0x20AC, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212,
)  # fmt: skip
OWN_WORDS = "전국한국어"  # the Korean that pages have beside names
BLOCKS = (
    (0x0020, 0x017F), (0x0391, 0x03C9), (0x0400, 0x045F), (0x2000, 0x206F), (0x20A0, 0x20BF), (0x2190, 0x21FF),
    (0x2200, 0x226F), (0x25A0, 0x25CF), (0x3000, 0x3030), (0x3131, 0x318E),
)  # fmt: skip
HANGUL = range(0xAC00, 0xD7A4)
SHAPING = ["kern", "tnum", "ccmp", "liga"]
NOT_DRAWN = ["GPOS", "GSUB", "GDEF", "STAT", "MVAR", "DSIG"]  # kerning would make a PDF a fifth slower to write
UNIQUE_ID, FULL_NAME, POSTSCRIPT_NAME = 3, 4, 6
PLAIN_NAMES = (1, 16, 25)  # family, typographic family, prefix of variations
OTHER_NAMES = (7, 17, 21, 22)


def build() -> list[Path]:
    """Write all of them anew: the same bytes for the same characters."""
    return [_small(), *(_of_weight(weight, number) for weight, number in WEIGHTS.items())]


def small_characters() -> frozenset[int]:
    """The characters of Latin text and of all Korean names."""
    return frozenset({*LATIN, *map(ord, OWN_WORDS), *map(ord, _names())})


def figure_characters() -> frozenset[int]:
    """What figures may write: Latin, punctuation, arrows, the 2,350 common syllables and those of the gazetteer."""
    common = {code for code in HANGUL if len(chr(code).encode("euc_kr", "replace")) == len("xx")}
    blocks = {code for first, last in BLOCKS for code in range(first, last + 1)}
    return frozenset({*blocks, *common, *map(ord, _names())})


def _names() -> str:
    gazetteer = load_gazetteer()
    return "".join(gazetteer.display_name(place.id, "ko") for place in gazetteer.places)


def _small() -> Path:
    options = subset.Options(flavor="woff2", layout_features=SHAPING, hinting=False, name_IDs=["*"])
    return _write(TTFont(ORIGINAL, recalcTimestamp=False), options, small_characters(), "Names", SMALL)


def _of_weight(weight: str, number: int) -> Path:
    font = TTFont(ORIGINAL, recalcTimestamp=False)
    instantiateVariableFont(font, {"wght": number}, inplace=True)
    options = subset.Options(name_IDs=["*"], hinting=False, notdef_outline=True)
    options.drop_tables += NOT_DRAWN
    return _write(font, options, figure_characters(), weight, FONTS / f"ReportedSans-{weight}.ttf")


def _write(font: TTFont, options: subset.Options, characters: Iterable[int], part: str, path: Path) -> Path:
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    _rename(font, part)
    font.flavor = options.flavor
    font.save(path)
    return path


def _rename(font: TTFont, part: str) -> None:
    names = font["name"]
    for record in list(names.names):
        if record.nameID in PLAIN_NAMES:
            record.string = FAMILY
        elif record.nameID in (UNIQUE_ID, FULL_NAME):
            record.string = f"{FAMILY} {part}"
        elif record.nameID == POSTSCRIPT_NAME:
            record.string = f"{FAMILY.replace(' ', '')}-{part}"
        elif record.nameID in OTHER_NAMES:
            names.removeNames(nameID=record.nameID)
