"""The wordings by which a text shows what a place is doing in it, from ``lexicon/places.toml``."""

import re
from functools import cache

from corpus.extraction.lexicon import load_table


@cache
def load_cues(language: str) -> dict[str, re.Pattern[str]]:
    """The cues of a language as patterns. They hold literal words only, so none can backtrack badly."""
    rows = load_table("places.toml")[language]
    words = {name: "|".join(re.escape(word) for word in rows[name]) for name in rows}
    edge = ("", "") if language == "ko" else (r"(?<!\w)", r"(?!\w)")
    return {name: re.compile(f"{edge[0]}(?:{alternatives}){edge[1]}") for name, alternatives in words.items()}


@cache
def load_list_gap() -> re.Pattern[str]:
    """What may stand between two places of one list: commas, dashes and a few joining words."""
    words = "|".join(re.escape(word) for word in load_table("places.toml")["joining"])
    return re.compile(rf"[\s,;/–—-]*(?:(?:{words})[\s,]*){{0,4}}")
