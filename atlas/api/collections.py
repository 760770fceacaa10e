"""The collections of the API, read from ``collections.toml``, and the values that their columns may have."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from atlas.api.boundaries import BoundaryRow
from atlas.exports.claim_rows import ClaimRow, column_kinds
from atlas.exports.package_rows import EpisodeRow
from corpus.measures import load_layers, load_measures
from corpus.models import STATUSES
from corpus.state import STATES
from geodata import Place, load_gazetteer

COLLECTIONS = Path(__file__).with_name("collections.toml")
ROWS: Mapping[str, type] = {"claims": ClaimRow, "episodes": EpisodeRow, "places": Place, "boundaries": BoundaryRow}
# The kinds of shapes by their dimension.
SHAPES = ("points", "lines", "areas")
DECISIONS = ("accept", "correct", "add")


@dataclass(frozen=True, slots=True)
class Collection:
    """A kind of features: see ``collections.toml``.

    ``table`` names its table of columns. ``shape``: the one of `SHAPES` that alone is in it, ``None`` for all features.
    """

    id: str
    table: str
    title: str
    description: str
    licence: str
    filters: tuple[str, ...]
    shown: Mapping[str, str]
    known: bool
    shapes: bool
    shape: str | None = None
    first: str | None = None
    last: str | None = None

    @property
    def kinds(self) -> dict[str, str]:
        """Its columns and what they hold."""
        return column_kinds(ROWS[self.table])


@cache
def load_collections() -> dict[str, Collection]:
    """The collections by id: those of all features, each with those of one kind of shape after it."""
    rows = tomllib.loads(COLLECTIONS.read_text(encoding="utf-8"))
    whole = [Collection(id=name, table=name, **{**row, "filters": tuple(row["filters"])}) for name, row in rows.items()]
    return {own.id: own for collection in whole for own in (collection, *_by_shape(collection))}


def _by_shape(collection: Collection) -> list[Collection]:
    return [
        replace(
            collection,
            id=f"{collection.id}_{shape}",
            title=f"{collection.title}: {shape}",
            description=f"Those of the {collection.id} whose shapes are {shape}, for layers that hold one kind.",
            shape=shape,
        )
        for shape in (SHAPES if collection.shapes else ())
    ]


@cache
def closed_values() -> Mapping[str, tuple[str, ...]]:
    """The values of the columns that can have no others."""
    levels = tuple(dict.fromkeys(place.level for place in load_gazetteer()))
    return {
        "measure": tuple(load_measures()),
        "layer": tuple(load_layers()),
        "status": STATUSES,
        "state": STATES,
        "decision": DECISIONS,
        "reliability": tuple("ABCDEF"),
        **dict.fromkeys(("place_level", "level"), levels),
    }
