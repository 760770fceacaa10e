"""The state of measures on days: rows of claims and the states they give, and what always holds."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.interval import day_range
from corpus.knowledge import corpus_steps
from corpus.models import STATUSES, Claim
from corpus.state import LAST_DAY, State, claim_steps, day_number, day_of, state_between
from tests.factories import make_claim

PUBLISHED = date(2021, 2, 17)


def state(day: str, *claims: Claim, published: dict[str, date] | None = None) -> State | None:
    steps = corpus_steps(claims, published or {claim.report: PUBLISHED for claim in claims})
    number = day_number(date.fromisoformat(day))
    return state_between([step for own in steps for step in own], number, number)


ROWS = [
    # start, end, status, day, state
    ("2021-01-29", "2021-02-15", "lifted", "2021-01-28", None),
    ("2021-01-29", "2021-02-15", "lifted", "2021-01-29", "in_force"),
    ("2021-01-29", "2021-02-15", "lifted", "2021-02-08", "in_force"),
    ("2021-01-29", "2021-02-15", "lifted", "2021-02-14", "in_force"),
    ("2021-01-29", "2021-02-15", "lifted", "2021-02-15", "lifted"),
    ("2021-01-29", "2021-02-15", "lifted", "2021-02-20", "lifted"),
    ("2021-01-29", "2021-02-15", "lifted", "2021-03-17", "lifted"),
    ("2021-01-29", "2021-02-15", "lifted", "2021-03-18", None),  # faded after 30 days
    ("2021-01", None, "imposed", "2021-01-01", "probably"),  # any day of that month may be the first
    ("2021-01", None, "imposed", "2021-01-30", "probably"),
    ("2021-01", None, "imposed", "2021-01-31", "in_force"),
    ("2021-02", None, "imposed", "2021-02-17", "in_force"),  # it had begun by the day of the report
    ("2021-02", None, "imposed", "2021-02-16", "probably"),
    ("2021-01-29", None, "imposed", "2021-02-17", "in_force"),
    ("2021-01-29", None, "imposed", "2021-02-18", "probably"),
    ("2021-01-29", None, "imposed", "2021-03-19", "probably"),
    ("2021-01-29", None, "imposed", "2021-03-20", "unknown"),  # silence for longer than 30 days
    ("2021-01-29", None, "imposed", "2023-01-01", "unknown"),
    (None, None, "imposed", "2021-02-16", None),  # without a date: attested on the day of the report only
    (None, None, "imposed", "2021-02-17", "in_force"),
    (None, None, "imposed", "2021-02-18", "probably"),
    ("2021-01-29", "2021-02-28", "imposed", "2021-02-18", "probably"),  # an announced end is no report of it
    ("2021-01-29", "2021-02-28", "imposed", "2021-02-28", "probably"),
    ("2021-01-29", "2021-02-28", "imposed", "2021-03-01", "unknown"),
    ("2021-01-05", "2021-01-20", "imposed", "2021-01-20", "in_force"),  # the last day counts
    ("2021-01-05", "2021-01-20", "imposed", "2021-01-21", "lifted"),
    ("2021-01-05", "2021-02", "lifted", "2021-02-01", "probably"),
    ("2021-01-05", "2021-02", "lifted", "2021-02-17", "lifted"),  # it had ended by the day of the report
    (None, "2021-02-15", "lifted", "2021-02-14", "in_force"),  # something was there to lift
    (None, "2021-02-15", "lifted", "2021-02-13", None),
    (None, "2021-01", "lifted", "2020-12-31", None),  # a month tells of no day before it
    (None, "2021-01", "lifted", "2021-01-01", "probably"),
    (None, "2021-01", "lifted", "2021-01-31", "lifted"),
    (None, "2020", "imposed", "2020-01-01", "probably"),
    (None, "2020", "imposed", "2020-12-31", "probably"),
    (None, "2020", "imposed", "2021-01-01", "lifted"),
    ("2021-01-29", "2021-01", "lifted", "2021-01-28", None),  # lifted in the month in which it began
    ("2021-01-29", "2021-01", "lifted", "2021-01-29", "probably"),
    ("2021-01-29", "2021-01", "lifted", "2021-01-31", "lifted"),
    (None, None, "lifted", "2021-02-17", "lifted"),
    ("2021-01-29", None, "lifted", "2021-01-29", "in_force"),
    ("2021-01-29", None, "lifted", "2021-02-10", "probably"),
    (None, "2021-02-15", "eased", "2021-02-20", "lifted"),
    ("2021-03-01", None, "planned", "2021-02-17", "planned"),
    ("2021-03-01", None, "planned", "2021-03-01", "planned"),
    ("2021-03-01", None, "planned", "2021-03-02", "unknown"),  # that it came true is for another report
    (None, None, "planned", "2021-03-19", "planned"),
    (None, None, "planned", "2021-03-20", "unknown"),
    (None, "2021-04-01", "planned", "2021-02-17", "in_force"),  # an announced reopening
    (None, "2021-04-01", "planned", "2021-03-10", "probably"),
    ("2021-03-01", None, "imposed", "2021-02-20", "planned"),  # ordered, not yet begun
    ("2021-03-01", None, "imposed", "2021-03-05", "probably"),
    ("2021-01-29", None, "denied", "2021-02-10", None),
]


@pytest.mark.parametrize(("start", "end", "status", "day", "expected"), ROWS)
def test_one_claim_gives_a_day_its_state(start: str, end: str, status: str, day: str, expected: State | None) -> None:
    assert state(day, make_claim(start=start, end=end, status=status)) == expected


def test_a_reported_lifting_ends_what_other_reports_left_open() -> None:
    open_ended = make_claim(report="r1", start="2021-01-29")
    lifted = make_claim(report="r2", end="2021-02-15", status="lifted")
    published = {"r1": date(2021, 2, 10), "r2": date(2021, 2, 20)}
    assert state("2021-02-12", open_ended, lifted, published=published) == "probably"
    assert state("2021-02-18", open_ended, lifted, published=published) == "lifted"
    assert state("2021-02-18", open_ended, published=published) == "probably"


def test_easing_ends_nothing_that_another_report_still_attests() -> None:
    open_ended = make_claim(report="r1", start="2020-01")
    eased = make_claim(report="r2", end="2020-06-01", status="eased")
    published = {"r1": date(2021, 2, 10), "r2": date(2020, 6, 2)}
    assert state("2020-09-01", open_ended, eased, published=published) == "in_force"


def test_a_lifting_does_not_end_a_later_spell() -> None:
    lifted = make_claim(report="r1", end="2021-02-15", status="lifted")
    again = make_claim(report="r2", start="2021-03-01")
    published = {"r1": PUBLISHED, "r2": date(2021, 3, 5)}
    assert state("2021-03-03", lifted, again, published=published) == "in_force"


def test_two_starts_in_one_report_are_two_spells() -> None:
    """The second lockdown since November: the first is not taken to have lasted until the second."""
    claims = make_claim(start="2020-11"), make_claim(start="2021-01-29", end="2021-02-15", status="lifted")
    assert state("2020-11-10", *claims) == "probably"
    assert state("2021-01-15", *claims) == "unknown"
    assert state("2021-02-08", *claims) == "in_force"


def test_a_lifting_elsewhere_or_of_another_measure_ends_nothing() -> None:
    open_ended = make_claim(start="2021-01-29")
    elsewhere = make_claim(place_id="KP-09-musan", end="2021-02-10", status="lifted")
    other = make_claim(measure="market_closure", end="2021-02-10", status="lifted")
    steps = corpus_steps([open_ended, elsewhere, other], {"r1": PUBLISHED})
    assert steps[0] == claim_steps(open_ended, PUBLISHED)


def test_over_a_range_the_strongest_state_is_shown() -> None:
    [steps] = corpus_steps([make_claim(start="2021-01-29", end="2021-02-15", status="lifted")], {"r1": PUBLISHED})
    first, last = day_number(date(2021, 2, 1)), day_number(date(2021, 3, 1))
    assert state_between(steps, first, last) == "in_force"
    assert state_between(steps, day_number(date(2021, 2, 20)), last) == "lifted"


dates = st.dates(min_value=date(2019, 1, 1), max_value=date(2024, 12, 31))
edtf = st.one_of(st.none(), st.builds(lambda day, length: day.isoformat()[:length], dates, st.sampled_from([4, 7, 10])))
claims = st.builds(
    make_claim,
    start=edtf,
    end=edtf,
    status=st.sampled_from(STATUSES),
    report=st.sampled_from(["r1", "r2"]),
    place_id=st.sampled_from(["KP", "KP-10-hyesan"]),
)


@given(claims, dates)
def test_the_steps_of_a_claim_are_in_order_and_never_overlap(claim: Claim, published: date) -> None:
    steps = claim_steps(claim, published)
    assert all(0 <= step.first <= step.last <= LAST_DAY for step in steps)
    assert all(one.last < other.first for one, other in pairwise(steps))


@given(claims, dates)
def test_nothing_after_the_publication_day_is_said_to_be_in_force(claim: Claim, published: date) -> None:
    for step in claim_steps(claim, published):
        assert step.state != "in_force" or day_of(step.last) <= published


@given(st.lists(claims, max_size=6), dates, dates, st.randoms(use_true_random=False))
def test_order_and_duplicates_of_claims_change_nothing(
    found: list[Claim], one: date, other: date, random: object
) -> None:
    published = {"r1": one, "r2": other}
    steps = corpus_steps(found, published)
    shuffled = list(zip(found, steps, strict=True))
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert corpus_steps([claim for claim, _ in shuffled] * 2, published) == [own for _, own in shuffled] * 2


@given(claims, dates)
def test_nothing_is_in_force_or_probable_before_the_claims_own_start(claim: Claim, published: date) -> None:
    """Unless the claim's dates contradict each other."""
    if claim.start is None:
        return
    start = day_range(claim.start).earliest
    last = day_range(claim.end).latest if claim.end else published
    if claim.status in ("lifted", "eased") and min(last, published) < start:
        return
    if last < start and claim.end:
        return
    first = day_number(day_range(claim.start).earliest)
    for step in claim_steps(claim, published):
        assert step.first >= first or step.state in ("planned", "unknown")


@given(claims, dates)
def test_states_partition_time_from_the_first_step_on(claim: Claim, published: date) -> None:
    steps = claim_steps(claim, published)
    assert all(other.first - one.last == 1 for one, other in pairwise(steps))
    assert not steps or steps[-1].last == LAST_DAY


@given(dates)
def test_days_and_their_numbers_are_one_to_one(day: date) -> None:
    assert day_of(day_number(day)) == day
    assert day_number(day + timedelta(days=1)) == day_number(day) + 1
