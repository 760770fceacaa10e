"""The places page in a real browser: table and map choose for each other, by mouse, keyboard and link."""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from geodata import load_gazetteer
from tests.conftest import running_app
from tests.factories import write_report
from tests.hostile import write_hostile_corpus
from tests.maps import click_place, places_frame

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
ROW, HEADER = 35, 36  # pixels of the table


def table(page: Page) -> Locator:
    return page.locator(".st-key-place-table canvas").first


def test_a_click_on_a_point_chooses_it_and_the_map_stays_as_it_is(app: str, open_page: Open) -> None:
    page = open_page(f"{app}/places")
    frame = places_frame(page)
    frame.evaluate("window.firstMount = true")
    for place in ("KP-10-hyesan", "KP-08-hamhung", "KP-09-musan"):
        zoom = frame.evaluate("window.map.getZoom()")
        click_place(page, frame, place)
        expect(page.get_by_role("heading", name=load_gazetteer()[place].name, exact=True)).to_be_visible()
        page.wait_for_url(f"**place={place}*")
        assert frame.evaluate("[window.map.getZoom(), window.firstMount]") == [zoom, True]


def test_a_row_chosen_comes_into_view_on_the_map(app: str, open_page: Open) -> None:
    page = open_page(f"{app}/places?find=KP-10-hyesan")
    frame = places_frame(page)
    expect(table(page)).to_be_visible()
    page.wait_for_timeout(800)
    table(page).click(position={"x": 100, "y": HEADER + ROW / 2}, force=True)  # a scroller lies over it
    expect(page.get_by_role("heading", name="Hyesan", exact=True)).to_be_visible()
    frame.wait_for_function("window.map.getZoom() >= 9")
    assert frame.evaluate("window.map.getBounds().contains([41.4017, 128.1778])")


def test_the_table_is_browsed_by_arrow_keys(app: str, open_page: Open) -> None:
    page = open_page(f"{app}/places?find=KP-10-hyesan")
    places_frame(page)
    page.wait_for_timeout(800)
    table(page).focus()
    for _ in range(2):
        before = page.url
        page.keyboard.press("ArrowDown")
        page.wait_for_function("before => window.location.href !== before", arg=before)
    assert "place=KP-10-hyesan-" in page.url


def test_a_search_in_hangul_leaves_its_places_in_the_table_and_on_the_map(app: str, open_page: Open) -> None:
    page = open_page(f"{app}/places")
    frame = places_frame(page)
    page.get_by_role("textbox", name="Search").press_sequentially("혜산")
    frame.wait_for_function("window.reportedMeasures.placesMap.shown.length < 20")
    shown = frame.evaluate("window.reportedMeasures.placesMap.shown.map((place) => place.id)")
    assert "KP-10-hyesan" in shown
    assert "KP-03-sinuiju" not in shown
    expect(page.get_by_text("places listed:")).not_to_contain_text(str(len(load_gazetteer())))


def test_a_ring_is_as_wide_as_the_coordinate_may_be_wrong(app: str, open_page: Open) -> None:
    frame = places_frame(open_page(f"{app}/places?place=KP-10-hyesan"))
    metres = frame.evaluate("window.reportedMeasures.placesMap.drawn.get('KP-10-hyesan').ring.getRadius()")
    assert metres == 1000 * (load_gazetteer()["KP-10-hyesan"].precision_km or 0)
    assert frame.evaluate("window.reportedMeasures.placesMap.drawn.has('KP-10-hyesan-mine')") is False


def test_a_place_without_a_coordinate_is_said_to_be_drawn_nowhere(app: str, open_page: Open) -> None:
    frame = places_frame(open_page(f"{app}/places?place=KP-10-hyesan-mine"))
    expect(frame.get_by_role("status")).to_contain_text("has no coordinate: it is drawn nowhere")


def test_a_province_and_a_border_are_outlined_when_chosen(app: str, open_page: Open) -> None:
    for place in ("KP-10", "zone:cn-border"):
        frame = places_frame(open_page(f"{app}/places?place={place.replace(':', '%3A')}"))
        assert (
            frame.evaluate("id => window.reportedMeasures.placesMap.shapes.get(id).options.color", place)
            == "var(--rm-ink)"
        )


def test_the_files_hold_what_is_listed(app: str, open_page: Open) -> None:
    page = open_page(f"{app}/places?level=gates")
    places_frame(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).click()
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    with page.expect_download() as download:
        page.get_by_role("button", name="GeoJSON", exact=True).click()
    features = json.loads(Path(download.value.path()).read_bytes())["features"]
    assert {row["level"] for row in rows} == {"crossing", "port", "airport"}
    assert [feature["id"] for feature in features] == [row["id"] for row in rows]


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_nothing_is_wider_than_the_screen_or_lies_on_anything_else(
    app: str, open_page: Open, width: int, height: int
) -> None:
    page = open_page(f"{app}/places?place=KP-10-hyesan", width, height)
    places_frame(page)
    page.wait_for_timeout(800)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    grid = page.locator(".st-key-place-table [data-testid='stDataFrame']").bounding_box()
    files = page.locator(".st-key-place-files").bounding_box()
    assert grid
    assert files
    assert grid["y"] + grid["height"] <= files["y"] + 1


@pytest.fixture(scope="module")
def hostile_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile-places")
    write_hostile_corpus(folder)
    write_report(folder, "open", "Unsan <img src=x onerror=top.ran=1> was sealed, and so was Unsan {{ 7 * 191 }}.")
    with running_app("--reports", str(folder)) as address:
        yield address


def test_nothing_of_a_hostile_report_runs(hostile_app: str, open_page: Open) -> None:
    page = open_page(f"{hostile_app}/places?place=KP-10-hyesan")
    places_frame(page)
    page.get_by_text("Show all 20").click()
    expect(page.locator("article.naming")).to_have_count(20)
    expect(page.locator("article.doubtful blockquote").first).to_contain_text("<img src=x onerror=top.ran=1>")
    assert page.locator("article.naming, article.doubtful").locator("img, script, iframe, svg, b, style").count() == 0
    page.wait_for_timeout(500)
    for frame in page.frames:
        assert frame.evaluate("typeof window.ran") == "undefined"
