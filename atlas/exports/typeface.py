"""The app's typeface cut down to Latin and the Korean names of places, so that a file can carry it.

Cutting takes seconds, so the result lies beside the whole typeface: ``python -m atlas typeface`` makes it anew
after names have changed. A test holds that it has all their characters.
"""

import base64
import io
from functools import cache

from fontTools import subset
from fontTools.ttLib import TTFont

from atlas.served import VENDOR
from geodata import load_gazetteer

CUT_DOWN = VENDOR / "pretendard" / "PretendardNames.woff2"
TYPEFACE = VENDOR / "pretendard" / "PretendardVariable.woff2"
LATIN = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x149),
    *range(0x14A, 0x180),
    *range(0x2010, 0x2028),
    0x2030,
    0x20AC,
    0x2190,
    0x2192,
    0x2212,
)


@cache
def font_face() -> str:
    """A style rule that carries the typeface in itself."""
    content = base64.b64encode(CUT_DOWN.read_bytes()).decode()
    return (
        "@font-face { font-family: Pretendard; font-weight: 45 920; "
        f'src: url("data:font/woff2;base64,{content}") format("woff2-variations"); }}'
    )


def write_typeface() -> None:
    """Make the small typeface anew."""
    CUT_DOWN.write_bytes(_cut_down(needed_characters()))


def needed_characters() -> frozenset[int]:
    """The characters of Latin text and of all Korean names."""
    gazetteer = load_gazetteer()
    names = "".join(gazetteer.display_name(place.id, "ko") for place in gazetteer.places)
    return frozenset({*LATIN, *map(ord, f"{names}전국")})


def _cut_down(characters: frozenset[int]) -> bytes:
    """The typeface with these characters only, as WOFF2; the same bytes for the same characters."""
    options = subset.Options(flavor="woff2", layout_features=["kern", "tnum", "ccmp", "liga"], hinting=False)
    font = TTFont(TYPEFACE, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()
