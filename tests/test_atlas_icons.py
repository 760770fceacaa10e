"""Every type of measure has an icon of its own."""

import csv
import re
from pathlib import Path

import pytest
from streamlit.material_icon_names import ALL_MATERIAL_ICONS

from atlas.icons import ICONS, Icon, load_icons
from corpus.measures import load_measures

LICENCE = Path(__file__).parents[1] / "static" / "vendor" / "material-symbols" / "LICENSE"
ROWS = sorted(load_icons().items())


def test_every_measure_has_exactly_one_icon() -> None:
    with ICONS.open(encoding="utf-8", newline="") as rows:
        assert [row["measure"] for row in csv.DictReader(rows)] == list(load_measures())


def test_no_two_measures_look_alike() -> None:
    assert len({icon.name for icon in load_icons().values()}) == len(load_measures())
    assert len({icon.path for icon in load_icons().values()}) == len(load_measures())


@pytest.mark.parametrize(("measure", "icon"), ROWS)
def test_a_path_is_a_path_and_nothing_else(measure: str, icon: Icon) -> None:
    assert re.fullmatch(r"M[MmLlHhVvCcSsQqTtAaZz0-9 .-]+[Zz]", icon.path), measure


@pytest.mark.parametrize(("measure", "icon"), ROWS)
def test_a_path_begins_inside_its_square(measure: str, icon: Icon) -> None:
    assert icon.viewbox == "0 0 24 24"
    first = re.match(r"M(-?[\d.]+) ?(-?[\d.]+)", icon.path)
    assert first, measure
    assert all(0 <= float(number) <= 24 for number in first.groups()), measure


@pytest.mark.parametrize(("measure", "icon"), ROWS)
def test_streamlit_knows_the_same_icon(measure: str, icon: Icon) -> None:
    assert icon.name in ALL_MATERIAL_ICONS, measure
    assert icon.shortcode == f":material/{icon.name}:"


def test_the_licence_of_the_set_is_there() -> None:
    assert "Apache License" in LICENCE.read_text(encoding="utf-8")
