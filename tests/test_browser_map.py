"""The map page in a real browser, on the bundled corpus."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from atlas.map import view_numbers
from atlas.selection import Shown, select, states_by_place
from atlas.view import View
from corpus.measures import load_measures
from corpus.models import STATUSES
from corpus.store import Corpus, load_corpus
from geodata import load_gazetteer
from tests.conftest import running_app

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def map_frame(page: Page) -> Frame:
    """The frame of the map, once it has drawn a view."""
    page.wait_for_selector('iframe[title="streamlit_folium.st_folium"]')
    frame = next(frame for frame in page.frames if "streamlit_folium" in frame.url)
    frame.wait_for_function("window.reportedMeasures?.atlas?.view")
    return frame


def mark(frame: Frame, place: str) -> str:
    """What the mark of a place says to a screen reader."""
    return frame.locator(f'[data-place="{place}"]').get_attribute("aria-label") or ""


def test_hyesan_is_in_lockdown_on_8_february_2021_and_a_click_opens_its_source(app: str, open_page: Open) -> None:
    page = open_page(f"{app}/?on=2021-02-08")
    frame = map_frame(page)
    expect(page.get_by_role("heading", name="8 February 2021")).to_be_visible()
    assert "Lockdown in force" in mark(frame, "KP-10-hyesan")
    frame.locator('[data-place="KP-10-hyesan"]').click()
    expect(page.get_by_role("heading", name="Hyesan")).to_be_visible()
    claim = page.locator("article.claim").first
    expect(claim).to_contain_text("ASIAPRESS")
    expect(claim.locator("mark.field-start")).to_have_text("January 29")
    expect(claim.locator("mark.field-end")).to_have_text("February 15")
    expect(claim.locator(".claim-source a")).to_have_attribute("rel", "noopener noreferrer")
    assert "place=KP-10-hyesan" in page.url


def test_a_claim_leads_to_its_whole_report(app: str, open_page: Open) -> None:
    page = open_page(f"{app}/?on=2021-02-08&place=KP-10-hyesan")
    page.get_by_role("link", name="read report 002").first.click()
    expect(page.locator("article.report")).to_contain_text("A handful of offenders")
    expect(page.locator("article.report mark.field-end")).to_have_text(["February 15"])


def test_hyesan_is_lifted_on_20_february_2021(app: str, open_page: Open) -> None:
    frame = map_frame(open_page(f"{app}/?on=2021-02-20"))
    assert "Lockdown lifted" in mark(frame, "KP-10-hyesan")


def test_a_speakers_place_is_not_marked_for_the_mask_crackdown(app: str, open_page: Open) -> None:
    page = open_page(f"{app}/?on=2020-10-27&place=KP-03")
    frame = map_frame(page)
    assert "Enforcement in force" in mark(frame, "KP-01")
    assert "Enforcement in force" not in mark(frame, "KP-03")
    assert "Enforcement probably" not in mark(frame, "KP-03")
    expect(page.locator("article.claim[data-report='001']")).to_have_count(0)


def test_the_banner_names_nation_wide_measures_and_opens_their_sources(app: str, open_page: Open) -> None:
    page = open_page(f"{app}/?on=2021-02-08")
    banner = map_frame(page).locator(".rm-banner")
    expect(banner).to_contain_text("Border closure")
    banner.click()
    expect(page.get_by_role("heading", name="Nation-wide")).to_be_visible()


def test_moving_the_date_keeps_zoom_and_position_and_never_mounts_the_map_again(app: str, open_page: Open) -> None:
    page = open_page(f"{app}/?on=2021-02-08")
    frame = map_frame(page)
    frame.evaluate("window.firstMount = true; window.map.setView([41.4, 128.2], 8.5, {animate: false})")
    page.get_by_role("slider", name="Date").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="9 February 2021")).to_be_visible()
    frame.wait_for_function("window.reportedMeasures.atlas.view.first === 18667")
    where = frame.evaluate("[window.map.getZoom(), window.map.getCenter().lat, window.firstMount]")
    assert where[0] == 8.5
    assert where[1] == pytest.approx(41.4, abs=0.01)
    assert where[2] is True


def test_the_next_day_is_one_key_away(app: str, open_page: Open) -> None:
    page = open_page(f"{app}/?on=2021-02-08")
    map_frame(page)
    page.get_by_role("button", name="Day after").click()
    expect(page.get_by_role("heading", name="9 February 2021")).to_be_visible()
    page.keyboard.press("Control+ArrowRight")
    expect(page.get_by_role("heading", name="10 February 2021")).to_be_visible()
    assert "on=2021-02-10" in page.url


NAMES_AND_MARKS = """() => {
    const boxes = (selector) => [...document.querySelectorAll(selector)]
        .filter((node) => node.style.visibility !== "hidden")
        .map((node) => [node.textContent, node.getBoundingClientRect()]);
    const before = (a, b) => a.right - 1 <= b.left || a.bottom - 1 <= b.top;
    const apart = (a, b) => before(a, b) || before(b, a);
    const names = boxes(".rm-label");
    const others = names.concat(boxes(".rm-mark"), boxes(".rm-banner"), boxes(".rm-legend"));
    return names.flatMap(([name, box]) => others
        .filter(([_, other]) => other !== box && !apart(box, other))
        .map(([other]) => name + " / " + other));
}"""
QUERIES = ["on=2021-02-08&place=KP-10-hyesan", "time=Range", "on=2020-08-02&map=8.00~40.2~127.0"]


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 800), (390, 844)])
@pytest.mark.parametrize("query", QUERIES)
def test_no_name_lies_on_a_mark_a_control_or_another_name(
    app: str, open_page: Open, query: str, width: int, height: int
) -> None:
    frame = map_frame(open_page(f"{app}/?{query}", width, height))
    frame.wait_for_timeout(500)
    assert frame.locator(".rm-label").count() > 5
    assert frame.evaluate(NAMES_AND_MARKS) == []


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
    expect(again.get_by_role("heading", name="8 February 2021")).to_be_visible()
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
    assert "map=" not in page.url


def test_a_websocket_to_another_host_is_refused_by_the_browser(app: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(app)
    refused = page.evaluate(
        """() => new Promise((done) => {
            document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective));
            try { new WebSocket("ws://evil.example/"); } catch (error) { done("thrown"); }
            setTimeout(() => done("nothing"), 5000);
        })"""
    )
    page.close()
    assert refused in ("connect-src", "thrown")


def test_the_list_in_words_opens_a_places_sources(app: str, open_page: Open) -> None:
    page = open_page(f"{app}/?on=2021-02-08")
    page.get_by_role("button", name="Hyesan: Lockdown").click()
    expect(page.get_by_role("heading", name="Hyesan")).to_be_visible()
    expect(map_frame(page).locator(".rm-chosen")).to_have_count(1)


def test_a_map_that_cannot_be_loaded_says_so(app: str, browser: Browser) -> None:
    page = browser.new_page()
    page.route("**/api/columns/*", lambda route: route.fulfill(status=404, body="gone"))
    page.goto(f"{app}/?on=2021-02-08")
    frame = page.frame_locator('iframe[title="streamlit_folium.st_folium"]')
    expect(frame.get_by_role("alert")).to_have_text("The map could not be loaded. Load the page again.", timeout=20_000)
    page.close()


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The bundled corpus, as the app loads it."""
    return load_corpus()


DAYS = ["2020-01-31", "2020-03-02", "2020-07-26", "2020-11-15", "2021-02-08", "2021-02-20", "2022-05-12", "2023-08-27"]
VIEWS = [(day, day) for day in DAYS] + [("2020-01-01", "2020-12-31"), ("2021-02-10", "2021-03-10")]


def test_the_browser_computes_the_same_states_as_the_server(app: str, open_page: Open, corpus: Corpus) -> None:
    """The scripts of the map and corpus.state follow one set of rules, day by day and over ranges."""
    frame = map_frame(open_page(f"{app}/?on=2021-02-08"))
    for first, last in VIEWS:
        statuses = frozenset(STATUSES) - {"extended"}
        view = View(date.fromisoformat(first), date.fromisoformat(last), frozenset(load_measures()), statuses)
        shown = select(corpus, load_gazetteer(), view).shown

        def origins(place: str, measure: str, state: str, shown: tuple[Shown, ...] = shown) -> int:
            giving = [s.claim for s in shown if (s.claim.place_id, s.claim.measure, s.state) == (place, measure, state)]
            return len({corpus.reports[claim.report].origin for claim in giving})

        labels = {code: measure.label for code, measure in load_measures().items()}
        expected = {
            place: {labels[measure]: [state, origins(place, measure, state)] for measure, state in states.items()}
            for place, states in states_by_place(shown, view).items()
        }
        drawn = frame.evaluate(
            """(numbers) => {
                const {atlas, states} = window.reportedMeasures;
                const sets = {measures: new Set(numbers.measures), statuses: new Set(numbers.statuses)};
                const view = Object.assign({}, numbers, sets);
                const found = {};
                for (const [number, place] of states.placesInView(atlas.data, view)) {
                    const own = place.measures.map((measure) => [measure.label, [measure.state, measure.origins]]);
                    found[atlas.data.places[number].id] = Object.fromEntries(own);
                }
                return found;
            }""",
            view_numbers(view),
        )
        assert drawn == expected, f"{first} to {last}"
        assert expected


@pytest.fixture(scope="module")
def app_below_a_path() -> Iterator[str]:
    """The app as a host serves it below a path of its own."""
    with running_app(base_path="measures/nk") as address:
        yield address


def test_the_map_is_drawn_below_a_base_path_too(app_below_a_path: str, open_page: Open) -> None:
    page = open_page(f"{app_below_a_path}/?on=2021-02-08")
    assert "Lockdown in force" in mark(map_frame(page), "KP-10-hyesan")
    map_frame(page).locator('[data-place="KP-10-hyesan"]').click()
    expect(page.locator("article.claim").first).to_contain_text("ASIAPRESS")


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_nothing_is_wider_than_the_screen(app: str, open_page: Open, width: int, height: int) -> None:
    page = open_page(f"{app}/?on=2021-02-08&place=KP-10-hyesan", width, height)
    map_frame(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_pages_are_reached_from_the_navigation(app: str, open_page: Open) -> None:
    page = open_page(f"{app}/?on=2021-02-08")
    for name, heading in (
        ("Reports", "Reports"),
        ("Places", "Places"),
        ("About", "About this map"),
        ("Map", "February 2021"),
    ):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", name=heading).first).to_be_visible()
