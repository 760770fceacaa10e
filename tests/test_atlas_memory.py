"""Full collections search what is new, and all of it four times a minute; nothing that is dead stays for longer."""

import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator

import pytest

from atlas import memory


class Knot:
    """Something that only the search for garbage can free."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def searching() -> Iterator[None]:
    gc.collect()
    memory.search_what_is_new()
    yield
    gc.callbacks.remove(memory._around_collection)
    memory._searched.clear()
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
    memory._searched[0] -= memory.BETWEEN + 1
    gc.collect()
    assert gone() is None


def test_asked_twice_it_is_done_once() -> None:
    memory.search_what_is_new()
    assert gc.callbacks.count(memory._around_collection) == 1


HOLES = """
import os, threading, time
from atlas.memory import give_memory_back

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


STOCKS = """
import ctypes, threading
from atlas.memory import STOCKS, take_from_few_stocks

def take(barrier):
    kept = [bytearray(2_000) for _ in range(100)]
    barrier.wait()

take_from_few_stocks()
barrier = threading.Barrier(12)
threads = [threading.Thread(target=take, args=(barrier,)) for _ in range(12)]
for thread in threads: thread.start()
for thread in threads: thread.join()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(libc.fopen(b"/dev/stdout", b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc has a stock for each thread")
def test_many_threads_share_few_stocks() -> None:
    def stocks(program: str) -> int:
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        return done.stdout.count("<heap nr=")

    assert stocks(STOCKS) == memory.STOCKS < stocks(STOCKS.replace("take_from_few_stocks()\n", "", 1))


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc keeps free memory so")
def test_memory_that_has_become_free_goes_back_to_the_system() -> None:
    done = subprocess.run([sys.executable, "-c", HOLES], capture_output=True, text=True, check=True)
    assert int(done.stdout) > 10_000_000


def test_memory_goes_back_after_everything_was_searched_only(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[bool] = []
    monkeypatch.setattr(memory, "give_memory_back", lambda: given.append(True))
    gc.collect()
    given.clear()
    gc.collect()
    assert not given
    memory._searched[0] -= memory.BETWEEN + 1
    gc.collect()
    assert given
