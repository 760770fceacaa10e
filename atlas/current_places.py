"""The places as the reports of the corpus in use name them: made once for each corpus."""

from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakValueDictionary

from atlas.coverage import coverage, pack_coverage
from atlas.current import Current, Same
from atlas.place_map import pack_places
from atlas.place_table import PlaceRow, place_rows
from atlas.places import NamedPlaces, read_mentions
from geodata import load_gazetteer

# By digest, for as long as somebody shows them.
_shown: WeakValueDictionary[str, "CurrentPlaces"] = WeakValueDictionary()


@dataclass(frozen=True, slots=True, weakref_slot=True)
class CurrentPlaces:
    """What the reports name, the gazetteer's rows, and the block that the map of places draws."""

    named: NamedPlaces
    rows: tuple[PlaceRow, ...]
    block: bytes
    digest: str
    coverage: bytes

    def row(self, place_id: str) -> PlaceRow:
        """The row of a place of the gazetteer."""
        return next(row for row in self.rows if row.place.id == place_id)


def places_of(current: Current) -> CurrentPlaces:
    """The places of a corpus in use."""
    places = _places_of(Same(current))
    _shown[places.digest] = places
    return places


def held_places(digest: str) -> CurrentPlaces | None:
    """The places of this digest, if a page has shown them not long ago."""
    return _shown.get(digest)


@lru_cache(maxsize=8)
def _places_of(same: Same) -> CurrentPlaces:
    corpus, gazetteer = same.current.corpus, load_gazetteer()
    named = read_mentions(corpus.reports.values(), corpus.claims)
    rows = tuple(place_rows(gazetteer, named, corpus.claims_by_place()))
    counts = pack_coverage(coverage(corpus, named, gazetteer))
    return CurrentPlaces(named, rows, *pack_places(rows), counts)
