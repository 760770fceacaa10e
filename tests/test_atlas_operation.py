"""The log and the figures of whoever runs the app: one line an event, which nothing from outside can forge."""

import json
import logging
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from atlas.operation import lines, metrics
from atlas.operation.requests import observed
from corpus.models import CorpusError

SECRET_WORDS = "residents of Hyesan said"


def fails(_: Request) -> Response:
    """As a bug does that has a report's text in hand."""
    raise ValueError(SECRET_WORDS)


def answers(_: Request) -> Response:
    return PlainTextResponse("twelve bytes")


ROUTES = [
    Route("/measures/fails", fails),
    Route("/measures/files/{name}", answers),
    Route("/measures/healthz", answers),
    Route("/measures/_stcore/upload_file/{session}/{file}", answers),
    Route("/measures/metrics", metrics.metrics),
    Mount("/measures/api", Starlette(routes=[Route("/items/{id}", answers)])),
]


@pytest.fixture(params=["json", ""])
def form(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The log as it is started, in one form or the other; afterwards loggers are as they were."""
    monkeypatch.setenv(lines.VARIABLE, request.param)
    names = ("", *lines.OWN, lines.REQUESTS)
    before = [(own := logging.getLogger(name), own.handlers, own.propagate, own.level) for name in names]
    made = logging.getLoggerClass()
    yield request.param
    logging.setLoggerClass(made)
    logging.captureWarnings(False)
    for own, handlers, propagate, level in before:
        own.handlers, own.propagate = handlers, propagate
        own.setLevel(level)


@pytest.fixture
def client() -> TestClient:
    app = Starlette(routes=ROUTES, middleware=[observed("measures")])
    return TestClient(app, raise_server_exceptions=False)


HOSTILE = [
    '\n{"level": "INFO", "message": "decision taken"}',
    "\r\n2026-01-01 INFO atlas: forged",
    "\x1b[2K\x1b[31m",
    "\u2028",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_forges_no_line_and_no_colour(form: str, hostile: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines.start_log()
    logging.getLogger("atlas.roles").warning("refused %s", hostile, extra={"who": f"eve{hostile}"})
    told = capsys.readouterr().err
    assert told.endswith("\n") and len(told.splitlines()) == 1
    assert told.rstrip("\n").isprintable()
    if form == "json":
        assert json.loads(told)["who"] == f"eve{hostile}"


def test_an_error_is_told_by_its_kind_and_place_and_never_by_a_report_s_text(
    form: str, client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    lines.start_log()
    try:
        try:
            raise ValueError(SECRET_WORDS)
        except ValueError as cause:
            raise CorpusError("reports/a.md: cannot\n    be read") from cause
    except CorpusError:
        logging.getLogger("corpus").exception("not loaded")
    told = capsys.readouterr().err
    assert SECRET_WORDS not in told
    assert "ValueError" in told and "test_atlas_operation.py" in told and "reports/a.md: cannot" in told
    if form == "json":
        assert len(told.splitlines()) == 1 and "CorpusError" in json.loads(told)["error"]
    else:
        assert all(line.startswith("    ") for line in told.splitlines()[1:])


@pytest.mark.parametrize("form", ["json"], indirect=True)
def test_a_request_is_one_line_without_query_cookies_or_the_client(
    form: str, client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    lines.start_log()
    answer = client.get("/measures/files/a?code=s3cret", headers={"Cookie": "k=s3cret", "X-Request-ID": "from-nginx-1"})
    told = json.loads(capsys.readouterr().err)
    assert (answer.headers["X-Request-ID"], told["request"]) == ("from-nginx-1", "from-nginx-1")
    about = {"method": "GET", "path": "/measures/files/a", "status": 200, "bytes": 12, "message": "request"}
    assert about.items() <= told.items() and told["ms"] >= 0
    assert "s3cret" not in json.dumps(told) and "testclient" not in json.dumps(told)


@pytest.mark.parametrize("form", ["json"], indirect=True)
def test_what_would_only_fill_the_log_or_betray_a_session_is_left_out(
    form: str, client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    lines.start_log()
    client.get("/measures/healthz")
    assert capsys.readouterr().err == ""
    client.get("/measures/_stcore/upload_file/0123-session/file")
    assert "0123-session" not in capsys.readouterr().err
    assert client.get("/measures/fails").status_code == 500
    told = json.loads(capsys.readouterr().err)
    assert (told["level"], told["status"], told["path"]) == ("ERROR", 500, "/measures/fails")


@pytest.mark.parametrize("form", ["json"], indirect=True)
def test_programs_below_write_in_the_same_form(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines.start_log()
    theirs = logging.getLogger("somebody.elses.server")
    own_handler = logging.StreamHandler()
    own_handler.setFormatter(logging.Formatter("THEIR FORM %(message)s"))
    theirs.addHandler(own_handler)
    theirs.propagate = False
    theirs.warning("started")
    assert json.loads(capsys.readouterr().err)["message"] == "started"


@pytest.mark.parametrize("given", ["a b", "x" * 65, "a;b", ""])
def test_a_request_id_that_is_not_plain_is_replaced(client: TestClient, given: str) -> None:
    answer = client.get("/measures/healthz", headers={"X-Request-ID": given})
    assert len(answer.headers["X-Request-ID"]) == 32


def test_figures_are_counted_by_route_and_not_by_address(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/measures/metrics").status_code == 404
    metrics.REQUEST_SECONDS.clear()
    monkeypatch.setenv(metrics.VARIABLE, "1")
    for number in range(30):
        client.get(f"/measures/files/{number}")
        client.get(f"/measures/api/items/{number}")
        client.get(f"/nowhere/{number}")
        client.request(f"METHOD{number}", "/measures/files/a")
    told = client.get("/measures/metrics").text
    for route in ("/files/{name}", "/api/items/{id}"):
        assert f'atlas_request_seconds_count{{method="GET",route="{route}",status="200"}} 30.0' in told
    assert 'method="GET",route="other",status="404"} 30.0' in told
    assert 'method="other",route="/files/{name}",status="405"} 30.0' in told
    assert "/files/1" not in told and "process_resident_memory_bytes" in told and "atlas_connections 0.0" in told
