"""Exporting a view in a real browser: chosen, made, looked at, downloaded, and verified."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from atlas.exports.formats import formats
from atlas.exports.verifying import verify
from corpus.store import load_corpus
from geodata import load_gazetteer
from tests.maps import map_frame

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.mark.parametrize("name", ["png", "html", "csv"])
def test_each_kind_of_file_is_made_and_downloaded(app: str, open_page: Open, tmp_path: Path, name: str) -> None:
    kind = formats()[name]
    page = open_page(f"{app}/?on=2021-02-08&place=KP-10-hyesan")
    map_frame(page)
    page.get_by_role("button", name="Export", exact=False).first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("of 482 claims shown")).to_be_visible()
    dialog.locator("label", has_text=kind.label).first.click()
    dialog.get_by_role("button", name="Make the file").click()
    button = dialog.get_by_role("button", name=f"Download {kind.label}")
    expect(button).to_be_visible()
    with page.expect_download() as waiting:
        button.click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.name == f"reported-measures-2021-02-08.{kind.ending}"
    content = path.read_bytes()
    assert len(content) > 1_000
    if kind.read_manifest:
        assert verify(content, load_corpus(), load_gazetteer()).verdict == "identical"
