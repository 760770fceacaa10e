"""Briefings as Markdown: read, written, and those that ship."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.briefing import Briefing, Step, read_briefing, shipped_briefings, write_briefing
from atlas.links import read_query, to_query
from atlas.selection import covered_days
from corpus.store import load_corpus
from geodata import load_gazetteer

words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=40).map(
    lambda text: " ".join(text.split())
)
steps = st.builds(
    Step,
    heading=words,
    query=st.dictionaries(st.sampled_from(["on", "place", "map", "off"]), words.filter(bool), max_size=3),
    caption=words.filter(lambda text: not text.startswith(("Notes:", "view:", "## "))),
    notes=words,
)


@given(st.builds(Briefing, title=words.filter(bool), steps=st.lists(steps, max_size=4).map(tuple)))
def test_a_briefing_that_is_written_is_read_again(briefing: Briefing) -> None:
    again, problems = read_briefing(write_briefing(briefing), "b.md")
    assert problems == []
    assert again == briefing


@given(st.text(max_size=300))
def test_any_text_is_read_as_far_as_it_goes(text: str) -> None:
    briefing, problems = read_briefing(text, "b.md")
    assert briefing.title
    assert all(problem.file == "b.md" and problem.reason for problem in problems)


def test_a_step_without_a_view_is_a_problem_and_the_others_stand() -> None:
    text = "---\ntitle: T\n---\n\n## One\nno view\n\n## Two\nview: on=2021-02-08\n\nSeen. [002]\n\nNotes: Said."
    briefing, [problem] = read_briefing(text, "b.md")
    assert (problem.where, problem.value) == ("line 5", "One")
    assert briefing.steps == (Step("Two", {"on": "2021-02-08"}, "Seen. [002]", "Said."),)
    assert briefing.steps[0].cited == ("002",)


def test_three_briefings_ship_and_each_of_their_steps_stands_on_cited_reports() -> None:
    corpus, gazetteer = load_corpus(), load_gazetteer()
    span = covered_days(corpus)
    assert span is not None
    assert len(shipped_briefings()) == 3
    for briefing in shipped_briefings().values():
        assert len(briefing.steps) >= 4
        for step in briefing.steps:
            assert step.cited, step.heading
            assert set(step.cited) <= set(corpus.reports), step.heading
            assert step.notes
            view = read_query(step.query, gazetteer, span, date(2020, 1, 1))
            assert to_query(view) == {key: value for key, value in step.query.items() if key != "map"}


@pytest.mark.parametrize(("text", "position"), [("8.25~41.3~128.1", (8.25, 41.3, 128.1)), ("8", None), ("a~b~c", None)])
def test_a_step_may_say_where_the_map_stands(text: str, position: tuple[float, float, float] | None) -> None:
    assert Step("h", {"map": text}).position == position
