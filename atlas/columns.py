"""The numbers that the map draws, packed as columns for the browser.

Layout (little-endian): a 32-bit length, that many bytes of JSON, then the columns of the tables one after
another, each starting at a multiple of four bytes, as do the columns' first. The JSON lists the tables with
their rows and columns (name and type: u1, u2 or u4), and holds the words that their numbers stand for:
places, measures, layers, statuses, attributions and states. Its texts come from the gazetteer and the
taxonomy; the browser sets them as text, never as HTML.

* ``steps``: one row per step of a version of a claim that can be drawn, in the order of `KEY`, then of the
  spells that their claims speak of. ``known_first`` and ``known_last`` bound the days on which this version
  was what the reports told; from ``contradicted`` on another report contradicts the claim. ``start`` says
  how precise a start the claim states (0 none, 1 year, 2 month, 3 day), ``end`` the same of its end;
  ``confidence`` is in per cent; ``reviewed`` is 1 where a curator has accepted, corrected or added the claim.
* ``keys``: the places and measures of these rows, and the row with which each begins.
* ``reports``: how many reports were published on a day.
"""

import csv
import hashlib
import json
import struct
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, get_args

import numpy as np

from atlas.icons import load_icons
from atlas.layers import load_layer_styles
from atlas.selection import EMPTY_SPAN, covered_days, why_unlocated
from atlas.view import Language
from corpus.contradictions import contradicted_from, spell
from corpus.knowledge import Version, corpus_versions
from corpus.measures import load_measures
from corpus.models import ATTRIBUTIONS, STATUSES, Claim
from corpus.state import LAST_DAY, STATES, day_number
from corpus.store import Corpus
from geodata import Gazetteer, Place, label_point
from geodata.basemap import label_ids

TYPES = {"u1": "u1", "u2": "<u2", "u4": "<u4"}
STEPS = {
    "claim": "u4", "first": "u2", "last": "u2", "known_first": "u2", "known_last": "u2", "contradicted": "u2",
    "origin": "u2", "state": "u1", "status": "u1", "attribution": "u1", "confidence": "u1", "start": "u1", "end": "u1",
    "reviewed": "u1",
}  # fmt: skip
KEYS = {"from": "u4", "place": "u2", "measure": "u2"}
REPORTS = {"day": "u2", "count": "u2"}
NEVER = LAST_DAY + 1
ZONE_LABELS = Path(__file__).with_name("zone_labels.csv")

Drawn = tuple[int, Claim, tuple[Version, ...], int | None]


def pack_columns(corpus: Corpus, gazetteer: Gazetteer) -> bytes:
    """All steps of all claims that can be drawn, as one block of bytes."""
    drawn = _drawn(corpus, gazetteer)
    places = sorted({str(claim.place_id) for _, claim, _, _ in drawn})
    numbers = {place: number for number, place in enumerate(places)}
    keys, steps = _rows(corpus, drawn, numbers)
    published = Counter(day_number(report.published) for report in corpus.reports.values())
    tables = {"steps": (STEPS, steps), "keys": (KEYS, keys), "reports": (REPORTS, sorted(published.items()))}
    words = {
        "places": [_place(gazetteer, place_id) for place_id in places],
        "names": _labels(gazetteer),
        "measures": [
            {"code": m.code, "label": m.label, "layer": m.layer, "icon": load_icons()[m.code].path}
            for m in load_measures().values()
        ],
        "layers": list(load_layer_styles().values()),
        "statuses": STATUSES,
        "attributions": ATTRIBUTIONS,
        "states": STATES,
        "span": [day_number(day) for day in covered_days(corpus) or EMPTY_SPAN],
    }
    return _packed(words, tables)


def _drawn(corpus: Corpus, gazetteer: Gazetteer) -> list[Drawn]:
    """The claims that can be drawn, by place and measure, then by the spell that they speak of."""
    published = {report.id: report.published for report in corpus.reports.values()}
    measures = {code: number for number, code in enumerate(load_measures())}
    versions = corpus_versions(corpus.claims, published)
    contradicted = contradicted_from(corpus.claims, published)
    found = [
        (number, claim, own, known)
        for number, (claim, own, known) in enumerate(zip(corpus.claims, versions, contradicted, strict=True))
        if own[-1].steps and why_unlocated(claim, gazetteer) is None
    ]

    def order(drawn: Drawn) -> tuple[object, ...]:
        _, claim, own, _ = drawn
        days = spell(claim, own[-1].steps, published[claim.report])
        return str(claim.place_id), measures[claim.measure], days, claim.report, claim.evidence.start

    return sorted(found, key=order)


def _rows(corpus: Corpus, drawn: Sequence[Drawn], places: dict[str, int]) -> tuple[list[Any], list[Any]]:
    """The rows of the tables ``keys`` (with one more that closes the last) and ``steps``."""
    measures = {code: number for number, code in enumerate(load_measures())}
    origins: dict[str, int] = {}
    keys: list[tuple[int, int, int]] = []
    steps: list[tuple[int, ...]] = []
    for number, claim, versions, contradicted in drawn:
        key = places[str(claim.place_id)], measures[claim.measure]
        if not keys or keys[-1][1:] != key:
            keys.append((len(steps), *key))
        origin = origins.setdefault(corpus.reports[claim.report].origin, len(origins))
        steps.extend(_step_rows(number, claim, versions, NEVER if contradicted is None else contradicted, origin))
    return [*keys, (len(steps), 0, 0)], steps


def _step_rows(
    number: int, claim: Claim, versions: Sequence[Version], contradicted: int, origin: int
) -> Iterator[tuple[int, ...]]:
    about = (
        contradicted,
        origin,
        STATUSES.index(claim.status),
        ATTRIBUTIONS.index(claim.attribution) if claim.attribution in ATTRIBUTIONS else len(ATTRIBUTIONS),
        round(100 * min(max(claim.confidence, 0), 1)),
        _precision(claim.start),
        _precision(claim.end),
        int(claim.decision is not None),
    )
    for version in versions:
        for step in version.steps:
            days = step.first, step.last, version.known_first, version.known_last
            yield number, *days, *about[:2], STATES.index(step.state), *about[2:]


def _precision(edtf: str | None) -> int:
    return 0 if edtf is None else edtf.count("-") + 1


def _packed(words: dict[str, Any], tables: Mapping[str, tuple[dict[str, str], Sequence[Sequence[int]]]]) -> bytes:
    header = dict(words)
    header["tables"] = {
        name: {"rows": len(rows), "columns": list(types.items())} for name, (types, rows) in tables.items()
    }
    body = b"".join(_padded(column) for types, rows in tables.values() for column in _columns(types, rows))
    text = _padded(json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode(), b" ")
    return struct.pack("<I", len(text)) + text + body


def _columns(types: dict[str, str], rows: Sequence[Sequence[int]]) -> Iterator[bytes]:
    table = np.array(rows, dtype="<u4").reshape(len(rows), len(types))
    for number, kind in enumerate(types.values()):
        yield table[:, number].astype(TYPES[kind]).tobytes()


def _padded(block: bytes, padding: bytes = b"\0") -> bytes:
    return block + padding * (-len(block) % 4)


def digest(block: bytes) -> str:
    """A short name for a block of bytes, safe in an address."""
    return hashlib.sha256(block).hexdigest()[:16]


def _place(gazetteer: Gazetteer, place_id: str) -> dict[str, Any]:
    return {
        "id": place_id,
        "level": gazetteer[place_id].level,
        "name": {language: gazetteer.display_name(place_id, language) for language in get_args(Language)},
        "point": mark_point(gazetteer[place_id]),
    }


def mark_point(place: Place) -> tuple[float, float] | None:
    """Where a place's marks and name stand: on a point only if it is one, else within its area or band."""
    if place.level == "country":
        return None
    if place.id in label_ids():
        return label_point(place.id)
    if place.level == "zone":
        return _zone_points().get(place.id)
    return (place.latitude, place.longitude) if place.latitude is not None and place.longitude is not None else None


@cache
def _zone_points() -> dict[str, tuple[float, float]]:
    """Where a band's marks and name stand: beside it, on open ground or water."""
    with ZONE_LABELS.open(encoding="utf-8", newline="") as rows:
        return {row["zone"]: (float(row["latitude"]), float(row["longitude"])) for row in csv.DictReader(rows)}


def _labels(gazetteer: Gazetteer) -> list[dict[str, Any]]:
    """The names written on the ground: provinces and what the basemap has a label point for, and cities."""
    named = [place for place in gazetteer.places if place.id in label_ids() or (place.level == "city" and place.parent)]
    return [_place(gazetteer, place.id) for place in named]
