"""Who a report lets say a thing: a medium, an official, an unnamed person, or the reporter."""

import re
from collections.abc import Sequence
from functools import cache

from corpus.extraction.lexicon import load_table
from corpus.extraction.sentences import Sentence

OUTLET = "outlet"


def attribute_all(text: str, sentences: Sequence[Sentence], language: str) -> list[str]:
    """Who speaks in each sentence: who it names, else who was named before in its paragraph, else the outlet."""
    kinds: list[str] = []
    for index, sentence in enumerate(sentences):
        goes_on = index > 0 and sentences[index - 1].paragraph == sentence.paragraph
        named = name_speaker(text[sentence.start : sentence.end], language)
        kinds.append(named or (kinds[-1] if goes_on else OUTLET))
    return kinds


def name_speaker(sentence: str, language: str) -> str | None:
    """The kind of speaker a sentence names, in the order of ``attribution.toml``, or ``None``."""
    return next((kind for kind, cue in _patterns(language).items() if cue.search(sentence)), None)


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    edge = ("", "") if language == "ko" else (r"(?<!\w)", r"(?!\w)")
    return {
        kind: re.compile(edge[0] + "(?:" + "|".join(map(re.escape, words)) + ")" + edge[1])
        for kind, words in load_table("attribution.toml")[language].items()
    }
