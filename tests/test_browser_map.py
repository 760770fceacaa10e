"""What the map page shows in a real browser, on the bundled corpus."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from atlas.map import view_numbers
from atlas.selection import select, why_unlocated
from atlas.standing import standings
from atlas.view import View
from atlas.words import places_in_words
from corpus.episodes import find_episodes
from corpus.measures import load_measures
from corpus.models import STATUSES
from corpus.state import day_number
from corpus.store import Corpus, load_corpus
from geodata import load_gazetteer
from tests.conftest import running_app
from tests.maps import map_frame, mark

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def test_a_click_on_the_name_of_a_place_opens_that_place(app: str, open_page: Open) -> None:
    """And not the border drawn below the name."""
    page = open_page(f"{app}/?on=2021-02-08")
    map_frame(page).locator(".rm-label", has_text="Hyesan").click()
    expect(page.get_by_role("heading", name="Hyesan")).to_be_visible()
    assert "place=KP-10-hyesan" in page.url


def test_hyesan_is_in_lockdown_on_8_february_2021_and_a_click_opens_its_source(app: str, open_page: Open) -> None:
    page = open_page(f"{app}/?on=2021-02-08")
    frame = map_frame(page)
    expect(frame.get_by_role("heading", name="8 February 2021")).to_be_visible()
    assert "Lockdown in force, day 11, one origin" in mark(frame, "KP-10-hyesan")
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
VIEWS: list[tuple[str, str, dict[str, object]]] = [
    *((day, day, {}) for day in DAYS),
    ("2020-01-01", "2020-12-31", {}),
    ("2021-02-10", "2021-03-10", {}),
    ("2021-02-08", "2021-02-08", {"known": date(2021, 2, 5)}),
    ("2022-09-01", "2022-09-01", {"known": date(2022, 8, 15)}),
    ("2022-05-12", "2022-05-12", {"origins": 2}),
    ("2022-05-12", "2022-05-12", {"confidence": 80, "attributions": frozenset({"state_media", "ngo"})}),
]
STATES = """(numbers) => {
    const {atlas, states} = window.reportedMeasures;
    const filters = ["measures", "statuses", "attributions"];
    const sets = Object.fromEntries(filters.map((name) => [name, new Set(numbers[name])]));
    const view = Object.assign({}, numbers, sets, {known: numbers.known === null ? states.FOR_EVER : numbers.known});
    const table = states.filtered(atlas.data, view, view.known);
    const found = {};
    for (const {place} of states.placesInView(table, view)) {
        const own = states.measuresAt(table, view, place);
        const told = own.map((measure) => [measure.label, [measure.state, measure.origins]]);
        found[atlas.data.places[place].id] = Object.fromEntries(told);
    }
    return found;
}"""


def a_view(first: str, last: str, **fields: object) -> View:
    statuses = frozenset(STATUSES) - {"extended"}
    return View(date.fromisoformat(first), date.fromisoformat(last), frozenset(load_measures()), statuses, **fields)  # type: ignore[arg-type]


def test_the_browser_computes_the_same_states_as_the_server(app: str, open_page: Open, corpus: Corpus) -> None:
    """The scripts of the map and corpus.state follow one set of rules: by day, over ranges, and as known."""
    frame = map_frame(open_page(f"{app}/?on=2021-02-08"))
    labels = {code: measure.label for code, measure in load_measures().items()}
    for first, last, fields in VIEWS:
        view = a_view(first, last, **fields)
        found = standings(corpus, select(corpus, load_gazetteer(), view), view)
        expected: dict[str, dict[str, list[object]]] = {}
        for own in found:
            expected.setdefault(own.place_id, {})[labels[own.measure]] = [own.state, own.origins]
        assert frame.evaluate(STATES, view_numbers(view)) == expected, f"{first} to {last}, {fields}"
        assert expected


EPISODES = """(numbers) => {
    const {atlas, states} = window.reportedMeasures;
    const view = Object.assign({}, atlas.view, {known: numbers.known});
    const found = states.episodes(states.filtered(atlas.data, view, view.known));
    return found.map((episode) => [
        atlas.data.places[atlas.data.keys.place[episode.key]].id,
        atlas.data.measures[atlas.data.keys.measure[episode.key]].code,
        episode.first, episode.last, episode.claims, episode.origins, episode.contradicted,
    ]);
}"""


@pytest.mark.parametrize("known", [date(2020, 9, 1), date(2021, 2, 17), date(2022, 8, 11), date(2024, 1, 1)])
def test_the_browser_finds_the_same_episodes_as_the_server(
    app: str, open_page: Open, corpus: Corpus, known: date
) -> None:
    frame = map_frame(open_page(f"{app}/?on=2021-02-08"))
    then = corpus.as_known_on(known)
    told = [
        (claim, steps)
        for claim, steps in zip(then.claims, then.steps, strict=True)
        if steps and why_unlocated(claim, load_gazetteer()) is None
    ]
    expected = [
        [own.place_id, own.measure, own.first, own.last, len(own.claims), len(own.origins)]
        for own in find_episodes(told, then.reports)
    ]
    found = frame.evaluate(EPISODES, {"known": day_number(known)})
    assert sorted(own[:-1] for own in found) == sorted(expected)
    denials = {(claim.place_id, claim.measure) for claim in then.claims if claim.status == "denied"}
    contradicted = {
        (own.place_id, own.measure, own.first)
        for own in find_episodes(zip(then.claims, then.steps, strict=True), then.reports)
        if own.contradictions and (own.place_id, own.measure) not in denials
    }
    drawn = {(own[0], own[1], own[2]) for own in found if own[-1] and (own[0], own[1]) not in denials}
    assert drawn == contradicted


def test_the_words_of_the_map_are_those_of_the_list(app: str, open_page: Open, corpus: Corpus) -> None:
    """A mark says to a screen reader what the page's list says of the place."""
    days = [(day, day) for day in ("2020-08-10", "2021-02-08", "2021-02-20", "2022-05-20")]
    for day, until in [*days, ("2020-11-01", "2021-03-01")]:
        frame = map_frame(open_page(f"{app}/?from={day}&to={until}"))
        view = replace(a_view(day, until), statuses=frozenset(STATUSES))
        known, silent = places_in_words(
            standings(corpus, select(corpus, load_gazetteer(), view), view), load_gazetteer(), view
        )
        for place, sentence in known + silent:
            if place == "KP":
                continue
            said = mark(frame, place).replace(", reports contradict each other", "")
            assert said == sentence, day


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


def test_the_pages_are_reached_from_the_navigation(app: str, open_page: Open) -> None:
    page = open_page(f"{app}/?on=2021-02-08")
    for name, heading in (
        ("Reports", "Reports"),
        ("Places", "Places"),
        ("About", "About this map"),
        ("Map", "February 2021"),
    ):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", name=heading).first).to_be_attached()
