"""The bundled corpus: complete, without problems, and after its decisions exactly what was annotated."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from corpus.decisions import apply_decisions, claim_key
from corpus.decisions.annotation import annotated_claims, decide_by_annotation
from corpus.evaluation import read_gold
from corpus.extraction import extract
from corpus.models import CorpusError
from corpus.reports import read_reports
from corpus.store import Corpus, load_corpus
from geodata import load_gazetteer
from tests.factories import write_report

GOLD = Path(__file__).with_name("gold") / "claims.jsonl"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus()


def test_all_149_reports_load_without_a_problem(corpus: Corpus) -> None:
    assert len(corpus.reports) == 149
    assert Counter(report.language for report in corpus.reports.values()) == {"en": 131, "ko": 18}
    assert corpus.problems == ()


def test_the_bundled_claims_are_those_annotated(corpus: Corpus) -> None:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    annotated = Counter(
        (row["report"], row["measure"], place, row["start"], row["end"], row["status"], row["attribution"])
        for row in rows
        for place in row["place_ids"]
    )
    assert Counter((claim.report, *claim_key(claim), claim.attribution) for claim in corpus.claims) == annotated


def test_every_bundled_claim_was_reviewed_and_its_evidence_is_the_reports_own_text(corpus: Corpus) -> None:
    for claim in corpus.claims:
        text = corpus.reports[claim.report].text
        assert claim.decision in ("accept", "correct", "add")
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.quote
        assert all(0 <= start < end <= len(text) for start, end in claim.fields.values())


def test_every_claim_stands_at_a_place_of_the_gazetteer(corpus: Corpus) -> None:
    gazetteer = load_gazetteer()
    assert {claim.place_id for claim in corpus.claims if claim.place_id not in gazetteer} == set()


def test_a_speakers_place_carries_no_claim(corpus: Corpus) -> None:
    """Report 001 quotes an official in North Pyongan on a crackdown in Pyongyang."""
    assert "North Pyongan" in corpus.reports["001"].text
    assert {claim.place_id for claim in corpus.claims_of("001")} == {"KP", "KP-01", "zone:cn-border"}


def test_decisions_made_from_an_annotation_turn_extraction_into_it(tmp_path: Path) -> None:
    text = "Hyesan was put under lockdown on January 29, residents said. Schools stayed open."
    write_report(tmp_path, "r1", text)
    reports, _ = read_reports(tmp_path)
    row = {
        "report": "r1", "measure": "lockdown", "place_ids": ["KP-10-hyesan", "KP-09-musan"],
        "place_text": ["Hyesan", "Musan"], "start": "2021-01-29", "end": None, "status": "imposed",
        "attribution": "anonymous_source", "evidence": "Hyesan was put under lockdown on January 29",
    }  # fmt: skip
    extracted = extract(reports[0]).claims
    decisions = list(decide_by_annotation(reports, extracted, [row], "reviewer", date(2026, 11, 21)))
    after = apply_decisions(extracted, decisions)
    assert [(claim.place_id, claim.start) for claim in after] == [
        ("KP-09-musan", "2021-01-29"),
        ("KP-10-hyesan", "2021-01-29"),
    ]
    assert after[1].fields["start"] == (33, 43)


def test_an_annotation_whose_quote_is_not_in_the_report_is_refused(tmp_path: Path) -> None:
    write_report(tmp_path, "r1", "Hyesan was sealed.")
    reports, _ = read_reports(tmp_path)
    row = {**read_gold(GOLD)[0], "report": "r1"}
    with pytest.raises(CorpusError, match=r"report r1: evidence: .* is not in its text"):
        list(annotated_claims(row, reports[0]))
