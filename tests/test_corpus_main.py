"""The corpus on the command line: files in, files out, messages and exit codes."""

import json
from pathlib import Path

import pytest

from corpus.__main__ import main
from corpus.store import load_corpus
from tests.factories import write_report

GOLD = {
    "report": "r1", "measure": "lockdown", "place_ids": ["KP-10-hyesan"], "place_text": ["Hyesan"],
    "start": "2021-01-29", "end": None, "status": "imposed", "attribution": "outlet",
    "evidence": "Hyesan was put under lockdown on January 29",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "reports"
    reports.mkdir()
    write_report(reports, "r1", "Hyesan was put under lockdown on January 29. Nobody may leave home.")
    return reports


def test_extract_writes_a_claim_a_line_as_the_contract_says(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "claims.jsonl"
    assert main(["extract", str(folder), "--output", str(output)]) == 0
    row = json.loads(output.read_text(encoding="utf-8").splitlines()[0])
    assert list(row) == [
        "report", "measure", "place_id", "place_text", "start", "end", "status", "attribution", "evidence",
        "fields", "rule", "confidence",
    ]  # fmt: skip
    assert (row["measure"], row["place_id"], row["start"]) == ("lockdown", "KP-10-hyesan", "2021-01-29")


def test_extract_leaves_the_decisions_beside_the_reports_out(folder: Path, tmp_path: Path) -> None:
    row = {
        "action": "reject",
        "report": "r1",
        "target": None,
        "claim": None,
        "who": "w",
        "when": "2026-11-21",
        "why": "y",
    }
    (folder / "decisions.jsonl").write_text(json.dumps(row), encoding="utf-8")
    output = tmp_path / "claims.jsonl"
    main(["extract", str(folder), "--output", str(output)])
    assert load_corpus(folder).claims == ()
    assert output.read_text(encoding="utf-8")


def test_a_broken_file_is_named_on_stderr_and_the_others_are_read(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_report(folder, "r2", "Text.", published="soon")
    assert main(["extract", str(folder), "--output", str(tmp_path / "claims.jsonl")]) == 0
    assert capsys.readouterr().err.startswith("r2.md: published: 'soon': bad date")


def test_decide_writes_the_decisions_that_the_app_then_applies(folder: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(GOLD), encoding="utf-8")
    output = folder / "decisions.jsonl"
    assert main(["decide", "--gold", str(gold), "--reports", str(folder), "--who", "me", "--output", str(output)]) == 0
    corpus = load_corpus(folder)
    assert corpus.problems == ()
    assert [(claim.place_id, claim.start, claim.decision is not None) for claim in corpus.claims] == [
        ("KP-10-hyesan", "2021-01-29", True)
    ]


def test_evaluate_prints_precision_recall_and_f1(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(GOLD), encoding="utf-8")
    assert main(["evaluate", "--gold", str(gold), "--reports", str(folder)]) == 0
    assert "measure+place" in capsys.readouterr().out


BAD_CALLS = [
    (["extract", "nowhere", "--output", "x"], "nowhere: no such folder"),
    (["evaluate", "--gold", "missing.jsonl", "--reports", "."], "missing.jsonl"),
]


@pytest.mark.parametrize(("call", "message"), BAD_CALLS)
def test_a_call_that_cannot_work_says_why_and_returns_1(
    call: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(call) == 1
    assert message in capsys.readouterr().err


def test_an_output_that_cannot_be_written_is_named(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", str(folder), "--output", str(tmp_path / "no" / "claims.jsonl")]) == 1
    assert "cannot be written" in capsys.readouterr().err
