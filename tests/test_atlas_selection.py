"""What a view shows and hides, and the words for it."""

from datetime import date
from pathlib import Path

import pytest

from atlas.selection import busiest_day, covered_days, select, states_by_place
from atlas.view import View
from atlas.words import counts_in_words, date_in_words, interval_in_words, listed, span_in_words
from corpus.knowledge import corpus_steps
from corpus.measures import load_measures
from corpus.models import STATUSES, Claim, Report
from corpus.store import Corpus, load_corpus
from geodata import load_gazetteer
from tests.factories import make_claim

GAZETTEER = load_gazetteer()


def corpus_of(*claims: Claim, published: date = date(2021, 2, 17)) -> Corpus:
    ids = {claim.report for claim in claims}
    reports = {name: Report(name, "P", "T", published, "en", "", f"origin {name}", "Hyesan.") for name in ids}
    steps = corpus_steps(claims, dict.fromkeys(ids, published))
    return Corpus(reports, claims, tuple(steps), (), ())


def view(day: str, until: str | None = None, **fields: object) -> View:
    standard: dict[str, object] = {"measures": frozenset(load_measures()), "statuses": frozenset(STATUSES)}
    return View(date.fromisoformat(day), date.fromisoformat(until or day), **{**standard, **fields})  # type: ignore[arg-type]


HYESAN = make_claim(start="2021-01-29", end="2021-02-15", status="lifted")

REASONS = [
    (HYESAN, {"day": "2021-02-08"}, None),
    (HYESAN, {"day": "2021-06-01"}, "outside these dates"),
    (HYESAN, {"day": "2021-02-08", "measures": frozenset({"curfew"})}, "of a measure switched off"),
    (HYESAN, {"day": "2021-02-08", "statuses": frozenset({"imposed"})}, "of a status switched off"),
    (make_claim(status="denied"), {"day": "2021-02-17"}, "denied in the report"),
    (HYESAN, {"day": "2021-02-08", "attributions": frozenset({"ngo"})}, "from a kind of source switched off"),
    (HYESAN, {"day": "2021-02-08", "confidence": 60}, "less sure than chosen"),
    (HYESAN, {"day": "2021-02-08", "origins": 2}, "told by fewer origins than chosen"),
    (HYESAN, {"day": "2021-02-08", "known": date(2021, 2, 16)}, "not reported by then"),
    (HYESAN, {"day": "2021-02-08", "known": date(2021, 2, 17), "confidence": 50}, None),
]


@pytest.mark.parametrize(("claim", "chosen", "reason"), REASONS)
def test_a_claim_is_shown_or_hidden_for_one_reason(claim: Claim, chosen: dict[str, object], reason: str | None) -> None:
    selection = select(corpus_of(claim), GAZETTEER, view(**chosen))  # type: ignore[arg-type]
    assert [shown.claim for shown in selection.shown] == ([] if reason else [claim])
    assert dict(selection.hidden) == ({reason: 1} if reason else {})


UNLOCATED = [
    (make_claim(place_id=None, place_text="Unsan"), "“Unsan” may mean 2 places"),
    (make_claim(place_id=None, place_text="Xyzzy"), "“Xyzzy” is not in the gazetteer"),
    (make_claim(place_id=None, place_text=None), "the report names no place"),
    (make_claim(place_id="KP-99"), "the gazetteer has no place KP-99"),
    (make_claim(place_id="KP-03-unjon"), "the gazetteer has no coordinate for Unjon"),
]


@pytest.mark.parametrize(("claim", "reason"), UNLOCATED)
def test_a_claim_without_a_place_on_the_map_waits_with_its_reason(claim: Claim, reason: str) -> None:
    selection = select(corpus_of(claim), GAZETTEER, view("2021-02-17"))
    assert [item.reason for item in selection.unlocated] == [reason]
    assert selection.shown == ()


@pytest.mark.parametrize("place", ["KP", "KP-10", "zone:cn-border"])
def test_areas_bands_and_the_nation_need_no_coordinate(place: str) -> None:
    selection = select(corpus_of(make_claim(place_id=place)), GAZETTEER, view("2021-02-17"))
    assert len(selection.shown) == 1


def test_no_claim_of_the_bundled_corpus_is_lost_whatever_the_view() -> None:
    corpus = load_corpus()
    for chosen in (
        view("2021-02-08"),
        view("2020-01-01", "2023-12-31"),
        view("1999-01-01"),
        view("2020-05-05", measures=frozenset()),
        view("2021-02-08", known=date(2021, 2, 5), origins=2, confidence=80),
    ):
        assert select(corpus, GAZETTEER, chosen).total == len(corpus.claims) == 482


def test_measures_told_by_two_origins_stay_when_two_are_wanted() -> None:
    corpus = corpus_of(make_claim(report="r1"), make_claim(report="r2"), make_claim(report="r1", measure="curfew"))
    selection = select(corpus, GAZETTEER, view("2021-02-17", origins=2))
    assert {shown.claim.measure for shown in selection.shown} == {"lockdown"}
    assert dict(selection.hidden) == {"told by fewer origins than chosen": 1}


def test_measures_at_one_place_are_joined_over_reports() -> None:
    open_ended = make_claim(report="r1", start="2021-01-29")
    lifted = make_claim(report="r2", end="2021-02-15", status="lifted")
    chosen = view("2021-02-20", place="KP-10-hyesan")
    selection = select(corpus_of(open_ended, lifted), GAZETTEER, chosen)
    assert states_by_place(selection.shown, chosen) == {"KP-10-hyesan": {"lockdown": "lifted"}}


def test_the_first_view_is_the_day_with_most_in_force_below_the_nation() -> None:
    nation = [make_claim(place_id="KP", measure=code, start="2020-05-01") for code in load_measures()]
    corpus = corpus_of(*nation, HYESAN, make_claim(measure="curfew", start="2021-02-01", end="2021-02-10"))
    assert busiest_day(corpus) == date(2021, 2, 1)
    assert covered_days(corpus) == (date(2020, 5, 1), date(2021, 4, 19))
    assert busiest_day(corpus_of()) is None
    assert covered_days(corpus_of()) is None


def test_counts_say_what_is_hidden_and_why() -> None:
    corpus = corpus_of(HYESAN, make_claim(start="2021-05"), make_claim(place_id=None, place_text="Xyzzy"))
    text = counts_in_words(select(corpus, GAZETTEER, view("2021-02-17")))
    assert text == (
        "2 of 3 claims shown: 1 planned and 1 lifted; none reviewed. 1 without a place on the map, listed below."
    )
    text = counts_in_words(select(corpus, GAZETTEER, view("2021-01-30")))
    assert text == "1 of 3 claims shown: 1 in force; none reviewed. 2 hidden: 2 outside these dates."


WORDS = [
    (date_in_words("2021-02-08"), "8 February 2021"),
    (date_in_words("2021-02"), "February 2021"),
    (date_in_words("2021"), "2021"),
    (interval_in_words("2021-01-29", "2021-02-15"), "29 January 2021 – 15 February 2021"),
    (interval_in_words("2021-02", "2021-02"), "February 2021"),
    (interval_in_words("2020-11", None), "from November 2020, no end reported"),
    (interval_in_words(None, "2021-02-15"), "until 15 February 2021, start not reported"),
    (interval_in_words(None, None), "no date reported"),
    (listed([]), ""),
    (listed(["a"]), "a"),
    (listed(["a", "b"]), "a and b"),
    (listed(["a", "b", "c"]), "a, b and c"),
    (span_in_words(date(2021, 2, 8), date(2021, 2, 8)), "8 February 2021"),
    (span_in_words(date(2021, 2, 8), date(2021, 2, 18)), "8 – 18 February 2021"),
    (span_in_words(date(2021, 1, 29), date(2021, 2, 15)), "29 January – 15 February 2021"),
    (span_in_words(date(2020, 11, 2), date(2021, 2, 15)), "2 November 2020 – 15 February 2021"),
]


@pytest.mark.parametrize(("found", "expected"), WORDS)
def test_dates_and_states_in_words_keep_their_precision(found: str, expected: str) -> None:
    assert found == expected


def test_the_bundled_corpus_is_where_it_says() -> None:
    assert (Path(__file__).parents[1] / "corpus" / "reports" / "decisions.jsonl").exists()
