"""The numbers that the map draws, packed as columns for the browser.

Layout (little-endian): a 32-bit length, that many bytes of JSON padded to a multiple of four, then the
columns one after another as 16-bit unsigned integers, one row per step of a claim. The JSON names the
columns in order and holds the tables that their numbers index: places, measures, layers, statuses and
states. Its texts come from the gazetteer and the taxonomy; the browser sets them as text, never as HTML.
"""

import csv
import hashlib
import json
import struct
from functools import cache
from pathlib import Path
from typing import Any, get_args

import numpy as np

from atlas.layers import load_layer_styles
from atlas.selection import why_unlocated
from atlas.view import Language
from corpus.measures import load_measures
from corpus.models import STATUSES, Claim
from corpus.state import STATES
from corpus.store import Corpus
from geodata import Gazetteer, Place, label_point
from geodata.basemap import label_ids

COLUMNS = ("place", "measure", "status", "origin", "state", "first", "last")
ZONE_LABELS = Path(__file__).with_name("zone_labels.csv")


def pack_columns(corpus: Corpus, gazetteer: Gazetteer) -> bytes:
    """All steps of all claims that can be drawn, as one block of bytes."""
    drawn = [
        (claim, steps)
        for claim, steps in zip(corpus.claims, corpus.steps, strict=True)
        if why_unlocated(claim, gazetteer) is None
    ]
    places = {place: number for number, place in enumerate(sorted({str(c.place_id) for c, _ in drawn}))}
    origins = {origin: number for number, origin in enumerate(sorted({_origin(corpus, c) for c, _ in drawn}))}
    measures = {code: number for number, code in enumerate(load_measures())}
    rows = [
        (
            places[str(claim.place_id)],
            measures[claim.measure],
            STATUSES.index(claim.status),
            origins[_origin(corpus, claim)],
            STATES.index(step.state),
            step.first,
            step.last,
        )
        for claim, steps in drawn
        for step in steps
    ]
    header = {
        "rows": len(rows),
        "columns": COLUMNS,
        "places": [_place(gazetteer, place_id) for place_id in places],
        "names": _labels(gazetteer),
        "measures": [{"code": m.code, "label": m.label, "layer": m.layer} for m in load_measures().values()],
        "layers": list(load_layer_styles().values()),
        "statuses": STATUSES,
        "states": STATES,
    }
    table = np.array(rows, dtype="<u2").reshape(len(rows), len(COLUMNS))
    return _with_header(header, table.T.tobytes())


def digest(block: bytes) -> str:
    """A short name for a block of bytes, safe in an address."""
    return hashlib.sha256(block).hexdigest()[:16]


def _with_header(header: dict[str, Any], body: bytes) -> bytes:
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    return struct.pack("<I", len(text)) + text + body


def _origin(corpus: Corpus, claim: Claim) -> str:
    return corpus.reports[claim.report].origin


def _place(gazetteer: Gazetteer, place_id: str) -> dict[str, Any]:
    return {
        "id": place_id,
        "level": gazetteer[place_id].level,
        "name": {language: gazetteer.display_name(place_id, language) for language in get_args(Language)},
        "point": _point(gazetteer[place_id]),
    }


def _point(place: Place) -> tuple[float, float] | None:
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
