"""Figures of the app in a real browser."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from atlas.bench.errors import NothingMeasured
from atlas.bench.stages import Stage
from atlas.bench.watching import elapsed_ms, end_when, map_frame, rest, traffic_of, until_shown
from atlas.words import day_in_words, place_name
from corpus.state import day_number
from geodata import load_gazetteer

if TYPE_CHECKING:
    from playwright.sync_api import Page

PLACE = "KP-10-hyesan"
DAY = date(2021, 2, 8)
"""In the bundled corpus: a busy day, and a place with a lockdown on it."""
SCRUB_FROM = date(2021, 1, 1)
SCRUBBED_DAYS = 200
WARM_STEPS = 20
CLICKED_PLACES = 6
DAY_THUMB = '.rm-time [role="slider"][data-thumb="day"]'
SCRUB = "([first, days, steps]) => stopwatch.scrub(first, days, steps)"


@dataclass(frozen=True, slots=True)
class Scrub:
    """Milliseconds of script a step at the median, and between frames; bytes that the server sent in all steps."""

    script_ms: float
    frame_ms: float
    frame_p95_ms: float
    server_bytes: int


@contextmanager
def opened_on(stage: Stage, day: date, place: str | None = None) -> Iterator["Page"]:
    """A page with the map of a day, at rest."""
    with stage.page(link(day, place)) as page:
        until_shown(page, "map", day_number(day), place)
        rest(page)
        yield page


def link(day: date, place: str | None = None) -> str:
    """The end of the address of a day, with the sources of a place."""
    return f"?on={day}" + (f"&place={place}" if place else "")


def opening_s(stage: Stage, day: date, place: str | None = None) -> float:
    """Seconds from opening a link in a browser with an empty cache until its map is drawn."""
    with stage.page(link(day, place)) as page:
        return until_shown(page, "map", day_number(day), place) / 1_000


def scrub(stage: Stage, steps: int) -> Scrub:
    """The time moved by a day in every frame, as in a drag that goes on."""
    with opened_on(stage, SCRUB_FROM) as page:
        frame = map_frame(page)
        frame.evaluate(SCRUB, [day_number(SCRUB_FROM), SCRUBBED_DAYS, WARM_STEPS])
        with traffic_of(page) as traffic:
            found = frame.evaluate(SCRUB, [day_number(SCRUB_FROM), SCRUBBED_DAYS, steps])
            rest(page)
        frames = statistics.quantiles(found["frames"], n=20)
        return Scrub(statistics.median(found["script"]), statistics.median(frames), frames[-1], traffic.received)


def release_ms(stage: Stage, times: int) -> float:
    """Milliseconds from letting go of the time control until the panel beside the map shows the new day, median."""
    with opened_on(stage, DAY, PLACE) as page:
        frame = map_frame(page)
        frame.locator(DAY_THUMB).focus()
        found = []
        for ahead in range(1, times + 1):
            end_when(page, "days", day_in_words(DAY + timedelta(days=ahead)))
            found.append(elapsed_ms(page, frame, "keyup", lambda: page.keyboard.press("ArrowRight")))
            rest(page)
        return median(found)


def click_ms(stage: Stage, times: int) -> float:
    """Milliseconds from a click on a mark until the panel shows its place, median over several places."""
    with opened_on(stage, DAY) as page:
        frame = map_frame(page)
        places = [each for each in frame.evaluate("stopwatch.openMarks()") if each != "KP"][:CLICKED_PLACES]
        found = []
        for place in (places * times)[:times]:
            mark = frame.locator(f'[data-place="{place}"]')
            end_when(page, "heading", place_name(load_gazetteer(), place))
            found.append(elapsed_ms(page, frame, "click", mark.click))
            rest(page)
        return median(found)


def median(found: list[float | None]) -> float:
    """The median of what was in time, if all was; raises `NothingMeasured`."""
    if not found or None in found:
        raise NothingMeasured("the page did not answer in time")
    return statistics.median(each for each in found if each is not None)
