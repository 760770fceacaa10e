"""Admiralty-style grades: how reliable the sources are (A-F) and how credible what they say (1-6), kept apart.

The system is NATO's (AJP-2.1, Annex on the evaluation of information). Here both follow from what is
counted, never from an opinion on a single outlet:

* *Reliability* is that of the best source of an episode, by how its claims are attributed
  (``reliability.csv``): F, "cannot be judged", for sources who cannot be named.
* *Credibility* counts independent origins: 1 confirmed by three or more, 2 by two, 3 told by one only. It
  drops by one where origins contradict each other in dates, to 5 where the only origin is denied by
  another report, to 4 where more than one is. 6, "cannot be judged", where a measure was only announced.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

RELIABILITY = Path(__file__).with_name("reliability.csv")
Letter = Literal["A", "B", "C", "D", "E", "F"]
LETTERS = "ABCDEF"
CONFIRMED, PROBABLY, POSSIBLY, DOUBTFUL, IMPROBABLE, NOT_JUDGED = range(1, 7)


RELIABILITY_WORDS = {
    "A": "completely reliable sources",
    "B": "usually reliable sources",
    "C": "fairly reliable sources",
    "D": "not usually reliable sources",
    "E": "unreliable sources",
    "F": "sources whose reliability cannot be judged",
}
CREDIBILITY_WORDS = {
    CONFIRMED: "confirmed by independent origins",
    PROBABLY: "probably true",
    POSSIBLY: "possibly true",
    DOUBTFUL: "doubtful",
    IMPROBABLE: "improbable",
    NOT_JUDGED: "truth cannot be judged",
}


@dataclass(frozen=True, slots=True)
class Grade:
    """``reliability`` of the sources, A (best) to F; ``credibility`` of what they say, 1 (best) to 6."""

    reliability: str
    credibility: int

    def __str__(self) -> str:
        """As analysts write it: ``C3``."""
        return f"{self.reliability}{self.credibility}"


def grade(attributions: Iterable[str], origins: int, *, dates_differ: bool, denied: bool, announced: bool) -> Grade:
    """The grade of what ``origins`` independent origins say; ``announced``: that a measure was to come, no more."""
    return Grade(_reliability(attributions), _credibility(origins, dates_differ, denied, announced))


def _reliability(attributions: Iterable[str]) -> str:
    letters = load_reliability()
    return min((letters.get(attribution, "F") for attribution in attributions), default="F")


def _credibility(origins: int, dates_differ: bool, denied: bool, announced: bool) -> int:
    if announced or origins == 0:
        return NOT_JUDGED
    if denied:
        return DOUBTFUL if origins > 1 else IMPROBABLE
    counted = CONFIRMED if origins > 2 else PROBABLY if origins > 1 else POSSIBLY
    return counted + dates_differ


@cache
def load_reliability() -> dict[str, str]:
    """The letter of each kind of attribution."""
    with RELIABILITY.open(encoding="utf-8", newline="") as rows:
        return {row["attribution"]: row["letter"] for row in csv.DictReader(rows)}
