"""How each group of measures looks, read from ``layers.csv``: a new group is a row there."""

import csv
from functools import cache
from pathlib import Path

LAYERS = Path(__file__).with_name("layers.csv")


@cache
def load_layer_styles() -> dict[str, dict[str, str]]:
    """Layer name, colour and shape by layer name, in the order of the file."""
    with LAYERS.open(encoding="utf-8", newline="") as rows:
        return {row["layer"]: row for row in csv.DictReader(rows)}
