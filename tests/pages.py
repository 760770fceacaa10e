"""Running a page of the app without a browser."""

from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from atlas.roles import LOCAL_VARIABLE
from tests.factories import write_report

PAGES = Path(__file__).parents[1] / "pages"
TIMEOUT = 60


def run_page(name: str, **query: str) -> AppTest:
    """A page after its first run, with parameters in its address; it must not raise."""
    page = AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=TIMEOUT)
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception, page.exception
    return page


def texts(page: AppTest) -> str:
    """All headings, captions, messages, HTML and Markdown of the page, joined."""
    kinds = ("title", "subheader", "caption", "info", "warning", "error", "code", "markdown", "html")
    return "\n".join(str(element.value) for kind in kinds for element in page.get(kind))


def use_folder(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """Make the app read another folder of reports."""
    monkeypatch.setenv("ATLAS_REPORTS", str(folder))
    return folder


def be_local_curator(monkeypatch: pytest.MonkeyPatch, name: str = "Ada") -> None:
    """Make whoever runs a page the curator of this machine; page tests have no request whose headers say where from."""
    monkeypatch.setenv(LOCAL_VARIABLE, name)
    headers = SimpleNamespace(to_dict=lambda: {"Host": "127.0.0.1:8501"})
    monkeypatch.setattr(type(st.context), "headers", property(lambda _: headers))


def only_broken_files(folder: Path) -> None:
    """Three files of which none can be read."""
    (folder / "a.md").write_bytes(b"\xff\xfe")
    (folder / "b.md").write_text("no front matter", encoding="utf-8")
    write_report(folder, "c", "")
