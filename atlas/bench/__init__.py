"""Measured speeds: one figure a key, medians of several runs. Budgets stand in the design, not here.

The figures of the app are taken in a real browser, on the bundled corpus or on made-up ones of 1,000 to 100,000 claims.
Beside them stand, in the same run, those of the plain way to make such a map (``plain_…``), and how many times as long
it takes (``ratio_…``).
"""

from atlas.bench.errors import BenchError
from atlas.bench.made_up import write_corpus
from atlas.bench.run import figures, measure

__all__ = ["BenchError", "figures", "measure", "write_corpus"]
