"""What the gazetteer and the geocoder hand to other packages."""

from dataclasses import dataclass
from typing import Literal

MentionStatus = Literal["resolved", "ambiguous", "unknown"]
Role = Literal["location", "speaker", "dateline", "metonym", "context"]
Language = Literal["en", "ko"]


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the gazetteer.

    ``latitude`` and ``longitude`` are degrees (WGS 84), ``None`` where no source gives them and for
    places that are not points (country, provinces, zones). ``precision_km`` says how far the true
    position may lie from the coordinate. ``valid_from`` and ``valid_to`` (``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD``)
    bound the time the place has had this name, level and parent, where that changed since 1945.
    """

    id: str
    name: str
    level: str
    parent: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    hangul: str | None = None
    hanja: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision_km: float | None = None
    coordinate_source: str | None = None
    geonames_id: int | None = None
    wikidata_id: str | None = None


@dataclass(frozen=True, slots=True)
class FormerUnit:
    """What a place was called and where it belonged before; dates as in :class:`Place`.

    A date, a level or a parent that the source does not state is ``None`` or empty.
    """

    place_id: str
    valid_from: str | None
    valid_to: str | None
    name: str
    hangul: str | None
    level: str
    parent: str
    source: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name found in a text: ``text`` at character ``offset``.

    ``place_id`` is set only where ``status`` is *resolved*; ``candidates`` lists the ids that the name
    may mean (empty where it is *unknown*). ``site_id`` is the finer place where the name is that of an
    airport, a village or another part of ``place_id``. ``role`` is what the place is doing in the text, as far
    as the words beside it show: see :mod:`geodata.roles`. ``together``: the
    name means all its candidates (both coasts).
    """

    text: str
    offset: int
    status: MentionStatus
    place_id: str | None
    candidates: tuple[str, ...]
    site_id: str | None = None
    role: Role = "location"
    together: bool = False

    @property
    def end(self) -> int:
        """The offset just after the last character."""
        return self.offset + len(self.text)

    def as_row(self, report: str | None) -> dict[str, object]:
        """The mention as a JSON object of ``report``."""
        return {
            "report": report,
            "text": self.text,
            "offset": self.offset,
            "place_id": self.place_id,
            "status": self.status,
            "candidates": list(self.candidates),
            "site_id": self.site_id,
            "role": self.role,
        }


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write a place: what ``kind`` of name it is, and how a text's reader must ``use`` it.

    ``kind``: *official* in its language; *short* without its last word, or an abbreviation; by a system of
    romanisation (*mccune-reischauer*, *revised*); *south-korean* spelling; *hanja*; *sino-korean* reading of a
    Chinese name; *former*, no longer official; *misspelling*, by no system though common; *wording*, which
    describes the place without naming it.

    ``use``, words divided by spaces: *shared* with other places, so ambiguous by itself; *together* with them, so
    that all are meant; *part* of the place that stands for it; *particled*, also a form of a verb, so counted only
    with a particle after it (나선에서, not 나선 것); *phrase*, written in lower case.
    """

    place_id: str
    name: str
    language: str
    kind: str
    use: str = ""

    def is_used(self, use: str) -> bool:
        """Whether ``use`` is among the words of :attr:`use`."""
        return use in self.use.split()
