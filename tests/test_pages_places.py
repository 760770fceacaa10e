"""The places page without a browser: searching, choosing, the names left open, and the files."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from atlas.current import load_current
from atlas.current_places import places_of
from geodata import load_gazetteer
from pages.parts.place_choice import CHOSEN
from tests.factories import write_report
from tests.hostile import PAYLOADS, write_hostile_corpus
from tests.pages import only_broken_files, run_page, texts, use_folder


def names(page: AppTest) -> list[str]:
    """The places in the table, in its order."""
    return list(page.dataframe[0].value["Name"]) if page.dataframe else []


def search(wanted: str) -> AppTest:
    page = run_page("places")
    page.text_input(key="find").set_value(wanted).run()
    assert not page.exception
    return page


@pytest.mark.parametrize("wanted", ["혜산", "hyesan", "HYESAN", " Hyesan ", "惠山", "Hyeosan", "KP-10-hyesan"])
def test_a_place_is_found_by_any_of_its_names_whatever_the_script(wanted: str) -> None:
    assert names(search(wanted))[0] == "Hyesan"


@pytest.mark.parametrize(("wanted", "found"), [("Sinŭiju", "Sinuiju"), ("sinuiju", "Sinuiju"), ("丹东", "Dandong")])
def test_diacritics_make_no_difference_and_foreign_scripts_are_searched(wanted: str, found: str) -> None:
    assert names(search(wanted))[0] == found


@pytest.mark.parametrize("wanted", ["[", "\\", ".*", "(?:", "' OR 1=1", "<b>", "{{ 7 * 191 }}"])
def test_what_is_looked_for_is_text_and_no_pattern(wanted: str) -> None:
    page = search(wanted)
    assert names(page) == []
    assert "No place of this level has such a name" in texts(page)


def test_a_group_of_levels_leaves_only_its_levels() -> None:
    page = run_page("places", level="gates")
    assert set(page.dataframe[0].value["Level"]) == {"crossing", "port", "airport"}
    assert len(run_page("places", level="nonsense").dataframe[0].value) == len(load_gazetteer())


def test_what_is_drawn_and_what_is_not_is_counted_in_words() -> None:
    places = load_gazetteer().places
    located = sum(place.latitude is not None for place in places)
    shown = texts(run_page("places"))
    assert f"{len(places)} places listed: {located} drawn as points" in shown
    assert f"of {len(places)} have no coordinate: they are drawn nowhere." in shown


def test_a_link_opens_a_place_with_its_names_its_source_and_its_reports() -> None:
    shown = texts(run_page("places", place="KP-10-hyesan"))
    assert "GeoNames, within 2 km: 41.402° N, 128.178° E" in shown
    for name in ("혜산시", "惠山市", "Hyeosan"):
        assert name in shown
    assert 'href="https://www.geonames.org/2043837" target="_blank" rel="noopener noreferrer"' in shown
    assert 'href="./?place=KP-10-hyesan"' in shown
    assert 'data-report="002"' in shown
    assert 'People in </span><mark class="field-place" title="place">Hyesan</mark>' in shown
    assert "where a measure applies" in shown


def test_former_names_come_with_their_time_and_source() -> None:
    shown = texts(run_page("places", place="KP-10-samjiyon"))
    assert "until 10 December 2019: Samjiyon County 삼지연군, county in Ryanggang" in shown
    assert "KCNA" in shown


def test_a_place_without_a_coordinate_says_so_and_shows_none() -> None:
    shown = texts(run_page("places", place="KP-10-hyesan-mine"))
    assert "No source gives one: it is drawn nowhere" in shown
    assert "° N" not in shown
    assert "placed at Hyesan: see the map" in shown


@pytest.mark.parametrize("place", ["../../etc/passwd", "<script>", "KP-99", ""])
def test_an_unknown_place_in_the_address_counts_as_none(place: str) -> None:
    page = run_page("places", place=place)
    assert page.session_state[CHOSEN] is None
    assert "place" not in page.query_params


def test_closing_a_place_takes_it_out_of_the_address() -> None:
    page = run_page("places", place="KP-10-hyesan")
    next(button for button in page.button if button.label == "Close").click().run()
    assert "place" not in page.query_params
    assert "° N" not in texts(page)


def test_names_left_open_come_most_frequent_first_with_sentences_and_candidates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = use_folder(monkeypatch, tmp_path)
    write_report(folder, "r1", "Hyesan was quiet. Masks are worn in Phalgol County.")
    for name in ("r2", "r3"):
        write_report(folder, name, "Unsan was sealed, residents said.\n\nNothing else happened.")
    shown = texts(run_page("places"))
    assert shown.index("<h4>Unsan</h4>") < shown.index("<h4>Phalgol County</h4>")
    assert "ambiguous · 2 mentions in 2 reports" in shown
    assert 'href="places?place=KP-02-unsan"' in shown
    assert 'href="places?place=KP-03-unsan"' in shown
    assert "The gazetteer has no place of this name." in shown
    assert '<mark class="field-place" title="place">Phalgol County</mark>' in shown
    assert "Nothing else happened" not in shown


def test_hostile_reports_are_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_hostile_corpus(use_folder(monkeypatch, tmp_path))
    page = run_page("places", place="KP-10-hyesan")
    page.toggle(key="all reports").set_value(True).run()
    shown = texts(page)
    for payload in PAYLOADS:
        if "<" in payload:
            assert payload not in shown
    assert "&lt;img src=x onerror=" in shown
    assert "{{ 7 * 191 }}" in shown


def test_an_empty_corpus_keeps_the_gazetteer_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_folder(monkeypatch, tmp_path)
    page = run_page("places", place="KP-10-hyesan")
    assert "Put report files (NAME.md) into the folder below" in texts(page)
    assert len(page.dataframe[0].value) == len(load_gazetteer())
    assert "No report of this corpus names it" in texts(page)


def test_broken_files_send_to_the_reports_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_broken_files(use_folder(monkeypatch, tmp_path))
    assert "the Reports page says why" in texts(run_page("places"))


def test_a_rerun_reads_no_report_again() -> None:
    current = load_current()
    first = places_of(current)
    page = run_page("places")
    page.text_input(key="find").set_value("Hyesan").run()
    assert places_of(load_current()) is first
