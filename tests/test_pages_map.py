"""The map page without a browser: what it says, what it sends to the map, empty and broken corpora."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from corpus.measures import load_measures
from corpus.models import STATUSES
from tests.factories import write_report
from tests.hostile import write_hostile_corpus
from tests.pages import only_broken_files, run_page, texts, use_folder


def map_arguments(page: AppTest) -> dict[str, Any]:
    """What the page sends to the component that shows the map."""
    [component] = page.get("component_instance")
    return dict(json.loads(component.proto.json_args))


def test_the_heading_says_the_day_and_what_is_shown_and_hidden() -> None:
    page = run_page("map", on="2021-02-08")
    assert page.title[0].value == "8 February 2021"
    caption = page.caption[0].value
    assert "of 482 claims shown" in caption
    assert "hidden" in caption
    assert "outside these dates" in caption


def test_a_place_in_the_address_opens_its_sources_in_the_reports_words() -> None:
    page = run_page("map", on="2021-02-08", place="KP-10-hyesan")
    shown = texts(page)
    assert "came to an end at midnight on" in shown
    assert '<mark class="field-end" title="end">February 15</mark>' in shown
    assert "ASIAPRESS" in shown


def test_an_unknown_place_in_the_address_counts_as_none() -> None:
    page = run_page("map", on="2021-02-08", place="<script>")
    assert page.selectbox(key="place").value is None


def test_the_maps_own_script_is_the_same_for_every_view_and_holds_no_text() -> None:
    one = map_arguments(run_page("map", on="2021-02-08"))
    other = map_arguments(run_page("map", on="2022-05-12", place="KP-10-hyesan"))
    assert one["script"] == other["script"]
    assert one["feature_group"] != other["feature_group"]
    assert "Hyesan" not in one["script"] + other["feature_group"]
    assert "lockdown" not in (one["script"] + other["feature_group"]).lower()


def test_the_map_asks_nothing_of_other_hosts() -> None:
    arguments = map_arguments(run_page("map"))
    addresses = [*arguments["js_links"], *arguments["css_links"]]
    assert len(addresses) > 4
    assert all(address.startswith("../../") for address in addresses)
    assert "://" not in arguments["script"] + arguments["header"] + arguments["html"]


def test_one_day_earlier_or_later_within_the_days_that_the_corpus_speaks_of() -> None:
    page = run_page("map", on="2021-02-08")
    page.button(key="Day after").click().run()
    assert page.title[0].value == "9 February 2021"
    page.button(key="Day before").click().run().button(key="Day before").click().run()
    assert page.title[0].value == "7 February 2021"
    page.slider(key="on").set_value(date(2020, 1, 1)).run()
    assert page.button(key="Day before").disabled
    assert not page.button(key="Day after").disabled


@pytest.mark.parametrize("day", ["garbage", "2021-02-30", "1999-01-01", "2199-01-01", "<b>", "1612915200000000"])
def test_a_day_in_the_address_that_is_none_counts_as_none(day: str) -> None:
    assert run_page("map", on=day).title[0].value == run_page("map").title[0].value


def test_days_of_a_range_in_the_address_are_put_in_order() -> None:
    page = run_page("map", **{"time": "Range", "from": "2021-03-01", "to": "2021-02-01"})
    assert page.title[0].value == "1 February 2021 – 1 March 2021"
    assert (page.query_params["from"], page.query_params["to"]) == ("2021-02-01", "2021-03-01")


def test_a_range_of_days_has_no_day_before() -> None:
    assert "Day before" not in {button.key for button in run_page("map", time="Range").button}


def test_a_range_of_days_is_sent_to_the_map() -> None:
    page = run_page("map", time="Range")
    page.slider(key="from-to").set_value((date(2021, 2, 1), date(2021, 2, 28))).run()
    assert page.title[0].value == "1 February 2021 – 28 February 2021"
    assert '"first": 18659, "last": 18686' in map_arguments(page)["feature_group"]


def test_switching_a_status_off_hides_its_claims_and_says_so() -> None:
    page = run_page("map", on="2021-02-08")
    page.button_group(key="status").set_value([status for status in STATUSES if status != "imposed"]).run()
    assert "of a status switched off" in page.caption[0].value


def test_a_whole_group_is_switched_off_at_once() -> None:
    page = run_page("map", on="2021-02-08")
    page.button_group(key="groups").set_value(["Border", "Health"]).run()
    group = map_arguments(page)["feature_group"]
    codes = [code for code, measure in load_measures().items() if measure.layer in ("Border", "Health")]
    numbers = [number for number, code in enumerate(load_measures()) if code in codes]
    assert f'"measures": {numbers}' in group
    assert "of a measure switched off" in page.caption[0].value


def test_switching_everything_off_leaves_a_sensible_page() -> None:
    page = run_page("map", on="2021-02-08")
    page.button_group(key="status").set_value([]).run()
    assert not page.exception
    assert page.caption[0].value.startswith("0 of 482 claims shown")
    assert any("Nothing is known" in message.value for message in page.info)


def test_choosing_a_place_in_the_list_opens_it_and_all_places_returns() -> None:
    page = run_page("map", on="2021-02-08")
    page.button(key="choose KP-10-hyesan").click().run()
    assert page.query_params["place"] == "KP-10-hyesan"
    next(button for button in page.button if "All places" in button.label).click().run()
    assert "place" not in page.query_params


def test_an_empty_corpus_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_folder(monkeypatch, tmp_path)
    page = run_page("map")
    assert any("no reports to draw" in message.value for message in page.info)
    assert page.code[0].value == str(tmp_path)
    assert page.caption[0].value.startswith("0 of 0 claims shown")
    assert map_arguments(page)["script"]


def test_a_corpus_of_only_broken_files_points_to_their_reasons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_broken_files(use_folder(monkeypatch, tmp_path))
    page = run_page("map")
    assert any("3 files could not be used" in message.value for message in page.warning)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_folder(monkeypatch, tmp_path / "nowhere")
    page = run_page("map")
    assert page.error
    assert "nowhere" in page.code[0].value


def test_reports_without_claims_give_an_empty_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_report(use_folder(monkeypatch, tmp_path), "r1", "The weather was fine.")
    page = run_page("map")
    assert page.caption[0].value.startswith("0 of 0 claims shown")


def test_a_report_added_to_the_folder_is_drawn_at_the_next_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_folder(monkeypatch, tmp_path)
    page = run_page("map")
    write_report(tmp_path, "r1", "Hyesan was put under lockdown on January 29, residents said.")
    page.run()
    assert "0 of 0" not in page.caption[0].value


def test_claims_without_a_place_wait_in_the_tray_with_their_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_hostile_corpus(use_folder(monkeypatch, tmp_path))
    page = run_page("map", on="2021-02-10")
    assert any(element.value == "Not on the map: 20 claims" for element in page.subheader)
    assert page.dataframe[0].value["Why"].str.contains("is not in the gazetteer").any()
