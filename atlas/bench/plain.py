"""Figures of the plain way: a slider of Streamlit and a map that folium makes anew (``plain_way``)."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from atlas.bench.stages import Stage
from atlas.bench.watching import LIMIT_MS, elapsed_ms, end_when, rest, traffic_of, until_shown
from corpus.state import day_number

if TYPE_CHECKING:
    from playwright.sync_api import Page

START = date(2021, 7, 1)
"""The day on which ``plain_page.py`` opens."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Milliseconds from a key until the new layer is drawn, median, ``None`` if one took too long; bytes a step."""

    step_ms: float | None
    server_bytes: float


@contextmanager
def opened(stage: Stage) -> Iterator["Page"]:
    """A page with the map of `START`, at rest."""
    with stage.page() as page:
        until_shown(page, "plainMap", day_number(START))
        rest(page)
        yield page


def opening_s(stage: Stage) -> float:
    """Seconds from opening the page in a browser with an empty cache until its map is drawn."""
    with stage.page() as page:
        return until_shown(page, "plainMap", day_number(START)) / 1_000


def step(stage: Stage, times: int, limit_ms: float = LIMIT_MS) -> Steps:
    """The day moved by the arrow key, one at a time and each from rest; ends early after one that took too long."""
    found: list[float | None] = []
    with opened(stage) as page, traffic_of(page) as traffic:
        page.get_by_role("slider").focus()
        while len(found) < times and None not in found:
            day = START + timedelta(days=len(found) + 1)
            end_when(page, "plainMap", day_number(day), limit_ms=limit_ms)
            found.append(elapsed_ms(page, page, "keydown", lambda: page.keyboard.press("ArrowRight")))
            rest(page)
        in_time = [each for each in found if each is not None]
        step_ms = statistics.median(in_time) if len(in_time) == times else None
        return Steps(step_ms, traffic.received / len(found))
