"""Pans and zooms of a map, the app's or the plain one, and what they ask of the server."""

from typing import TYPE_CHECKING

from atlas.bench.errors import NothingMeasured
from atlas.bench.watching import map_frame, rest, traffic_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

STEPS_OF_A_DRAG = 8


def pan_zoom_reruns(page: "Page", times: int) -> int:
    """Websocket messages to the server, each of which runs the page's script, in so many zooms and as many pans.

    Raises `NothingMeasured` if the map did not move.
    """
    before = _position(page)
    with traffic_of(page) as traffic:
        for turn in range(times):
            _zoom_in(page)
            _pan(page, 60 if turn % 2 else -60)
            rest(page)
    if _position(page) == before:
        raise NothingMeasured("the map did not move")
    return traffic.messages_sent


def _position(page: "Page") -> object:
    return map_frame(page).evaluate("stopwatch.position()")


def _zoom_in(page: "Page") -> None:
    map_frame(page).locator(".leaflet-control-zoom-in").click()
    rest(page)


def _pan(page: "Page", pixels: int) -> None:
    box = map_frame(page).locator(".leaflet-container").bounding_box()
    if box is None:
        raise NothingMeasured("the map is not seen")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + pixels, y + pixels / 2, steps=STEPS_OF_A_DRAG)
    page.mouse.up()
