"""Importing in a real browser: 200 files with ten broken ones, the counts, and new marks on the map."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories import write_report
from tests.imports import two_hundred
from tests.maps import map_frame, mark

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
Start = Callable[..., str]
PICTURES = "ATLAS_TEST_PICTURES"


def picture(page: Page, name: str) -> None:
    """A picture of the page, where the environment asks for them."""
    if folder := os.environ.get(PICTURES):
        page.keyboard.press("Home")
        page.wait_for_timeout(1_000)
        page.screenshot(path=Path(folder) / f"{name}.png")


def test_two_hundred_files_are_imported_and_the_map_has_their_marks(
    tmp_path: Path, start_app: Start, open_page: Open
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    write_report(folder, "r1", "The city of Sinuiju was put under lockdown on January 29, 2021.")
    app = start_app("--reports", str(folder))
    page = open_page(f"{app}/reports")
    page.get_by_text("Add your own reports").click()
    expect(page.get_by_text("Publisher, where a file states none")).to_be_visible()
    picture(page, "panel-before")
    upload = {"name": "all.zip", "mimeType": "application/zip", "buffer": two_hundred()}
    page.locator("input[type=file]").set_input_files(files=[upload])
    page.get_by_role("button", name="Import", exact=True).click()
    result = page.locator(".st-key-import-result")
    expect(result.get_by_test_id("stMetric").filter(has_text="Files read")).to_contain_text("190")
    expect(result.get_by_test_id("stMetric").filter(has_text="Files not read")).to_contain_text("10")
    expect(result.get_by_test_id("stDataFrame").first).to_be_visible()
    picture(page, "panel-after")
    page.get_by_role("link", name="Map").first.click()
    frame = map_frame(page)
    expect(frame.locator('[data-place="KP-10-hyesan"]')).to_be_visible()
    assert "Lockdown" in mark(frame, "KP-10-hyesan")
    picture(page, "map-after")
    with page.expect_response(lambda answer: "/api/places/" in answer.url) as answer:
        page.get_by_role("link", name="Places").first.click()
    assert answer.value.ok
    page.get_by_role("link", name="Map").first.click()
    other = open_page(app)
    expect(map_frame(other).locator('[data-place="KP-10-hyesan"]')).to_have_count(0)
    page.get_by_role("button", name="Discard").click()
    expect(page.locator(".st-key-own-reports")).to_have_count(0)
    again = page.frame_locator('iframe[title="streamlit_folium.st_folium"]')
    expect(again.locator('[data-place="KP-10-hyesan"]')).to_have_count(0)
    expect(again.locator('[data-place="KP-03-sinuiju"]')).to_be_visible()
    assert [path.name for path in folder.iterdir()] == ["r1.md"]
