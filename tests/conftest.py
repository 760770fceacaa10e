"""A running app and a browser for the tests marked ``browser``."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from atlas.bench.chromium import launched
from atlas.bench.serving import running_app

# Tests say what happens, not how fast: the bench measures that.
expect.set_options(timeout=30_000)
settings.register_profile("what happens", deadline=None)
settings.load_profile("what happens")


@dataclass
class Watch:
    """What a page asked for and complained about."""

    errors: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    requests: int = 0


@pytest.fixture(scope="session")
def app() -> Iterator[str]:
    """The app on the bundled corpus."""
    with running_app() as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; its absence fails the tests."""
    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One profile for all pages but those of people who sign in: its cache saves half of each page's opening."""
    with browser.new_context() as context:
        yield context


@pytest.fixture
def start_app() -> Iterator[Callable[..., str]]:
    """Start an app of the test's own, as `running_app` does; it stops once the test's pages are closed."""
    with ExitStack() as apps:
        yield lambda *arguments: apps.enter_context(running_app(*arguments))


@pytest.fixture
def open_page(context: BrowserContext, start_app: Callable[..., str]) -> Iterator[Callable[..., Page]]:
    """Open an address; at the end nothing may have been asked of another host, and no error logged."""
    watches: list[tuple[str, Watch]] = []
    pages = []

    def open_at(address: str, width: int = 1280, height: int = 800) -> Page:
        page = context.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        watch = Watch()
        watches.append((urlsplit(address).netloc, watch))
        page.on("request", lambda request: _note(watch, request.url))
        page.on("websocket", lambda socket: _note(watch, socket.url))
        page.on("console", lambda message: _complain(watch, message))
        page.on("pageerror", lambda error: watch.errors.append(str(error)))
        page.goto(address)
        return page

    yield open_at
    for page in pages:
        page.close()
    context.clear_cookies()
    for own, watch in watches:
        assert watch.hosts <= {own}, f"asked of other hosts: {watch.hosts - {own}}"
        assert watch.errors == []
        assert watch.requests > 0


def _complain(watch: Watch, message: ConsoleMessage) -> None:
    """Keep an error of the console. Streamlit finds the server's root from a sub-page's address by asking for
    its health below that address first, which the browser logs as not found."""
    probing = message.location.get("url", "").endswith(("/_stcore/health", "/_stcore/host-config"))
    if message.type == "error" and not probing:
        watch.errors.append(message.text)


def _note(watch: Watch, url: str) -> None:
    watch.requests += 1
    if not url.startswith(("data:", "blob:")):
        watch.hosts.add(urlsplit(url).netloc)
