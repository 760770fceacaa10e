"""A dataset that extraction wrote, opened as it is by the app."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from corpus.__main__ import main
from tests.conftest import running_app
from tests.factories import write_report

pytestmark = pytest.mark.browser

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def dataset_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on a dataset of one report."""
    folder = tmp_path_factory.mktemp("reports")
    write_report(folder, "r1", "Musan was placed under lockdown on February 3.")
    dataset = tmp_path_factory.mktemp("dataset") / "claims.parquet"
    assert main(["extract", str(folder), "--output", str(dataset), "--workers", "1"]) == 0
    with running_app("--claims", str(dataset)) as address:
        yield address


def test_the_app_opens_a_dataset(dataset_app: str, open_page: Open) -> None:
    page = open_page(f"{dataset_app}/?on=2021-02-10")
    expect(page.get_by_text("Musan: Lockdown in force")).to_be_visible()
