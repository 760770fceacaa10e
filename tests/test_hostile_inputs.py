"""553 hostile inputs through every door, looked for at every exit."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from atlas.bench.serving import ROOT
from geodata import geocode
from tests.hostile import TRACE
from tests.hostile_doors import DOORS, Entered
from tests.hostile_exits import EXITS
from tests.hostile_looks import OBEYED
from tests.hostile_rows import hostile_rows

LEAST = 350  # of the inputs must come in by each door, so that there is something to look for
# Drawing and writing hundreds of files take seconds: what is drawn is the same by any door.
DRAWN_FROM = ("report file: fields", "decisions")


@contextmanager
def naming(exit_: str) -> Iterator[None]:
    """Says of which exit a failure is: all exits of a door are one test, so that a door is gone through once."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"at the exit: {exit_}")
        raise


def entered(door: str) -> Entered:
    """All inputs through a door."""
    with TemporaryDirectory() as folder:
        return DOORS[door](hostile_rows(), Path(folder))


def look_at_exits(found: Entered, *, slow: bool) -> None:
    """Look for what came in at each exit that is slow, or is not."""
    for name, way in EXITS.items():
        if way.slow is slow:
            with naming(name):
                for piece in way.write(found):
                    way.look(piece)


def test_the_inputs_are_many_and_each_is_another() -> None:
    rows = hostile_rows()
    assert len(rows) >= 300
    assert len({row.id for row in rows}) == len({row.content for row in rows}) == len(rows)
    assert {row.never for row in rows} == {
        "runs", "evaluates", "turns", "crashes", "resolves", "formula", "escapes", "header", "terminal"
    }  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
def test_no_input_is_more_than_text_at_any_exit_or_a_problem_that_can_be_shown(door: str) -> None:
    found = entered(door)
    assert found.entered >= LEAST
    for problem in found.problems:
        told = f"{problem.file}{problem.where}{problem.value}{problem.reason}"
        assert problem.reason
        assert not OBEYED & set(told)
        told.encode()
    look_at_exits(found, slow=False)
    assert not (ROOT / TRACE).exists()


@pytest.mark.drawing
@pytest.mark.parametrize("door", DRAWN_FROM)
def test_no_input_is_more_than_text_where_it_is_drawn(door: str) -> None:
    look_at_exits(entered(door), slow=True)


@pytest.mark.parametrize("row", [row for row in hostile_rows() if row.never == "resolves"], ids=lambda row: row.id)
def test_a_name_in_other_letters_is_no_place_of_the_gazetteer(row: object) -> None:
    assert [mention.place_id for mention in geocode(f"{row.text} was sealed.") if mention.place_id] == []  # type: ignore[attr-defined]
