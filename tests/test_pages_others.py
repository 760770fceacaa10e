"""The reports, places and about pages without a browser, with empty and broken corpora too."""

import re
from pathlib import Path

import pytest

from tests.factories import write_report
from tests.hostile import write_broken_hostile_files
from tests.pages import only_broken_files, run_page, texts, use_folder

ALL = ("reports", "places", "about", "briefings")


def test_a_report_is_read_with_its_evidence_marked() -> None:
    shown = texts(run_page("reports", report="002"))
    assert "People in" in shown
    assert '<mark class="field-start" title="start">January 29</mark>' in shown
    assert "What it claims" in shown


def test_the_newest_report_is_open_where_none_or_an_unknown_one_is_asked_for() -> None:
    assert texts(run_page("reports")) == texts(run_page("reports", report="../../etc/passwd"))


def test_problems_are_listed_with_file_place_value_and_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_broken_files(use_folder(monkeypatch, tmp_path))
    page = run_page("reports")
    assert any(element.value == "3 problems while reading" for element in page.subheader)
    table = page.dataframe[0].value
    assert list(table["File"]) == ["a.md", "b.md", "c.md"]
    assert table["Reason"].str.len().min() > 5


def test_a_decision_that_cannot_be_used_is_a_problem_and_the_rest_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_report(use_folder(monkeypatch, tmp_path), "r1", "Hyesan was sealed.")
    (tmp_path / "decisions.jsonl").write_text('{"action": "bless", "report": "r1"}\n', encoding="utf-8")
    page = run_page("reports")
    assert page.dataframe[0].value["Where"][0] == "row 1, action"
    assert "Hyesan was sealed." in re.sub("<[^>]*>", "", texts(page))


def test_names_and_values_that_cannot_be_shown_are_escaped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_broken_hostile_files(use_folder(monkeypatch, tmp_path))
    table = run_page("reports").dataframe[0].value
    assert list(table["File"]) == ["bad-\\udcff-name.md", "half.md", "decisions.jsonl"]


def test_the_about_page_gives_method_limits_sources_and_figures() -> None:
    page = run_page("about")
    assert [figure.value for figure in page.metric][:1] == ["149"]
    for words in ("Limits", "Natural Earth", "GeoNames", "Leaflet", "Open Font License", "No report is not no measure"):
        assert words in texts(page)


@pytest.mark.parametrize("name", ALL)
def test_every_page_stands_on_an_empty_corpus(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_folder(monkeypatch, tmp_path)
    assert run_page(name).title


@pytest.mark.parametrize("name", ALL)
def test_every_page_stands_on_only_broken_files(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_broken_files(use_folder(monkeypatch, tmp_path))
    assert run_page(name).title


@pytest.mark.parametrize("name", ALL)
def test_every_page_names_a_folder_that_is_not_there(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_folder(monkeypatch, tmp_path / "nowhere")
    assert "nowhere" in run_page(name).code[0].value


def test_the_about_page_says_how_well_the_rules_read() -> None:
    page = run_page("about")
    shares = page.dataframe[0].value
    assert shares["Right when compared by"][0] == "measure and place"
    assert all(0 < float(share) < 1 for share in shares["Precision"])
    kept = [int(number) for number in page.dataframe[1].value["Claims kept"]]
    assert kept == sorted(kept, reverse=True)
    assert "The rules alone, without any reviewer's decision" in texts(page)
