"""The open API read by the programs that people use: GDAL, owslib, curl; and tried by schemathesis."""

import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pyogrio
import pytest
from owslib.ogcapi.features import Features

from atlas.bench.serving import running_app

pytestmark = pytest.mark.processes
DOCUMENTATION = Path(__file__).parents[1] / "docs" / "api.md"
ADDRESS = "http://localhost:8501/api"  # in the documentation


# Their pages are made by the same code as those that are tried, and would take twice the time.
LEFT_OUT = ("_points", "_lines", "_areas", "episodes")


@pytest.fixture(scope="module")
def api() -> Iterator[str]:
    """The API of an app below a path, which answers to two names."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_ALLOWED_HOSTS", "measures.example, 127.0.0.1")
        with running_app(base_path="measures") as address:
            yield f"{address}/api"


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout


def ask(address: str) -> dict[str, object]:
    with urlopen(address, timeout=30) as answer:
        found: dict[str, object] = json.load(answer)
    return found


def test_gdal_lists_the_collections_and_reads_all_pages(api: str) -> None:
    layers = run("ogrinfo", "-ro", f"OAPIF:{api}")
    assert all(f": {name} (" in layers for name in ("claims", "episodes", "places", "boundaries"))
    about = run("ogrinfo", "-ro", "-al", "-so", f"OAPIF:{api}", "claims")
    assert "Feature Count: 482" in about
    assert "Extent: (124.2" in about
    assert "valid_from: Date" in about
    read = run("ogrinfo", "-ro", "-al", "-geom=NO", "-q", f"OAPIF:{api}", "claims")
    assert read.count("OGRFeature(claims)") == 482


def test_gdal_asks_the_server_for_a_box_and_a_value(api: str) -> None:
    box = ("-spat", "127.5", "41", "129", "42")
    told = run("ogrinfo", "-ro", "-al", "-so", f"OAPIF:{api}", "claims_points", *box, "-where", "measure = 'lockdown'")
    asked = ask(f"{api}/collections/claims_points/items?bbox=127.5,41,129,42&measure=lockdown")
    assert f"Feature Count: {asked['numberMatched']}" in told
    assert 0 < int(str(asked["numberMatched"])) < 48


DAYS = "{} <= '2021/02/10' AND {} >= '2021/02/01'"
AS_TEXT = [f"CAST({column} AS CHARACTER(10))" for column in ("valid_from", "valid_to")]


def test_gdal_finds_what_was_in_force_in_a_box_between_two_days(api: str) -> None:
    box = ("-spat", "127", "41", "129", "42")
    told = run("ogrinfo", "-ro", "-al", "-so", f"OAPIF:{api}", "claims", *box, "-where", DAYS.format(*AS_TEXT))
    asked = ask(f"{api}/collections/claims/items?bbox=127,41,129,42&datetime=2021-02-01/2021-02-10")
    assert f"Feature Count: {asked['numberMatched']}" in told
    assert 0 < int(str(asked["numberMatched"])) < 100


@pytest.mark.parametrize("where", [DAYS.format("valid_from", "valid_to"), "published >= '2021/02/01'"])
def test_gdal_is_told_how_to_compare_dates(api: str, where: str) -> None:
    with pytest.raises(pyogrio.errors.DataLayerError, match="with GDAL compare dates as text"):
        pyogrio.read_dataframe(f"OAPIF:{api}", layer="claims", where=where)


@pytest.mark.parametrize(("shape", "kind"), [("points", "Point"), ("lines", "LineString"), ("areas", "Polygon")])
def test_a_layer_of_one_kind_of_shape_is_a_table_of_it(api: str, shape: str, kind: str) -> None:
    table = pyogrio.read_dataframe(f"OAPIF:{api}", layer=f"claims_{shape}")
    assert {own.removeprefix("Multi") for own in table.geometry.geom_type} == {kind}
    assert len(table) == ask(f"{api}/collections/claims_{shape}/items")["numberMatched"]


def test_owslib_finds_its_way_from_the_landing_page(api: str) -> None:
    features = Features(api)
    assert {"claims", "episodes", "places", "boundaries"} <= set(features.feature_collections())
    assert features.api()["openapi"] == "3.0.3"
    assert any(name.endswith("/conf/core") for name in features.conformance()["conformsTo"])
    found = features.collection_items("claims", datetime_="2021-02-08", limit=5, state="in_force")
    assert found["numberMatched"] > 0
    one = features.collection_item("claims", found["features"][0]["id"])
    assert one["properties"]["measure"] == found["features"][0]["properties"]["measure"]


def test_the_examples_of_the_documentation_give_what_it_says(api: str) -> None:
    page = DOCUMENTATION.read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n(.*?)```", page, re.DOTALL)
    told = [part for block in blocks for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    assert len(told) == 5
    for command, output in (part.split("\n", 1) for part in told):
        assert run("sh", "-c", command.replace(ADDRESS, api)) == output.replace(ADDRESS, api), command
    program, printed = re.findall(r"```python\n(.*?)```\n\n```\n(.*?)```", page, re.DOTALL)[0]
    assert run(sys.executable, "-c", program.replace(ADDRESS, api)) == printed


def test_links_are_secure_where_a_proxy_of_this_machine_says_so_and_keep_the_host_asked(api: str) -> None:
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example", "Host": "measures.example"}
    with urlopen(Request(api, headers=headers), timeout=30) as answer:
        links = json.load(answer)["links"]
    assert {link["href"].split("/measures/")[0] for link in links[1:]} == {"https://measures.example"}
    with pytest.raises(HTTPError, match="400"):
        urlopen(Request(api, headers={"Host": "evil.example"}), timeout=30)


def test_small_answers_do_not_wait_on_a_connection_that_is_used_again(api: str) -> None:
    """Without `atlas.sockets` each takes 40 ms and more."""
    parts = urlsplit(api)
    connection, taken = HTTPConnection(parts.netloc), []
    for _ in range(40):
        begun = time.perf_counter()
        connection.request("GET", f"{parts.path}/conformance")
        assert connection.getresponse().read()
        taken.append(time.perf_counter() - begun)
    connection.close()
    assert statistics.median(taken) < 0.03


def test_schemathesis_finds_nothing_that_the_description_does_not_say(api: str, tmp_path: Path) -> None:
    """But one thing: a schema cannot say that an interval ends before it begins, so such a one may be refused.

    A limit above the largest is taken for the largest, as the standard wants it: that it is above is no error.
    """
    description = ask(f"{api}/openapi?f=json")
    paths = {path: own for path, own in description["paths"].items() if not any(own in path for own in LEFT_OUT)}
    for path, own in paths.items():
        for parameter in own["get"]["parameters"]:
            if parameter["name"] == "limit":
                del parameter["schema"]["maximum"]
            if parameter["name"] == "featureId":
                features = ask(f"{api}{path.removesuffix('/{featureId}')}?limit=1")["features"]
                parameter["example"] = features[0]["id"]
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps({**description, "paths": paths}))
    command = [str(Path(sys.executable).with_name("schemathesis")), "run", str(file), "--url", api, "--no-color"]
    command += ["--max-examples", "4", "--generation-deterministic", "--phases", "examples,coverage,fuzzing"]
    command += ["--exclude-checks", "positive_data_acceptance"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-6000:]
    assert "passed" in done.stdout
