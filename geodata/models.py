"""What the gazetteer and the geocoder hand to other packages."""

from dataclasses import dataclass
from typing import Literal

MentionStatus = Literal["resolved", "ambiguous", "unknown"]


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the gazetteer.

    ``latitude`` and ``longitude`` are degrees (WGS 84), ``None`` where no source gives them and for
    places that are not points (country, provinces, zones). ``precision_km`` says how far the true
    position may lie from the coordinate.
    """

    id: str
    name: str
    level: str
    parent: str | None
    hangul: str | None
    latitude: float | None
    longitude: float | None
    precision_km: float | None
    coordinate_source: str | None
    geonames_id: int | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name found in a text: ``text`` at character ``offset``.

    ``place_id`` is set only where ``status`` is *resolved*; ``candidates`` lists the ids that the name
    may mean (empty where it is *unknown*).
    """

    text: str
    offset: int
    status: MentionStatus
    place_id: str | None
    candidates: tuple[str, ...]

    @property
    def end(self) -> int:
        """The offset just after the last character."""
        return self.offset + len(self.text)
