"""A view survives its link, and a link of any text gives a view."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.links import KEYS, read_query, to_query
from atlas.view import ALL_ATTRIBUTIONS, View
from corpus.measures import load_measures
from corpus.models import STATUSES
from geodata import load_gazetteer

SPAN = (date(2020, 1, 1), date(2023, 12, 31))
START = date(2020, 3, 2)
dates = st.dates(*SPAN)
some = st.one_of(st.none(), dates)
views = st.builds(
    lambda days, **fields: View(min(days), max(days), **fields),
    st.tuples(dates, dates),
    measures=st.frozensets(st.sampled_from(sorted(load_measures()))),
    statuses=st.frozensets(st.sampled_from(STATUSES)),
    place=st.sampled_from([None, "KP", "KP-10-hyesan", "zone:cn-border"]),
    language=st.sampled_from(["en", "ko"]),
    known=some,
    against=some,
    attributions=st.frozensets(st.sampled_from(sorted(ALL_ATTRIBUTIONS))),
    confidence=st.integers(0, 100),
    origins=st.integers(1, 4),
)


def read(query: dict[str, str]) -> View:
    return read_query(query, load_gazetteer(), SPAN, START)


@given(views)
def test_a_link_restores_the_whole_view(view: View) -> None:
    query = to_query(view)
    assert read(query) == view
    assert set(query) <= set(KEYS)


@given(st.dictionaries(st.sampled_from([*KEYS, "time", "other"]), st.text(max_size=20)))
def test_a_link_of_any_text_gives_a_view_within_bounds(query: dict[str, str]) -> None:
    view = read(query)
    assert SPAN[0] <= view.first <= view.last <= SPAN[1]
    assert view.measures <= set(load_measures())
    assert view.place is None or view.place in load_gazetteer()
    assert 0 <= view.confidence <= 100


def test_the_default_view_has_a_short_link() -> None:
    assert to_query(read({"on": "2021-02-08"})) == {"on": "2021-02-08"}


READ = [
    ({}, (START, START)),
    ({"on": "2021-02-30"}, (START, START)),
    ({"on": "1999-01-01"}, (START, START)),
    ({"from": "2021-03-01", "to": "2021-02-01"}, (date(2021, 2, 1), date(2021, 3, 1))),
    ({"from": "2021-03-01"}, (date(2021, 3, 1), SPAN[1])),
    ({"time": "Range"}, (START, SPAN[1])),
]


@pytest.mark.parametrize(("query", "days"), READ)
def test_days_are_read_as_far_as_they_are_days(query: dict[str, str], days: tuple[date, date]) -> None:
    view = read(query)
    assert (view.first, view.last) == days
