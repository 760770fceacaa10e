"""Full collections search what is new, and all of it four times a minute; nothing that is dead stays for longer."""

import gc
import subprocess
import sys
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


HOLES = """
import os, threading, time
from atlas.garbage import give_memory_back

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

def make_holes():
    kept = [bytearray(60_000) for _ in range(2_000)]
    last.append(bytearray(60_000))
    del kept

last = []
for _ in range(4):
    thread = threading.Thread(target=make_holes)
    thread.start()
    thread.join()
before = resident()
give_memory_back()
print(before - resident())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc keeps free memory so")
def test_memory_that_has_become_free_goes_back_to_the_system() -> None:
    done = subprocess.run([sys.executable, "-c", HOLES], capture_output=True, text=True, check=True)
    assert int(done.stdout) > 10_000_000


def test_memory_goes_back_after_everything_was_searched_only(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[bool] = []
    monkeypatch.setattr(garbage, "give_memory_back", lambda: given.append(True))
    gc.collect()
    given.clear()
    gc.collect()
    assert not given
    garbage._searched[0] -= garbage.BETWEEN + 1
    gc.collect()
    assert given
