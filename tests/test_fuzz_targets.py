"""A short run of every target of ``tests/fuzz``: any bytes are taken or refused as the door says."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS

SLOW = {"carried", "table"}  # each run reads with many readers, or starts a context


@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes_are_taken_or_refused(name: str) -> None:
    @settings(max_examples=40 if name in SLOW else 100, derandomize=True, database=None)
    @given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)))
    def run(content: bytes) -> None:
        TARGETS[name].read(content)

    run()


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_taken_is_also_taken_or_refused_when_damaged(name: str) -> None:
    chance = random.Random(7)
    for seed in TARGETS[name].seeds():
        TARGETS[name].read(seed)
        for _ in range(15):
            damaged = bytearray(seed)
            for _ in range(chance.randint(1, 8)):
                damaged[chance.randrange(len(damaged))] = chance.choice(b"\x00\xff-:\"'[]{}<>&=%\n") if damaged else 0
            TARGETS[name].read(bytes(damaged[: chance.randint(1, len(damaged))]))
