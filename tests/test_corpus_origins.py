"""Whose reporting a report relays: one name for each outlet, relayed outlets, near-duplicates."""

from datetime import date
from pathlib import Path

import pytest

from corpus.origins import outlet_name, relayed_outlet, settle_origins
from corpus.reports import read_reports
from tests.factories import make_report

REPORTS = Path(__file__).parents[1] / "corpus" / "reports"

STORY = (
    "The gates of Musan stay shut for twenty days because two soldiers fell ill in the hills above the mine. Guards "
    "stand on every road, the market is empty, and families live on what the party committee hands out at noon."
)


@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("KCNA", "Korean Central News Agency"),
        ("조선중앙통신", "Korean Central News Agency"),
        ("자유아시아방송", "Radio Free Asia"),
        ("radio free asia", "Radio Free Asia"),
        ("The Musan Post", "The Musan Post"),
    ],
)
def test_an_outlet_goes_by_one_name(name: str, counted: str) -> None:
    assert outlet_name(name) == counted


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Musan is sealed, according to Daily NK.", "Daily NK"),
        ("RFA reported on Monday that Musan is sealed.", "Radio Free Asia"),
        ("A trader told Radio Free Asia that Musan is sealed.", "Radio Free Asia"),
        ("자유아시아방송에 따르면 무산이 봉쇄됐다.", "Radio Free Asia"),
        ("조선중앙통신이 보도했다. 무산이 봉쇄됐다.", "Korean Central News Agency"),
        ("Musan is sealed, a trader said.", None),
        ("She reads Daily NK every morning.", None),
        ("The map AP drew is old.", None),
    ],
)
def test_the_head_of_a_text_says_whom_it_relays(text: str, outlet: str | None) -> None:
    assert relayed_outlet(text) == outlet


def test_a_stated_origin_stands_under_its_one_name() -> None:
    (report,) = settle_origins([make_report(origin="KCNA", text="Musan is sealed, according to Daily NK.")])
    assert report.origin == "Korean Central News Agency"


def test_without_one_the_relayed_outlet_counts_and_else_the_publisher() -> None:
    relaying, own = settle_origins(
        [
            make_report("a", "Musan is sealed, according to Daily NK.", origin=""),
            make_report("b", "The ferry to Sindo lies idle.", origin="", publisher="The Musan Post"),
        ]
    )
    assert (relaying.origin, own.origin) == ("Daily NK", "The Musan Post")


def test_rewrites_of_one_story_have_one_origin_that_of_the_earliest() -> None:
    first = make_report("b", STORY, origin="First", published=date(2021, 2, 1))
    later = make_report(
        "a", STORY.replace("twenty", "20") + " More follows.", origin="Second", published=date(2021, 2, 3)
    )
    other = make_report("c", "Ferries to Sindo lie idle and nobody says why or for how long.", origin="Third")
    assert [report.origin for report in settle_origins([later, first, other])] == ["First", "First", "Third"]


def test_the_order_of_the_reports_changes_nothing() -> None:
    reports, _ = read_reports(REPORTS)
    forwards = {report.id: report.origin for report in settle_origins(reports)}
    backwards = {report.id: report.origin for report in settle_origins(reversed(reports))}
    assert forwards == backwards
    assert list(forwards) == [report.id for report in reports]


def test_bundled_outlets_that_relay_are_found_in_their_texts() -> None:
    """Where the head of a report names a relayed outlet, it is the coded origin in most of them."""
    reports, _ = read_reports(REPORTS)
    pairs = [(relayed_outlet(report.text), outlet_name(report.origin)) for report in reports]
    named = [(found, coded) for found, coded in pairs if found is not None]
    assert len(named) > 40
    assert sum(found == coded for found, coded in named) / len(named) >= 0.7
