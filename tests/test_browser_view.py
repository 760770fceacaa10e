"""Moving about in a real browser: days, positions, links, keys, names and sizes of window."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from corpus.measures import load_measures
from tests.maps import map_frame

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


NAMES_AND_MARKS = """() => {
    const boxes = (selector) => [...document.querySelectorAll(selector)]
        .filter((node) => getComputedStyle(node).visibility !== "hidden" && node.getClientRects().length)
        .map((node) => [node.textContent, node.getBoundingClientRect()]);
    const before = (a, b) => a.right - 1 <= b.left || a.bottom - 1 <= b.top;
    const apart = (a, b) => before(a, b) || before(b, a);
    const names = boxes(".rm-label");
    const others = names.concat(boxes(".rm-mark"), boxes(".rm-banner"), boxes(".rm-legend"));
    return names.flatMap(([name, box]) => others
        .filter(([_, other]) => other !== box && !apart(box, other))
        .map(([other]) => name + " / " + other));
}"""
QUERIES = [
    "on=2021-02-08&place=KP-10-hyesan",
    "time=Range",
    "on=2020-08-02&map=8.00~40.2~127.0",
    "on=2020-08-10&silence=1",
    "on=2021-02-08&against=2020-12-15",
]


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 800), (390, 844)])
@pytest.mark.parametrize("query", QUERIES)
def test_no_name_lies_on_a_mark_a_control_or_another_name(
    app: str, open_page: Open, query: str, width: int, height: int
) -> None:
    frame = map_frame(open_page(f"{app}/?{query}", width, height))
    frame.wait_for_timeout(500)
    assert frame.locator(".rm-label").count() > 5
    assert frame.evaluate(NAMES_AND_MARKS) == []


FONTS = """() => performance.getEntriesByType('resource').map(entry => entry.name.split('/').pop().split('?')[0])
    .filter(name => /^(Pretendard|ReportedSans)/.test(name))"""
SMALL, WHOLE = "ReportedSans-Names.woff2", "PretendardVariable.woff2"


def test_the_whole_typeface_comes_only_with_a_text_that_needs_it(app: str, open_page: Open) -> None:
    page = open_page(f"{app}/?on=2021-02-08&place=KP-10-hyesan&names=ko")
    frame = map_frame(page)
    expect(page.locator("article.claim").first).to_be_visible()
    page.evaluate("document.fonts.ready")
    assert (page.evaluate(FONTS), frame.evaluate(FONTS)) == ([SMALL], [SMALL])
    page = open_page(f"{app}/?on=2021-02-08&find=국경")
    expect(page.locator("article.found").first).to_be_visible()
    page.evaluate("document.fonts.ready")
    page.wait_for_function(f"({FONTS})().length === 2")
    assert page.evaluate(FONTS) == [SMALL, WHOLE]


CONTROLS_ON_MARKS = """() => {
    const boxes = (selector) => [...document.querySelectorAll(selector)].map((node) => node.getBoundingClientRect());
    const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
    const controls = boxes(".rm-banner, .rm-legend, .leaflet-control-zoom");
    return [...document.querySelectorAll(".rm-mark")]
        .filter((mark) => controls.some((box) => !apart(box, mark.getBoundingClientRect())))
        .map((mark) => mark.getAttribute("aria-label"));
}"""


SIZES = [(390, 844), (760, 900), (1024, 768), (1150, 700), (1280, 720), (1280, 800), (1920, 1080)]


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("day", ["2021-02-08", "2020-07-31"])
def test_at_first_no_control_lies_on_a_mark(app: str, open_page: Open, day: str, width: int, height: int) -> None:
    frame = map_frame(open_page(f"{app}/?on={day}", width, height))
    frame.wait_for_timeout(400)
    assert frame.locator(".rm-mark").count() > 5
    assert frame.evaluate(CONTROLS_ON_MARKS) == []


@pytest.mark.parametrize("width", [700, 760, 1024, 1280])
def test_the_search_field_has_room_for_words(app: str, open_page: Open, width: int) -> None:
    page = open_page(f"{app}/?on=2021-02-08", width, 800)
    map_frame(page)
    field, export = (page.locator(f".st-key-{key}") for key in ("search", "export"))
    box, other = field.bounding_box(), export.bounding_box()
    assert box
    assert other
    assert box["width"] > 160
    assert other["width"] < 170


def test_panning_and_zooming_ask_nothing_of_the_server(app: str, open_page: Open) -> None:
    page = open_page(f"{app}/?on=2021-02-08")
    frame = map_frame(page)
    page.evaluate(
        """() => {
            window.answers = 0;
            window.addEventListener("message", (event) => {
                if (event.data.type === "streamlit:setComponentValue") window.answers += 1;
            });
        }"""
    )
    frame.evaluate("window.map.setView([39.5, 126], 8, {animate: false})")
    page.wait_for_timeout(800)
    assert page.evaluate("window.answers") == 0
    frame.locator('[data-place="KP-10-hyesan"]').dispatch_event("click")
    page.wait_for_function("window.answers === 1")


def test_a_link_restores_the_whole_view(app: str, open_page: Open) -> None:
    page = open_page(f"{app}/?on=2021-02-08")
    frame = map_frame(page)
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("button", name="Mask mandate").click()
    page.keyboard.press("Escape")
    frame.evaluate("window.map.setView([41.4, 128.2], 8.5, {animate: false})")
    frame.locator('[data-place="KP-10-hyesan"]').click()
    expect(page.get_by_role("heading", name="Hyesan")).to_be_visible()
    page.wait_for_url("**map=8.50*")
    again = open_page(page.url)
    restored = map_frame(again)
    expect(restored.get_by_role("heading", name="8 February 2021")).to_be_visible()
    expect(again.get_by_role("heading", name="Hyesan")).to_be_visible()
    mask = list(load_measures()).index("mask_mandate")
    assert not restored.evaluate(f"window.reportedMeasures.atlas.view.measures.has({mask})")
    assert restored.evaluate("window.map.getZoom()") == 8.5


def test_marks_are_reached_and_opened_by_keyboard_and_keep_the_focus(app: str, open_page: Open) -> None:
    page = open_page(f"{app}/?on=2021-02-08")
    frame = map_frame(page)
    frame.locator('[data-place="KP-10-hyesan"]').focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Hyesan")).to_be_visible()
    expect(frame.locator('[data-place="KP-10-hyesan"]')).to_have_attribute("aria-pressed", "true")
    assert frame.evaluate("document.activeElement.dataset.place") == "KP-10-hyesan"


@pytest.mark.parametrize("position", ["99~39~125", "1e308~1e308~1e308", "~~", "nan~1~2", "7~0~0", "7.5", "<b>"])
def test_a_position_that_is_not_on_the_map_counts_as_none(app: str, open_page: Open, position: str) -> None:
    frame = map_frame(open_page(f"{app}/?on=2021-02-08&map={position}"))
    assert frame.evaluate("window.map.getBounds().contains([[37.7, 124.3], [43.0, 130.7]])")


def test_names_are_placed_anew_after_a_pan(app: str, open_page: Open) -> None:
    frame = map_frame(open_page(f"{app}/?on=2021-02-08&map=9.00~41.4~128.2"))
    frame.evaluate("window.map.setView([39.0, 125.75], 9, {animate: false})")
    frame.wait_for_function(
        """() => [...document.querySelectorAll('.rm-label')].some(
            (name) => name.textContent === 'Pyongyang' && name.style.visibility === 'visible')"""
    )


def test_the_whole_country_stays_in_view_when_the_window_changes(app: str, open_page: Open) -> None:
    page = open_page(f"{app}/?on=2021-02-08", 1800, 900)
    frame = map_frame(page)
    for width, height in ((900, 800), (390, 844), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        frame.wait_for_function("window.map.getBounds().contains([[37.7, 124.3], [43.0, 130.7]])")
        page.wait_for_timeout(400)  # Leaflet would tell of a move 200 ms after a change of size
    assert "map=" not in page.url


# A change comes while Leaflet would still be animating the last one, or just after.
NARROW_AND_WIDE = """async () => {
    const box = window.map.getContainer();
    const outside = [];
    for (const width of [390, 1800, 390, 1000, 200, 1500, 390, 1790, 800, 58, 1200, 390]) {
        for (const [more, pause] of [[0, 60], [2, 350]]) {
            box.style.width = `${width + more}px`;
            await new Promise((done) => setTimeout(done, pause));
            for (let frames = 0; frames < 600 && window.map.getSize().x !== box.clientWidth; frames++)
                await new Promise(requestAnimationFrame);
            const country = [[37.7, 124.3], [43.0, 130.7]];
            if (width > 100 && !window.map.getBounds().contains(country)) outside.push([width, more]);
        }
    }
    return outside;
}"""


def test_the_whole_country_stays_in_view_while_the_map_changes_its_size(app: str, open_page: Open) -> None:
    page = open_page(f"{app}/?on=2021-02-08")
    assert map_frame(page).evaluate(NARROW_AND_WIDE) == []
    page.wait_for_timeout(400)
    assert "map=" not in page.url


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_nothing_is_wider_than_the_screen(app: str, open_page: Open, width: int, height: int) -> None:
    page = open_page(f"{app}/?on=2021-02-08&place=KP-10-hyesan", width, height)
    map_frame(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
