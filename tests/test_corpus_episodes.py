"""Claims of one measure, place and time as one episode, with its origins, grade and contradictions."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.contradictions import contradicted_from, contradictions_among
from corpus.episodes import Episode, find_episodes
from corpus.grades import LETTERS, grade, load_reliability
from corpus.knowledge import corpus_steps
from corpus.models import ATTRIBUTIONS, STATUSES, Claim
from corpus.state import day_number
from corpus.store import load_corpus
from tests.factories import make_claim, make_report

PUBLISHED = {"a": date(2021, 2, 1), "b": date(2021, 2, 10), "c": date(2021, 2, 20), "d": date(2021, 6, 1)}


def episodes_of(claims: Sequence[Claim], origins: dict[str, str] | None = None) -> list[Episode]:
    reports = {
        name: make_report(name, published=day, origin=(origins or {}).get(name, f"origin {name}"))
        for name, day in PUBLISHED.items()
    }
    return find_episodes(zip(claims, corpus_steps(claims, PUBLISHED), strict=True), reports)


def said(report: str, start: str | None = None, end: str | None = None, status: str = "imposed", **more: str) -> Claim:
    return make_claim(report=report, start=start, end=end, status=status, **more)


TOGETHER = [
    ([said("a", "2021-01-29"), said("b"), said("c", "2021-01-29", "2021-02-15", "lifted")], [3]),
    ([said("a", "2021-01-29"), said("d", "2021-05-20")], [1, 1]),
    ([said("a", "2021-01"), said("b", place_id="KP-10")], [1, 1]),
    ([said("a", "2021-01"), said("b", measure="curfew")], [1, 1]),
    ([said("a", "2021-01-20", "2021-01-31", "lifted"), said("b", "2021-01-31")], [1, 1]),
    ([said("a", status="denied"), said("b", "2021-01-29")], [2]),
    ([said("d", status="denied"), said("b", "2021-01-29")], [1, 1]),
    ([replace(said("a"), place_id=None)], []),
]


@pytest.mark.parametrize(("claims", "sizes"), TOGETHER)
def test_claims_of_one_measure_place_and_time_are_one_episode(claims: list[Claim], sizes: list[int]) -> None:
    assert [len(episode.claims) for episode in episodes_of(claims)] == sizes


def test_five_rewrites_of_one_story_are_one_origin() -> None:
    [episode] = episodes_of([said("a", "2021-01-29"), said("b"), said("c")], {"a": "RFA", "b": "RFA", "c": "Daily NK"})
    assert episode.origins == ("RFA", "Daily NK")


CONFLICTS = [
    (said("a", "2021-01-29"), said("b", "2021-01-25"), ["start"]),
    (said("a", "2021-01-29"), said("b", "2021-01"), []),
    (said("a", "2021-01-29"), said("b", "2021-02-05", status="extended"), []),
    (said("a", "2021-01-29"), said("a", "2021-01-25"), []),
    (said("a", "2021-01-29"), said("d", "2021-05-20"), []),
    (
        said("c", "2021-01-29", "2021-02-15", "lifted"),
        said("b", "2021-01-29", "2021-03-01"),
        ["end"],
    ),
    (said("a", "2021-01-29"), said("b", "2021-02-01", status="denied"), ["status"]),
]


@pytest.mark.parametrize(("one", "other", "kinds"), CONFLICTS)
def test_two_claims_contradict_each_other_where_no_day_fits_both(one: Claim, other: Claim, kinds: list[str]) -> None:
    assert list(contradictions_among([one, other], PUBLISHED)) == kinds
    assert list(contradictions_among([other, one], PUBLISHED)) == kinds
    assert all(found == [one, other] for found in contradictions_among([one, other], PUBLISHED).values())
    later = max(day_number(PUBLISHED[one.report]), day_number(PUBLISHED[other.report])) if kinds else None
    assert contradicted_from([one, other], PUBLISHED) == [later, later]


GRADES = [
    (["foreign_official"], 3, {}, "B1"),
    (["outlet", "anonymous_source"], 2, {}, "C2"),
    (["anonymous_source"], 1, {}, "F3"),
    (["outlet"], 2, {"dates_differ": True}, "C3"),
    (["outlet"], 2, {"denied": True}, "C4"),
    (["outlet"], 1, {"denied": True}, "C5"),
    (["state_media"], 1, {"announced": True}, "C6"),
    ([], 0, {}, "F6"),
]


@pytest.mark.parametrize(("attributions", "origins", "more", "expected"), GRADES)
def test_grades_follow_from_attribution_and_origins(
    attributions: list[str], origins: int, more: dict[str, bool], expected: str
) -> None:
    facts = {"dates_differ": False, "denied": False, "announced": False, **more}
    assert str(grade(attributions, origins, **facts)) == expected


def test_every_attribution_has_a_letter() -> None:
    assert set(load_reliability()) == set(ATTRIBUTIONS)
    assert set(load_reliability().values()) <= set(LETTERS)


dates = st.dates(min_value=date(2020, 12, 1), max_value=date(2021, 6, 30))
edtf = st.one_of(st.none(), st.builds(lambda day, length: day.isoformat()[:length], dates, st.sampled_from([4, 7, 10])))
claims = st.builds(
    make_claim, start=edtf, end=edtf, status=st.sampled_from(STATUSES), report=st.sampled_from(sorted(PUBLISHED))
)


@given(st.lists(claims, max_size=7), st.randoms(use_true_random=False))
def test_each_claim_is_in_one_episode_whatever_their_order(found: list[Claim], random_: random.Random) -> None:
    episodes = episodes_of(found)
    grouped = [claim for episode in episodes for claim, _ in episode.claims]
    stated = [own for own, steps in zip(found, corpus_steps(found, PUBLISHED), strict=True)
              if steps or own.status == "denied"]  # fmt: skip
    assert sorted(map(str, grouped)) == sorted(map(str, stated))
    shuffled = random_.sample(found, len(found))
    again = episodes_of(shuffled)
    assert [(own.first, own.last, own.grade, set(own.origins)) for own in again] == [
        (own.first, own.last, own.grade, set(own.origins)) for own in episodes
    ]


@given(st.lists(claims, max_size=7))
def test_what_contradicts_a_claim_is_known_once_both_reports_are_out(found: list[Claim]) -> None:
    expected = [
        min(
            (
                day_number(max(PUBLISHED[own.report], PUBLISHED[other.report]))
                for other in found
                if contradictions_among([own, other], PUBLISHED)
            ),
            default=None,
        )
        for own in found
    ]
    assert contradicted_from(found, PUBLISHED) == expected


def test_the_bundled_corpus_has_episodes_of_many_origins_and_contradictions() -> None:
    corpus = load_corpus()
    episodes = find_episodes(zip(corpus.claims, corpus.steps, strict=True), corpus.reports)
    hyesan = [own for own in episodes if (own.place_id, own.measure) == ("KP-10-hyesan", "lockdown")]
    assert [len(own.origins) for own in hyesan] == [1, 1, 1]
    border = next(own for own in episodes if (own.place_id, own.measure) == ("KP", "border_closure"))
    assert len(border.origins) > 20
    assert "start" in border.contradictions
    denied = next(own for own in episodes if (own.place_id, own.measure) == ("KP-03-sinuiju", "quarantine"))
    assert str(denied.grade) == "F5"
