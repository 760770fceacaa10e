"""553 hostile inputs through every door, looked for at every exit."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from atlas.bench.serving import ROOT
from geodata import geocode
from tests.hostile import TRACE
from tests.hostile_doors import DOORS, Entered
from tests.hostile_exits import EXITS, OBEYED
from tests.hostile_rows import hostile_rows

LEAST = 350  # of the inputs must come in by each door, so that there is something to look for
DRAWN_FROM = ("report file: fields", "decisions")  # drawing takes seconds: what is drawn is the same by any door


@cache
def entered(door: str) -> Entered:
    """All inputs through a door, once."""
    with TemporaryDirectory() as folder:
        return DOORS[door](hostile_rows(), Path(folder))


def test_the_inputs_are_many_and_each_is_another() -> None:
    rows = hostile_rows()
    assert len(rows) >= 300
    assert len({row.id for row in rows}) == len({row.content for row in rows}) == len(rows)
    assert {row.never for row in rows} == {
        "runs", "evaluates", "turns", "crashes", "resolves", "formula", "escapes", "header", "terminal"
    }  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
def test_what_does_not_come_in_is_a_problem_that_can_be_shown(door: str) -> None:
    found = entered(door)
    assert found.entered >= LEAST
    for problem in found.problems:
        told = f"{problem.file}{problem.where}{problem.value}{problem.reason}"
        assert problem.reason
        assert not OBEYED & set(told)
        told.encode()


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", [name for name, way in EXITS.items() if not way.slow])
def test_no_input_is_more_than_text_at_any_exit(door: str, name: str) -> None:
    for piece in EXITS[name].write(entered(door).corpus):
        EXITS[name].look(piece)
    assert not (ROOT / TRACE).exists()


@pytest.mark.drawing
@pytest.mark.parametrize("door", DRAWN_FROM)
@pytest.mark.parametrize("name", [name for name, way in EXITS.items() if way.slow])
def test_no_input_is_more_than_text_where_it_is_drawn(door: str, name: str) -> None:
    for piece in EXITS[name].write(entered(door).corpus):
        EXITS[name].look(piece)


@pytest.mark.parametrize("row", [row for row in hostile_rows() if row.never == "resolves"], ids=lambda row: row.id)
def test_a_name_in_other_letters_is_no_place_of_the_gazetteer(row: object) -> None:
    assert [mention.place_id for mention in geocode(f"{row.text} was sealed.") if mention.place_id] == []  # type: ignore[attr-defined]
