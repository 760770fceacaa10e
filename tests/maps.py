"""Finding one's way in the map's frame."""

from playwright.sync_api import Frame, Page

POSITION = """(id) => {
    const shown = window.reportedMeasures.placesMap;
    const at = shown.map.latLngToContainerPoint(shown.byId.get(id).point);
    return [at.x, at.y];
}"""


def folium_frame(page: Page) -> Frame:
    """The frame that a map is drawn in, once its document is there."""
    element = page.wait_for_selector('iframe[title="streamlit_folium.st_folium"]')
    frame = element.content_frame() if element else None
    assert frame is not None
    frame.wait_for_url("**/streamlit_folium*/**")
    return frame


def map_frame(page: Page) -> Frame:
    """The frame of the map, once it has drawn a view."""
    frame = folium_frame(page)
    frame.wait_for_function("window.reportedMeasures?.atlas?.view")
    return frame


def mark(frame: Frame, place: str) -> str:
    """What the mark of a place says to a screen reader."""
    return frame.locator(f'[data-place="{place}"]').get_attribute("aria-label") or ""


def places_frame(page: Page) -> Frame:
    """The frame of the map of places, once it has drawn a choice."""
    frame = folium_frame(page)
    frame.wait_for_function("window.reportedMeasures?.placesMap?.shown")
    return frame


def click_place(page: Page, frame: Frame, place: str) -> None:
    """Click where the map of places draws a place."""
    frame.wait_for_timeout(400)  # the frame takes its new size when the page gets longer
    x, y = frame.evaluate(POSITION, place)
    frame.locator(".leaflet-container").click(position={"x": x, "y": y})
