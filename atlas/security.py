"""What the app lets through and sends along: the hosts it answers as, what a browser may do with an answer, cookies.

An answer that sets one of these headers itself keeps its own. SECURITY.md says what each is against.
"""

import base64
import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atlas.sockets import SentAtOnce

HOSTS_VARIABLE = "ATLAS_ALLOWED_HOSTS"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
READ_BY_SCRIPT = "_streamlit_xsrf"  # the one cookie that Streamlit's script must read


def _policy(**directives: str) -> str:
    """A content security policy: nothing is allowed but what is named."""
    closed = {"default_src": "'none'", "base_uri": "'none'", "form_action": "'none'", "frame_ancestors": "'none'"}
    return "; ".join(f"{name.replace('_', '-')} {value}" for name, value in {**closed, **directives}.items())


# Each exception was tried without, in Chromium, on all pages, with every export and a presentation.
def page_policy(html: str) -> str:
    """The policy of Streamlit's pages: of scripts within a page only those of ``html``, its own, by their digests."""
    digests = (hashlib.sha256(script.encode()).digest() for script in INLINE.findall(html))
    return _policy(
        # A blob is made by a script that runs already: Streamlit loads that of the text on the Review page as one.
        script_src=" ".join(["'self' blob:", *(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)]),
        style_src="'self' 'unsafe-inline'",  # Streamlit writes its styles from its script
        img_src="'self' data:",  # the look at an SVG before it is downloaded
        font_src="'self' data:",  # icons of Streamlit's tables
        connect_src="'self'",
        frame_src="'self'",  # the map
        manifest_src="'self'",
        frame_ancestors="'self'",
    )


FRAME = _policy(
    # streamlit-folium puts the map's script into its page as text and evaluates the layers. That script is ours and
    # constant; texts of reports never pass through it.
    script_src="'self' 'unsafe-inline' 'unsafe-eval'",
    style_src="'self' 'unsafe-inline'",  # Leaflet sets positions, streamlit-folium the height
    img_src="'self'",
    font_src="'self'",
    connect_src="'self'",  # columns of numbers
    frame_ancestors="'self'",
)
# A presentation has all in itself and asks for nothing. No sandbox: its window of notes must be of the same origin.
PRESENTED = _policy(script_src="'unsafe-inline'", style_src="'unsafe-inline'", img_src="data:", font_src="data:")
NOTHING = _policy()

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def allowed_hosts() -> list[str]:
    """The names by which the app may be asked: this machine's, or those in ``ATLAS_ALLOWED_HOSTS``, commas between."""
    named = [name.strip() for name in os.environ.get(HOSTS_VARIABLE, "").split(",")]
    return [name for name in named if name] or list(LOOPBACK)


@dataclass(frozen=True, slots=True)
class Policies:
    """The policy of each answer: by its path below ``base``, that of the app, and by its media type."""

    page: str
    base: str = ""

    def of(self, path: str, media_type: str) -> str:
        """The content security policy of an answer."""
        inner = path.removeprefix(self.base)
        if inner.startswith("/presented/"):
            return PRESENTED
        if inner.startswith("/component/"):
            return FRAME
        return self.page if media_type.startswith("text/html") and not inner.startswith("/media/") else NOTHING


class SecurityHeaders:
    """ASGI middleware that adds the headers to every HTTP response that has none of its own, and closes its cookies."""

    def __init__(self, app: ASGIApp, policies: Policies) -> None:
        self.app, self.policies = app, policies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers(scope, message["status"], headers).items():
                    headers.setdefault(name, value)
                message["headers"] = list(_closed_cookies(headers.raw, scope["scheme"] == "https"))
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)

    def _headers(self, scope: Scope, status: int, own: MutableHeaders) -> Mapping[str, str]:
        policy = self.policies.of(scope["path"], own.get("content-type", ""))
        framed = policy in (self.policies.page, FRAME)
        about = {**HEADERS, "X-Frame-Options": "SAMEORIGIN" if framed else "DENY"}
        if scope["scheme"] == "https":
            about["Strict-Transport-Security"] = "max-age=31536000"
        if status == HTTPStatus.NOT_MODIFIED:
            return HEADERS  # it does not say what it is: what the browser has kept has its policy
        return {**about, "Content-Security-Policy": policy}


class OwnOrigin:
    """ASGI middleware that lets a page of another origin open no connection to this app.

    Streamlit itself lets any page of this machine do so, whatever its port.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and _is_from_elsewhere(Headers(scope=scope)):
            await PlainTextResponse("another origin\n", status_code=403)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _is_from_elsewhere(headers: Headers) -> bool:
    """Whether a page of another host or port asks; what is no browser names none."""
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2] != headers.get("host")


def middleware(page: Path, base_path: str = "") -> list[Middleware]:
    """The middleware of the app. ``page`` is the file of Streamlit's page, ``base_path`` where the app is served."""
    base = "".join(f"/{part}" for part in base_path.split("/") if part)
    policies = Policies(page_policy(page.read_text(encoding="utf-8")), base)
    return [
        Middleware(SentAtOnce),
        Middleware(SecurityHeaders, policies=policies),
        # Of HTTP and of Streamlit's own connection, against names that others point at this machine (DNS rebinding).
        Middleware(TrustedHostMiddleware, allowed_hosts=allowed_hosts(), www_redirect=False),
        Middleware(OwnOrigin),
    ]


def _closed_cookies(headers: list[tuple[bytes, bytes]], secure: bool) -> Iterator[tuple[bytes, bytes]]:
    for name, value in headers:
        yield (
            (name, _closed_cookie(value.decode("latin-1"), secure).encode("latin-1"))
            if (name.lower() == b"set-cookie")
            else (name, value)
        )


def _closed_cookie(cookie: str, secure: bool) -> str:
    """The cookie with what keeps it from other sites, from scripts, and from connections that others can read."""
    has = {part.split("=")[0].strip().lower() for part in cookie.split(";")[1:]}
    wanted = {"SameSite=Lax": True, "HttpOnly": not cookie.startswith(f"{READ_BY_SCRIPT}="), "Secure": secure}
    missing = [flag for flag, wants in wanted.items() if wants and flag.split("=")[0].lower() not in has]
    return "; ".join([cookie, *missing])
