"""The import panel without a browser: what was read is shown in this session, kept only where that is allowed."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus.importing import Asked, Upload, import_uploads, limits
from pages.parts import import_session
from tests import imports
from tests.pages import be_local_curator, run_page, texts, use_folder

TEXT = "The city of Hyesan was put under lockdown on January 29, 2021, residents said."


def with_import(name: str = "reports") -> AppTest:
    """A page of a session that imported the 200 files of `imports.two_hundred`."""
    imported = import_uploads([Upload("all.zip", imports.two_hundred())], Asked())
    page = run_page(name)
    page.session_state[import_session.IMPORTED] = imported
    page.session_state[import_session.RESULT] = imported, None
    page.run()
    assert not page.exception, page.exception
    return page


def paste(page: AppTest, text: str, publisher: str = "Own Post", published: str | None = "2021-02-01") -> AppTest:
    """Fill in the form and send it."""
    page.text_area[0].set_value(text)
    {widget.label: widget for widget in page.text_input}["Publisher"].set_value(publisher)
    if published:
        {widget.label: widget for widget in page.date_input}["Published"].set_value(published)
    {widget.label: widget for widget in page.button}["Import text"].click()
    page.run()
    assert not page.exception, page.exception
    return page


def figures(page: AppTest) -> dict[str, str]:
    return {figure.label: figure.value for figure in page.metric}


def test_the_result_counts_what_was_read_and_names_what_was_not() -> None:
    page = with_import()
    told = figures(page)
    assert (told["Files read"], told["Files not read"], told["Reports"]) == ("190", "10", "190")
    table = page.dataframe[0].value
    assert {name.rsplit("/", 1)[1] for name in table["File"]} == set(imports.BROKEN)
    assert table["Reason"].str.len().min() > 4
    assert "339 reports" in texts(page)


@pytest.mark.parametrize("name", ["reports", "map", "places", "about"])
def test_every_page_says_that_a_session_shows_its_own_reports_and_lets_them_be_discarded(name: str) -> None:
    page = with_import(name)
    assert "**190 imported reports** shown in this session only" in texts(page)
    page.button(key="discard imports").click().run()
    assert "imported report" not in texts(page)


def test_another_session_sees_nothing_of_it() -> None:
    with_import()
    assert "149 reports" in texts(run_page("reports"))


def test_pasted_text_becomes_a_report_of_this_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_folder(monkeypatch, tmp_path)
    page = paste(run_page("reports"), TEXT)
    assert figures(page)["Reports"] == "1"
    assert "residents said" in texts(page)
    assert list(tmp_path.iterdir()) == []


def test_pasted_text_without_a_date_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_folder(monkeypatch, tmp_path)
    page = paste(run_page("reports"), TEXT, published=None)
    assert (figures(page)["Reports"], figures(page)["Files not read"]) == ("0", "1")
    assert "no publication date" in page.dataframe[0].value["Reason"][0]


def test_hostile_text_is_shown_as_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_folder(monkeypatch, tmp_path)
    page = paste(run_page("reports"), f"{TEXT} <img src=x onerror=top.ran=1>", publisher="<script>top.ran=1</script>")
    shown = "\n".join(str(element.value) for element in page.get("html"))
    assert "&lt;img src=x" in shown
    assert "<script" not in shown
    assert "<img" not in shown


def test_an_import_is_kept_only_where_the_operator_allows_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_folder(monkeypatch, tmp_path)
    monkeypatch.setenv("ATLAS_KEEP_IMPORTS", "1")
    assert not run_page("reports").segmented_control  # whoever is no curator keeps nothing
    be_local_curator(monkeypatch)
    monkeypatch.delenv("ATLAS_KEEP_IMPORTS")
    assert not run_page("reports").segmented_control
    monkeypatch.setenv("ATLAS_KEEP_IMPORTS", "1")
    page = run_page("reports")
    page.segmented_control[1].set_value("Kept in the reports folder")
    paste(page, TEXT)
    assert [path.suffix for path in tmp_path.iterdir()] == [".md"]
    assert "1 report kept in the reports folder." in texts(page)
    assert "residents said" in texts(run_page("reports"))


def test_whoever_is_struck_off_before_importing_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_folder(monkeypatch, tmp_path)
    monkeypatch.setenv("ATLAS_KEEP_IMPORTS", "1")
    be_local_curator(monkeypatch)
    page = run_page("reports")
    page.segmented_control[1].set_value("Kept in the reports folder")
    monkeypatch.delenv("ATLAS_LOCAL_CURATOR")
    paste(page, TEXT)
    assert list(tmp_path.iterdir()) == []


def test_a_table_without_known_columns_asks_for_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_folder(monkeypatch, tmp_path)
    page = run_page("reports")
    page.get("file_uploader")[0].set_value(("t.csv", b"Act,Where,From\ncurfew,Musan,2021-01-29\n", "text/csv"))
    page.run()
    chosen = {widget.label: widget for widget in page.selectbox}
    for label, column in (("Measure *", "Act"), ("Place *", "Where"), ("Start *", "From")):
        chosen[label].set_value(column)
    {widget.label: widget for widget in page.text_input}["Publisher, where a file states none"].set_value("P")
    {widget.label: widget for widget in page.date_input}["Published, where a file states none"].set_value("2021-02-01")
    page.button(key="import files").click().run()
    assert not page.exception, page.exception
    assert figures(page)["Claims"] == "1"
    assert "coded in a table, not yet reviewed" in texts(page)


def test_an_import_beyond_what_a_session_holds_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_folder(monkeypatch, tmp_path)
    page = paste(run_page("reports"), TEXT)
    monkeypatch.setattr(limits, "REPORTS", 1)
    paste(page, TEXT.replace("Hyesan", "Musan"))
    assert "Nothing was imported." in texts(page)
    assert "1 report, 1 claim." in texts(page)
