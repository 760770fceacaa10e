"""The wordings by which a text shows what a place is doing in it, from ``lexicon/places.toml``."""

import re
from functools import cache

from corpus.extraction.lexicon import load_table

NEVER = re.compile("(?!)")
SPEAKER_BEFORE, SPEAKER_AFTER = 90, 160  # characters around a place in which its speaker stands


def is_speakers(text: str, start: int, end: int, language: str) -> bool:
    """Whether a place is only where a speaker is: "a source in Hyesan said", "Hyesan-based"."""
    cues = load_cues(language)
    before, after = text[max(0, start - SPEAKER_BEFORE) : start].lower(), text[end : end + SPEAKER_AFTER].lower()
    if cues["based"].match(after):
        return True
    if language == "ko":
        return bool(cues["speaker"].match(after) and cues["speech"].search(after))
    around = before + " " + re.split(r"[.!?](?:\s|$)", after)[0]
    return bool(cues["speaker"].search(before) and cues["speech"].search(around))


def is_metonym(text: str, start: int, end: int, language: str) -> bool:
    """Whether the capital's name stands for the government."""
    if text[start:end] not in load_table("places.toml")[language]["metonym"]:
        return False
    cues = load_cues(language)
    before, after = text[max(0, start - 30) : start].lower(), text[end : end + 40].lower()
    return not (cues["city_before"].search(before) or cues["city_after"].match(after))


@cache
def load_cues(language: str) -> dict[str, re.Pattern[str]]:
    """The cues of a language as patterns. They hold literal words only, so none can backtrack badly."""
    rows = load_table("places.toml")[language]
    words = {name: "|".join(re.escape(word) for word in rows[name]) for name in rows}
    anywhere = ("anaphor", "nation", "whole", "beyond", "speech")
    edges = ("", "") if language == "ko" else (r"(?<!\w)", r"(?!\w)")
    cues = {name: re.compile(f"{edges[0]}(?:{words[name]}){edges[1]}") for name in anywhere}
    return cues | (_korean_cues(words) if language == "ko" else _english_cues(words))


def _korean_cues(words: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {
        "based": NEVER,
        "speaker": re.compile(rf"^[^.,!?]{{0,14}}(?:{words['speaker']})"),
        "city_before": NEVER,
        "city_after": re.compile(rf"^(?:{words['city_after']})"),
    }


def _english_cues(words: dict[str, str]) -> dict[str, re.Pattern[str]]:
    gap = r"[\s,'’-]+"
    return {
        "based": re.compile(rf"^[- ](?:{words['based']})(?!\w)"),
        "speaker": re.compile(rf"(?<!\w)(?:{words['speaker']})(?:{gap}(?:{words['between']})){{0,8}}{gap}$"),
        "city_before": re.compile(rf"(?<!\w)(?:{words['city_before']})(?: the)?\s$"),
        "city_after": re.compile(rf"^(?:['’]s)?\s(?:{words['city_after']})(?!\w)"),
    }


@cache
def load_list_gap() -> re.Pattern[str]:
    """What may stand between two places of one list: commas, dashes and a few joining words."""
    words = "|".join(re.escape(word) for word in load_table("places.toml")["joining"])
    return re.compile(rf"[\s,;/–—-]*(?:(?:{words})[\s,]*){{0,4}}")
