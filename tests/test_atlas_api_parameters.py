"""The parameters of the API read strictly: what they mean, and that no text whatever is more than refused."""

from datetime import date

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from atlas.api.addresses import HOST
from atlas.api.boxes import read_box
from atlas.api.collections import load_collections
from atlas.api.errors import ApiError, BadParameter, NotAcceptable, TooMany, cut
from atlas.api.instants import read_datetime
from atlas.api.limiting import Buckets
from atlas.api.negotiation import DOCUMENTS, ITEMS, choose_format
from atlas.api.queries import read_items_query, read_parameters
from atlas.routes import routes

CLIENT = TestClient(Starlette(routes=routes()), raise_server_exceptions=False)
CLAIMS = "/api/collections/claims_points/items"
PARTS = st.one_of(
    st.floats(allow_nan=True, allow_infinity=True).map(str),
    st.integers(-200, 200).map(str),
    st.sampled_from(["", " ", "-", "1e", "0x10", "１", "1_0", "+5", ".5", "5.", "1e5"]),
)
INSTANTS = st.one_of(
    st.dates().map(str),
    st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat()),
    st.sampled_from(["", "..", "2021", "2021-02", "2021-02-30", "20210208", "2021-W06-1", "9999-12-31T23:59:59-23:59"]),
    st.text(max_size=12),
)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("124,37,131,44", (124, 37, 131, 44)),
        ("124,37,-5,131,44,1e2", (124, 37, 131, 44)),
        ("-180,-90,180,90", (-180, -90, 180, 90)),
        ("+1.5,.5,2.,1", (1.5, 0.5, 2, 1)),
        ("127,40,127,40", (127, 40, 127, 40)),
    ],
)
def test_a_box_is_four_numbers_or_six(text: str, bounds: tuple[float, ...]) -> None:
    assert read_box(text).bounds == bounds


def test_a_box_with_more_west_than_east_crosses_the_antimeridian() -> None:
    box = read_box("170,-10,-170,10")
    assert box.covers(shapely.Point(175, 0))
    assert box.covers(shapely.Point(-175, 0))
    assert not box.intersects(shapely.Point(127, 0))
    assert read_box("125,37,120,44").covers(shapely.Point(127, 40))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2021-02-08", (date(2021, 2, 8), date(2021, 2, 8))),
        ("2021-02-08T00:00:00Z", (date(2021, 2, 8), date(2021, 2, 8))),
        ("2021-02-08t23:59:60.5z", (date(2021, 2, 8), date(2021, 2, 8))),
        ("2021-02-08T08:00:00+09:00", (date(2021, 2, 7), date(2021, 2, 7))),
        ("2021-02-01/2021-02-08", (date(2021, 2, 1), date(2021, 2, 8))),
        ("2021-02-01T00:00:00Z/..", (date(2021, 2, 1), date.max)),
        ("2021-02-01/", (date(2021, 2, 1), date.max)),
        ("../2021-02-08", (date.min, date(2021, 2, 8))),
        ("../..", (date.min, date.max)),
    ],
)
def test_a_datetime_is_a_day_or_an_interval_with_open_ends(text: str, days: tuple[date, date]) -> None:
    assert read_datetime(text) == days


@given(st.lists(PARTS, max_size=7).map(",".join))
def test_any_box_is_read_or_refused(text: str) -> None:
    assert CLIENT.get(CLAIMS, params={"bbox": text, "limit": 1}).status_code in (200, 400)


@given(st.lists(INSTANTS, min_size=1, max_size=3).map("/".join))
def test_any_datetime_is_read_or_refused(text: str) -> None:
    assert CLIENT.get(CLAIMS, params={"datetime": text, "limit": 1}).status_code in (200, 400)


@given(st.sampled_from(["limit", "offset", "as_known_on", "f", "measure", "origin", "published"]), st.text(max_size=40))
def test_any_value_of_any_parameter_is_read_or_refused(name: str, value: str) -> None:
    answer = CLIENT.get(CLAIMS, params={name: value})
    assert answer.status_code in (200, 400)


@given(st.binary(max_size=60))
def test_any_bytes_as_a_query_are_read_or_refused(query: bytes) -> None:
    answer = CLIENT.get(f"{CLAIMS}?limit=1&origin=" + "".join(f"%{byte:02x}" for byte in query))
    assert answer.status_code == 200
    assert answer.json()["numberMatched"] == 0 or query


@given(st.text(max_size=60))
def test_any_accept_header_gives_a_format_or_none(accept: str) -> None:
    try:
        assert choose_format(None, accept, ITEMS) in ITEMS
    except NotAcceptable as error:
        assert error.status == 406


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "json"),
        ("*/*", "json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("application/geo+json", "json"),
        ("text/csv", "csv"),
        ("text/*", "html"),
        ("text/html;q=0.2, application/json;q=0.9", "json"),
        ("text/html;q=0, */*", "json"),
        ("application/json;q=0, */*;q=0.1", "html"),
        ("TEXT/CSV ; q=0.7 , text/html;q=0.5", "csv"),
    ],
)
def test_the_format_that_is_accepted_most_is_chosen(accept: str | None, chosen: str) -> None:
    assert choose_format(None, accept, ITEMS) == chosen


def test_a_format_that_is_asked_for_goes_before_what_is_accepted() -> None:
    assert choose_format("csv", "text/html", ITEMS) == "csv"
    with pytest.raises(BadParameter):
        choose_format("csv", "text/html", DOCUMENTS)
    with pytest.raises(NotAcceptable):
        choose_format(None, "text/csv", DOCUMENTS)


def test_values_are_read_as_their_columns_hold_them() -> None:
    given_ = {"episode_origins": "3", "contradicted": "true", "published": "2021-02-17", "origin": "Daily NK"}
    query = read_items_query(given_, load_collections()["claims"])
    assert query.values == {"published": "2021-02-17", "origin": "Daily NK", "episode_origins": 3, "contradicted": True}
    assert (query.limit, query.offset) == (100, 0)


@pytest.mark.parametrize("collection", load_collections().values(), ids=load_collections())
def test_filters_and_headings_are_columns(collection: object) -> None:
    own = load_collections()[collection.id]  # type: ignore[attr-defined]
    assert {*own.filters, *own.shown} <= set(own.kinds)
    assert {own.first, own.last} - {None} <= set(own.kinds)


def test_a_parameter_is_given_once() -> None:
    with pytest.raises(BadParameter, match="given twice"):
        read_parameters([("limit", "1"), ("limit", "1")], ["limit"])


@pytest.mark.parametrize("host", ["measures.example", "localhost:8501", "[::1]:8501", "10.0.0.1"])
def test_hosts_are_hosts(host: str) -> None:
    assert HOST.fullmatch(host)


@pytest.mark.parametrize("host", ["", "a b", "a/b", 'a"b', "a@b", "a:b", "a:123456", "<a>", "a\n"])
def test_what_is_no_host_makes_no_links(host: str) -> None:
    assert not HOST.fullmatch(host)


def test_a_bucket_fills_again_and_forgets_no_other_client() -> None:
    buckets = Buckets(60)
    for _ in range(60):
        buckets.take("one", now=0)
    with pytest.raises(TooMany):
        buckets.take("one", now=0.5)
    buckets.take("other", now=0.5)
    buckets.take("one", now=1.5)


def test_half_characters_and_long_values_are_said_again_readably() -> None:
    assert cut("\ud800") == "\\ud800"
    assert ApiError("wrong", "x" * 500, "y" * 500).value == "y" * 100 + "…"
