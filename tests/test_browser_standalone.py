"""The single-file map in a real browser, opened from disk with the network off."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser, Page, expect

from atlas.briefing import shipped_briefings
from atlas.build_typefaces import small_characters
from atlas.exports.briefings import snapshots_of
from atlas.exports.snapshot import take_snapshot
from atlas.exports.standalone import read_manifest_html, write_briefing_html, write_html
from atlas.exports.typeface import SMALL
from atlas.view import View
from corpus.measures import load_measures
from corpus.models import STATUSES
from corpus.store import Corpus, load_corpus
from geodata import load_gazetteer
from tests.hostile import PAYLOADS, write_hostile_corpus

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def a_view(day: date, **fields: object) -> View:
    return View(day, day, frozenset(load_measures()), frozenset(STATUSES), **fields)  # type: ignore[arg-type]


def written(folder: Path, corpus: Corpus, view: View) -> Path:
    path = folder / "snapshot.html"
    path.write_bytes(write_html(take_snapshot(corpus, load_gazetteer(), view)))
    return path


@pytest.fixture
def open_file(browser: Browser) -> Iterator[Open]:
    """Open a file with the network off; at the end nothing was asked for but the file, and no error logged."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    asked: list[str] = []
    errors: list[str] = []

    def open_at(path: Path, end: str = "") -> Page:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(path.as_uri() + end)
        page.wait_for_function("window.reportedMeasures?.atlas?.view")
        return page

    yield open_at
    context.close()
    assert [url for url in asked if not url.startswith("file:")] == []
    assert len(asked) == 1
    assert errors == []


def test_the_file_opens_from_disk_and_its_time_moves_by_keys(open_file: Open, tmp_path: Path) -> None:
    path = written(tmp_path, load_corpus(), a_view(date(2021, 2, 8), place="KP-10-hyesan"))
    assert path.stat().st_size < 2_000_000
    page = open_file(path)
    expect(page.get_by_role("heading", name="8 February 2021").first).to_be_visible()
    expect(page.get_by_role("heading", name="Hyesan")).to_be_visible()
    claim = page.locator("#sources article.claim").first
    expect(claim).to_contain_text("ASIAPRESS")
    expect(claim.locator("mark.field-end")).to_have_text("February 15")
    expect(claim.locator(".claim-state")).to_have_text("in force")
    page.get_by_role("slider", name="Date").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".rm-date")).to_have_text("15 February 2021")
    expect(page.locator("#sources summary").first).to_contain_text("Lockdown lifted on 15 February 2021")
    page.get_by_role("button", name="All places").click()
    page.locator(".sources-place", has_text="Tumen River").click()
    expect(page.get_by_role("heading", name="Tumen River")).to_be_visible()
    page.get_by_role("button", name="Silence").click()
    expect(page.locator(".rm-note").first).to_be_attached()
    page.get_by_role("button", name="As known on").click()
    expect(page.locator(".rm-tally")).to_contain_text("as known on 15 February 2021")


NAMELESS = """() => [...window.reportedMeasures.atlas.names.all.values()]
    .filter((name) => name.mark && name.mark.known && getComputedStyle(name.span).visibility === "hidden")
    .map((name) => name.info.id)"""


@pytest.mark.parametrize("width", [1000, 1100, 1280, 1440])
def test_every_mark_in_force_has_its_name(open_file: Open, tmp_path: Path, width: int) -> None:
    page = open_file(written(tmp_path, load_corpus(), a_view(date(2021, 2, 8))))
    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_timeout(500)
    assert page.evaluate(NAMELESS) == []


def test_every_episode_and_claim_of_the_map_has_its_sources_in_the_file(open_file: Open, tmp_path: Path) -> None:
    page = open_file(written(tmp_path, load_corpus(), a_view(date(2021, 2, 8))))
    missing = page.evaluate(
        """() => {
            const {atlas} = window.reportedMeasures;
            const ids = atlas.episodes.map((episode) => `episode-${episode.key}-${episode.first}`);
            ids.push(...[...new Set(atlas.now.claim)].map((claim) => `claim-${claim}`));
            return [ids.length, ids.filter((id) => !document.getElementById(id))];
        }"""
    )
    assert missing[0] > 600
    assert missing[1] == []


def test_hostile_reports_stay_text_in_the_file(open_file: Open, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    write_hostile_corpus(folder)
    page = open_file(written(tmp_path, load_corpus(folder), a_view(date(2021, 2, 10), place="KP-10-hyesan")))
    shown = "\n".join(page.locator("#sources article.claim").all_inner_texts())
    assert all(f"Title {payload}" in shown for payload in PAYLOADS if "\u202e" not in payload)
    assert page.evaluate("typeof window.ran") == "undefined"
    assert page.locator("#sources").locator("img, script, iframe, b, style").count() == 0


def test_the_same_view_gives_the_same_file_and_it_says_how_it_was_made() -> None:
    corpus = load_corpus()
    snapshot = take_snapshot(corpus, load_gazetteer(), a_view(date(2021, 2, 8)))
    content = write_html(snapshot)
    assert content == write_html(take_snapshot(corpus, load_gazetteer(), a_view(date(2021, 2, 8))))
    manifest = read_manifest_html(content)
    assert manifest is not None
    assert manifest["state"] == {"on": "2021-02-08"}
    assert len(manifest["claims"]) == len(snapshot.selection.shown)
    assert read_manifest_html(b"<html>") is None


def test_the_typeface_in_the_file_has_all_characters_of_names() -> None:
    """If it has not: `python -m atlas typeface`."""
    font = TTFont(SMALL)
    assert {chr(character) for character in small_characters() - set(font.getBestCmap())} == set()


def test_a_briefing_presents_itself_by_a_clickers_keys(open_file: Open, tmp_path: Path) -> None:
    corpus, gazetteer = load_corpus(), load_gazetteer()
    briefing = shipped_briefings()["hyesan-lockdowns"]
    path = tmp_path / "briefing.html"
    path.write_bytes(write_briefing_html(briefing, snapshots_of(briefing, corpus, gazetteer)))
    assert path.stat().st_size < 2_000_000
    page = open_file(path)
    heading = page.locator(".briefing-heading")
    expect(heading).to_have_text(briefing.steps[0].heading)
    for _ in range(2):
        page.keyboard.press("PageDown")
    expect(heading).to_have_text(briefing.steps[2].heading)
    expect(page.locator(".briefing-count")).to_have_text("3 / 5")
    expect(page.locator(".rm-date")).to_have_text("8 February 2021")
    page.wait_for_function("Math.abs(window.reportedMeasures.atlas.map.getZoom() - 8.25) < 0.01")
    expect(page.locator(".briefing-sources")).to_contain_text("ASIAPRESS, 17 February 2021")
    page.keyboard.press("e")
    expect(page.locator("#sources article.claim").first).to_contain_text("closure of the city")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".rm-tally")).to_contain_text("what was known on 8 February 2021")
    page.keyboard.press("PageUp")
    expect(heading).to_have_text(briefing.steps[2].heading)
    page.keyboard.press(".")
    assert page.evaluate("document.body.classList.contains('briefing-blank')")


def test_notes_stand_in_a_window_of_their_own(open_file: Open, tmp_path: Path) -> None:
    corpus, gazetteer = load_corpus(), load_gazetteer()
    briefing = shipped_briefings()["hyesan-lockdowns"]
    path = tmp_path / "briefing.html"
    path.write_bytes(write_briefing_html(briefing, snapshots_of(briefing, corpus, gazetteer)))
    page = open_file(path)
    with page.expect_popup() as waiting:
        page.get_by_role("button", name="Notes").click()
    notes = waiting.value
    expect(notes.locator("h1")).to_have_text(briefing.steps[0].heading)
    expect(notes.locator("body")).to_contain_text("One report, one origin, no start.")
    expect(notes.locator("h2")).to_have_text(f"Next: {briefing.steps[1].heading}")
    notes.keyboard.press("PageDown")
    expect(page.locator(".briefing-heading")).to_have_text(briefing.steps[1].heading)
    expect(notes.locator("h1")).to_have_text(briefing.steps[1].heading)
