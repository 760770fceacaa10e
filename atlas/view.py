"""What a person has chosen to see: the state that a link, a picture or an export stands for."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from corpus.models import ATTRIBUTIONS

Language = Literal["en", "ko"]


ALL_ATTRIBUTIONS = frozenset((*ATTRIBUTIONS, ""))  # the empty one stands for any that is not listed


@dataclass(frozen=True, slots=True)
class View:
    """Days from ``first`` to ``last`` (the same for one day), what is switched on, and the place chosen.

    ``known``: only reports published by that day count; ``against``: what was known on that day is shown
    beside it. ``confidence`` in per cent and ``origins`` are the least that a claim and a measure must have.
    """

    first: date
    last: date
    measures: frozenset[str]
    statuses: frozenset[str]
    place: str | None = None
    language: Language = "en"
    known: date | None = None
    against: date | None = None
    attributions: frozenset[str] = ALL_ATTRIBUTIONS
    confidence: int = 0
    origins: int = 1
