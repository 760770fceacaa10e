"""The app as a process of its own, for measuring and for tests."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from atlas.bench.errors import AppDidNotStart
from atlas.current import REPORTS_VARIABLE

ROOT = Path(__file__).parents[2]
START_SECONDS = 90


@contextmanager
def running_app(
    *arguments: str, base_path: str = "", script: str = "app.py", port: int | None = None, options: Sequence[str] = ()
) -> Iterator[str]:
    """The app on a port of this machine (a free one), below a path if one is given; yields its address.

    ``script`` is what Streamlit runs, relative to the program's folder; ``options`` are Streamlit's. Raises
    `AppDidNotStart`.
    """
    port = port or free_port()
    options = ["--server.port", str(port), "--server.baseUrlPath", base_path, *options]
    command = [sys.executable, "-m", "streamlit", "run", script, *options, "--", *arguments]
    environment = {name: value for name, value in os.environ.items() if name != REPORTS_VARIABLE}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            address = f"http://127.0.0.1:{port}/{base_path}".rstrip("/")
            _wait_for(address, server)
            yield address
        finally:
            server.terminate()


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise AppDidNotStart(f"the app did not start at {address}")
