"""The app's own routes, asked over HTTP."""

import gzip
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from atlas.current import load_current, load_ground
from atlas.current_places import places_of
from atlas.security import FRAME, HEADERS, NOTHING
from atlas.served import asset, bundle, bundled

pytestmark = pytest.mark.browser


def ask(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    try:
        with urlopen(Request(address, headers=headers), timeout=30) as answer:
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
    except HTTPError as error:
        return error.code, {name.lower(): value for name, value in error.headers.items()}, error.read()


def block_of(name: str) -> tuple[bytes, str]:
    """The bytes that a route gives out and their digest."""
    current = load_current()
    places = places_of(current)
    if name == "places":
        return places.block, places.digest
    if name == "coverage":
        return places.coverage, current.digest
    return (current.columns, current.digest) if name == "columns" else load_ground()


@pytest.mark.parametrize("name", ["columns", "coverage", "ground", "places"])
def test_a_block_is_kept_for_ever_and_asked_again_by_its_etag(app: str, name: str) -> None:
    block, digest = block_of(name)
    status, headers, body = ask(f"{app}/api/{name}/{digest}")
    assert (status, body) == (200, block)
    assert headers["etag"] == f'"{digest}"'
    assert "immutable" in headers["cache-control"]
    again, _, nothing = ask(f"{app}/api/{name}/{digest}", **{"If-None-Match": headers["etag"]})
    assert (again, nothing) == (304, b"")


@pytest.mark.parametrize("name", ["columns", "coverage", "ground", "places"])
def test_another_digest_is_not_found_and_says_what_to_do(app: str, name: str) -> None:
    status, headers, body = ask(f"{app}/api/{name}/0123456789abcdef")
    assert status == 404
    assert b"load the page again" in body
    assert "cache-control" not in headers


def test_blocks_and_scripts_travel_compressed_where_the_browser_takes_that(app: str) -> None:
    block, digest = block_of("columns")
    _, headers, body = ask(f"{app}/api/columns/{digest}", **{"Accept-Encoding": "gzip"})
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == block
    assert len(body) < len(block) / 3
    address = bundled("measures").removeprefix("../../")
    _, headers, script = ask(f"{app}/{address}")
    assert script == bundle("measures")
    assert "immutable" in headers["cache-control"]
    status, _, _ = ask(f"{app}/bundles/none.js")
    assert status == 404


@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/", "script-src 'self' blob: 'sha256-"),
        ("/nothing/here", "default-src 'none'"),
        ("/component/streamlit_folium.st_folium/index.html", FRAME),
        *(
            (path, NOTHING)
            for path in ("/api/columns/x", "/api/places/x", "/vendor/leaflet/leaflet.js", "/assets/map.js")
        ),
    ],
)
def test_every_answer_carries_the_security_headers(app: str, path: str, policy: str) -> None:
    _, headers, _ = ask(app + path)
    for name, value in HEADERS.items():
        assert headers[name.lower()] == value
    assert policy in headers["content-security-policy"]


def test_another_host_is_refused(app: str) -> None:
    status, _, body = ask(app, Host="evil.example")
    assert (status, body) == (400, b"Invalid host header")


@pytest.mark.parametrize(
    "path", ["/vendor/..%2f..%2fapp.py", "/assets/../map.py", "/assets/%2e%2e/map.py", "/vendor//etc/passwd"]
)
def test_no_file_outside_the_served_folders_is_given_out(app: str, path: str) -> None:
    status, _, body = ask(app + path)
    assert status == 404 or b"import" not in body
    assert b"root:" not in body
    assert b"st.App" not in body


def test_a_marked_file_is_kept_for_ever_and_an_unmarked_one_is_asked_for_again(app: str) -> None:
    _, marked, _ = ask(f"{app}/{asset('map.js').removeprefix('../../')}")
    assert "immutable" in marked["cache-control"]
    _, unmarked, _ = ask(f"{app}/assets/map.js")
    assert unmarked["cache-control"] == "no-cache"
    assert unmarked["etag"]


def test_the_font_and_the_scripts_come_from_the_app_itself(app: str) -> None:
    for path in (
        "/vendor/pretendard/ReportedSans-Names.woff2",
        "/vendor/pretendard/PretendardVariable.woff2",
        "/assets/map.css",
        "/vendor/leaflet/leaflet.css",
    ):
        status, _, body = ask(app + path)
        assert status == 200
        assert len(body) > 1000
