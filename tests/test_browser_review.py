"""Reviewing in a real browser: by keys alone, by selecting words, by a click on the map; two curators at once."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from atlas.roles import LOCAL_VARIABLE
from corpus.decisions import Decision
from corpus.decisions.log import open_log
from corpus.reports import read_reports
from tests.conftest import running_app
from tests.factories import write_report
from tests.hostile import write_hostile_corpus
from tests.maps import click_place, map_frame, places_frame

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
Start = Callable[..., str]
FERRY = "In Musan nobody rowed the ferry any more."
HYESAN = f"The city of Hyesan was put under lockdown on January 29, 2021, residents said. 😀 {FERRY}"
MUSAN = "Musan was put under lockdown on January 29, 2021, residents said."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_report(tmp_path, "r1", HYESAN)
    write_report(tmp_path, "r2", MUSAN)
    return tmp_path


@pytest.fixture
def review(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An app with a local curator; the address of its review page."""
    monkeypatch.setenv(LOCAL_VARIABLE, "Ada")
    with running_app("--reports", str(folder)) as app:
        yield f"{app}/review"


def logged(folder: Path) -> list[Decision]:
    reports, _ = read_reports(folder)
    return [decision for report in reports for decision in open_log(folder).of_report(report)]


def claim_shown(page: Page, words: str) -> None:
    """Wait until the claim is shown with what can be done with it."""
    expect(page.locator(".checked h3")).to_contain_text(words)
    expect(page.get_by_role("button", name="Accept")).to_be_visible()


BUTTONS = {"a": "Accept", "u": "Undo", "e": "Correct", "x": "Reject", "n": "Add a claim", "j": "On"}


def press(page: Page, key: str) -> None:
    """Press a key once the button that it stands for is there; the numbers stand for reasons."""
    name = BUTTONS.get(key, "Background")
    expect(page.get_by_role("button", name=re.compile(rf"^{name}\b")).first).to_be_visible()
    page.keyboard.press(key)


def test_a_claim_is_accepted_undone_corrected_and_rejected_by_keys_alone(
    review: str, folder: Path, open_page: Open
) -> None:
    page = open_page(f"{review}?order=report")
    claim_shown(page, "Lockdown, Hyesan")
    expect(page.locator(".passage mark.field-place")).to_have_text("Hyesan")
    press(page, "a")
    claim_shown(page, "Lockdown, Musan")
    press(page, "u")
    claim_shown(page, "Lockdown, Hyesan")
    press(page, "e")
    start = page.get_by_role("textbox", name="Start")
    start.fill("2021-01")
    start.press("Tab")
    expect(page.get_by_text("From January 2021, no end reported.")).to_be_visible()
    page.keyboard.press("Control+Enter")
    claim_shown(page, "Lockdown, Musan")
    press(page, "x")
    press(page, "3")
    expect(page.get_by_text("Ada rejected the claim")).to_be_visible()
    assert [own.action for own in logged(folder)][:3] == ["accept", "undo", "correct"]
    assert {own.claim.start for own in logged(folder) if own.action == "correct" and own.claim} == {"2021-01"}
    assert "reject" in [own.action for own in logged(folder)]


def test_a_missed_claim_is_added_from_selected_words_and_a_place_on_the_map(
    review: str, folder: Path, open_page: Open
) -> None:
    page = open_page(f"{review}?order=report")
    claim_shown(page, "Lockdown, Hyesan")
    press(page, "n")
    expect(page.get_by_text("Select in the text the words that say so")).to_be_visible()
    passage = page.locator(".passage")
    passage.focus()
    for key in ("ArrowDown", "ArrowDown"):
        passage.press(key)
    expect(page.get_by_text("What do these words say?")).to_be_visible()
    expect(page.locator(".passage .quoted")).to_contain_text(FERRY)
    page.get_by_role("button", name="Map").last.click()
    click_place(page, places_frame(page), "KP-09-musan")
    expect(page.get_by_role("combobox", name="Place")).to_have_value("Musan 무산군, North Hamgyong")
    expect(page.locator(".st-key-review-map")).to_have_count(0)
    page.get_by_role("button", name="Add the claim").click()
    expect(page.get_by_text("Ada added")).to_be_visible()
    [added] = [own for own in logged(folder) if own.action == "add"]
    assert added.claim is not None
    assert added.claim.place_id == "KP-09-musan"
    assert added.claim.evidence.quote.removeprefix("😀 ") == FERRY


def test_words_selected_by_pointer_become_the_quote(review: str, folder: Path, open_page: Open) -> None:
    page = open_page(f"{review}?order=report")
    claim_shown(page, "Lockdown, Hyesan")
    press(page, "n")
    expect(page.locator(".passage.selectable")).to_be_visible()
    line = page.locator(".passage .around").last.evaluate(
        "(span) => { const at = [...span.getClientRects()].at(-1); return [at.right - 30, at.top + at.height / 2]; }"
    )
    page.mouse.dblclick(*line)
    expect(page.get_by_text("What do these words say?")).to_be_visible()
    chosen = page.locator(".passage .quoted").inner_text()
    assert chosen.strip() == chosen
    assert chosen in HYESAN


def test_of_two_curators_the_second_is_shown_what_the_first_decided(review: str, folder: Path, open_page: Open) -> None:
    first, second = open_page(f"{review}?order=report"), open_page(f"{review}?order=report")
    for page in (first, second):
        claim_shown(page, "Lockdown, Hyesan")
    press(first, "a")
    claim_shown(first, "Lockdown, Musan")
    press(second, "x")
    expect(second.get_by_text("Somebody else has just decided about this claim")).to_be_visible()
    expect(second.locator(".checked")).to_contain_text("confirmed by review")
    expect(second.locator(".history")).to_contain_text("Ada accepted")
    second.keyboard.press("1")  # of a reason that is no longer asked for
    assert [own.action for own in logged(folder)] == ["accept"]


def test_a_reviewed_claim_is_marked_on_the_map(review: str, folder: Path, open_page: Open) -> None:
    page = open_page(f"{review}?order=report")
    claim_shown(page, "Lockdown, Hyesan")
    press(page, "a")
    claim_shown(page, "Lockdown, Musan")
    other = open_page(review.replace("/review", "/?on=2021-02-01"))
    frame = map_frame(other)
    lines = "svg line[stroke='var(--rm-ink)']"
    expect(frame.locator(f'[data-place="KP-10-hyesan"] {lines}')).to_have_count(1)
    expect(frame.locator(f'[data-place="KP-09-musan"] {lines}')).to_have_count(0)
    expect(other.get_by_text("2 in force; 1 reviewed")).to_be_visible()


def test_nothing_of_a_hostile_report_runs_on_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start_app: Start, open_page: Open
) -> None:
    monkeypatch.setenv(LOCAL_VARIABLE, "<img src=x onerror=top.ran=1> [x](http://evil.example)")
    write_hostile_corpus(tmp_path)
    app = start_app("--reports", str(tmp_path))
    page = open_page(f"{app}/review?order=report")
    page.get_by_text("Reviewed (").click()
    expect(page.locator(".passage")).to_have_count(1)  # that of the report before has gone
    for _ in range(6):
        press(page, "j")
        page.wait_for_timeout(400)
    press(page, "a")
    expect(page.locator(".said.done")).to_contain_text("onerror=top.ran=1")
    assert page.evaluate("window.ran") is None


def test_a_phone_shows_the_text_and_then_the_claim(review: str, open_page: Open) -> None:
    page = open_page(f"{review}?order=report", width=390, height=844)
    claim_shown(page, "Lockdown, Hyesan")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
