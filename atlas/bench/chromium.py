"""A Chromium for the bench and the tests: one on PATH, else Playwright's own, else Debian's package."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from atlas.bench.errors import BrowserMissing, NothingMeasured

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"]


@contextmanager
def launched() -> Iterator["Browser"]:
    """A headless Chromium; raises `BrowserMissing`, which says what to install."""
    path = find()
    if path is None:
        raise BrowserMissing("no Chromium: run `python -m tests.chromium`, which installs one or says how")
    with playwright_api().sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def failing_plainly() -> Iterator[None]:
    """Errors of the browser, or of what runs in it, as `NothingMeasured`."""
    try:
        yield
    except playwright_api().Error as error:
        raise NothingMeasured(error.message.split("\n")[0]) from error


def playwright_api() -> ModuleType:
    """Playwright, which only the tests require; raises `BrowserMissing` where it is not installed."""
    try:
        return import_module("playwright.sync_api")
    except ImportError as error:
        need = "the browser's figures need Playwright: pip install -r requirements-test.txt -c constraints.txt"
        raise BrowserMissing(f"{need}\n(or choose others with --only)") from error


def find() -> str | None:
    """The path of a Chromium that is here already, or ``None``."""
    on_path = next(filter(None, map(shutil.which, NAMES)), None)
    return on_path or _playwrights_own()


def install() -> str:
    """Get a Chromium; ends the program with what to do if none can be had."""
    for command in _ways():
        print("no Chromium found, trying:", " ".join(command), flush=True)
        subprocess.run(command, check=False)
        if found := find():
            return found
    sys.exit(
        "The browser tests need Chromium and none could be installed.\n"
        "Install it by hand, for example:  sudo apt-get install chromium  (Debian)\n"
        "or:  brew install --cask chromium  (macOS)\n"
        "or put a chromium or google-chrome on PATH, and run the tests again."
    )


def _playwrights_own() -> str | None:
    with playwright_api().sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.exists() else None


def _ways() -> list[list[str]]:
    ways = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        ways += [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]]
    return ways
