"""The states of many claims by day as arrays, so that those of 100,000 claims are found at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from corpus.state import LAST_DAY, SILENCE_DAYS, STATES, State, Step

Array = np.ndarray[Any, Any]
ALWAYS = (0, LAST_DAY)


@dataclass(frozen=True)
class StepTable:
    """The steps of claims one after another: whose each is, its days, and its state as a place in `STATES`."""

    claims: int
    owner: Array
    first: Array
    last: Array
    state: Array

    @classmethod
    def of(cls, steps: Sequence[Sequence[Step]]) -> "StepTable":
        """The table of the steps of each claim."""
        flat = [
            (number, own.first, own.last, STATES.index(own.state)) for number, all_ in enumerate(steps) for own in all_
        ]
        columns = np.array(flat, dtype=np.int32).reshape(-1, 4).T
        return cls(len(steps), *columns)

    def take(self, places: Array) -> "StepTable":
        """The steps of the claims at these places, in their order, which must rise."""
        numbers = np.full(self.claims, -1, dtype=np.int32)
        numbers[places] = np.arange(len(places))
        own = numbers[self.owner] >= 0
        return StepTable(len(places), numbers[self.owner[own]], self.first[own], self.last[own], self.state[own])

    def states(self, first: int, last: int) -> Array:
        """Of each claim its strongest state between two days as a place in `STATES`, or ``len(STATES)`` for none.

        The same as `corpus.state.state_between` of the claim's own steps, which do not overlap.
        """
        fades = (self.state == STATES.index("lifted")) & (self.first + SILENCE_DAYS < first)
        seen = (self.first <= last) & (self.last >= first) & ~fades
        strongest = np.full(self.claims, len(STATES), dtype=np.int32)
        np.minimum.at(strongest, self.owner[seen], self.state[seen])
        return strongest


def state_name(place: int) -> State | None:
    """The state at a place in `STATES`, ``None`` beyond the last."""
    return STATES[place] if place < len(STATES) else None
