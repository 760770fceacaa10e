"""One icon for each type of measure, read from ``measure_icons.csv``: another icon is another row there."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ICONS = Path(__file__).with_name("measure_icons.csv")


@dataclass(frozen=True, slots=True)
class Icon:
    """A drawing of the Material Symbols set (rounded, filled).

    ``name`` is what the set calls it; ``path`` is the ``d`` of one SVG path, drawn in the square ``viewbox``.
    """

    name: str
    viewbox: str
    path: str

    @property
    def shortcode(self) -> str:
        """How Streamlit's texts name the same icon: ``:material/lock:``."""
        return f":material/{self.name}:"


@cache
def load_icons() -> dict[str, Icon]:
    """The icon of each measure by the measure's code, in the order of the file."""
    with ICONS.open(encoding="utf-8", newline="") as rows:
        return {row["measure"]: Icon(row["icon"], row["viewbox"], row["path"]) for row in csv.DictReader(rows)}
