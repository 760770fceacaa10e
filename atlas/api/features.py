"""The features of a collection: rows in order, their shapes and days as arrays, and which of them a query asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import shapely

from atlas.api.instants import Days
from atlas.api.queries import Query, Value
from atlas.api.step_table import ALWAYS, Array, StepTable, state_name
from atlas.exports.outlines import Geometry
from corpus.state import STATES, day_number

NO_SHAPE = -1


@dataclass(frozen=True)
class Feature:
    """One feature: its id, its properties by column, and its shape as the bytes of GeoJSON, if it has one."""

    id: str
    properties: dict[str, Any]
    geometry: bytes | None


@dataclass(frozen=True)
class Features:
    """All features of a collection. ``shapes`` runs parallel to ``rows``; many rows share one.

    ``days``: of each row the ordinals of its first and its last day, ``None`` where rows have no days. ``steps``: the
    states of each row, where rows have states. ``mark`` changes with anything in them.
    """

    rows: Sequence[Any]
    shapes: Sequence[Geometry | None]
    mark: str
    days: tuple[Array, Array] | None = None
    steps: StepTable | None = None

    def find(self, query: Query) -> Array:
        """The places in ``rows`` of the features that a query asks for, in order, whichever page of them."""
        chosen = np.ones(len(self.rows), dtype=bool)
        if query.box is not None:
            chosen &= self._inside(query.box)
        if query.days is not None and self.days is not None:
            first, last = (day.toordinal() for day in query.days)
            chosen &= (self.days[0] <= last) & (self.days[1] >= first)
        for column, value in query.values.items():
            chosen &= self._equal(column, value, query.days)
        return np.flatnonzero(chosen)

    def take(self, places: Array, days: Days | None = None) -> list[Feature]:
        """The features at some places in ``rows``; their states are those between these days, if any are given."""
        states = self._states(days)
        return [self._feature(int(place), None if states is None else int(states[place])) for place in places]

    def get(self, feature_id: str) -> Feature | None:
        """The feature of an id."""
        place = self._places.get(feature_id)
        return None if place is None else self.take(np.array([place]))[0]

    def of_shape(self, dimension: int) -> "Features":
        """Those whose shapes have this dimension: points 0, lines 1, areas 2."""
        if dimension not in self._parts:
            dimensions = np.append(shapely.get_dimensions(self._distinct), -1)
            self._parts[dimension] = self._part(np.flatnonzero(dimensions[self._shape_of] == dimension))
        return self._parts[dimension]

    @cached_property
    def bounds(self) -> list[float] | None:
        """West, south, east and north of all shapes, in degrees."""
        return [float(side) for side in shapely.total_bounds(self._distinct)] if self._distinct else None

    @property
    def span(self) -> Days | None:
        """The first and the last day of all rows."""
        if self.days is None or not len(self.rows):
            return None
        return date.fromordinal(int(self.days[0].min())), date.fromordinal(int(self.days[1].max()))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {row.id: place for place, row in enumerate(self.rows)}

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(column.name for column in fields(self.rows[0])) if self.rows else ()

    @cached_property
    def _distinct(self) -> list[Geometry]:
        return list({id(shape): shape for shape in self.shapes if shape is not None}.values())

    @cached_property
    def _texts(self) -> dict[int, bytes]:
        return {id(shape): shapely.to_geojson(shape).encode() for shape in self._distinct}

    @cached_property
    def _shape_of(self) -> Array:
        numbers = {id(shape): number for number, shape in enumerate(self._distinct)}
        return np.array([numbers.get(id(shape), NO_SHAPE) for shape in self.shapes], dtype=np.int32)

    @cached_property
    def _codes(self) -> dict[str, tuple[dict[Any, int], Array]]:
        return {}

    @cached_property
    def _parts(self) -> dict[int, "Features"]:
        return {}

    @cached_property
    def _strongest(self) -> Array | None:
        return None if self.steps is None else self.steps.states(*ALWAYS)

    def _part(self, places: Array) -> "Features":
        return Features(
            [self.rows[place] for place in places],
            [self.shapes[place] for place in places],
            self.mark,
            None if self.days is None else (self.days[0][places], self.days[1][places]),
            None if self.steps is None else self.steps.take(places),
        )

    def _inside(self, box: Geometry) -> Array:
        shapely.prepare(box)
        met = np.append(shapely.intersects(box, self._distinct), False)
        return np.asarray(met[self._shape_of], dtype=bool)

    def _equal(self, column: str, value: Value, days: Days | None) -> Array:
        if column == "state" and (states := self._states(days)) is not None:
            return np.asarray(states == STATES.index(value))
        codes, coded = self._coded(column)
        return np.asarray(coded == codes.get(value, len(codes)))

    def _coded(self, column: str) -> tuple[Mapping[Any, int], Array]:
        """The values of a column as numbers, made when it is first asked for."""
        if column not in self._codes:
            codes: dict[Any, int] = {}
            values = (_plain(getattr(row, column)) for row in self.rows)
            coded = np.array([codes.setdefault(value, len(codes)) for value in values], dtype=np.int32)
            self._codes[column] = (codes, coded)
        return self._codes[column]

    def _states(self, days: Days | None) -> Array | None:
        if days is None or self.steps is None:
            return self._strongest
        return self.steps.states(*map(day_number, days))

    def _feature(self, place: int, state: int | None) -> Feature:
        row, shape = self.rows[place], self.shapes[place]
        properties = {name: _plain(getattr(row, name)) for name in self._names}
        if state is not None:
            properties["state"] = state_name(state)
        return Feature(row.id, properties, None if shape is None else self._texts[id(shape)])


def _plain(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, date) else cell
