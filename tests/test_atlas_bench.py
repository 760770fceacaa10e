"""The bench: one figure a key, on the same made-up claims each time."""

import json
from contextlib import nullcontext
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from atlas.__main__ import main
from atlas.bench import chromium, figures, measure
from atlas.bench.errors import BrowserMissing, NothingMeasured
from atlas.bench.made_up import made_up_claims, made_up_reports, write_corpus
from atlas.bench.measurements import Effort, one
from atlas.bench.run import take, value_of
from atlas.bench.stages import Stages
from atlas.selection import why_unlocated
from corpus.models import STATUSES
from corpus.store import load_dataset
from geodata import load_gazetteer

SMALL = Effort(
    sizes=(200,), scrub_steps=10, answers=3, openings=1, plain_openings=1, plain_steps=(2,), pans=1
)  # fmt: skip


def test_a_figure_is_printed_as_json_under_its_key(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--only", "state_build_s_1000"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert list(printed) == ["state_build_s_1000"]
    assert 0 < printed["state_build_s_1000"] < 60


def test_a_figure_that_there_is_not_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["bench", "--only", "state_build_s_1000,nonsense"])
    assert ended.value.code == 2
    assert "no figure nonsense" in capsys.readouterr().err


SIZED = [
    "state_build_s", "scrub_script_ms", "scrub_frame_ms", "scrub_frame_p95_ms", "scrub_server_bytes", "first_map_s",
    "plain_step_ms", "plain_server_bytes", "plain_first_map_s", "ratio_step", "ratio_first_map",
]  # fmt: skip
UNSIZED = [
    "extract_reports_per_s", "geocode_reports_per_s", "scrub_server_bytes", "release_to_panel_ms", "click_to_panel_ms",
    "permalink_to_map_s", "pan_zoom_reruns", "plain_pan_zoom_reruns", "png_300dpi_s", "pdf_s", "html_s",
]  # fmt: skip


def test_there_is_every_figure_and_each_once() -> None:
    sized = [f"{key}_{size}" for key in SIZED for size in (1_000, 10_000, 100_000)]
    assert sorted(figures()) == sorted(sized + UNSIZED)


def test_a_ratio_is_the_plain_figure_divided_by_ours() -> None:
    found = {"plain_step_ms_200": 340.0, "scrub_frame_ms_200": 17.0, "scrub_server_bytes_200": 0}
    assert value_of("ratio_step_200", found, SMALL) == 20
    assert value_of("ratio_step_200", found | {"plain_step_ms_200": None}, SMALL) is None
    assert value_of("scrub_server_bytes", found, SMALL) == 0


def test_what_could_not_be_measured_is_null_and_told_with_the_reason() -> None:
    def fail(_: Stages) -> float:
        raise NothingMeasured("the map did not move")

    told: list[str] = []
    assert take(one("late", lambda _: None), Stages(), told.append) == {"late": None}
    assert take(one("pans", fail), Stages(), told.append) == {"pans": None}
    assert told == ["late: took longer than is waited for", "pans: not measured: the map did not move"]


def test_without_a_browser_the_bench_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chromium, "find", lambda: None)
    assert main(["bench", "--only", "pan_zoom_reruns"]) == 1
    assert "python -m tests.chromium" in capsys.readouterr().err


def test_without_playwright_the_bench_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(chromium, "import_module", missing)
    with pytest.raises(BrowserMissing, match=r"requirements-test\.txt"):
        chromium.playwright_api()


def test_the_made_up_claims_are_the_same_each_time() -> None:
    assert list(made_up_claims(100)) == list(made_up_claims(100))
    assert len({claim.measure for claim in made_up_claims(100)}) > 10


def test_so_many_claims_are_made_up_as_are_asked_for_with_quotes_at_their_offsets() -> None:
    made_up = list(made_up_reports(1_001))
    assert sum(len(each.claims) for each in made_up) == 1_001
    for each in made_up:
        for claim in each.claims:
            evidence = claim.evidence
            assert claim.report == each.report.id
            assert each.report.text[evidence.start : evidence.end] == evidence.quote
            assert each.report.text[slice(*claim.fields["place"])] == claim.place_text


def test_the_made_up_claims_vary() -> None:
    claims = list(made_up_claims(4_000))
    assert {claim.status for claim in claims} == set(STATUSES)
    assert len({claim.place_id for claim in claims}) > 150
    years = [claim.start[:4] for claim in claims if claim.start]
    assert {"2020", "2021", "2022", "2023"} <= set(years)


def test_a_made_up_corpus_is_opened_as_a_dataset_and_all_of_it_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", "--write-corpus", "2100", str(tmp_path / "made-up")]) == 0
    assert "2100 claims" in capsys.readouterr().out
    corpus = load_dataset(tmp_path / "made-up")
    assert len(corpus.claims) == 2_100
    assert not corpus.problems
    assert {why_unlocated(claim, load_gazetteer()) for claim in corpus.claims} == {None}
    assert len({report.origin for report in corpus.reports.values()}) == 40


def test_a_made_up_corpus_does_not_go_where_something_else_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert main(["bench", "--write-corpus", "100", str(tmp_path)]) == 1
    assert "is no dataset" in capsys.readouterr().err


@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_a_corpus_of_no_number_of_claims_is_refused(
    number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["bench", "--write-corpus", number, str(tmp_path / "made-up")])
    assert "not a number from 1 on" in capsys.readouterr().err


def test_a_corpus_written_anew_holds_nothing_of_the_one_before(tmp_path: Path) -> None:
    write_corpus(2_100, tmp_path)
    write_corpus(100, tmp_path)
    assert len(load_dataset(tmp_path).claims) == 100


@pytest.mark.browser
def test_every_figure_of_the_browser_can_be_measured(browser: Browser) -> None:
    """And holds what no noise of a machine changes: scrubbing and panning ask nothing of the server."""
    asked = [key for key in figures(SMALL) if not key.startswith(("state_build", "extract", "geocode"))]
    told: list[str] = []
    found = measure(asked, told.append, SMALL, lambda: nullcontext(browser))
    assert [key for key, value in found.items() if value is None] == [], told
    assert found["pan_zoom_reruns"] == 0
    assert found["scrub_server_bytes"] == 0
    assert found["plain_pan_zoom_reruns"] > 0
    assert found["plain_server_bytes_200"] > 10_000
