"""Every hostile input as each parameter of a link, and in turn as each of the API's: a clear answer, never an error."""

import json
from datetime import date
from functools import cache
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from atlas.api.application import api_routes
from atlas.links import KEYS, read_query, to_query
from geodata import load_gazetteer
from tests.hostile_rows import hostile_rows

SPAN = date(2020, 1, 1), date(2023, 12, 31)
PARAMETERS = (
    "bbox", "datetime", "limit", "offset", "f", "as_known_on", "measure", "place_id", "status", "origin", "report",
    "unheard-of",
)  # fmt: skip
PATHS = ("/api/collections/{}", "/api/collections/{}/items", "/api/collections/claims/items/{}", "/api/{}")
UNDERSTOOD = {200, 400, 404, 406, 414}


@cache
def client() -> TestClient:
    return TestClient(Starlette(routes=api_routes("")), raise_server_exceptions=False)


def texts() -> list[str]:
    """The inputs that can be asked for at all: UTF-8 has no halves of characters."""
    return [row.text.encode("utf-8", "replace").decode() for row in hostile_rows()]


def test_a_link_with_anything_in_it_is_a_view_and_is_written_again_clean() -> None:
    for text in texts():
        for key in KEYS:
            view = read_query({key: text}, load_gazetteer(), SPAN, date(2021, 2, 8))
            for value in to_query(view).values():
                assert value.isascii()
                assert set(value) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:~,")


def check(answer: object, text: str) -> None:
    """The answer is understood, and holds nothing of the input as markup or as a header."""
    status, headers, body = answer.status_code, answer.headers, answer.text  # type: ignore[attr-defined]
    assert status in UNDERSTOOD, (status, text)
    assert "Traceback" not in body
    assert "injected" not in headers
    if "json" in headers.get("content-type", ""):
        json.loads(body)
    elif status != 200 and "<" in text:
        assert text not in body


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_a_parameter_of_the_api_takes_anything_or_says_what_is_wrong(parameter: str) -> None:
    number = PARAMETERS.index(parameter)
    for text in texts()[number :: len(PARAMETERS)]:
        check(client().get(f"/api/collections/claims/items?limit=1&{parameter}={quote(text, safe='')}"), text)


@pytest.mark.parametrize("path", PATHS)
def test_an_address_of_the_api_may_be_anything(path: str) -> None:
    for text in texts()[PATHS.index(path) :: len(PATHS)]:
        check(client().get(path.format(quote(text, safe=""))), text)
