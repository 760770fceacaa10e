"""Full collections search what is new, and all of it four times a minute; nothing that is dead stays for longer."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from atlas import garbage


class Knot:
    """Something that only the search for garbage can free."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def searching() -> Iterator[None]:
    gc.collect()
    garbage.search_what_is_new()
    yield
    gc.callbacks.remove(garbage._around_collection)
    garbage._searched.clear()
    gc.unfreeze()


def test_what_is_new_and_dead_goes_at_the_next_full_collection() -> None:
    gone = weakref.ref(Knot())
    gc.collect()
    assert gone() is None


def test_what_was_found_alive_is_set_aside_and_searched_again_later() -> None:
    knot = Knot()
    gone = weakref.ref(knot)
    gc.collect()
    assert gc.get_freeze_count() > 0
    del knot
    gc.collect()
    assert gone() is not None
    garbage._searched[0] -= garbage.BETWEEN + 1
    gc.collect()
    assert gone() is None


def test_asked_twice_it_is_done_once() -> None:
    garbage.search_what_is_new()
    assert gc.callbacks.count(garbage._around_collection) == 1
