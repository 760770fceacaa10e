"""What a text plainly presents as a place and the gazetteer lacks."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from geodata.gazetteer import load_gazetteer
from geodata.models import Mention
from geodata.wording import load_wording

Span = tuple[int, int]

NEAR = 60
"""How many characters may lie between an unlisted name and a North Korean place that vouches for it."""

LONGEST = 20
"""How far an unlisted name itself may reach out of that stretch."""


def find_unknowns(text: str, mentions: Sequence[Mention], taken: Sequence[Span]) -> list[Mention]:
    """Unlisted places of ``text``, in order, outside the spans that are ``taken`` by known wordings.

    Only names with a North Korean place close by count: elsewhere a county is somebody else's.
    """
    vouchers = [mention for mention in mentions if _is_northern(mention)]
    if not vouchers:
        return []
    spans = sorted({*_latin_names(text, vouchers), *_hangul_names(text, vouchers)})
    return [
        Mention(text[start:end], start, "unknown", None, ()) for start, end in spans if not _overlaps(start, end, taken)
    ]


def _overlaps(start: int, end: int, taken: Sequence[Span]) -> bool:
    """Whether ``start:end`` touches a span of ``taken``, which is in order and free of overlaps."""
    position = bisect_left(taken, end, key=lambda span: span[0])
    return position > 0 and taken[position - 1][1] > start


def _is_northern(mention: Mention) -> bool:
    """Whether the mention is the country or a place in it; a border or coast vouches for nothing."""
    place_id = mention.place_id
    return place_id is not None and place_id.startswith("KP")


def _latin_names(text: str, vouchers: Sequence[Mention]) -> Iterator[Span]:
    """Where a capitalised word stands with one that makes it a place: "Hagal County", "Taegi-ri"."""
    for first, last in _windows(vouchers):
        for match in _latin_pattern().finditer(text, first, last):
            if match["name"] not in load_wording().unknown["stop"]:
                yield match.span()


def _windows(vouchers: Sequence[Mention]) -> Iterator[Span]:
    """The stretches of text near the vouchers, in order; those that overlap are one."""
    first, last = -1, -1
    for voucher in vouchers:
        start, end = max(0, voucher.offset - NEAR - LONGEST), voucher.end + NEAR + LONGEST
        if start > last and last >= 0:
            yield first, last
            first = start
        first, last = (start if first < 0 else first), max(last, end)
    yield first, last


@cache
def _latin_pattern() -> re.Pattern[str]:
    words = load_wording().unknown
    name = r"(?P<name>[A-Z][a-z’']{2,20})"
    levels, endings = "|".join(words["english"]), "|".join(words["hyphenated"])
    return re.compile(rf"\b{name}(?: (?:{levels})|-(?:{endings}))(?![\w-])")


def _hangul_names(text: str, vouchers: Sequence[Mention]) -> Iterator[Span]:
    """Hangul words that follow a North Korean province at once and end in 군, 시 ...: 함경북도 하갈군에서."""
    words = load_wording()
    for voucher in vouchers:
        if load_gazetteer()[str(voucher.place_id)].level != "province":
            continue
        match = _hangul_pattern().match(text, voucher.end)
        if match and match["rest"] in words.endings and match["name"] not in words.unknown["korean_stop"]:
            yield match.span("name")


@cache
def _hangul_pattern() -> re.Pattern[str]:
    endings = "|".join(load_wording().unknown["korean"])
    return re.compile(rf" ?(?P<name>[가-힣]{{1,4}}?(?:{endings}))(?P<rest>[가-힣]{{0,10}})")
