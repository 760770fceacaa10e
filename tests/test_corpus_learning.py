"""What extraction learns from: marked text, weights of signs, and places chosen by them."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.evaluation import read_gold, score_claims
from corpus.evaluation.folds import FOLDS, annotated_reports, fold_of, read_out_of_sight
from corpus.extraction import Extraction, extract
from corpus.extraction.choosing import Weights, likeliest, load_weights
from corpus.learning.logistic import format_weights, learn_weights
from corpus.learning.marked import Mark, MarkedReport, read_marked_reports, read_passages, split_marks
from corpus.learning.places import place_cases
from corpus.measures import load_measures
from corpus.models import STATUSES, CorpusError, Report
from corpus.reports import read_reports
from geodata import load_gazetteer

ROOT = Path(__file__).parents[1]


def report_of(text: str, language: str = "en") -> Report:
    return Report("r1", "Test Post", "A report", date(2021, 2, 17), language, "https://example.org", "Test Post", text)


def places_of(text: str, language: str = "en") -> set[tuple[str, str | None]]:
    return {(claim.measure, claim.place_id) for claim in extract(report_of(text, language)).claims}


def test_marks_are_cut_out_of_a_text() -> None:
    text, marks = split_marks("In May {lockdown+curfew=lifted@KP-10-hyesan;2021-01-29;:the seal came off}.")
    assert text == "In May the seal came off."
    assert marks == tuple(
        Mark((7, 24), measure, "lifted", ("KP-10-hyesan",), "2021-01-29", None) for measure in ("lockdown", "curfew")
    )


@pytest.mark.parametrize("broken", ["{lockdown:sealed}", "a } b", "{lockdown=imposed@:sealed}", "{=imposed:sealed}"])
def test_a_brace_that_is_no_mark_is_named(broken: str) -> None:
    with pytest.raises(CorpusError, match="line 3"):
        split_marks(broken, "passages.txt: line 3")


def test_a_report_without_a_date_is_named(tmp_path: Path) -> None:
    path = tmp_path / "reports.txt"
    path.write_text("## yesterday | en\nNothing.\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"reports\.txt: report 1: '## yesterday"):
        read_marked_reports(path)


def test_what_ships_names_only_what_exists() -> None:
    """Every mark has a measure, a status and, in the reports, places of the gazetteer."""
    places = {place.id for place in load_gazetteer().places}
    passages = [mark for _, marks in read_passages() for mark in marks]
    reports = [mark for marked in read_marked_reports() for mark in marked.marks]
    assert {mark.measure for mark in passages} == set(load_measures()) == {mark.measure for mark in reports}
    assert {mark.status for mark in [*passages, *reports]} == set(STATUSES)
    assert all(mark.places and set(mark.places) <= places for mark in reports)


def test_a_sign_that_goes_with_being_right_weighs_more() -> None:
    weights = learn_weights([(["good"], True)] * 40 + [(["poor"], False)] * 40 + [(["good", "poor"], True)] * 10, 1.0)
    assert weights["good"] > 1 > 0 > weights["poor"]


@given(st.lists(st.tuples(st.lists(st.sampled_from("abc"), max_size=3), st.booleans()), min_size=1, max_size=30))
def test_weights_do_not_depend_on_the_order_of_examples(examples: list[tuple[list[str], bool]]) -> None:
    forward, backward = learn_weights(examples, 2.0), learn_weights(reversed(examples), 2.0)
    assert forward.keys() == backward.keys()
    assert all(forward[name] == pytest.approx(backward[name], abs=0.002) for name in forward)


def test_weights_are_written_as_they_are_read() -> None:
    assert format_weights({"b": 1.5, "a": -0.25}, "Why.") == '# Why.\n\n[weights]\n"a" = -0.25\n"b" = 1.5\n'


def test_the_likeliest_place_is_chosen_with_others_that_are_likely() -> None:
    signs = {"KP": ("n",), "KP-10": ("a",), "KP-09": ("b",), "KP-08": ("c",)}
    assert likeliest(signs, {"n": 0.5, "a": 2.0, "b": 1.0, "c": -1.0}) == {"KP-10", "KP-09"}
    assert likeliest(signs, {"n": 3.0, "a": 2.0}) == {"KP"}
    assert likeliest(signs, {"n": -3.0, "a": -2.0, "b": -4.0, "c": -4.0}) == {"KP-10"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # a place carried on from sentence to sentence
            "Musan has been sealed off since Monday, a trader said. Doctors take everybody's temperature twice a day.",
            {("lockdown", "KP-09-musan"), ("health_screening", "KP-09-musan")},
        ),
        (  # what the country does stays the country's, though a town was named before
            "In Musan rice costs twice as much as in spring. North Korea closed its border with China in January.",
            {("border_closure", "KP")},
        ),
        ("Hyesan and Musan were placed under lockdown.", {("lockdown", "KP-10-hyesan"), ("lockdown", "KP-09-musan")}),
    ],
)
def test_places_are_chosen_by_what_the_text_shows(text: str, expected: set[tuple[str, str | None]]) -> None:
    assert places_of(text) == expected


@given(st.text(alphabet="in Hyesan, Musan. lockdown of North Pyongan. a source said the city was sealed", max_size=160))
def test_only_places_the_text_names_are_chosen(text: str) -> None:
    assert {place for _, place in places_of(text)} <= {"KP", "KP-10-hyesan", "KP-09-musan", "KP-03"}


def test_a_speakers_home_is_no_candidate() -> None:
    text = "A source in Musan said that the city of Hyesan was sealed off."
    at = text.index("was sealed off")
    mark = Mark((at, at + 14), "lockdown", "imposed", ("KP-10-hyesan",), None, None)
    ((signs, _),) = place_cases(MarkedReport(report_of(text), (mark,)))
    assert "KP-09-musan" not in signs
    assert likeliest(signs, load_weights()) == {"KP-10-hyesan"}


def test_learned_weights_beat_the_first_guess_on_reports_they_have_not_seen() -> None:
    reports, _ = read_reports(ROOT / "tests" / "fresh" / "reports")
    gold = read_gold(ROOT / "tests" / "fresh" / "claims.jsonl")

    def f1(weights: Weights) -> float:
        claims = [claim for report in reports for claim in extract(report, weights).claims]
        return score_claims(gold, claims, reports).views["measure+place"].f1

    assert f1(load_weights()) > f1({"guessed": 9.0})


def test_a_report_is_read_by_weights_learned_without_it() -> None:
    """A place that only its own annotation would teach is not chosen."""
    seen: list[int] = []

    def read(report: Report, weights: Weights) -> Extraction:
        seen.append(len(weights))
        return extract(report, weights)

    reports = [report_of("Hyesan was sealed off.")]
    gold = [{"report": "r1", "measure": "lockdown", "place_ids": ["KP"], "evidence": "was sealed off"}]
    gold[0] |= {"status": "imposed", "start": None, "end": None}
    claims = read_out_of_sight(read, [], reports, gold)
    assert seen == [0]
    assert len(claims) == 1
    assert 0 <= fold_of("r1") < FOLDS
    assert [mark.places for mark in next(annotated_reports(reports, gold)).marks] == [("KP",)]


def test_fresh_reports_are_read_as_well_as_before() -> None:
    """A floor, not an aim: made-up reports by an author who had not seen the rules."""
    reports, problems = read_reports(ROOT / "tests" / "fresh" / "reports")
    assert not problems
    claims = [claim for report in reports for claim in extract(report).claims]
    score = score_claims(read_gold(ROOT / "tests" / "fresh" / "claims.jsonl"), claims, reports)
    assert score.views["measure+place"].f1 > 0.47
    assert score.views["full"].f1 > 0.28
    assert score.unproven == 0
