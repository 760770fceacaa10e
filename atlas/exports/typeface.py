"""The typeface that a file carries: Latin and the Korean names of places (`atlas.build_typefaces`)."""

import base64
from functools import cache

from atlas.served import VENDOR

FAMILY = "Reported Sans"
SMALL = VENDOR / "pretendard" / "ReportedSans-Names.woff2"


@cache
def font_face() -> str:
    """A style rule that carries the typeface in itself."""
    content = base64.b64encode(SMALL.read_bytes()).decode()
    return (
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: 45 920; '
        f'src: url("data:font/woff2;base64,{content}") format("woff2-variations"); }}'
    )
