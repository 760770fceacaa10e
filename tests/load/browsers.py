"""Real pages beside the others: what a person feels while they are there, in a Chromium."""

import time
from collections.abc import Callable

from atlas.bench.chromium import launched
from atlas.bench.errors import BenchError
from atlas.bench.ours import DAY, PLACE, click_ms, opening_s, release_ms
from atlas.bench.stages import Stage
from tests.load.records import Records

TIMES = 4


def feel(address: str, records: Records, until: float) -> None:
    """Open the map, move the time by keys and click marks, over and over, until an instant of the process's clock."""
    with launched() as browser:
        stage = Stage(browser, address)
        measures: dict[str, Callable[[], float]] = {
            "felt: link to map": lambda: opening_s(stage, DAY, PLACE),
            "felt: release to panel": lambda: release_ms(stage, TIMES) / 1000,
            "felt: click to panel": lambda: click_ms(stage, TIMES) / 1000,
        }
        while time.monotonic() < until:
            for kind, measure in measures.items():
                try:
                    records.note(kind, measure())
                except BenchError as error:
                    records.fail(kind, error)
