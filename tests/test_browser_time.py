"""The time control in a real browser: keys, drags and play move the map at once, and tell the page once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Frame, Page, expect

from atlas.current import load_current, load_ground
from atlas.map import ShownView, draw_map
from atlas.view import View
from corpus.measures import load_measures
from corpus.models import STATUSES
from corpus.state import day_number
from tests.maps import map_frame, mark

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
DAY = date(2021, 2, 8)
COUNT_MESSAGES = """() => {
    window.told = [];
    window.addEventListener("message", (event) => {
        if (event.data.type === "streamlit:setComponentValue") window.told.push(event.data.value);
    });
}"""


MOVE = """(day) => {
    window.reportedMeasures.atlas.setTime(day, day);
    window.reportedMeasures.atlas.settle();
}"""
IN_ORDER = """(selectors) => {
    const nodes = selectors.map((selector) => document.querySelector(selector));
    const follows = (one, other) => Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
    return nodes.every((node, i) => !i || follows(nodes[i - 1], node));
}"""


def opened(app: str, open_page: Open, query: str = "on=2021-02-08", **size: int) -> tuple[Page, Frame]:
    page = open_page(f"{app}/?{query}", **size)
    frame = map_frame(page)
    page.evaluate(COUNT_MESSAGES)
    return page, frame


def told(page: Page) -> int:
    return int(page.evaluate("window.told.length"))


def shown(frame: Frame) -> date:
    return date(1970, 1, 1) + timedelta(days=frame.evaluate("window.reportedMeasures.atlas.view.first"))


KEYS = [
    ("ArrowRight", DAY + timedelta(days=1)),
    ("ArrowLeft", DAY - timedelta(days=1)),
    ("Shift+ArrowRight", DAY + timedelta(days=7)),
    ("Shift+ArrowLeft", DAY - timedelta(days=7)),
    ("Alt+ArrowRight", date(2021, 3, 8)),
    ("Alt+ArrowLeft", date(2021, 1, 8)),
    ("PageUp", date(2021, 3, 8)),
    ("Home", date(2020, 1, 1)),
]


@pytest.mark.parametrize(("key", "expected"), KEYS)
def test_keys_move_the_day_and_the_page_follows_when_they_are_let_go(
    app: str, open_page: Open, key: str, expected: date
) -> None:
    page, frame = opened(app, open_page)
    frame.get_by_role("slider", name="Date").focus()
    page.keyboard.press(key)
    assert shown(frame) == expected
    expect(frame.get_by_role("slider", name="Date")).to_have_attribute("aria-valuenow", str(day_number(expected)))
    page.wait_for_url(f"**on={expected}*")
    assert told(page) == 1


def test_arrow_keys_work_from_the_page_too(app: str, open_page: Open) -> None:
    page, frame = opened(app, open_page)
    page.locator("body").press("ArrowRight")
    page.wait_for_url("**on=2021-02-09*")
    assert shown(frame) == date(2021, 2, 9)


def test_the_end_of_a_month_is_the_end_of_the_next(app: str, open_page: Open) -> None:
    page, frame = opened(app, open_page, "on=2021-01-31")
    frame.get_by_role("slider", name="Date").focus()
    page.keyboard.press("Alt+ArrowRight")
    assert shown(frame) == date(2021, 2, 28)


def test_a_drag_asks_nothing_of_the_server_until_it_is_let_go(app: str, open_page: Open) -> None:
    page, frame = opened(app, open_page)
    frame.evaluate("window.firstMount = true; window.map.setView([41.4, 128.2], 8.5, {animate: false})")
    page.wait_for_timeout(600)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    track = frame.locator(".rm-track").bounding_box()
    assert track is not None
    y = track["y"] + 20
    page.mouse.move(track["x"] + 200, y)
    page.mouse.down()
    days = set()
    for x in range(200, 420, 4):
        page.mouse.move(track["x"] + x, y)
        days.add(shown(frame))
    assert len(days) > 50
    assert told(page) == 0
    assert sent == []
    page.mouse.up()
    page.wait_for_url(f"**on={max(days)}*")
    assert told(page) == 1
    where = frame.evaluate("[window.map.getZoom(), window.map.getCenter().lat, window.firstMount]")
    assert where == [8.5, pytest.approx(41.4, abs=0.01), True]


def test_a_hundred_steps_bring_no_byte_from_the_server(app: str, open_page: Open) -> None:
    page, frame = opened(app, open_page)
    page.wait_for_timeout(500)
    received: list[int] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.dataReceived", lambda event: received.append(event["dataLength"]))
    session.on("Network.webSocketFrameReceived", lambda event: received.append(len(event["response"]["payloadData"])))
    frame.evaluate(
        "() => { for (let day = 18500; day < 18600; day++) window.reportedMeasures.atlas.setTime(day, day); }"
    )
    page.wait_for_timeout(300)
    assert received == []
    assert told(page) == 0


def test_a_lockdown_comes_and_goes_as_the_day_moves(app: str, open_page: Open) -> None:
    _, frame = opened(app, open_page)
    words = {}
    for day in (date(2021, 1, 27), date(2021, 1, 29), DAY, date(2021, 2, 14), date(2021, 2, 15), date(2021, 3, 20)):
        frame.evaluate(MOVE, day_number(day))
        words[day] = mark(frame, "KP-10-hyesan")
    assert "Lockdown" not in words[date(2021, 1, 27)]
    assert "Lockdown in force, day 1, one origin" in words[date(2021, 1, 29)]
    assert "Lockdown in force, day 11, one origin" in words[DAY]
    assert "Lockdown in force, day 17" in words[date(2021, 2, 14)]
    assert "Lockdown lifted on 15 February 2021" in words[date(2021, 2, 15)]
    assert "Lockdown" not in words[date(2021, 3, 20)]


def test_a_fuzzy_start_grows_through_its_month(app: str, open_page: Open) -> None:
    """The border closure of January 2020 began on some day of that month: its band is drawn ever more firmly."""
    _, frame = opened(app, open_page)
    strength = """(day) => {
        const {atlas, states} = window.reportedMeasures;
        atlas.setTime(day, day);
        const nation = atlas.data.places.findIndex((place) => place.id === "KP");
        const found = states.measuresAt(atlas.now, atlas.view, nation).find((own) => own.label === "Border closure");
        return [found.state, states.likelihood(atlas.now, found.row, day)];
    }"""
    first, second, third = (frame.evaluate(strength, day_number(date(2020, 1, day))) for day in (2, 12, 20))
    assert [first[0], second[0], third[0]] == ["probably"] * 3
    assert 0 < first[1] < second[1] < third[1] < 1


def test_play_moves_the_days_and_pause_tells_the_page_once(app: str, open_page: Open) -> None:
    page, frame = opened(app, open_page)
    frame.get_by_role("slider", name="Date").focus()
    page.keyboard.press("Space")
    expect(frame.get_by_role("button", name="Pause")).to_be_visible()
    frame.wait_for_function(f"window.reportedMeasures.atlas.view.first > {day_number(DAY) + 15}")
    assert told(page) == 0
    frame.get_by_role("button", name="Pause").click()
    page.wait_for_url(f"**on={shown(frame)}*")
    assert told(page) == 1


def test_a_range_is_brushed_moved_and_narrowed(app: str, open_page: Open) -> None:
    page, frame = opened(app, open_page)
    frame.get_by_role("button", name="Range").click()
    page.wait_for_url("**from=2021-01-24*to=2021-02-23*")
    frame.get_by_role("slider", name="Last day").focus()
    page.keyboard.press("Shift+ArrowLeft")
    page.wait_for_url("**to=2021-02-16*")
    frame.get_by_role("slider", name="Date").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**from=2021-01-25*to=2021-02-17*")
    expect(frame.get_by_role("heading", name="25 January – 17 February 2021")).to_be_visible()
    track = frame.locator(".rm-track").bounding_box()
    assert track is not None
    page.mouse.move(track["x"] + 400, track["y"] + 20)
    page.mouse.down()
    page.mouse.move(track["x"] + 460, track["y"] + 20)
    page.mouse.up()
    first, last = frame.evaluate("[window.reportedMeasures.atlas.view.first, window.reportedMeasures.atlas.view.last]")
    assert 90 < last - first < 140
    frame.get_by_role("button", name="Range").click()
    page.wait_for_url("**on=*")


def test_only_what_was_known_on_a_day_is_shown(app: str, open_page: Open) -> None:
    page, frame = opened(app, open_page)
    assert "Lockdown" in mark(frame, "KP-10-hyesan")
    frame.get_by_role("button", name="As known on").click()
    page.wait_for_url("**known=2021-02-08*")
    expect(frame.locator(".rm-tally")).to_contain_text("as known on 8 February 2021")
    assert "Lockdown" not in mark(frame, "KP-10-hyesan")
    known = frame.get_by_role("slider", name="As known on")
    known.focus()
    for _ in range(2):
        page.keyboard.press("Shift+ArrowRight")
    page.wait_for_url("**known=2021-02-22*")
    assert "Lockdown in force, day 11" in mark(frame, "KP-10-hyesan")
    expect(page.get_by_text("not reported by then")).to_be_visible()


def test_two_days_of_knowledge_are_compared(app: str, open_page: Open) -> None:
    page, frame = opened(app, open_page)
    frame.get_by_role("button", name="Compare").click()
    page.wait_for_url("**against=2021-02-08*")
    expect(page.get_by_role("heading", name="Known otherwise on 8 February 2021")).to_be_visible()
    said = mark(frame, "KP-10-hyesan")
    assert "Lockdown in force, day 11, one origin" in said
    assert said.endswith("as known on 8 February 2021: nothing")
    assert frame.locator(".rm-compared").count() > 0


def test_silence_is_a_layer_of_its_own(app: str, open_page: Open) -> None:
    page, frame = opened(app, open_page, "on=2020-08-10")
    frame.get_by_role("button", name="Silence").click()
    expect(frame.locator(".rm-note", has_text="no report").first).to_be_attached()
    assert "silence=1" in page.url
    assert told(page) == 0
    counts = frame.evaluate("Object.fromEntries(window.reportedMeasures.atlas.coverage.notes)")
    assert counts["KP-07"] == "no report"
    assert counts["KP-10"] == "four reports"
    frame.get_by_role("button", name="Silence").click()
    expect(frame.locator(".rm-note")).to_have_count(0)


def test_a_click_on_an_episode_goes_to_its_day_and_opens_its_place(app: str, open_page: Open) -> None:
    page, frame = opened(app, open_page, "on=2022-05-20")
    spot = frame.evaluate(
        """() => {
            const {timeline, scale} = window.reportedMeasures.atlas;
            const row = timeline.rows.find((found) => found.info.id === "KP-10-hyesan");
            timeline.scroller.scrollTop = row.top;
            const episode = row.episodes.find((own) => own.first === 18656);
            return [scale.x(18666), row.top - timeline.scroller.scrollTop + timeline.middle(row, episode)];
        }"""
    )
    frame.locator(".rm-episodes-canvas").scroll_into_view_if_needed()
    canvas = frame.locator(".rm-episodes-canvas").bounding_box()
    assert canvas is not None
    page.mouse.click(canvas["x"] + spot[0], canvas["y"] + spot[1])
    expect(page.get_by_role("heading", name="Hyesan")).to_be_visible()
    assert abs((shown(frame) - DAY).days) <= 2
    assert told(page) == 1


def test_places_beside_the_episodes_are_walked_by_arrow_keys(app: str, open_page: Open) -> None:
    page, frame = opened(app, open_page)
    names = frame.locator(".rm-episodes-name")
    names.first.focus()
    page.keyboard.press("ArrowDown")
    focused = frame.evaluate("document.activeElement.textContent")
    assert focused == names.nth(1).text_content()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=focused, exact=True)).to_be_visible()
    assert shown(frame) == DAY


def test_what_the_view_shows_is_read_out_when_it_has_changed(app: str, open_page: Open) -> None:
    page, frame = opened(app, open_page)
    frame.get_by_role("slider", name="Date").focus()
    page.keyboard.press("ArrowRight")
    message = frame.locator("[aria-live=polite]")
    expect(message).to_contain_text("9 February 2021")
    expect(message).to_contain_text("Measures: 13 in force, at eight places")
    expect(message).to_contain_text("Changed. Pyongyang: Quarantine and isolation in force")
    expect(message).not_to_contain_text("Hyesan")
    page.keyboard.press("Shift+ArrowRight")
    expect(message).to_contain_text("16 February 2021")
    expect(message).to_contain_text("Changed. ")
    expect(message).to_contain_text("Hyesan: Lockdown lifted on 15 February 2021, one origin")
    expect(message).not_to_contain_text("Tumen River")


def test_page_and_map_are_read_in_order(app: str, open_page: Open) -> None:
    """For who listens: the day, its controls, the places, the time, the episodes; then search, counts and list."""
    page, frame = opened(app, open_page)
    heard = ["h2", "[aria-label=Play]", "[data-place]", ".rm-thumb-day", ".rm-episodes-name"]
    assert frame.evaluate(IN_ORDER, heard)
    around = ["h1", "iframe", ".st-key-search", "[data-testid=stCaptionContainer]", "[class*=st-key-choose]"]
    assert page.evaluate(IN_ORDER, around)


def test_the_page_does_not_pull_back_a_day_that_is_being_moved(app: str, open_page: Open) -> None:
    _, frame = opened(app, open_page)
    frame.evaluate(
        """() => {
            const {atlas, show} = window.reportedMeasures;
            const stale = {
                first: 18000, last: 18000, known: null, against: null, place: null, turn: 0,
                measures: [0], statuses: [0], attributions: [0], confidence: 0, origins: 1, language: "en",
            };
            atlas.setTime(18700, 18700);
            atlas.settle();
            show(stale);
        }"""
    )
    assert shown(frame) == date(1970, 1, 1) + timedelta(days=18700)


def test_a_shorter_stretch_of_time_is_looked_at_by_wheel_and_button(app: str, open_page: Open) -> None:
    page, frame = opened(app, open_page)
    frame.get_by_role("button", name="Shorter stretch of time").click()
    near = frame.evaluate("window.reportedMeasures.atlas.scale.to - window.reportedMeasures.atlas.scale.from")
    assert near < 800
    track = frame.locator(".rm-track").bounding_box()
    assert track is not None
    page.mouse.move(track["x"] + 300, track["y"] + 30)
    page.mouse.wheel(0, -300)
    frame.wait_for_function(
        f"window.reportedMeasures.atlas.scale.to - window.reportedMeasures.atlas.scale.from < {near}"
    )
    assert told(page) == 0
    assert shown(frame) == DAY


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_map_and_page_follow_the_systems_day_and_night(app: str, open_page: Open, scheme: str) -> None:
    page = open_page(f"{app}/?on=2021-02-08")
    frame = map_frame(page)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.reload()
    frame = map_frame(page)
    assert frame.evaluate("document.documentElement.dataset.theme") == scheme
    shade = frame.evaluate("getComputedStyle(document.querySelector('.rm-frame')).backgroundColor")
    assert shade == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 24, 27)"}[scheme]
    assert page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor") == shade


def test_the_map_works_without_the_page_around_it(app: str, open_page: Open) -> None:
    """As it does in a file of its own: time, keys and words are the map's, nobody is told."""
    current = load_current()
    drawn = draw_map(current.digest, load_ground()[1])
    ShownView(View(DAY, DAY, frozenset(load_measures()), frozenset(STATUSES))).add_to(drawn)
    text = drawn.get_root().render().replace("../../", f"{app}/")
    page = open_page(app)
    map_frame(page)
    # A file under the policy of the map's frame, which the map needs; it is there once a page has been drawn.
    page.goto(f"{app}/component/streamlit_folium.st_folium/bootstrap.min.css")
    page.set_content(text)
    page.wait_for_function("window.reportedMeasures?.atlas?.view")
    expect(page.get_by_role("heading", name="8 February 2021")).to_be_visible()
    expect(page.locator('[data-place="KP-10-hyesan"]')).to_be_visible()
    page.get_by_role("slider", name="Date").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_role("heading", name="15 February 2021")).to_be_visible()
    expect(page.locator("[aria-live=polite]")).to_contain_text("Lockdown lifted on 15 February 2021")
    page.locator('[data-place="KP-10-hyesan"]').click()
    expect(page.locator(".rm-chosen")).to_have_count(1)
