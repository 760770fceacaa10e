"""Two clocks: what was in force when, and what was known of it on a day."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.knowledge import corpus_steps, corpus_versions
from corpus.models import STATUSES, Claim
from corpus.state import LAST_DAY, day_number
from corpus.store import load_corpus
from tests.factories import make_claim, make_report
from tests.test_atlas_selection import corpus_of

IMPOSED = make_claim(report="a", start="2021-01-29")
LIFTED = make_claim(report="b", end="2021-02-15", status="lifted")
PUBLISHED = {"a": date(2021, 2, 5), "b": date(2021, 2, 17)}

dates = st.dates(min_value=date(2020, 1, 1), max_value=date(2021, 12, 31))
edtf = st.one_of(st.none(), st.builds(lambda day, length: day.isoformat()[:length], dates, st.sampled_from([4, 7, 10])))
claims = st.builds(
    make_claim,
    start=edtf,
    end=edtf,
    status=st.sampled_from(STATUSES),
    report=st.sampled_from(["r1", "r2", "r3", "r4"]),
)
publications = st.fixed_dictionaries(dict.fromkeys(("r1", "r2", "r3", "r4"), dates))


def test_a_lifting_changes_what_is_known_from_its_report_on() -> None:
    [imposed, lifted] = corpus_versions([IMPOSED, LIFTED], PUBLISHED)
    before, after = imposed
    assert (before.known_first, before.known_last) == (day_number(date(2021, 2, 5)), day_number(date(2021, 2, 16)))
    assert [step.state for step in before.steps] == ["in_force", "probably", "unknown"]
    assert (after.known_first, after.known_last) == (day_number(date(2021, 2, 17)), LAST_DAY)
    assert after.steps[-1].last == day_number(date(2021, 2, 14))
    assert [version.known_first for version in lifted] == [day_number(date(2021, 2, 17))]


def test_an_earlier_lifting_that_is_told_later_cuts_again() -> None:
    late = make_claim(report="c", end="2021-02-10", status="lifted")
    versions = corpus_versions([IMPOSED, LIFTED, late], {**PUBLISHED, "c": date(2021, 3, 1)})[0]
    assert [version.steps[-1].last for version in versions] == [
        LAST_DAY,
        day_number(date(2021, 2, 14)),
        day_number(date(2021, 2, 9)),
    ]


@given(st.lists(claims, max_size=7), publications, dates)
def test_what_was_known_on_a_day_is_what_the_reports_of_that_day_alone_tell(
    found: list[Claim], published: dict[str, date], day: date
) -> None:
    """So a later report never changes what was known before."""
    until = [claim for claim in found if published[claim.report] <= day]
    versions = corpus_versions(found, published)
    known = [
        next((version.steps for version in own if version.known_first <= day_number(day) <= version.known_last), None)
        for own in versions
    ]
    assert [steps for steps in known if steps is not None] == corpus_steps(until, published)


@given(st.lists(claims, max_size=7), publications)
def test_versions_follow_each_other_without_gap_from_the_report_on(
    found: list[Claim], published: dict[str, date]
) -> None:
    for claim, versions in zip(found, corpus_versions(found, published), strict=True):
        assert versions[0].known_first == day_number(published[claim.report])
        assert versions[-1].known_last == LAST_DAY
        assert all(one.known_last + 1 == other.known_first for one, other in pairwise(versions))


def test_a_corpus_as_known_on_a_day_has_only_the_reports_published_by_then() -> None:
    corpus = load_corpus()
    day = date(2021, 2, 5)
    known = corpus.as_known_on(day)
    assert known.reports
    assert max(report.published for report in known.reports.values()) <= day
    assert {claim.report for claim in known.claims} <= set(known.reports)
    assert {reading.report for reading in known.rejected} <= set(known.reports)
    assert len(known.steps) == len(known.claims)
    assert not [claim for claim in known.claims if claim.report == "002"]


def test_a_lockdown_was_not_known_to_be_over_before_the_report_that_says_so() -> None:
    corpus = corpus_of(IMPOSED, LIFTED)
    reports = {name: make_report(name, published=day) for name, day in PUBLISHED.items()}
    known = replace(corpus, reports=reports).as_known_on(date(2021, 2, 16))
    assert [claim.status for claim in known.claims] == ["imposed"]
    assert known.steps[0][-1].state == "unknown"
