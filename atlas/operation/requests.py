"""Each request seen from outside the app: a line of the log, and figures by route."""

import logging
import re
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atlas.operation.lines import REQUEST_ID, REQUESTS, process_name
from atlas.operation.metrics import CONNECTIONS, REQUEST_SECONDS

HEADER = "X-Request-ID"
PROCESS_HEADER = "X-Atlas-Process"
GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}")
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
# Asked every few seconds by what watches the app: told only where they fail.
WATCHED = ("/healthz", "/readyz", "/metrics", "/_stcore/health")
# Their addresses hold the id of a session, which is nobody's business.
SECRET = "/_stcore/upload_file"
MOST_LETTERS = 300  # of a path
_log = logging.getLogger(REQUESTS)


@dataclass(slots=True)
class _Answer:
    """What is known of an answer so far; 500 where the app raised an error before it began one."""

    status: int = 500
    size: int = 0


class Observed:
    """ASGI middleware, the outermost, that tells of each request under ``base``; an answer carries its request's id.

    The answer, or the handshake of a connection, also tells a proxy which process gives it, if that has a name.
    The id is the one that a proxy gives in ``X-Request-ID``, if it is plain, else a new one.
    """

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self.app, self.base = app, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._request(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._connection(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer, begun, path = _Answer(), time.perf_counter(), scope["path"]
        name = _request_id(Headers(scope=scope))
        REQUEST_ID.set(name)

        async def send_and_note(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer.status = message["status"]
                _carry(message, {HEADER: name, PROCESS_HEADER: process_name()})
            elif message["type"] == "http.response.body":
                answer.size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        finally:
            self._tell(scope, path, answer, time.perf_counter() - begun)

    def _tell(self, scope: Scope, path: str, answer: _Answer, seconds: float) -> None:
        route, method = route_of(scope, self.base), scope["method"]
        REQUEST_SECONDS.labels(method if method in METHODS else "other", route, answer.status).observe(seconds)
        failed = answer.status >= 500
        if route in WATCHED and not failed:
            return
        about = {
            "method": method,
            "path": route if route.startswith(SECRET) else path[:MOST_LETTERS],
            "status": answer.status,
            "ms": round(seconds * 1000, 1),
            "bytes": answer.size,
        }
        _log.log(logging.ERROR if failed else logging.INFO, "request", extra=about)

    async def _connection(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Streamlit's own connection, of which each open page has one.

        What belongs to the page's session is in this process only, so that a proxy must know which one it is.
        """
        begun, accepted = time.perf_counter(), False
        REQUEST_ID.set(_request_id(Headers(scope=scope)))

        async def send_and_note(message: Message) -> None:
            nonlocal accepted
            if message["type"] == "websocket.accept" and not accepted:
                accepted = True
                CONNECTIONS.inc()
                _carry(message, {PROCESS_HEADER: process_name()})
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        finally:
            if accepted:
                CONNECTIONS.dec()
            about = {"accepted": accepted, "seconds": round(time.perf_counter() - begun, 1)}
            _log.info("connection closed", extra=about)


def observed(base_path: str = "") -> Middleware:
    """The middleware for an app that is served below a path."""
    return Middleware(Observed, base="".join(f"/{part}" for part in base_path.split("/") if part))


def route_of(scope: Scope, base: str) -> str:
    """The template of the route that answered, below the app's base path; ``other`` where there was none."""
    path = getattr(scope.get("route"), "path", None)
    if path is None:
        return "other"
    root = scope.get("root_path", "")
    whole = path if path.startswith(root) else root + path
    return whole.removeprefix(base) or "/"


def _carry(message: Message, headers: Mapping[str, str]) -> None:
    """Give an answer headers, those that are not empty."""
    message.setdefault("headers", [])
    for name, value in headers.items():
        if value:
            MutableHeaders(scope=message)[name] = value


def _request_id(headers: Headers) -> str:
    given = headers.get(HEADER, "")
    return given if GIVEN.fullmatch(given) else uuid.uuid4().hex
