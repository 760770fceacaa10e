"""A session of Streamlit's, spoken to as a browser does: its messages over a websocket, its files over HTTP."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from tests.load.records import Failed

PATIENCE = 60.0  # seconds for a run of the script
SUCCEEDED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass(frozen=True, slots=True)
class Element:
    """What a run put into the page: its kind, Streamlit's message of it, and the fragment that it belongs to."""

    kind: str
    message: Any
    fragment: str


@dataclass
class Session:
    """An open page. ``states`` are the widgets that its person has moved, by id, as the browser keeps them."""

    socket: ClientConnection
    address: str
    query: str
    states: dict[str, WidgetState] = field(default_factory=dict)
    cached: dict[str, ForwardMsg] = field(default_factory=dict)
    received: int = 0

    async def run(self, trigger: str = "", fragment: str = "") -> list[Element]:
        """Let the script run, by a button if one is named, and take what it draws. Raises `Failed`."""
        await self.socket.send(self._asked(trigger, fragment).SerializeToString())
        async with asyncio.timeout(PATIENCE):
            return [element async for element in self._drawn()]

    def _asked(self, trigger: str, fragment: str) -> BackMsg:
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.fragment_id = self.query, fragment
        state.context_info.url = f"{self.address}/?{self.query}"
        state.context_info.timezone, state.context_info.locale = "UTC", "en-GB"
        state.cached_message_hashes.extend(self.cached)
        state.widget_states.widgets.extend(self.states.values())
        if trigger:
            state.widget_states.widgets.append(WidgetState(id=trigger, trigger_value=True))
        return message

    async def _drawn(self) -> AsyncIterator[Element]:
        while True:
            message = await self._next()
            kind = message.WhichOneof("type")
            if kind == "script_finished" and message.script_finished in SUCCEEDED:
                return
            if kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                raise Failed(f"the script did not finish: {message.script_finished}")
            if kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                yield _element(message)

    async def _next(self) -> ForwardMsg:
        """The next message; one that the browser has already is told by its hash only."""
        raw = await self.socket.recv(decode=False)
        self.received += len(raw)
        message = ForwardMsg.FromString(raw)
        if message.WhichOneof("type") == "ref_hash":
            known = self.cached.get(message.ref_hash)
            if known is None:
                raise Failed("the server believes a message to be kept that never came")
            return known
        if message.metadata.cacheable:
            self.cached[message.hash] = message
        return message


def _element(message: ForwardMsg) -> Element:
    new = message.delta.new_element
    kind = new.WhichOneof("type") or ""
    if kind == "exception":
        raise Failed(f"the page shows an error: {new.exception.type}")
    return Element(kind, getattr(new, kind), message.delta.fragment_id)


@asynccontextmanager
async def opened(address: str, query: str, client: httpx.AsyncClient) -> AsyncIterator[Session]:
    """A page whose script has not run yet; ``client`` takes the cookie that says which process has it."""
    handshake = httpx.Request("GET", f"{address}/_stcore/stream")
    client.cookies.set_cookie_header(handshake)
    cookies = {"Cookie": handshake.headers["Cookie"]} if "Cookie" in handshake.headers else {}
    origin = "/".join(address.split("/")[:3])
    async with connect(
        str(handshake.url).replace("http", "ws", 1), subprotocols=["streamlit"], max_size=None,
        additional_headers=cookies, origin=origin, proxy=None,  # type: ignore[arg-type, list-item]
    ) as socket:  # fmt: skip
        assert socket.response is not None
        given = [("Set-Cookie", cookie) for cookie in socket.response.headers.get_all("Set-Cookie")]
        client.cookies.extract_cookies(httpx.Response(200, headers=given, request=handshake))
        yield Session(socket, address, query)


def of_kind(elements: Sequence[Element], kind: str) -> Element:
    """The first element of a kind. Raises `Failed` if there is none."""
    return _first((element for element in elements if element.kind == kind), kind)


def of_key(elements: Sequence[Element], key: str) -> Element:
    """The widget of a key. Raises `Failed` if there is none."""
    return _first((element for element in elements if getattr(element.message, "id", "").endswith(f"-{key}")), key)


def _first(found: Iterator[Element], what: str) -> Element:
    first = next(found, None)
    if first is None:
        raise Failed(f"the page does not show: {what}")
    return first
