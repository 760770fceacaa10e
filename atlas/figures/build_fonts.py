"""Make the typefaces of figures from the app's variable one: ``python -m atlas.figures.build_fonts``.

Drawing needs files of one weight each, and they hold only what figures write. Their licence (OFL-1.1) keeps the
name of the original for the original, so these have a name of their own. Needs ``brotli`` beside the app's packages.
"""

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from atlas.figures.fonts import FONTS, WEIGHTS
from geodata import load_gazetteer

ORIGINAL = FONTS / "PretendardVariable.woff2"
FAMILY = "Reported Sans"
BLOCKS = (
    (0x0020, 0x017F), (0x0391, 0x03C9), (0x0400, 0x045F), (0x2000, 0x206F), (0x20A0, 0x20BF), (0x2190, 0x21FF),
    (0x2200, 0x226F), (0x25A0, 0x25CF), (0x3000, 0x3030), (0x3131, 0x318E),
)  # fmt: skip
HANGUL = range(0xAC00, 0xD7A4)
NOT_NEEDED = ["GPOS", "GSUB", "GDEF", "STAT", "MVAR", "DSIG"]  # kerning would make a PDF a fifth slower to write
UNIQUE_ID, FULL_NAME, POSTSCRIPT_NAME = 3, 4, 6
PLAIN_NAMES = (1, 16, 25)  # family, typographic family, prefix of variations
OTHER_NAMES = (7, 17, 21, 22)


def characters() -> set[int]:
    """What figures may write: Latin, punctuation, arrows, the 2,350 common syllables and those of the gazetteer."""
    common = {code for code in HANGUL if len(chr(code).encode("euc_kr", "replace")) == len("xx")}
    gazetteer = load_gazetteer()
    names = "".join(gazetteer.display_name(place.id, "ko") for place in gazetteer.places)
    return {code for first, last in BLOCKS for code in range(first, last + 1)} | common | set(map(ord, names))


def build(weight: str, number: int) -> Path:
    """Write the typeface of one weight."""
    font = TTFont(ORIGINAL, recalcTimestamp=False)
    instantiateVariableFont(font, {"wght": number}, inplace=True)
    options = subset.Options(name_IDs=["*"], hinting=False, notdef_outline=True)
    options.drop_tables += NOT_NEEDED
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    _rename(font, weight)
    font.flavor = None
    path = FONTS / f"ReportedSans-{weight}.ttf"
    font.save(path)
    return path


def _rename(font: TTFont, weight: str) -> None:
    names = font["name"]
    for record in list(names.names):
        if record.nameID in PLAIN_NAMES:
            record.string = FAMILY
        elif record.nameID in (UNIQUE_ID, FULL_NAME):
            record.string = f"{FAMILY} {weight}"
        elif record.nameID == POSTSCRIPT_NAME:
            record.string = f"{FAMILY.replace(' ', '')}-{weight}"
        elif record.nameID in OTHER_NAMES:
            names.removeNames(nameID=record.nameID)


if __name__ == "__main__":
    for weight, number in WEIGHTS.items():
        print(build(weight, number))
