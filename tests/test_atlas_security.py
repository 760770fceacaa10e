"""Headers, hosts, origins and cookies, by requests to a small app behind the same middleware."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import Message
from starlette.websockets import WebSocket

from atlas.security import FRAME, NOTHING, PRESENTED, middleware, page_policy

PAGE = Path(streamlit.__file__).parent / "static" / "index.html"
HOME = {"host": "localhost:8501"}
COOKIES = ("_streamlit_xsrf=2|a|b|1; Path=/; SameSite=Lax", "own=1", "made=2; HttpOnly; SameSite=Strict; Path=/")


async def _answer(request: Request) -> Response:
    name = request.path_params["path"]
    if name.endswith("kept"):
        return Response(status_code=304, headers={"ETag": '"x"'})
    if name.endswith("open"):
        return JSONResponse({}, headers={"Cross-Origin-Resource-Policy": "cross-origin", "X-Frame-Options": "none"})
    kind = "text/html" if not name or name.endswith(("html", "/")) else "application/json"
    answer = Response("x", media_type=kind)
    for cookie in COOKIES:
        answer.raw_headers.append((b"set-cookie", cookie.encode()))
    return answer


async def _socket(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()


def ask(path: str, headers: Mapping[str, str] = HOME, base: str = "", **scope: Any) -> list[Message]:
    """What the app sends to a request: messages of ASGI."""
    app = Starlette(
        routes=[WebSocketRoute("/{path:path}", _socket), Route("/{path:path}", _answer)],
        middleware=middleware(PAGE, base),
    )
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"} if scope.get("type") == "websocket" else {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    own = {"type": "http", "method": "GET", "scheme": "http", "path": path, "query_string": b"", "headers": raw}
    asyncio.run(app({**own, **scope}, receive, send))
    return sent


def headers_of(path: str, base: str = "", **scope: Any) -> dict[str, str]:
    start = ask(path, base=base, **scope)[0]
    return {name.decode().lower(): value.decode() for name, value in start["headers"]}


@pytest.mark.parametrize(
    ("path", "policy", "framed"),
    [
        ("/", page_policy(PAGE.read_text(encoding="utf-8")), "SAMEORIGIN"),
        ("/component/streamlit_folium.st_folium/index.html", FRAME, "SAMEORIGIN"),
        ("/presented/0123.html", PRESENTED, "DENY"),
        ("/api/columns/0123", NOTHING, "DENY"),
        ("/media/0123.html", NOTHING, "DENY"),
        ("/elsewhere/component/x.html", page_policy(PAGE.read_text(encoding="utf-8")), "SAMEORIGIN"),
    ],
)
@pytest.mark.parametrize("base", ["", "/measures/here"])
def test_each_kind_of_answer_has_the_least_policy(path: str, policy: str, framed: str, base: str) -> None:
    headers = headers_of(base + path, base=base)
    assert headers["content-security-policy"] == policy
    assert headers["x-frame-options"] == framed
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"


def test_no_policy_lets_a_page_run_what_a_text_could_bring() -> None:
    page = page_policy(PAGE.read_text(encoding="utf-8"))
    scripts = next(part for part in page.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts
    assert scripts.count("sha256-") == PAGE.read_text(encoding="utf-8").count("<script>") >= 1
    for policy in (page, FRAME, PRESENTED, NOTHING):
        assert policy.startswith("default-src 'none'")
        assert "http" not in policy
        assert "*" not in policy


def test_a_header_that_an_answer_sets_itself_stays() -> None:
    headers = headers_of("/api/open")
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert headers["x-frame-options"] == "none"


def test_not_modified_says_nothing_of_the_policy_of_what_was_kept() -> None:
    headers = headers_of("/kept")
    assert "content-security-policy" not in headers
    assert "x-frame-options" not in headers
    assert headers["x-content-type-options"] == "nosniff"


def test_only_an_encrypted_answer_demands_encryption() -> None:
    assert "strict-transport-security" not in headers_of("/")
    assert headers_of("/", scheme="https")["strict-transport-security"].startswith("max-age=")


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_cookies_are_closed(scheme: str) -> None:
    start = ask("/", scheme=scheme)[0]
    xsrf, own, made = (value.decode() for name, value in start["headers"] if name == b"set-cookie")
    assert xsrf.startswith(COOKIES[0])
    assert "HttpOnly" not in xsrf
    assert own.startswith("own=1; SameSite=Lax; HttpOnly")
    assert made.startswith(COOKIES[2])
    assert made.count("SameSite") == made.count("HttpOnly") == 1
    assert all(("Secure" in cookie) == (scheme == "https") for cookie in (xsrf, own, made))


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:80", "[::1]:8501", "LOCALHOST"])
def test_this_machine_is_answered_by_its_own_names(host: str) -> None:
    assert ask("/", {"host": host})[0]["status"] == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "evil.example:8501", "127.0.0.1.evil.example", "", "a b", "[::2]"],
)
def test_another_name_is_refused_on_both_ways(host: str) -> None:
    start = ask("/", {"host": host})[0]
    assert start["status"] == 400
    assert (b"x-content-type-options", b"nosniff") in start["headers"]
    assert ask("/_stcore/stream", {"host": host}, type="websocket")[0]["type"] != "websocket.accept"


def test_hosting_names_its_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_ALLOWED_HOSTS", "measures.example.org, *.example.net")
    assert ask("/", {"host": "measures.example.org"})[0]["status"] == 200
    assert ask("/", {"host": "a.example.net"})[0]["status"] == 200
    assert ask("/", {"host": "localhost"})[0]["status"] == 400


@pytest.mark.parametrize(
    ("origin", "accepted"),
    [
        (None, True),
        ("http://localhost:8501", True),
        ("http://localhost:9999", False),
        ("http://127.0.0.1:8501", False),
        ("https://evil.example", False),
        ("null", False),
    ],
)
def test_only_the_apps_own_page_opens_a_connection(origin: str | None, accepted: bool) -> None:
    headers = {**HOME, **({"origin": origin} if origin else {})}
    sent = ask("/_stcore/stream", headers, type="websocket", scheme="ws")
    assert (sent[0]["type"] == "websocket.accept") == accepted
