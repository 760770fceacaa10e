"""What the corpus hands to other packages: reports, claims and the problems met on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Status = Literal["imposed", "extended", "eased", "lifted", "planned", "denied"]
Span = tuple[int, int]

STATUSES: tuple[Status, ...] = ("imposed", "extended", "eased", "lifted", "planned", "denied")
ATTRIBUTIONS = ("outlet", "anonymous_source", "state_media", "official", "foreign_official", "ngo")


class CorpusError(Exception):
    """A folder or file of the corpus could not be used at all."""


@dataclass(frozen=True, slots=True)
class Report:
    """One text by one publisher on one date. Offsets count characters of ``text``.

    ``origin``: the outlet whose reporting it relays, empty until :mod:`corpus.origins` has settled it.
    """

    id: str
    publisher: str
    title: str
    published: date
    language: str
    url: str
    origin: str
    text: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read: the file, the row or field in it, the value, and why.

    Made with `about`, since names and values of broken files may hold anything.
    """

    file: str
    where: str
    value: str
    reason: str

    @classmethod
    def about(cls, file: str, where: str, value: str, reason: str) -> "Problem":
        """A problem whose texts can be shown and written: cut, and only of what can be printed."""
        return cls(*(writable(text) for text in (file, where, value, reason)))


def writable(text: str) -> str:
    """At most 200 characters of a text, what cannot be printed written as escapes: a terminal obeys some of it."""
    return "".join(own if own.isprintable() else own.encode("unicode_escape").decode() for own in text[:200])


@dataclass(frozen=True, slots=True)
class Evidence:
    """A report's own words: ``quote`` is ``text[start:end]`` of the report."""

    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """What one report says: measure x place x interval x status, with its evidence.

    ``start`` and ``end`` are EDTF dates (``YYYY-MM-DD``, ``YYYY-MM``, ``YYYY``) or ``None``.
    ``place_id`` is ``None`` where ``place_text`` could not be resolved to one place.
    ``fields`` holds the character span in the report's text from which each field was read
    (keys: measure, place, start, end). ``rule`` names what read it. ``decision`` says what a curator
    did with it (accept, correct, add) or is ``None`` for a claim nobody has looked at.
    """

    report: str
    measure: str
    place_id: str | None
    place_text: str | None
    start: str | None
    end: str | None
    status: Status
    attribution: str
    evidence: Evidence
    fields: Mapping[str, Span] = field(default_factory=dict)
    rule: str = ""
    confidence: float = 0.5
    decision: str | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A reading that was considered and left out, with its reason (for the source panel)."""

    report: str
    measure: str
    place_id: str | None
    place_text: str | None
    evidence: Evidence
    reason: str
