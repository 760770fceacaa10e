"""The curated places and their names, behind the questions other packages ask."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property

from geodata.errors import UnknownPlaceError
from geodata.models import Language, Name, Place
from geodata.tables import COUNTRY, NAMES, PLACES, RULE_NAMES, SITE_LEVELS, read_names, read_places


class Gazetteer:
    """All known places, by id, in the order of ``places.csv``."""

    def __init__(self, places: Iterable[Place], names: Iterable[Name]) -> None:
        self._places = {place.id: place for place in places}
        self.names = tuple(names)
        self._ancestors: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, place_id: str) -> Place:
        """The place with this id; raises :class:`UnknownPlaceError` (a ``KeyError``) if there is none."""
        try:
            return self._places[place_id]
        except KeyError:
            raise UnknownPlaceError(place_id) from None

    def __contains__(self, place_id: object) -> bool:
        return place_id in self._places

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places.values())

    def __len__(self) -> int:
        return len(self._places)

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place, in the order of the file."""
        return tuple(self._places.values())

    @cached_property
    def names_by_place(self) -> Mapping[str, tuple[Name, ...]]:
        """The names of each place; places that are never read from text are absent."""
        grouped: dict[str, list[Name]] = {}
        for name in self.names:
            grouped.setdefault(name.place_id, []).append(name)
        return {place_id: tuple(names) for place_id, names in grouped.items()}

    def ancestors(self, place_id: str) -> tuple[str, ...]:
        """The ids of what contains the place, nearest first: province, then country."""
        known = self._ancestors.get(place_id)
        if known is None:
            parent = self[place_id].parent
            known = self._ancestors[place_id] = (parent, *self.ancestors(parent)) if parent else ()
        return known

    def contains(self, outer: str, inner: str) -> bool:
        """Whether ``inner`` lies in ``outer`` (a place lies in itself)."""
        return outer in self.ancestors(inner) or outer == inner

    def unit_of(self, place_id: str) -> str:
        """The place itself, or for a site the unit it lies in: what a measure there is placed at."""
        place = self[place_id]
        return self.unit_of(place.parent) if place.level in SITE_LEVELS and place.parent else place_id

    def display_name(self, place_id: str, language: Language = "en") -> str:
        """The name to show; the English one where the table has no Korean name."""
        place = self[place_id]
        return (place.hangul or place.name) if language == "ko" else place.name

    def in_korea(self, place_id: str) -> bool:
        """Whether the place is the country, or a part, coast or border of it."""
        return self.contains(COUNTRY, place_id)


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer, read once. A row that breaks a rule raises :class:`~geodata.errors.BadRowError`."""
    places = read_places(PLACES).all_rows()
    ids = {place.id for place in places}
    return Gazetteer(places, [name for path in (NAMES, RULE_NAMES) for name in read_names(path, ids).all_rows()])
