"""EDTF dates and the days they may mean."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.interval import BadDate, DayRange, day_range

ROWS = [
    ("2021-02-08", date(2021, 2, 8), date(2021, 2, 8)),
    ("2021-02", date(2021, 2, 1), date(2021, 2, 28)),
    ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
    ("2020", date(2020, 1, 1), date(2020, 12, 31)),
]


@pytest.mark.parametrize(("edtf", "earliest", "latest"), ROWS)
def test_a_date_means_all_days_of_its_precision(edtf: str, earliest: date, latest: date) -> None:
    assert day_range(edtf) == DayRange(earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2021-2-8",
        "2021-13",
        "2021-02-30",
        "0000",
        "2021-02-08T00:00",
        "２０２１",
        "-2021",
        "1969",
        "2150-01-01",
        "10000",
    ],
)
def test_what_is_not_such_a_date_is_refused_by_name(text: str) -> None:
    with pytest.raises(BadDate) as caught:
        day_range(text)
    assert repr(text) in str(caught.value)


@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2149, 12, 31)))
def test_coarser_precision_never_leaves_the_day_out(day: date) -> None:
    for length in (4, 7, 10):
        days = day_range(day.isoformat()[:length])
        assert days.earliest <= day <= days.latest
