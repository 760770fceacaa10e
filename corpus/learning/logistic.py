"""Logistic regression on signs that are there or not."""

from collections.abc import Iterable, Mapping, Sequence

import numpy

ROUNDS = 20

Example = tuple[Sequence[str], bool]
"""The signs of one case, and whether it turned out true."""


def learn_weights(examples: Iterable[Example], penalty: float, free: str = "") -> dict[str, float]:
    """The weight of each sign, in order of their names, to three decimals.

    A ridge penalty holds the weights near zero, as if so many cases spoke against each; the sign ``free`` hardly at
    all. Fitted by Newton's method, the same for the same examples.
    """
    examples = list(examples)
    names = sorted({sign for signs, _ in examples for sign in signs})
    column = {name: number for number, name in enumerate(names)}
    table = numpy.zeros((len(examples), len(names)))
    for row, (signs, _) in enumerate(examples):
        table[row, [column[sign] for sign in signs]] = 1.0
    right = numpy.array([outcome for _, outcome in examples], dtype=float)
    penalties = numpy.full(len(names), penalty)
    if free in column:
        penalties[column[free]] = 0.01
    weights = numpy.zeros(len(names))
    for _ in range(ROUNDS):
        expected = 1.0 / (1.0 + numpy.exp(-table @ weights))
        slope = table.T @ (right - expected) - penalties * weights
        bend = (table.T * (expected * (1.0 - expected))) @ table + numpy.diag(penalties)
        weights = weights + numpy.linalg.solve(bend, slope)
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def format_weights(weights: Mapping[str, float], comment: str) -> str:
    """The weights as the TOML table that extraction reads, in the order of their names."""
    lines = [f"# {comment}", "", "[weights]", *(f'"{name}" = {weight}' for name, weight in sorted(weights.items()))]
    return "\n".join(lines) + "\n"
