"""The Briefings page without a browser: opened, edited, put in order, made."""

from streamlit.testing.v1 import AppTest

from atlas.briefing import Briefing, Step, shipped_briefings
from tests.pages import run_page


def steps(page: AppTest) -> list[str]:
    briefing = page.session_state["briefing"]
    assert isinstance(briefing, Briefing)
    return [step.heading for step in briefing.steps]


def test_a_new_briefing_says_what_to_do() -> None:
    page = run_page("briefings")
    assert any("No step yet" in message.value for message in page.info)


def test_a_shipped_briefing_is_opened_and_its_steps_are_put_in_order() -> None:
    page = run_page("briefings")
    page.button(key="open hyesan-lockdowns").click().run()
    headings = [step.heading for step in shipped_briefings()["hyesan-lockdowns"].steps]
    assert steps(page) == headings
    page.button(key="down 0 1").click().run()
    assert steps(page) == [headings[1], headings[0], *headings[2:]]
    page.button(key="remove 0 2").click().run()
    assert steps(page) == [headings[0], *headings[2:]]


def test_words_are_changed_in_place() -> None:
    page = run_page("briefings")
    page.button(key="open may-2022").click().run()
    page.text_input(key="heading 0 1").set_value("Another heading").run()
    page.text_area(key="notes 0 1").set_value("Say this.").run()
    page.text_input(key="title 1").set_value("Mine").run()
    briefing = page.session_state["briefing"]
    assert briefing.title == "Mine"
    assert (briefing.steps[0].heading, briefing.steps[0].notes) == ("Another heading", "Say this.")


def test_a_presentation_is_made_when_it_is_asked_for_and_is_gone_after_a_change() -> None:
    page = run_page("briefings")
    page.button(key="open may-2022").click().run()
    assert len(page.get("download_button")) == 1
    page.button(key="make html").click().run()
    assert not page.exception
    labels = [button.proto.label for button in page.get("download_button")]
    assert any(label.startswith("Download Presentation (1.") for label in labels)
    page.text_input(key="heading 0 1").set_value("Another").run()
    page.run()
    assert len(page.get("download_button")) == 1


def test_a_step_of_any_query_is_shown() -> None:
    page = run_page("briefings")
    page.session_state["briefing"] = Briefing("T", (Step("<b>", {"on": "x", "place": "<script>"}, "{{ 7*7 }}", ""),))
    page.run()
    page.button(key="make html").click().run()
    assert not page.exception
