"""Measuring in an open page: what goes over the wire, and how long until something shows."""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from atlas.bench.errors import NothingMeasured

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

LIMIT_MS = 60_000
PATIENCE_MS = 180_000
"""For a first page, whose server may have 100,000 claims to read."""
QUIET_MS = 400
"""A page that has sent and got nothing for so long is at rest."""
MAP_FRAME = "streamlit_folium"


@dataclass
class Traffic:
    """What went between browser and server: bytes of bodies and messages from the server, messages to it."""

    received: int = 0
    messages_sent: int = 0


@contextmanager
def traffic_of(page: "Page") -> Iterator[Traffic]:
    """Counts until the end. Bodies of HTTP count as sent over the wire, websocket messages unpacked."""
    counted = Traffic()
    session = page.context.new_cdp_session(page)

    def count_body(event: dict[str, Any]) -> None:
        counted.received += event["encodedDataLength"]

    def count_message(event: dict[str, Any]) -> None:
        frame = event["response"]
        text = frame["payloadData"]
        counted.received += len(base64.b64decode(text)) if frame["opcode"] == 2 else len(text.encode())

    def count_sent(_: dict[str, Any]) -> None:
        counted.messages_sent += 1

    session.on("Network.loadingFinished", count_body)
    session.on("Network.webSocketFrameReceived", count_message)
    session.on("Network.webSocketFrameSent", count_sent)
    session.send("Network.enable")
    try:
        yield counted
    finally:
        session.detach()


def rest(page: "Page") -> None:
    """Wait until the page's script has run and nothing has come or gone for a while."""
    with traffic_of(page) as traffic:
        before = None
        while before != (traffic.received, traffic.messages_sent):
            before = (traffic.received, traffic.messages_sent)
            page.wait_for_timeout(QUIET_MS)
            until_shown(page, "settled")


def until_shown(page: "Page", what: str, *parameters: object) -> float:
    """Wait until a page shows something (``shows`` in ``stopwatch.js``); milliseconds since the page was opened.

    Raises `NothingMeasured` if it does not.
    """
    end_when(page, what, *parameters, limit_ms=PATIENCE_MS)
    since = page.evaluate("stopwatch.sinceNavigation()")
    if since is None:
        raise NothingMeasured(f"the page did not show: {what} {parameters}")
    return float(since)


def end_when(page: "Page", what: str, *parameters: object, limit_ms: float = LIMIT_MS) -> None:
    """Let the page's stopwatch end when it shows something; does not wait for it."""
    page.evaluate("(asked) => { stopwatch.endWhen(...asked); }", [what, list(parameters), limit_ms])


def elapsed_ms(page: "Page", begun_in: "Page | Frame", event: str, act: Callable[[], None]) -> float | None:
    """Milliseconds from an event, which ``act`` causes in a page or a frame of it, to the end that was set in the page
    with `end_when`; ``None`` if that was not in time."""
    begun_in.evaluate("(event) => { stopwatch.beginAt(event); }", event)
    act()
    begun = begun_in.evaluate("stopwatch.begun()")
    ended = page.evaluate("stopwatch.ended()")
    return None if ended is None else float(ended) - float(begun)


def map_frame(page: "Page") -> "Frame":
    """The frame of the page's map; of the newest, where a map is made anew."""
    frames = [frame for frame in page.frames if MAP_FRAME in frame.url]
    if not frames:
        raise NothingMeasured("the page has no map")
    return frames[-1]
