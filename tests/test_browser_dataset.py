"""A dataset that extraction wrote, opened as it is by the app."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from corpus.__main__ import main
from tests.conftest import running_app
from tests.factories import write_report

Open = Callable[..., Page]


def test_the_app_opens_a_dataset(tmp_path: Path, open_page: Open) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    write_report(reports, "r1", "Musan was placed under lockdown on February 3.")
    dataset = tmp_path / "claims.parquet"
    assert main(["extract", str(reports), "--output", str(dataset), "--workers", "1"]) == 0
    with running_app("--claims", str(dataset)) as address:
        page = open_page(f"{address}/?on=2021-02-10")
        expect(page.get_by_text("Musan: Lockdown in force")).to_be_visible()
