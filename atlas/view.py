"""What a person has chosen to see: the state that a link, a picture or an export stands for."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Language = Literal["en", "ko"]


@dataclass(frozen=True, slots=True)
class View:
    """Days from ``first`` to ``last`` (the same for one day), what is switched on, and the place chosen."""

    first: date
    last: date
    measures: frozenset[str]
    statuses: frozenset[str]
    place: str | None = None
    language: Language = "en"
