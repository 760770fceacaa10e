"""What a place is doing in a text: the wordings of ``roles.toml`` around its name.

*speaker*: only somebody who speaks is there; *dateline*: where a dispatch was filed; *metonym*: the capital's name
stands for the government; *context*: it only says where another place lies; *location*: none of these, so something is
located there. Whether that is a measure, the text's other words say, which this package does not read.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from geodata.folding import is_hangul
from geodata.gazetteer import load_gazetteer
from geodata.models import Mention, Role
from geodata.tables import COUNTRY

ROLES = Path(__file__).with_name("roles.toml")

NEVER = re.compile("(?!)")
SENTENCE_END = re.compile(r"[.!?](?:\s|$)")

SPEAKER_BEFORE, SPEAKER_AFTER = 90, 160
"""Characters around a place in which its speaker stands."""

HOLDER_GAP = 8
"""Characters that may lie between a place and the larger one it lies in."""

DATELINE = {
    "en": re.compile(
        r"(?:,[^\n()]{0,40})? ?\([^()\n]{2,40}\) ?(?:--|[—–-])|,[^\n()]{0,30}\d{1,2}(?:, \d{4})? ?(?:--|[—–])"
    ),
    "ko": re.compile(r"=[^\n)\]]{2,20}[)\]]"),
}
FILED_FROM = re.compile("발(?:로|[ =)]|$)")
"""What follows the place at the head of a dispatch: ", March 3 (Xinhua) --"; "=연합뉴스)"."""


def assign_roles(text: str, folded: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, in order, each with its role; ``folded`` is ``fold(text)``."""
    roles = (_role(text, folded, mentions, index) for index in range(len(mentions)))
    return [
        mention if role == mention.role else replace(mention, role=role)
        for mention, role in zip(mentions, roles, strict=True)
    ]


def _role(text: str, folded: str, mentions: Sequence[Mention], index: int) -> Role:
    mention = mentions[index]
    language = "ko" if is_hangul(mention.text[:1]) else "en"
    if _is_dateline(text, mention, language):
        return "dateline"
    if _only_holds(folded, mentions, index):
        return "context"
    if mention.place_id != COUNTRY and _is_speakers(folded, mention, language):
        return "speaker"
    return "metonym" if _is_metonym(folded, mention, language) else "location"


def _is_dateline(text: str, mention: Mention, language: str) -> bool:
    """Whether a dispatch begins with the place: "PYONGYANG, March 3 (Xinhua) --", "(평양=연합뉴스)", 평양발로."""
    if language == "ko" and FILED_FROM.match(text, mention.end):
        return True
    line = text.rfind("\n", 0, mention.offset) + 1
    heads = mention.offset - line <= 1 and text[line : mention.offset].strip("([") == ""
    return heads and bool(DATELINE[language].match(text, mention.end))


def _only_holds(folded: str, mentions: Sequence[Mention], index: int) -> bool:
    """Whether the place next to this one lies in it: "Hyesan, Ryanggang Province", 양강도 혜산시."""
    outer = mentions[index].place_id
    if outer is None or outer == COUNTRY:
        return False
    if index > 0 and _lies_in(mentions[index - 1], outer):
        between = folded[mentions[index - 1].end : mentions[index].offset]
        if between.strip() in _holders() and len(between) <= HOLDER_GAP:
            return True
    if index + 1 < len(mentions) and _lies_in(mentions[index + 1], outer):
        return folded[mentions[index].end : mentions[index + 1].offset] in ("", " ", "'s ")
    return False


def _lies_in(mention: Mention, outer: str) -> bool:
    inner = mention.place_id
    return inner is not None and inner != outer and load_gazetteer().contains(outer, inner)


def _is_speakers(folded: str, mention: Mention, language: str) -> bool:
    """Whether a place is only where a speaker is: "a source in Hyesan said", "Hyesan-based"."""
    cues = _cues(language)
    before = folded[max(0, mention.offset - SPEAKER_BEFORE) : mention.offset]
    after = folded[mention.end : mention.end + SPEAKER_AFTER]
    if cues["based"].match(after):
        return True
    if language == "ko":
        return _speaks_in_korean(cues, after)
    if cues["then_speaker"].match(after):
        return True
    if not cues["speaker"].search(before):
        return False
    sentence = SENTENCE_END.split(after, maxsplit=1)[0]
    return bool(cues["speech"].search(f"{before} {sentence}"))


def _speaks_in_korean(cues: dict[str, re.Pattern[str]], after: str) -> bool:
    """Whether the person after a place speaks, and is not spoken of: "주민이 격리됐다고 소식통이 전했다"."""
    speaker = cues["speaker"].match(after)
    speech = cues["speech"].search(after, speaker.end()) if speaker else None
    return bool(speaker and speech and not cues["other_speaker"].search(after, speaker.end(), speech.start()))


def _is_metonym(folded: str, mention: Mention, language: str) -> bool:
    """Whether the capital's name stands for the government."""
    if folded[mention.offset : mention.end] not in _tables()[language]["metonym"]:
        return False
    cues = _cues(language)
    before, after = folded[max(0, mention.offset - 30) : mention.offset], folded[mention.end : mention.end + 40]
    if cues["acting_before"].search(before):
        return True
    return not (cues["city_before"].search(before) or cues["city_after"].match(after))


@cache
def _holders() -> frozenset[str]:
    return frozenset(_tables()["en"]["holders"])


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(ROLES.read_text(encoding="utf-8"))


@cache
def _cues(language: str) -> dict[str, re.Pattern[str]]:
    """The cues of a language as patterns. They hold literal words only, so none can backtrack badly."""
    words = {name: "|".join(map(re.escape, rows)) for name, rows in _tables()[language].items()}
    return _korean_cues(words) if language == "ko" else _english_cues(words)


def _korean_cues(words: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {
        "based": NEVER,
        "speech": re.compile(words["speech"]),
        "speaker": re.compile(rf"[^.,!?]{{0,8}}(?:{words['speaker']})(?!(?:들)?(?:{words['addressed']}))"),
        "other_speaker": re.compile(rf"[다라]고 [^.]{{0,40}}(?:{words['speaker']})"),
        "acting_before": NEVER,
        "city_before": NEVER,
        "city_after": re.compile(words["city_after"]),
    }


def _english_cues(words: dict[str, str]) -> dict[str, re.Pattern[str]]:
    gap = r"[\s,'-]+"
    speaker, speech = words["speaker"], words["speech"]
    addressed = "".join(f"(?<!{word} )" for word in _tables()["en"]["addressed"])
    return {
        "based": re.compile(rf"[- ](?:{words['based']})(?!\w)"),
        "speech": re.compile(rf"(?<!\w)(?:{speech})(?!\w)"),
        "speaker": re.compile(rf"(?<!\w){addressed}(?:{speaker})(?:{gap}(?:{words['between']})){{0,8}}{gap}$"),
        "then_speaker": re.compile(rf", (?:{words['articles']}) (?:\w+ ){{0,2}}(?:{speaker}) (?:{speech})(?!\w)"),
        "acting_before": re.compile(rf"(?<!\w)(?:{words['acting_before']})\s$"),
        "city_before": re.compile(rf"(?<!\w)(?:{words['city_before']})(?: the)?\s$"),
        "city_after": re.compile(rf"(?:'s)?\s(?:{words['city_after']})(?!\w)"),
    }
