"""The source panel's episodes, and how measures stand in words."""

from dataclasses import replace
from datetime import date

import pytest

from atlas.changes import changes_in_words
from atlas.evidence import contradictions_html, grade_html
from atlas.panel import contradictions, episode_in_words, episodes_shown, other_episodes, reasons, switched_off
from atlas.selection import select
from atlas.standing import standings
from atlas.view import View
from atlas.words import episode_span, lasting_in_words, places_in_words
from corpus.episodes import find_episodes
from corpus.models import Claim
from corpus.store import Corpus, load_corpus
from geodata import load_gazetteer
from tests.factories import make_claim
from tests.hostile import PAYLOADS
from tests.test_atlas_selection import corpus_of, view

GAZETTEER = load_gazetteer()
HYESAN = make_claim(start="2021-01-29", end="2021-02-15", status="lifted")


def at_hyesan(day: str, **fields: object) -> View:
    return view(day, place="KP-10-hyesan", **fields)


def sentences(corpus: Corpus, chosen: View) -> tuple[list[str], list[str]]:
    known, silent = places_in_words(standings(corpus, select(corpus, GAZETTEER, chosen), chosen), GAZETTEER, chosen)
    return [sentence for _, sentence in known], [sentence for _, sentence in silent]


def test_the_list_says_what_the_map_says() -> None:
    corpus = corpus_of(HYESAN, make_claim(measure="curfew", place_id="KP-09-musan", start="2020-11"))
    known, silent = sentences(corpus, view("2021-02-08"))
    assert known == [
        "Hyesan: Lockdown in force, day 11, one origin",
        "Musan: Curfew in force, since November 2020, one origin",
    ]
    assert silent == []
    assert sentences(corpus, view("2021-02-20"))[0][-1] == "Hyesan: Lockdown lifted on 15 February 2021, one origin"
    assert sentences(corpus, view("2021-06-01")) == ([], ["Musan: one measure no longer known"])


LASTING = [
    (None, "start not reported"),
    ("2020", "since 2020"),
    ("2020-11", "since November 2020"),
    ("2021-02-08", "day 1"),
    ("2021-03-01", "from 1 March 2021"),
]


@pytest.mark.parametrize(("start", "expected"), LASTING)
def test_how_long_a_measure_lasts_is_said_as_finely_as_its_start_is_known(start: str | None, expected: str) -> None:
    assert lasting_in_words(start, date(2021, 2, 8)) == expected


def test_the_panel_shows_the_episode_of_the_day_and_tells_of_the_others() -> None:
    later, elsewhere = make_claim(start="2021-05-01"), make_claim(place_id="KP-09-musan", start="2021-01-30")
    corpus = corpus_of(HYESAN, later, elsewhere)
    chosen = at_hyesan("2021-02-08")
    selection = select(corpus, GAZETTEER, chosen)
    [shown] = episodes_shown(corpus, selection, chosen)
    assert shown.title(chosen) == "Lockdown in force, day 11, one origin · C3"
    assert [own.claim for own in shown.claims] == [HYESAN]
    assert [episode.claims[0][0] for episode in other_episodes(corpus, selection, chosen, [shown])] == [later]
    assert switched_off(corpus, selection, chosen) == 0
    hidden = at_hyesan("2021-02-08", statuses=frozenset({"lifted"}))
    assert switched_off(corpus, select(corpus, GAZETTEER, hidden), hidden) == 1


def test_a_place_without_claims_has_no_episodes() -> None:
    corpus = corpus_of(HYESAN)
    for place in (None, "KP-09-musan", "KP-10"):
        chosen = view("2021-02-08", place=place)
        selection = select(corpus, GAZETTEER, chosen)
        assert episodes_shown(corpus, selection, chosen) == []
        assert other_episodes(corpus, selection, chosen, []) == []


def test_contradictions_stand_side_by_side_with_who_says_so() -> None:
    corpus = corpus_of(
        make_claim(report="a", start="2021-01-29"),
        make_claim(report="b", start="2021-01-25"),
        make_claim(report="c", status="denied"),
    )
    chosen = at_hyesan("2021-02-17")
    [shown] = episodes_shown(corpus, select(corpus, GAZETTEER, chosen), chosen)
    found = dict(contradictions(shown.episode))
    assert [side.value for side in found["The start"]] == ["25 January 2021", "29 January 2021"]
    assert [side.value for side in found["Whether it was so at all"]] == ["denied", "imposed"]
    html = contradictions_html(shown.episode)
    assert html.index("25 January 2021") < html.index("origin b") < html.index("29 January 2021")
    assert "C4" in grade_html(shown.episode)


def test_what_reports_call_their_origins_is_text() -> None:
    for payload in PAYLOADS:
        corpus = corpus_of(make_claim(report="a", start="2021-01-29"), make_claim(report="b", start="2021-01-25"))
        for name, report in corpus.reports.items():
            corpus.reports[name] = replace(report, origin=payload + name)
        chosen = at_hyesan("2021-02-17")
        [shown] = episodes_shown(corpus, select(corpus, GAZETTEER, chosen), chosen)
        html = grade_html(shown.episode) + contradictions_html(shown.episode)
        assert "<script" not in html
        assert "<img" not in html


def test_reasons_given_and_seen_are_told_apart() -> None:
    corpus = load_corpus()
    chosen = at_hyesan("2021-02-08")
    [lockdown, *_] = episodes_shown(corpus, select(corpus, GAZETTEER, chosen), chosen)
    [(title, told)] = reasons(lockdown.episode)
    assert title == "Reason given by the authorities"
    assert told[0].quote in told[0].report.text


def test_an_episode_in_words_names_its_days_and_origins() -> None:
    corpus, chosen = corpus_of(HYESAN), at_hyesan("2021-06-01")
    [episode] = other_episodes(corpus, select(corpus, GAZETTEER, chosen), chosen, [])
    assert episode_in_words(episode) == "Lockdown, 29 January – 15 February 2021, one origin"


SPANS = [
    (make_claim(start="2020-11"), "since November 2020, last reported 17 February 2021"),
    (make_claim(start="2020-11", end="2021-02-03", status="lifted"), "November 2020 – 3 February 2021"),
    (make_claim(end="2021-02-03", status="lifted"), "until 3 February 2021, first reported 2 February 2021"),
    (make_claim(), "reported 17 February 2021"),
]


@pytest.mark.parametrize(("claim", "expected"), SPANS)
def test_an_episodes_days_are_told_no_finer_than_reports_state_them(claim: Claim, expected: str) -> None:
    corpus = corpus_of(claim)
    [episode] = find_episodes(zip(corpus.claims, corpus.steps, strict=True), corpus.reports)
    assert episode_span(episode) == expected


CHANGES = [
    ("2021-02-08", date(2021, 2, 5), ["Hyesan: Lockdown in force, of which nothing was known then"]),
    ("2021-02-08", date(2021, 2, 17), []),
    ("2021-06-01", date(2021, 2, 5), []),
]


@pytest.mark.parametrize(("day", "against", "expected"), CHANGES)
def test_what_has_become_known_between_two_days_is_told(day: str, against: date, expected: list[str]) -> None:
    chosen = view(day, against=against)
    assert [sentence for _, sentence in changes_in_words(corpus_of(HYESAN), GAZETTEER, chosen)] == expected


def test_a_claim_of_the_newest_report_stands_first() -> None:
    corpus = load_corpus()
    chosen = view("2020-08-10", place="KP")
    for shown in episodes_shown(corpus, select(corpus, GAZETTEER, chosen), chosen):
        days = [corpus.reports[own.claim.report].published for own in shown.claims]
        assert days == sorted(days, reverse=True)
