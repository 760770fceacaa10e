"""Hostile reports in a real browser: nothing of them runs, and all of it is shown as text."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from atlas.bench.serving import ROOT, running_app
from tests.hostile import EVERYTHING, PAYLOADS, TRACE, write_hostile_corpus
from tests.hostile_doors import by_decisions, by_front_matter
from tests.hostile_rows import hostile_rows
from tests.maps import map_frame, mark

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
Start = Callable[..., str]
LINKS = """() => [...document.querySelectorAll('a[href], area[href]')].map((link) => ({
    address: link.href,
    own: link.origin === location.origin,
    safe: ['http:', 'https:'].includes(link.protocol),
    alone: (link.relList ?? []).contains('noopener') || link.target !== '_blank',
}))"""


@pytest.fixture(scope="module")
def hostile_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on a corpus of hostile reports."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    write_hostile_corpus(folder)
    with running_app("--reports", str(folder)) as address:
        yield address


def nothing_ran(page: Page) -> None:
    page.wait_for_timeout(500)
    for frame in page.frames:
        assert frame.evaluate("typeof window.ran") == "undefined"
        wrong = [link for link in frame.evaluate(LINKS) if not link["safe"] or not (link["own"] or link["alone"])]
        assert wrong == []
    assert not (ROOT / TRACE).exists()


def test_in_the_panel_all_payloads_are_text(hostile_app: str, open_page: Open) -> None:
    page = open_page(f"{hostile_app}/?on=2021-02-10&place=KP-10-hyesan")
    assert "Lockdown in force" in mark(map_frame(page), "KP-10-hyesan")
    page.get_by_text("Show all 20").click()
    expect(page.locator("article.claim")).to_have_count(len(PAYLOADS))
    shown = "\n".join(page.locator("article.claim").all_inner_texts())
    for payload in PAYLOADS:
        for part in ("Title", "Publisher", "Origin"):
            assert (f"{part} {payload}" if part != "Origin" else payload) in shown
    assert "1337" not in shown
    links = page.locator("article.claim .claim-source a")
    addresses = [links.nth(number).get_attribute("href") or "" for number in range(links.count())]
    assert addresses
    assert all(address.startswith("http://evil.example/") for address in addresses)
    assert not any(
        "onmouseover" in (element or "")
        for element in page.locator("article.claim a").evaluate_all(
            "links => links.map(link => link.getAttribute('onmouseover'))"
        )
    )
    assert page.locator("article.claim").locator("img, script, iframe, svg, b, style").count() == 0
    nothing_ran(page)


def test_in_the_tray_and_on_the_map_nothing_runs(hostile_app: str, open_page: Open) -> None:
    page = open_page(f"{hostile_app}/?on=2021-02-10")
    frame = map_frame(page)
    expect(page.get_by_role("heading", name="Not on the map: 20 claims")).to_be_visible()
    frame.locator('[data-place="KP-10-hyesan"]').hover()
    expect(frame.locator(".rm-tooltip")).to_contain_text("Hyesan")
    nothing_ran(page)


def test_a_report_is_read_as_text(hostile_app: str, open_page: Open) -> None:
    page = open_page(f"{hostile_app}/reports?report={EVERYTHING}")
    report = page.locator("article.report")
    expect(report).to_contain_text("top.ran")
    shown = report.locator(".report-text").inner_text()
    assert [payload for payload in PAYLOADS if payload not in shown] == []
    assert report.locator("img, script, iframe, svg, b, style").count() == 0
    nothing_ran(page)


def test_a_file_with_a_hostile_name_is_a_problem_shown_as_text(hostile_app: str, open_page: Open) -> None:
    page = open_page(f"{hostile_app}/reports")
    expect(page.get_by_role("heading", name="1 problem while reading")).to_be_visible()
    nothing_ran(page)


def test_a_search_shows_its_phrase_and_its_hits_as_text(hostile_app: str, open_page: Open) -> None:
    page = open_page(f"{hostile_app}/?on=2021-02-10&find=residents%20said")
    for payload in PAYLOADS[:3]:
        expect(page.locator("article.found").filter(has_text=f"Title {payload}").first).to_be_visible()
    assert page.locator("article.found").locator("img, script, iframe, svg, b, style").count() == 0
    nothing_ran(page)
    for payload in (PAYLOADS[0], PAYLOADS[4], PAYLOADS[18]):
        page = open_page(f"{hostile_app}/?on=2021-02-10&find={quote(payload)}")
        expect(page.get_by_role("heading", name=f"for “{payload}”")).to_be_visible()
        nothing_ran(page)


def test_with_all_hostile_inputs_every_page_shows_text(start_app: Start, open_page: Open, tmp_path: Path) -> None:
    by_decisions(hostile_rows(), tmp_path)
    by_front_matter(hostile_rows(), tmp_path)
    names = [row.id for row in hostile_rows() if row.family in ("markup", "markdown", "templates")][::40]
    address = start_app("--reports", str(tmp_path))
    for path in (
        "",
        "?on=2021-02-10&place=KP-10-hyesan",
        "?on=2021-02-10&find=residents",
        "places",
        "review",
        "about",
    ):
        page = open_page(f"{address}/{path}")
        expect(page.locator("h1, h2, h3, iframe").first).to_be_visible()
        page.wait_for_timeout(1_500)
        nothing_ran(page)
    for name in names:
        page = open_page(f"{address}/reports?report={name}")
        expect(page.locator("article.report")).to_contain_text("residents said")
        nothing_ran(page)
