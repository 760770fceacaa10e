"""Rows of text and publication day -> the dates read, with their cues."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import DateMention, find_dates
from corpus.interval import day_range

EDTF = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

# text, published, expected "value cue" of each mention ("?" where the phrase leaves the date open)
ROWS = [
    # calendar days
    ("shut on January 29", "2021-02-17", ["2021-01-29 on"]),
    ("shut on January 29, 2020", "2021-02-17", ["2020-01-29 on"]),
    ("shut on 29 January 2020", "2021-02-17", ["2020-01-29 on"]),
    ("shut on 29 January", "2021-02-17", ["2021-01-29 on"]),
    ("shut on Jan. 29", "2021-02-17", ["2021-01-29 on"]),
    ("shut on Sept 3", "2021-09-17", ["2021-09-03 on"]),
    ("shut on the 3rd of March", "2021-03-17", ["2021-03-03 on"]),
    ("shut on 2020-11-05", "2021-03-17", ["2020-11-05 on"]),
    ("shut on December 20", "2021-01-10", ["2020-12-20 on"]),
    ("shut until January 10", "2020-12-28", ["2021-01-10 until"]),
    ("shut around November 20", "2020-12-05", ["2020-11 on"]),
    ("shut on the last day of January", "2021-02-17", ["2021-01-31 on"]),
    ("shut since the last Friday of July", "2020-08-06", ["2020-07-31 since"]),
    ("shut on the first Monday in May 2020", "2021-02-17", ["2020-05-04 on"]),
    ("sealed in late December, a man coming to Hyesan said", "2021-01-06", ["2020-12 on"]),
    ("people coming home in late December were held", "2021-01-06", ["2020-12 on"]),
    ("shut on February 30", "2021-03-17", ["? on"]),
    # months
    ("closed in March 2021", "2022-01-05", ["2021-03 on"]),
    ("closed in March", "2022-01-05", ["2021-03 on"]),
    ("closed in March", "2022-05-05", ["2022-03 on"]),
    ("closed since November of last year", "2021-02-17", ["2020-11 since"]),
    ("closed since last November", "2021-02-17", ["2020-11 since"]),
    ("closed last July", "2021-06-27", ["2020-07 on"]),
    ("closed in late January", "2020-02-17", ["2020-01 on"]),
    ("closed at the beginning of May", "2020-05-17", ["2020-05 on"]),
    ("closed from mid-April", "2020-05-17", ["2020-04 since"]),
    ("closed until the end of September", "2020-09-14", ["2020-09-30 until"]),
    ("dates back to February 2020", "2023-03-21", ["2020-02 since"]),
    ("they may march on", "2020-03-10", []),
    ("People march in protest; this may end", "2020-03-10", []),
    # relative to the report
    ("Last month the road was cut", "2020-02-13", ["2020-01 on"]),
    ("since late last month", "2021-02-17", ["2021-01 since"]),
    ("earlier this month", "2021-02-17", ["2021-02 on"]),
    ("early next month", "2020-12-17", ["2021-01 on"]),
    ("since last year", "2021-02-17", ["2020 since"]),
    ("sealed last Tuesday", "2021-02-17", ["2021-02-16 on"]),
    ("sealed on Tuesday", "2021-02-17", ["2021-02-16 on"]),
    ("since last Monday", "2021-12-06", ["2021-11-29 since"]),
    ("will reopen on Friday", "2021-02-17", ["2021-02-19 on"]),
    ("in from Wednesday through Sunday", "2023-01-25", ["2023-01-25 since", "2023-01-29 until"]),
    ("sealed yesterday", "2021-03-01", ["2021-02-28 on"]),
    ("sealed eight days ago", "2022-05-25", ["2022-05-17 on"]),
    ("sealed about a week ago", "2022-05-20", ["2022-05 on"]),
    ("sealed a week ago Tuesday", "2022-11-30", ["2022-11-22 on"]),
    ("sealed two months ago", "2022-01-20", ["2021-11 on"]),
    ("sealed last week", "2020-03-20", ["2020-03 on"]),
    ("sealed last week", "2020-04-06", ["? on"]),
    ("on the 15th", "2021-02-17", ["2021-02-15 on"]),
    ("on the 25th.", "2021-02-17", ["2021-01-25 on"]),
    ("the first of this month", "2021-02-17", ["2021-02-01 on"]),
    ("the first train and the second wave", "2021-02-17", []),
    # relative to the date before
    ("on March 2; three days later", "2021-03-17", ["2021-03-02 on", "2021-03-05 on"]),
    ("on March 2; the same day", "2021-03-17", ["2021-03-02 on", "2021-03-02 on"]),
    ("on March 1; a day earlier", "2021-03-17", ["2021-03-01 on", "2021-02-28 on"]),
    ("three days later", "2021-03-17", ["? on"]),
    ("the day before", "2021-03-17", ["? on"]),
    # Korean
    ("2020년 8월 15일 봉쇄됐다", "2021-02-17", ["2020-08-15 on"]),
    ("1월 29일부터 봉쇄됐다", "2021-02-17", ["2021-01-29 since"]),
    ("12월 20일 봉쇄됐다", "2021-01-10", ["2020-12-20 on"]),
    ("지난 15일부터 봉쇄됐다", "2021-02-17", ["2021-02-15 since"]),
    ("지난 25일 봉쇄됐다", "2021-02-17", ["2021-01-25 on"]),
    ("이달 8일 봉쇄됐다", "2021-02-17", ["2021-02-08 on"]),
    ("지난달 29일 풀렸다", "2021-01-10", ["2020-12-29 on"]),
    ("지난달 말 봉쇄됐다", "2021-01-10", ["2020-12 on"]),
    ("이달 초부터 막혔다", "2021-01-10", ["2021-01 since"]),
    ("다음 달 말까지 막는다", "2021-01-10", ["2021-02-28 until"]),
    ("작년 10월 시작됐다", "2021-02-17", ["2020-10 on"]),
    ("지난해 11월부터", "2021-02-17", ["2020-11 since"]),
    ("오는 20일부터", "2021-02-17", ["2021-02-20 since"]),
    ("어제 막혔다", "2021-03-01", ["2021-02-28 on"]),
    ("사흘 전 막혔다", "2021-03-10", ["2021-03-07 on"]),
    ("10일 봉쇄됐고 전날 회의가 열렸다", "2021-03-17", ["2021-03-10 on", "2021-03-09 on"]),
    ("지난주 월요일 막혔다", "2021-06-30", ["2021-06-21 on"]),
    ("20일간 이어졌다", "2021-03-17", []),
    # calendar
    ("midnight on February 15", "2021-02-17", ["2021-02-15 on"]),
    ("from midnight on Feb. 15", "2021-02-17", ["2021-02-15 since"]),
    ("as of 6 p.m. on March 3", "2021-03-17", ["2021-03-03 since"]),
    ("effective April 1, 2022", "2022-03-17", ["2022-04-01 since"]),
    ("starting Monday, March 1", "2021-03-17", ["2021-03-01 since"]),
    ("between March 3 and March 9", "2021-03-17", ["2021-03-03 since", "2021-03-09 until"]),
    ("from March 3 to 9", "2021-03-17", ["2021-03-03 since", "2021-03-09 until"]),
    ("from March 3-9", "2021-03-17", ["2021-03-03 since", "2021-03-09 until"]),
    ("from 3 to 9 March", "2021-03-17", ["2021-03-03 since", "2021-03-09 until"]),
    ("from March 30 to April 4", "2021-04-17", ["2021-03-30 since", "2021-04-04 until"]),
    ("in force through May 8", "2021-05-03", ["2021-05-08 until"]),
    ("by June 30", "2021-06-03", ["2021-06-30 until"]),
    ("up to and including June 30", "2021-06-03", ["2021-06-30 until"]),
    ("on the night of October 20", "2021-11-03", ["2021-10-20 on"]),
    ("on the evening of 20 October", "2021-11-03", ["2021-10-20 on"]),
    ("on Jan. 30 of last year", "2021-11-03", ["2020-01-30 on"]),
    ("on New Year's Day", "2021-02-17", ["2021-01-01 on"]),
    ("on 5/12/2022", "2022-06-01", []),
    ("at 5 p.m. on the 29th", "2021-02-17", ["2021-01-29 on"]),
    ("from the 3rd to the 9th", "2021-03-17", ["2021-03-03 since", "2021-03-09 until"]),
    ("until the 20th", "2021-02-17", ["2021-02-20 until"]),
    ("on the 30th of last month", "2021-02-17", ["2021-01-30 on"]),
    ("on the 5th of this month", "2021-02-17", ["2021-02-05 on"]),
    # months, seasons, years
    ("since early March", "2021-05-17", ["2021-03 since"]),
    ("in the second week of May", "2022-05-27", ["2022-05 on"]),
    ("in the first half of June", "2022-06-27", ["2022-06 on"]),
    ("since the spring of 2020", "2022-06-27", ["2020 on"]),
    ("towards the end of August", "2020-09-27", ["2020-08 on"]),
    ("from the end of August", "2020-09-27", ["2020-08 since"]),
    ("by the end of this month", "2020-09-12", ["2020-09-30 until"]),
    ("until the end of the month", "2020-09-12", ["2020-09-30 until"]),
    ("until the end of the year", "2020-09-12", ["2020 until"]),
    ("from January to March 2020", "2021-09-12", ["2020-01 since", "2020-03 until"]),
    ("between July and September", "2021-10-12", ["2021-07 since", "2021-09 until"]),
    ("in January and February 2020", "2021-10-12", ["2020-01 on", "2020-02 on"]),
    ("in November 2020", "2021-10-12", ["2020-11 on"]),
    ("in Nov. 2020", "2021-10-12", ["2020-11 on"]),
    ("since August of 2020", "2021-10-12", ["2020-08 since"]),
    ("in August last year", "2021-10-12", ["2020-08 on"]),
    ("in August of this year", "2021-10-12", ["2021-08 on"]),
    ("next April", "2021-10-12", ["2022-04 on"]),
    ("this April", "2021-06-12", ["2021-04 on"]),
    ("as early as May", "2021-02-12", ["2021-05 on"]),
    ("since 2020", "2021-10-12", ["2020 since"]),
    ("for the whole of 2021", "2022-10-12", ["2021 on"]),
    # relative
    ("two weeks ago", "2021-02-17", ["2021-02 on"]),
    ("ten days ago", "2021-02-17", ["2021-02-07 on"]),
    ("three months ago", "2021-02-17", ["2020-11 on"]),
    ("a month ago", "2021-02-17", ["2021-01 on"]),
    ("the day before yesterday", "2021-02-17", ["2021-02-15 on"]),
    ("today", "2021-02-17", ["2021-02-17 on"]),
    ("from tomorrow", "2021-02-17", ["2021-02-18 since"]),
    ("from next Monday", "2021-02-17", ["2021-02-22 since"]),
    ("until next Sunday", "2021-02-17", ["2021-02-21 until"]),
    ("until Sunday", "2021-02-17", ["2021-02-21 until"]),
    ("since Friday", "2021-02-17", ["2021-02-12 since"]),
    ("as of Monday", "2021-02-17", ["2021-02-15 since"]),
    ("on Monday last week", "2021-02-17", ["2021-02-08 on"]),
    ("on Thursday of last week", "2021-02-17", ["2021-02-11 on"]),
    ("earlier this week", "2021-02-17", ["2021-02 on"]),
    ("this week", "2021-02-17", ["2021-02 on"]),
    ("next week", "2021-02-17", ["2021-02 on"]),
    ("next month", "2021-12-17", ["2022-01 on"]),
    ("late last year", "2021-02-17", ["2020 on"]),
    ("since the beginning of the month", "2021-02-17", ["2021-02 since"]),
    ("since the start of the year", "2021-02-17", ["2021-01 since"]),
    # relative to what stands before
    ("on March 2; two days earlier", "2021-03-17", ["2021-03-02 on", "2021-02-28 on"]),
    ("on March 2; the following day", "2021-03-17", ["2021-03-02 on", "2021-03-03 on"]),
    ("on March 2; a week later", "2021-03-17", ["2021-03-02 on", "2021-03 on"]),
    ("on January 30; ten days after that", "2021-03-17", ["2021-01-30 on", "2021-02-09 on"]),
    # not dates
    ("for 20 days", "2021-03-17", []),
    ("for 30 days from March 2", "2021-03-17", ["2021-03-02 since"]),
    ("for a month from March 2", "2021-03-17", ["2021-03-02 since"]),
    ("a 14-day quarantine", "2021-03-17", []),
    ("aged 20 to 29", "2021-03-17", ["? until"]),
    ("some 1,200 people", "2021-03-17", []),
    ("Covid-19 in 2 provinces", "2021-03-17", []),
    ("the May Day stadium", "2021-03-17", []),
    # Korean
    ("지난 2월 15일부터 봉쇄됐다", "2021-02-17", ["2021-02-15 since"]),
    ("지난 11월부터 봉쇄됐다", "2021-02-17", ["2020-11 since"]),
    ("2월 1일부터 2월 15일까지", "2021-02-17", ["2021-02-01 since", "2021-02-15 until"]),
    ("1일부터 15일까지", "2021-02-17", ["2021-02-01 since", "2021-02-15 until"]),
    ("오는 20일까지", "2021-02-17", ["2021-02-20 until"]),
    ("이달 말까지", "2021-02-17", ["2021-02-28 until"]),
    ("올해 1월부터", "2021-05-17", ["2021-01 since"]),
    ("내년 1월부터", "2020-05-17", ["2021-01 since"]),
    ("지난달 초 막혔다", "2021-05-17", ["2021-04 on"]),
    ("지난달 중순부터", "2021-05-17", ["2021-04 since"]),
    ("3월 초 막혔다", "2021-05-17", ["2021-03 on"]),
    ("3월 말까지", "2021-03-02", ["2021-03-31 until"]),
    ("8월 하순부터", "2020-09-20", ["2020-08 since"]),
    ("그제 막혔다", "2021-02-17", ["2021-02-15 on"]),
    ("오늘부터", "2021-02-17", ["2021-02-17 since"]),
    ("내일부터", "2021-02-17", ["2021-02-18 since"]),
    ("지난주부터", "2020-03-20", ["2020-03 since"]),
    ("지난 월요일부터", "2021-02-17", ["2021-02-15 since"]),
    ("이틀 전 막혔다", "2021-02-17", ["2021-02-15 on"]),
    ("열흘 전부터", "2021-02-17", ["2021-02-07 since"]),
    ("두 달 전부터", "2021-02-17", ["2020-12 since"]),
    ("보름 전부터", "2021-02-17", ["2021-02-02 since"]),
    ("2020년 1월 말부터", "2021-02-17", ["2020-01 since"]),
    ("2020년 1월 22일 0시부터", "2021-02-17", ["2020-01-22 since"]),
    ("지난해 말부터", "2021-02-17", ["2020 since"]),
    ("3월 2일 봉쇄됐고 다음 날 풀렸다", "2021-03-17", ["2021-03-02 on", "2021-03-03 on"]),
    ("3월 2일 봉쇄됐고 사흘 뒤 풀렸다", "2021-03-17", ["2021-03-02 on", "2021-03-05 on"]),
    ("30일 동안", "2021-03-17", []),
    ("15일간 격리", "2021-03-17", []),
    ("3월 10일자 신문", "2021-03-17", ["2021-03-10 on"]),
    ("지난 4일 저녁부터", "2021-02-17", ["2021-02-04 since"]),
    ("이날부터", "2021-02-17", ["? since"]),
]


RELATIVE = ["last year", "next year", "last month", "next month", "yesterday", "on Friday", "three years ago"]
EDGES = [date.min, date(1970, 1, 1), date(2149, 12, 31), date.max]


@pytest.mark.parametrize("published", EDGES)
@pytest.mark.parametrize("phrase", RELATIVE)
def test_at_the_edges_of_the_calendar_a_phrase_has_a_value_inside_it_or_none(published: date, phrase: str) -> None:
    for mention in find_dates(f"It was closed {phrase}, from January 29.", published):
        assert mention.value is None or day_range(mention.value)


@pytest.mark.parametrize(("text", "published", "expected"), ROWS)
def test_phrases_are_read_as_seen_from_the_day_of_publication(text: str, published: str, expected: list[str]) -> None:
    found = find_dates(text, date.fromisoformat(published))
    assert [f"{mention.value or '?'} {mention.cue}" for mention in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The outlet reported Tuesday that the town was shut",
        "The agency said on Friday that the town was shut",
        "On Monday, the ministry said the town was shut",
        "통신은 4일 도시가 봉쇄됐다고 전했다",
    ],
)
def test_the_day_of_saying_is_marked_as_spoken(text: str) -> None:
    assert [mention.spoken for mention in find_dates(text, date(2021, 2, 18))] == [True]


@pytest.mark.parametrize("text", ["The town was shut on Tuesday", "shut since Tuesday, a source said", "4일 봉쇄됐다"])
def test_the_day_of_doing_is_not_marked_as_spoken(text: str) -> None:
    assert [mention.spoken for mention in find_dates(text, date(2021, 2, 18))] == [False]


def test_context_before_the_text_settles_what_the_same_day_means() -> None:
    assert [m.value for m in find_dates("the same day", date(2021, 2, 17), "2021-01-05")] == ["2021-01-05"]
    assert [m.value for m in find_dates("three days later", date(2021, 2, 17), "2021-01")] == [None]


DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
PHRASES = st.lists(st.sampled_from([row[0] for row in ROWS]), max_size=4).map(" … ".join)


@given(text=st.one_of(st.text(max_size=200), PHRASES), published=DAYS)
def test_reading_never_raises_and_spans_are_the_texts_own(text: str, published: date) -> None:
    for mention in find_dates(text, published):
        assert text[mention.start : mention.end] == mention.text
        assert mention.value is None or EDTF.fullmatch(mention.value)


@given(month=st.sampled_from(["March 2021", "early March 2021", "late April 2020"]), published=DAYS)
def test_a_month_is_never_read_as_a_day(month: str, published: date) -> None:
    assert [len(value_of(mention)) for mention in find_dates(f"closed in {month}", published)] == [7]


@given(published=DAYS)
def test_a_bare_year_stays_a_year(published: date) -> None:
    assert [mention.value for mention in find_dates("closed in 2020", published)] == ["2020"]


def value_of(mention: DateMention) -> str:
    assert mention.value is not None
    return mention.value


def test_a_long_hostile_text_is_read_in_linear_time() -> None:
    text = "the " * 20_000 + "1 " * 20_000 + "이달 " * 20_000
    assert len(find_dates(text, date(2021, 2, 17))) < 100_000
