"""Two processes of the app behind nginx on one PostgreSQL, below a base path.

Docker itself is not run here. The same as in `hosting/compose.yaml` are nginx's configuration, with its names filled
in, the app's settings, and PostgreSQL; other are the images, the file systems that cannot be written, and the networks.
"""

import gzip
import json
import os
import re
import time
import tomllib
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from urllib.error import HTTPError
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect
from websockets.sync.client import connect

from atlas.bench.serving import running_app
from atlas.current import load_ground
from atlas.roles import LOCAL_VARIABLE
from tests.factories import write_report
from tests.maps import map_frame
from tests.nginx import TEMPLATE, running_nginx
from tests.postgresql import running_postgresql

pytestmark = [pytest.mark.processes, pytest.mark.browser]
ROOT = TEMPLATE.parents[1]
BASE = "measures"
NAMES = ("one", "two")
# What an app asks for by its content's digest, taken from what its frame loads.
BY_CONTENT = re.compile(r"/(api/columns|api/ground|api/coverage|api/places|bundles|assets|vendor)/")


@dataclass
class Hosted:
    """The app behind nginx, and each process's own address; a process is there for as long as its stack."""

    address: str
    nginx: Path
    processes: dict[str, str]
    stacks: dict[str, ExitStack]
    folder: Path

    def start(self, name: str, port: int | None = None) -> None:
        """Start a process."""
        os.environ["ATLAS_PROCESS"] = name
        running = running_app("--reports", str(self.folder), base_path=BASE, port=port)
        self.processes[name] = self.stacks[name].enter_context(running)

    def stop(self, name: str) -> None:
        """Stop a process."""
        self.stacks[name].close()


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    folder = tmp_path_factory.mktemp("reports")
    for name, place in (("r1", "Hyesan"), ("r2", "Musan"), ("r3", "Sinuiju")):
        write_report(folder, name, f"{place} was put under lockdown on January 29, 2021, residents said.")
    with pytest.MonkeyPatch.context() as patch, ExitStack() as around:
        address_file = tmp_path_factory.mktemp("secrets") / "decisions"
        address_file.write_text(around.enter_context(running_postgresql()) + "\n", encoding="utf-8")
        for name, value in {
            "ATLAS_DECISIONS_FILE": str(address_file), "ATLAS_METRICS": "1", "ATLAS_PROCESS": "",
            "STREAMLIT_SERVER_COOKIE_SECRET": "the same in both", LOCAL_VARIABLE: "Ada",
        }.items():  # fmt: skip
            patch.setenv(name, value)
        found = Hosted("", folder, {}, {name: around.enter_context(ExitStack()) for name in NAMES}, folder)
        for name in NAMES:
            found.start(name)
        hosts = [urlsplit(found.processes[name]).netloc for name in NAMES]
        found.address, found.nginx = around.enter_context(running_nginx(*hosts, BASE))
        yield found


def get(address: str, **headers: str) -> tuple[int, HTTPMessage, bytes]:
    """Status, headers and body of an answer."""
    request = urllib.request.Request(address, headers={name.replace("_", "-"): of for name, of in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except HTTPError as error:
        return error.code, error.headers, error.read()


def handshake(hosted: Hosted, **headers: str) -> str:
    """The cookie that a connection through nginx is given."""
    address = f"{hosted.address.replace('http', 'ws', 1)}/_stcore/stream"
    given = {name.replace("_", "-"): of for name, of in headers.items()}
    with connect(address, subprotocols=["streamlit"], additional_headers=given) as socket:  # type: ignore[list-item]
        assert socket.response is not None
        return socket.response.headers.get("Set-Cookie", "")


def process_of(page: Page) -> str:
    """The process that a page belongs to."""
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "measures_process")


def accepted(address: str) -> int:
    """How many claims the API says to be accepted."""
    found = json.loads(get(f"{address}/api/collections/claims/items?decision=accept&f=json")[2])
    return int(found["numberMatched"])


def test_the_map_is_drawn_through_nginx_below_the_base_path(hosted: Hosted, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{hosted.address}?on=2021-01-29")
    frame = map_frame(page)
    assert frame.evaluate("window.reportedMeasures.atlas.data.places.length") > 0
    assert process_of(page) in NAMES
    page.get_by_role("link", name="Reports").click()
    expect(page.get_by_text("Test Post").first).to_be_visible()


def test_a_session_keeps_its_process(hosted: Hosted) -> None:
    for name in NAMES:
        given = [handshake(hosted, Cookie=f"measures_process={name}") for _ in range(4)]
        assert all(cookie.startswith(f"measures_process={name}; Path=/{BASE}/; HttpOnly") for cookie in given)
    assert handshake(hosted, Cookie="measures_process=http://elsewhere.example").startswith("measures_process=")


def test_a_browser_that_comes_anew_gets_scripts_and_session_of_one_process(hosted: Hosted) -> None:
    _, headers, _ = get(f"{hosted.address}/")
    assert headers["Set-Cookie"].startswith("measures_process=")
    assert headers["X-Atlas-Process"] is None
    assert get(f"{hosted.address}/", Cookie="measures_process=two")[1]["Set-Cookie"] is None


def test_streamlit_s_scripts_are_compressed_and_asked_of_a_process_once(hosted: Hosted) -> None:
    page = get(f"{hosted.address}/")[2].decode()
    found = re.search(r'"\./(static/js/[^"]+)"', page)
    assert found
    address = f"{hosted.address}/{found.group(1)}"
    whole = get(address)[2]
    for _ in range(3):
        status, headers, body = get(address, Accept_Encoding="gzip")
        assert (status, headers["Content-Encoding"], gzip.decompress(body)) == (200, "gzip", whole)
    told = [json.loads(line) for line in (hosted.nginx / "access.log").read_text(encoding="utf-8").splitlines()]
    assert sum(line["path"].endswith(found.group(1)) and line["process"] != "" for line in told) <= 1
    missing = get(f"{hosted.address}/static/js/none.js")
    assert missing[1]["Cache-Control"] == "no-cache"


def test_a_connection_from_another_origin_is_refused(hosted: Hosted) -> None:
    with pytest.raises(Exception, match="403"):
        handshake(hosted, Origin="https://elsewhere.example")
    assert handshake(hosted, Origin=hosted.address.removesuffix(f"/{BASE}"))


def test_over_https_cookies_are_secure(hosted: Hosted) -> None:
    assert "Secure" in handshake(hosted, X_Forwarded_Proto="https")
    assert "Secure" not in handshake(hosted)


def test_over_https_the_app_s_own_cookies_are_secure_and_https_is_kept(hosted: Hosted) -> None:
    _, headers, _ = get(f"{hosted.address}/_stcore/health", X_Forwarded_Proto="https", Cookie="measures_process=one")
    assert headers["Strict-Transport-Security"]
    own = headers.get_all("Set-Cookie") or []
    assert own and all("Secure" in cookie and "SameSite" in cookie for cookie in own)


def test_a_decision_in_one_process_is_at_once_on_the_map_of_the_other(hosted: Hosted, browser: Browser) -> None:
    before = [accepted(hosted.processes[name]) for name in NAMES]
    page = browser.new_page()
    page.goto(f"{hosted.processes['one']}/review?order=report")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("Ada accepted")).to_be_visible()
    page.close()
    assert [accepted(hosted.processes[name]) for name in NAMES] == [number + 1 for number in before]
    assert accepted(hosted.address) == before[0] + 1


def test_through_the_proxy_nobody_is_the_local_curator(hosted: Hosted, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{hosted.address}/review")
    expect(page.get_by_text("The local curator works only at an address of this machine")).to_be_visible()
    page.close()


def test_what_is_named_by_its_content_is_the_same_from_either_process(hosted: Hosted, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{hosted.address}?on=2021-01-29")
    map_frame(page)
    page.close()
    paths = [url.removeprefix(hosted.address) for url in asked if BY_CONTENT.search(url)]
    assert {found.group(1) for path in paths if (found := BY_CONTENT.search(path))} >= {"api/columns", "bundles"}
    for path in paths:
        one, two = (get(f"{hosted.processes[name]}{path}") for name in NAMES)
        assert (one[0], one[2]) == (200, two[2]), path
        etag = one[1]["ETag"]
        assert etag == two[1]["ETag"]
        if etag:
            assert get(f"{hosted.address}{path}", If_None_Match=etag)[0] == 304


@pytest.mark.parametrize("path", ["metrics", "_stcore/metrics"])
def test_figures_are_told_by_each_process_and_not_outside(hosted: Hosted, path: str) -> None:
    assert get(f"{hosted.address}/{path}")[0] == 403
    assert get(f"{hosted.address}//{path}")[0] == 403
    assert get(f"{hosted.address}/api/../{path}")[0] == 403
    status, _, told = get(f"{hosted.processes['two']}/metrics")
    assert status == 200 and b"atlas_log_answers 1.0" in told


def test_outside_the_base_path_there_is_nothing(hosted: Hosted) -> None:
    root = hosted.address.removesuffix(BASE)
    assert get(root)[0] == get(f"{root}metrics")[0] == get(f"{root}measuresque")[0] == 404


def test_too_many_requests_to_the_api_are_refused_and_a_room_of_people_at_the_map_is_not(hosted: Hosted) -> None:
    answers = [get(f"{hosted.address}/api")[0] for _ in range(150)]
    assert set(answers) == {200, 429}
    _, ground = load_ground()
    answers = [get(f"{hosted.address}/api/ground/{ground}", If_None_Match=f'"{ground}"')[0] for _ in range(150)]
    assert set(answers) == {304}
    assert get(f"{hosted.address}/healthz")[0] == 200


def test_an_upload_may_be_as_large_as_the_app_takes_and_no_larger() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    limit = re.search(r"client_max_body_size (\d+)k;", TEMPLATE.read_text(encoding="utf-8"))
    assert limit and int(limit.group(1)) == config["server"]["maxUploadSize"] * 1024 + 1


class Patient(BaseHTTPRequestHandler):
    """Answers, and waits for the other side to end the connection; for how long is put into ``idle``."""

    protocol_version = "HTTP/1.1"
    idle: SimpleQueue[float]

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()
        self.answered = time.monotonic()

    def finish(self) -> None:
        super().finish()
        self.idle.put(time.monotonic() - self.answered)

    def log_message(self, *_: object) -> None:
        """Nothing to the terminal."""


def test_nginx_leaves_an_idle_connection_before_the_app_closes_it() -> None:
    closed_by_app = uvicorn.Config("x").timeout_keep_alive
    handler = type("Handler", (Patient,), {"idle": SimpleQueue()})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        own = f"127.0.0.1:{server.server_port}"
        with running_nginx(own, own, BASE) as (address, _):
            assert get(f"{address}/healthz", Cookie="measures_process=two")[0] == 200
            idle = handler.idle.get(timeout=closed_by_app + 2)
        server.shutdown()
    assert 1 < idle < closed_by_app - 1


def test_nginx_tells_of_requests_without_query_or_client(hosted: Hosted) -> None:
    get(f"{hosted.address}/api?f=json&secret=yes")
    told = [json.loads(line) for line in (hosted.nginx / "access.log").read_text(encoding="utf-8").splitlines()]
    assert any(line["path"] == f"/{BASE}/api" and line["request"] for line in told)
    assert "secret" not in json.dumps(told)


def test_where_one_process_is_gone_the_other_answers_and_keeps_who_came(hosted: Hosted, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{hosted.address}?on=2021-01-29")
    map_frame(page)
    gone = process_of(page)
    left = next(name for name in NAMES if name != gone)
    port = urlsplit(hosted.processes[gone]).port
    hosted.stop(gone)
    assert {get(f"{hosted.address}/healthz")[0] for _ in range(20)} == {200}
    page.reload()
    map_frame(page)
    assert process_of(page) == left
    hosted.start(gone, port)
    page.reload()
    map_frame(page)
    assert process_of(page) == left
    page.close()
