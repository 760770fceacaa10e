"""The pages of the open API in a browser: followed from the landing page to a feature and on to the map."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [1280, 390])
def test_links_lead_from_the_landing_page_to_a_feature_and_the_map(
    app: str, open_page: Callable[..., Page], width: int
) -> None:
    page = open_page(f"{app}/api", width=width)
    for name, heading in (("Collections", "Collections"), ("Claims", "Claims"), ("482 to read", "Claims")):
        page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        assert not page.evaluate(WIDER)
    expect(page.get_by_text("1–100 of 482 features.")).to_be_visible()
    page.get_by_role("link", name="Next page").click()
    expect(page.get_by_text("101–200 of 482 features.")).to_be_visible()
    page.locator("td a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(",")
    assert not page.evaluate(WIDER)
    page.get_by_role("link", name="On the map").click()
    expect(page.locator("iframe[title='streamlit_folium.st_folium']")).to_be_visible()


def test_the_description_names_every_parameter_and_fits_a_phone(app: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{app}/api/docs", width=390)
    for name in ("bbox", "datetime", "as_known_on", "episode_grade", "reliability"):
        expect(page.get_by_role("term").filter(has_text=name).first).to_be_visible()
    assert not page.evaluate(WIDER)
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Reported Sans\"'))")


def test_the_about_page_leads_to_the_api(app: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{app}/about")
    link = page.get_by_role("link", name="API", exact=True)
    expect(link).to_be_visible()
    assert link.evaluate("own => own.href") == f"{app}/api"
