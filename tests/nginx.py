"""nginx with the configuration that is shipped, in front of app processes, on this machine only."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from atlas.bench.serving import free_port, running_app
from atlas.operation.lines import PROCESS_VARIABLE
from tests.packages import find

TEMPLATE = Path(__file__).parents[1] / "hosting" / "nginx.conf.template"
# What lies around it: in nginx's image its main file, with paths in which that may write.
AROUND = """\
daemon off;
user root;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log warn;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/measures.conf;
}}
"""


def filled_in(names: Mapping[str, str]) -> str:
    """The configuration with its names filled in, as nginx's image does; nothing else of it changes."""
    text = TEMPLATE.read_text(encoding="utf-8")
    for name, value in names.items():
        text = text.replace(f"${{{name}}}", value)
    return text


@contextmanager
def running_nginx(one: str, two: str, base_path: str, api_rate: str = "10r/s") -> Iterator[tuple[str, Path]]:
    """nginx in front of two processes (``host:port``); yields the app's address and nginx's folder with its logs."""
    program = find("nginx")
    assert program, "no nginx: install Debian's package nginx-light, or run python -m tests.packages"
    folder = Path(tempfile.mkdtemp(prefix="nginx-"))
    port = free_port()
    names = {
        "LISTEN": f"127.0.0.1:{port}", "SERVER_NAME": "_", "BASE_PATH": f"/{base_path}", "API_RATE": api_rate,
        "APP_ONE": one, "APP_TWO": two, "ACCESS_LOG": f"{folder}/access.log",
        "CACHE": f"{folder}/cache",
    }  # fmt: skip
    try:
        (folder / "measures.conf").write_text(filled_in(names), encoding="utf-8")
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder), encoding="utf-8")
        command = [program, "-p", str(folder), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
            try:
                _wait_for(f"http://127.0.0.1:{port}/{base_path}/healthz", folder, server)
                yield f"http://127.0.0.1:{port}/{base_path}", folder
            finally:
                server.terminate()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_two_processes(*arguments: str, base_path: str = "measures") -> Iterator[tuple[str, list[str]]]:
    """Two processes of the app behind nginx; yields the app's address and the processes' own."""
    with ExitStack() as around:
        processes = []
        for name in ("one", "two"):
            os.environ[PROCESS_VARIABLE] = name
            processes.append(around.enter_context(running_app(*arguments, base_path=base_path)))
        del os.environ[PROCESS_VARIABLE]
        address, _ = around.enter_context(running_nginx(*(urlsplit(each).netloc for each in processes), base_path))
        yield address, processes


def _wait_for(address: str, folder: Path, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"nginx did not start: {(folder / 'error.log').read_text(encoding='utf-8')}")
