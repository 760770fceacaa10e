"""How many reports name each province in each month: where there is none, silence is all that is known.

A report counts for a province if it names it or a place in it, other than as the place of somebody who
speaks. Months are counted from January 1970 on.
"""

import json
from collections import Counter, defaultdict

from atlas.places import UNCOUNTED, NamedPlaces
from corpus.store import Corpus
from geodata import Gazetteer

Coverage = dict[str, list[tuple[int, int]]]


def coverage(corpus: Corpus, named: NamedPlaces, gazetteer: Gazetteer) -> Coverage:
    """By province id the months with reports and their number, in order: ``{"KP-10": [(613, 2), …]}``."""
    naming: dict[str, set[str]] = defaultdict(set)
    for place_id in named.mentions:
        if province := _province(gazetteer, place_id):
            naming[province] |= {roled.report for roled in named.mentions_of(place_id) if roled.role != UNCOUNTED}
    return {province: sorted(_months(corpus, reports).items()) for province, reports in sorted(naming.items())}


def pack_coverage(found: Coverage) -> bytes:
    """The counts as JSON for the browser."""
    return json.dumps(found, separators=(",", ":")).encode()


def _months(corpus: Corpus, reports: set[str]) -> Counter[int]:
    published = (corpus.reports[report].published for report in reports)
    return Counter((day.year - 1970) * 12 + day.month - 1 for day in published)


def _province(gazetteer: Gazetteer, place_id: str) -> str | None:
    """The province that a place is or lies in, if it is one of North Korea."""
    inside: str | None = place_id
    while inside is not None and inside in gazetteer and gazetteer[inside].level != "province":
        inside = gazetteer[inside].parent
    return inside if inside is not None and inside in gazetteer and gazetteer.in_korea(inside) else None
