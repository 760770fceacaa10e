"""Finding one's way in the map's frame."""

from playwright.sync_api import Frame, Page


def map_frame(page: Page) -> Frame:
    """The frame of the map, once it has drawn a view."""
    element = page.wait_for_selector('iframe[title="streamlit_folium.st_folium"]')
    frame = element.content_frame() if element else None
    assert frame is not None
    frame.wait_for_url("**/streamlit_folium*/**")
    frame.wait_for_function("window.reportedMeasures?.atlas?.view")
    return frame


def mark(frame: Frame, place: str) -> str:
    """What the mark of a place says to a screen reader."""
    return frame.locator(f'[data-place="{place}"]').get_attribute("aria-label") or ""
