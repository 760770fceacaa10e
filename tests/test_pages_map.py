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
    assert page.session_state["place"] is None
    assert "place" not in page.query_params


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
    assert len(addresses) == 4
    assert all(address.startswith("../../") for address in addresses)
    assert "://" not in arguments["script"] + arguments["header"] + arguments["html"]


def test_the_days_that_the_map_tells_move_the_page() -> None:
    page = run_page("map", on="2021-02-08")
    page.session_state["days"] = (date(2021, 2, 1), date(2021, 2, 28))
    page.session_state["known"] = date(2021, 2, 5)
    page.run()
    assert page.title[0].value == "1 – 28 February 2021"
    assert (page.query_params["from"], page.query_params["to"]) == ("2021-02-01", "2021-02-28")
    assert page.query_params["known"] == "2021-02-05"
    assert "on" not in page.query_params
    assert "not reported by then" in page.caption[0].value
    assert '"first": 18659, "last": 18686, "known": 18663' in map_arguments(page)["feature_group"]


def answer_page(answer: dict[str, Any]) -> AppTest:
    """A page that only takes over what the map tells."""

    def script(answer: object) -> None:
        from pages.parts import moment  # noqa: PLC0415 (the function runs as a page of its own)

        moment.take_answer(answer)  # type: ignore[arg-type]

    page = AppTest.from_function(script, kwargs={"answer": answer}).run()
    assert not page.exception
    return page


ANSWERS = [
    ({"first": 18666, "last": 18667, "known": None, "against": 18663, "place": "KP-10-hyesan", "turn": 3}, True),
    ({"first": 18667, "last": 18666}, False),
    ({"first": "18666", "last": 18666}, False),
    ({"first": True, "last": 18666}, False),
    ({"first": 10**30, "last": 10**30}, False),
    ({"first": -(10**9), "last": 18666, "turn": "x", "place": ["KP"]}, False),
    ({}, False),
]


@pytest.mark.parametrize(("answer", "taken"), ANSWERS)
def test_only_days_and_places_are_taken_from_what_the_map_tells(answer: dict[str, Any], taken: bool) -> None:
    state = answer_page(answer).session_state
    assert ("days" in state) == taken
    assert state["place"] == ("KP-10-hyesan" if taken else None)
    assert state["turn"] == (3 if taken else 0)


def test_two_days_of_knowledge_in_the_address_are_compared() -> None:
    page = run_page("map", on="2021-02-08", known="2021-02-17", against="2020-12-15")
    assert any(element.value == "Known otherwise on 15 December 2020" for element in page.subheader)
    assert any(
        button.label.startswith("**Hyesan:** Lockdown in force, of which nothing was known then")
        for button in page.button
    )


def test_a_phrase_is_found_and_leads_to_its_day_and_place() -> None:
    page = run_page("map", on="2020-05-01", find="closure of the city")
    assert "for “closure of the city”" in texts(page)
    page.button(key="go 0").click().run()
    assert page.query_params["place"] == "KP-10-hyesan"
    assert page.title[0].value == "29 January 2021"
    assert "find" not in page.query_params


def test_a_phrase_that_no_report_holds_says_what_to_do() -> None:
    page = run_page("map", find="zzz <b>")
    assert any("No report holds these words" in message.value for message in page.info)


@pytest.mark.parametrize("day", ["garbage", "2021-02-30", "1999-01-01", "2199-01-01", "<b>", "1612915200000000"])
def test_a_day_in_the_address_that_is_none_counts_as_none(day: str) -> None:
    assert run_page("map", on=day).title[0].value == run_page("map").title[0].value


def test_days_of_a_range_in_the_address_are_put_in_order() -> None:
    page = run_page("map", **{"from": "2021-03-01", "to": "2021-02-01"})
    assert page.title[0].value == "1 February – 1 March 2021"
    assert (page.query_params["from"], page.query_params["to"]) == ("2021-02-01", "2021-03-01")


def test_an_address_that_only_asks_for_a_range_reaches_to_the_end() -> None:
    page = run_page("map", time="Range")
    assert "–" in page.title[0].value
    assert "time" not in page.query_params


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
    page.button(key="choose place KP-10-hyesan").click().run()
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


def test_a_view_is_exported_when_it_is_asked_for() -> None:
    page = run_page("map", on="2021-02-08")
    assert not [button for button in page.button if button.key == "make file"]
    page.button(key="export").click().run()
    assert [button for button in page.button if button.key == "make file"]
    assert not page.get("download_button")
    assert any("@misc{reported-measures-2021-02-08" in element.value for element in page.code)
