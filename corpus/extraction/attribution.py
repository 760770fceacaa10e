"""Who a report lets say a thing: a medium, an official, an unnamed person, or the reporter."""

import re
from functools import cache

from corpus.extraction.lexicon import load_table

OUTLET = "outlet"


def attribute(sentence: str, language: str) -> str:
    """The kind of speaker a sentence names, in the order of ``attribution.toml``; else the outlet."""
    for kind, pattern in _patterns(language).items():
        if pattern.search(sentence):
            return kind
    return OUTLET


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    edge = ("", "") if language == "ko" else (r"(?<!\w)", r"(?!\w)")
    return {
        kind: re.compile(edge[0] + "(?:" + "|".join(map(re.escape, words)) + ")" + edge[1])
        for kind, words in load_table("attribution.toml")[language].items()
    }
