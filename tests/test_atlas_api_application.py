"""The open API asked in this process: what it serves, and what it answers where something is wrong."""

import csv
import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.testclient import TestClient

from atlas.api.answers import PROBLEM
from atlas.api.collections import load_collections
from atlas.api.limiting import VARIABLE
from atlas.current import REPORTS_VARIABLE
from atlas.exports.column_words import column_words
from atlas.routes import routes
from atlas.security import HOSTS_VARIABLE, middleware
from tests.factories import write_report

PAGES = ["", "/", "/conformance", "/openapi", "/collections", "/collections/claims", "/collections/claims/items"]
CLAIMS = "/api/collections/claims/items"
HOSTILE = "<script>alert(1)</script>"

PAGE = Path(streamlit.__file__).parent / "static" / "index.html"


def serve(base_path: str = "") -> TestClient:
    """A client of the app's own routes."""
    with pytest.MonkeyPatch.context() as settings:
        settings.setenv(HOSTS_VARIABLE, "*")
        app = Starlette(routes=routes(base_path), middleware=middleware(PAGE, base_path))
    return TestClient(app, base_url="http://measures.example", raise_server_exceptions=False)


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with serve() as client:
        yield client


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """The API on one report whose every text is an attack."""
    text = f"=1+1 {HOSTILE} The city of Hyesan was put under lockdown on January 29, 2021, residents said."
    write_report(tmp_path, "r1", text, title=f"={HOSTILE}", publisher=f"@{HOSTILE}", origin=f"+{HOSTILE}")
    monkeypatch.setenv(REPORTS_VARIABLE, str(tmp_path))
    return serve()


@pytest.mark.parametrize("page", PAGES)
def test_each_resource_is_json_for_programs_and_a_page_for_browsers(client: TestClient, page: str) -> None:
    answer = client.get(f"/api{page}")
    assert answer.status_code == 200
    assert "json" in answer.headers["content-type"]
    assert answer.json()
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    seen = client.get(f"/api{page}", headers=browser)
    assert seen.headers["content-type"].startswith("text/html")
    assert seen.text == client.get(f"/api{page}", params={"f": "html"}).text
    assert "<h1>" in seen.text


@pytest.mark.parametrize("base", ["", "some/path"])
def test_links_are_absolute_and_each_leads_to_what_it_says(base: str) -> None:
    client, seen, waiting = serve(base), set[str](), [f"http://measures.example{'/' if base else ''}{base}/api"]
    while waiting:
        address = waiting.pop()
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        if "json" in answer.headers["content-type"]:
            links = [*answer.json().get("links", ()), *_inner_links(answer.json())]
            for link in links:
                assert link["href"].startswith(f"http://measures.example{'/' if base else ''}{base}/api")
                told = client.get(link["href"], headers={"Accept": link["type"]})
                assert told.headers["content-type"].split(";")[0] == link["type"].split(";")[0]
            waiting += [own["href"] for own in links if own["href"] not in seen and own["rel"] in ("data", "items")]
            seen |= set(waiting)


def _inner_links(document: dict[str, object]) -> list[dict[str, str]]:
    collections = document.get("collections", [])
    assert isinstance(collections, list)
    return [link for own in collections for link in own["links"]]


def test_pages_of_features_follow_each_other_and_miss_none(client: TestClient) -> None:
    address, found = f"{CLAIMS}?limit=97", []
    while address:
        page = client.get(address).json()
        found += [feature["id"] for feature in page["features"]]
        assert page["numberReturned"] == len(page["features"]) <= 97
        address = next((link["href"] for link in page["links"] if link["rel"] == "next"), "")
    assert len(found) == len(set(found)) == page["numberMatched"] == 482
    before = next(link["href"] for link in page["links"] if link["rel"] == "prev")
    assert client.get(before).json()["features"][0]["id"] == found[len(found) - len(page["features"]) - 97]


@pytest.mark.parametrize("collection", load_collections())
def test_properties_are_the_described_columns_and_a_feature_is_found_by_its_id(
    client: TestClient, collection: str
) -> None:
    features = client.get(f"/api/collections/{collection}/items?limit=1000").json()["features"]
    for feature in features[:: len(features) // 5]:
        assert list(feature["properties"]) == list(column_words(load_collections()[collection].table))
        alone = client.get(f"/api/collections/{collection}/items/{feature['id']}").json()
        assert {name: alone[name] for name in feature} == feature
        assert alone["links"]


def test_a_feature_has_the_shape_of_its_own_grain_or_none(client: TestClient) -> None:
    shapes = {"country": "MultiPolygon", "province": "Polygon", "zone": "LineString"}
    features = client.get(CLAIMS, params={"limit": 1000}).json()["features"]
    assert {feature["properties"]["place_level"] for feature in features} > set(shapes)
    for feature in features:
        about, shape = feature["properties"], feature["geometry"]
        if about["unlocated_reason"]:
            assert shape is None
        else:
            assert shape["type"].removeprefix("Multi") == shapes.get(about["place_level"], "Point").removeprefix(
                "Multi"
            )


def test_ids_are_those_of_the_exports_and_the_same_in_another_process(client: TestClient) -> None:
    ids = [feature["id"] for feature in client.get(CLAIMS).json()["features"]]
    assert ids == [feature["id"] for feature in serve().get(CLAIMS).json()["features"]]
    assert all(len(own.split("-")[0]) == 16 for own in ids)


def test_csv_has_the_columns_and_the_next_page_in_a_header(client: TestClient) -> None:
    answer = client.get(CLAIMS, params={"limit": 3}, headers={"Accept": "text/csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert list(rows[0]) == list(column_words("claims"))
    assert len(rows) == 3
    assert answer.links["next"]["url"].endswith("limit=3&offset=3&f=csv")


WRONG = [
    ("limit=0", "limit"), ("limit=-1", "limit"), ("limit=ten", "limit"), ("limit=1e3", "limit"), ("limit=٣", "limit"),
    ("offset=-1", "offset"), ("offset=99999999999", "offset"), ("limit=1&limit=2", "limit"),
    ("bbox=1,2,3", "bbox"), ("bbox=1,2,3,nan", "bbox"), ("bbox=1,2,3,inf", "bbox"), ("bbox=0,50,1,40", "bbox"),
    ("bbox=0,0,0,91", "bbox"), ("bbox=-181,0,0,1", "bbox"), ("bbox=0,0,9,1,1,0", "bbox"), ("bbox=", "bbox"),
    ("datetime=yesterday", "datetime"), ("datetime=2021-02-30", "datetime"), ("datetime=2021-02", "datetime"),
    ("datetime=2021-02-08/2021-02-07", "datetime"), ("datetime=a/b/c", "datetime"), ("datetime=", "datetime"),
    ("datetime=2021-02-08T25:00:00Z", "datetime"), ("datetime=2021-02-08T12:00:00", "datetime"),
    ("as_known_on=2021-02", "as_known_on"), ("as_known_on=1800-01-01", "as_known_on"),
    ("measure=parties", "measure"), ("contradicted=maybe", "contradicted"), ("episode_origins=two", "episode_origins"),
    ("published=February", "published"), ("f=xml", "f"), ("sortby=id", "sortby"), ("crs=EPSG:5179", "crs"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "parameter"), WRONG)
def test_what_cannot_be_asked_is_refused_with_the_parameter_and_the_value(
    client: TestClient, query: str, parameter: str
) -> None:
    answer = client.get(f"{CLAIMS}?{query}", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (400, PROBLEM)
    problem = answer.json()
    assert (problem["status"], problem["title"], problem["parameter"]) == (400, "Bad parameter", parameter)
    assert problem["detail"].startswith(f"{parameter}={problem['value']}: ")
    assert answer.headers["cache-control"] == "no-store"


def test_a_value_is_said_again_only_in_part(client: TestClient) -> None:
    problem = client.get(CLAIMS, params={"measure": "x" * 1500}).json()
    assert problem["value"] == "x" * 100 + "…"
    assert len(problem["detail"]) < 600


def test_a_larger_limit_than_the_largest_is_the_largest(client: TestClient) -> None:
    assert client.get(CLAIMS, params={"limit": 100_000}).json()["numberReturned"] == 482


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/api/nothing", {}, 404),
        ("GET", "/api/collections/nothing", {}, 404),
        ("GET", "/api/collections/nothing/items", {}, 404),
        ("GET", "/api/collections/claims/items/nothing", {}, 404),
        ("GET", "/api/collections/places/items?as_known_on=2021-01-01", {}, 400),
        ("POST", "/api/collections", {}, 405),
        ("DELETE", CLAIMS, {}, 405),
        ("GET", "/api", {"Accept": "image/png"}, 406),
        ("GET", "/api/collections", {"Accept": "text/csv"}, 406),
        ("GET", f"{CLAIMS}?measure={'x' * 3000}", {}, 414),
        ("GET", f"/api/collections/{'x' * 3000}", {}, 414),
        ("GET", "/api", {"Host": 'x"><script>'}, 400),
    ],
)
def test_other_errors_are_problems_too(
    client: TestClient, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    answer = client.request(method, path, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


def test_a_browser_is_told_what_is_wrong_as_a_page_with_nothing_to_run(client: TestClient) -> None:
    for parameters in ({"bbox": HOSTILE}, {HOSTILE: "1"}, {"f": HOSTILE}, {"datetime": HOSTILE}, {"origin": HOSTILE}):
        answer = client.get(CLAIMS, params=parameters, headers={"Accept": "text/html"})
        assert answer.headers["content-type"].startswith("text/html")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert HOSTILE not in answer.text
        assert "&lt;script&gt;" in answer.text


def test_text_of_reports_is_escaped_in_pages_and_runs_in_no_spreadsheet(hostile: TestClient) -> None:
    features = hostile.get(CLAIMS).json()["features"]
    assert features[0]["properties"]["title"] == f"={HOSTILE}"
    for page in (CLAIMS, f"{CLAIMS}/{features[0]['id']}"):
        seen = hostile.get(page, params={"f": "html"})
        assert seen.status_code == 200
        assert HOSTILE not in seen.text
        assert "&lt;script&gt;" in seen.text
    rows = list(csv.DictReader(io.StringIO(hostile.get(CLAIMS, params={"f": "csv"}).text)))
    assert [rows[0][name][:2] for name in ("title", "publisher", "origin")] == ["'=", "'@", "'+"]


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    for path in ("/api", "/api/collections", f"{CLAIMS}?datetime=2021-02-08", f"{CLAIMS}?f=html", f"{CLAIMS}?f=csv"):
        first = client.get(path)
        assert first.headers["cache-control"].startswith("public, max-age=")
        assert "Accept" in first.headers["vary"]
        again = client.get(path, headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_another_question_format_or_host_has_another_mark(client: TestClient) -> None:
    asked = [
        client.get(CLAIMS),
        client.get(CLAIMS, params={"f": "csv"}),
        client.get(CLAIMS, params={"limit": 5}),
        client.get(CLAIMS, params={"as_known_on": "2021-02-08"}),
        client.get(CLAIMS, headers={"Host": "other.example"}),
    ]
    assert len({answer.headers["etag"] for answer in asked}) == len(asked)


def test_a_changed_report_changes_the_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(REPORTS_VARIABLE, str(tmp_path))
    marks = []
    for title in ("One", "Another title"):
        write_report(tmp_path, "r1", "The city of Hyesan was put under lockdown on January 29, 2021.", title=title)
        answer = serve().get(CLAIMS)
        assert answer.json()["features"][0]["properties"]["title"] == title
        marks.append(answer.headers["etag"])
    assert marks[0] != marks[1]


def test_large_answers_travel_compressed(client: TestClient) -> None:
    with client.stream("GET", CLAIMS, headers={"Accept-Encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["vary"]
    whole = gzip.decompress(packed)
    assert len(packed) < len(whole) / 2
    assert json.loads(whole)["numberReturned"] == 100


def test_head_has_the_headers_and_options_the_methods(client: TestClient) -> None:
    head = client.head(CLAIMS)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == client.get(CLAIMS).headers["etag"]
    options = client.options(CLAIMS)
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS")


def test_scripts_of_other_sites_may_read_the_api_and_nothing_else(client: TestClient) -> None:
    origin = {"Origin": "https://elsewhere.example"}
    assert client.get(CLAIMS, headers=origin).headers["access-control-allow-origin"] == "*"
    assert client.get(f"{CLAIMS}?limit=0", headers=origin).headers["access-control-allow-origin"] == "*"
    asked = {**origin, "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "If-None-Match"}
    assert client.options(CLAIMS, headers=asked).status_code == 200
    for path in ("/healthz", "/api/columns/x", "/assets/api.css"):
        assert "access-control-allow-origin" not in client.get(path, headers=origin).headers


def test_the_routes_of_the_map_are_still_there(client: TestClient) -> None:
    for name in ("columns", "coverage", "ground", "places"):
        answer = client.get(f"/api/{name}/0123456789abcdef")
        assert (answer.status_code, "load the page again" in answer.text) == (404, True)


def test_a_page_asks_nothing_of_another_host(client: TestClient) -> None:
    for page in (*PAGES, "/docs"):
        seen = client.get(f"/api{page}", params={"f": "html"}).text
        assert "<script" not in seen
        sources = [part.split('"')[0] for part in seen.split('<link rel="stylesheet" href="')[1:]]
        assert {urlsplit(own).netloc for own in sources} == {"measures.example"}
        assert client.get(sources[0]).status_code == 200


def test_as_known_on_a_day_only_reports_of_before_count(client: TestClient) -> None:
    page = client.get(CLAIMS, params={"as_known_on": "2021-02-08", "limit": 1000}).json()
    assert 0 < page["numberMatched"] < 482
    assert max(feature["properties"]["published"] for feature in page["features"]) <= "2021-02-08"
    assert client.get(CLAIMS, params={"as_known_on": "1990-01-01"}).json()["numberMatched"] == 0
    assert client.get(CLAIMS, params={"as_known_on": "2030-01-01"}).json()["numberMatched"] == 482
    episodes = "/api/collections/episodes/items"
    then, now = (client.get(episodes, params=own).json() for own in ({"as_known_on": "2021-02-08"}, {}))
    assert then["numberMatched"] < now["numberMatched"]


def test_a_client_that_asks_too_often_is_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "3")
    client = serve()
    assert [client.get("/api").status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    answer = client.get("/api")
    assert answer.headers["content-type"] == PROBLEM
    assert int(answer.headers["retry-after"]) > 0
    assert client.get("/healthz").status_code == 200


def test_a_corpus_that_cannot_be_read_is_said_and_the_process_is_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(REPORTS_VARIABLE, str(tmp_path / "nowhere"))
    client = serve()
    assert (client.get("/healthz").status_code, client.get("/healthz").text) == (200, "ok\n")
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["status"]) == (503, "not ready")
    assert "nowhere" in ready.json()["reason"]
    answer = client.get(CLAIMS)
    assert (answer.status_code, answer.headers["content-type"]) == (503, PROBLEM)
    assert int(answer.headers["retry-after"]) > 0


def test_ready_says_how_much_is_read(client: TestClient) -> None:
    answer = client.get("/readyz")
    assert answer.json() == {"status": "ready", "reports": 149, "claims": 482, "problems": 0}
    assert answer.headers["cache-control"] == "no-store"
