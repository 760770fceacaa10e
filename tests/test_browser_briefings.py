"""A briefing in a real browser: made in the app, presented in a tab of its own, also below a base path."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from atlas.briefing import shipped_briefings
from tests.maps import map_frame

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def test_a_briefing_is_opened_and_presented(app: str, open_page: Open) -> None:
    briefing = shipped_briefings()["may-2022"]
    page = open_page(f"{app}/briefings")
    page.get_by_role("button", name=briefing.title).click()
    page.get_by_role("button", name="Presentation").click()
    with page.expect_popup() as waiting:
        page.get_by_role("link", name="Present").click()
    shown = waiting.value
    expect(shown.locator(".briefing-heading")).to_have_text(briefing.steps[0].heading)
    shown.keyboard.press("ArrowRight")
    expect(shown.locator(".briefing-heading")).to_have_text(briefing.steps[1].heading)
    expect(shown.locator(".rm-date")).to_have_text("12 May 2022")


def test_the_view_of_the_map_becomes_a_step(app: str, open_page: Open) -> None:
    page = open_page(f"{app}/?on=2021-02-08&place=KP-10-hyesan")
    map_frame(page)
    page.get_by_role("button", name="Export").first.click()
    page.get_by_role("button", name="Add to the briefing").click()
    expect(page.get_by_text("Step 1 of")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Briefings", exact=True).click()
    expect(page.get_by_label("Heading")).to_have_value("8 February 2021")
    link = page.get_by_role("link", name="Open its view").get_attribute("href") or ""
    assert "on=2021-02-08" in link
    assert "place=KP-10-hyesan" in link
