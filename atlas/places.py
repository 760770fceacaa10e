"""The gazetteer as a table, and the names in the reports that it could not settle."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.models import Report
from corpus.store import Corpus
from geodata import Gazetteer, geocode


@dataclass(frozen=True, slots=True)
class DoubtfulName:
    """A name that reports use and that the geocoder left open: *ambiguous* or *unknown*."""

    text: str
    status: str
    candidates: tuple[str, ...]
    reports: tuple[str, ...]


def doubtful_names(reports: Iterable[Report]) -> list[DoubtfulName]:
    """Names found in the reports that are not resolved, most reports first."""
    found: dict[tuple[str, str, tuple[str, ...]], list[str]] = defaultdict(list)
    for report in reports:
        for mention in geocode(report.text):
            if mention.status != "resolved":
                found[mention.text, mention.status, mention.candidates].append(report.id)
    names = [DoubtfulName(*key, tuple(dict.fromkeys(ids))) for key, ids in found.items()]
    return sorted(names, key=lambda name: (-len(name.reports), name.text))


def gazetteer_table(corpus: Corpus, gazetteer: Gazetteer) -> list[dict[str, object]]:
    """Every place as a row, with the number of claims that it carries."""
    counts = corpus.claims_by_place()
    return [
        {
            "Id": place.id,
            "Name": place.name,
            "Korean": place.hangul,
            "Level": place.level,
            "In": gazetteer.display_name(place.parent, "en") if place.parent and place.parent in gazetteer else None,
            "Claims": counts[place.id],
            "Latitude": place.latitude,
            "Longitude": place.longitude,
            "Within km": place.precision_km,
            "Coordinate from": place.coordinate_source,
            "GeoNames": place.geonames_id,
        }
        for place in gazetteer.places
    ]
