"""A running app and a browser for the tests marked ``browser``."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests import chromium

ROOT = Path(__file__).parents[1]
START_SECONDS = 90
# Tests say what happens, not how fast: the bench measures that.
expect.set_options(timeout=30_000)


@dataclass
class Watch:
    """What a page asked for and complained about."""

    errors: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    requests: int = 0


@contextmanager
def running_app(*arguments: str, base_path: str = "") -> Iterator[str]:
    """The app on a free port of this machine, below a path if one is given; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--server.port", str(port), "--server.baseUrlPath", base_path]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", *options, "--", *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "ATLAS_REPORTS"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            address = f"http://127.0.0.1:{port}/{base_path}".rstrip("/")
            _wait_for(address, server)
            yield address
        finally:
            server.terminate()


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the app did not start at {address}")


@pytest.fixture(scope="session")
def app() -> Iterator[str]:
    """The app on the bundled corpus."""
    with running_app() as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; its absence fails the tests."""
    path = chromium.find()
    if path is None:
        pytest.fail("no Chromium: run `python -m tests.chromium`, which installs one or says how")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open an address; at the end nothing may have been asked of another host, and no error logged."""
    watches: list[tuple[str, Watch]] = []
    contexts = []

    def open_at(address: str, width: int = 1280, height: int = 800) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        page = context.new_page()
        watch = Watch()
        watches.append((urlsplit(address).netloc, watch))
        page.on("request", lambda request: _note(watch, request.url))
        page.on("websocket", lambda socket: _note(watch, socket.url))
        page.on("console", lambda message: _complain(watch, message))
        page.on("pageerror", lambda error: watch.errors.append(str(error)))
        page.goto(address)
        return page

    yield open_at
    for context in contexts:
        context.close()
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
