"""The browser of the tests: one on PATH, else Playwright's own, else Debian's package.

``python -m tests.chromium`` makes sure that there is one, or says what to install and fails.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"]


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
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.exists() else None


def _ways() -> list[list[str]]:
    ways = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        ways += [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]]
    return ways


if __name__ == "__main__":
    print("Chromium:", find() or install())
