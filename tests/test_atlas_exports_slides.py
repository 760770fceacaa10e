"""Slides and handouts: native text, notes, sources; read back by the libraries of their formats."""

import io
from dataclasses import replace

import pytest
from pptx import Presentation
from pypdf import PdfReader

from atlas.briefing import Briefing, Step, shipped_briefings, silent
from atlas.exports.briefings import EmptyBriefing, formats, snapshots_of
from atlas.exports.slides import read_manifest_pptx, write_briefing_pptx, write_pptx
from atlas.exports.snapshot import take_snapshot
from atlas.figures.handout import write_handout
from corpus.store import Corpus, load_corpus
from geodata import load_gazetteer
from tests.hostile import PAYLOADS
from tests.test_atlas_selection import view

pytestmark = pytest.mark.drawing
GAZETTEER = load_gazetteer()
BRIEFING = shipped_briefings()["hyesan-lockdowns"]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The bundled corpus."""
    return load_corpus()


def texts(slide: object) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)  # type: ignore[attr-defined]


def test_a_snapshot_is_one_slide_with_native_text_and_a_described_picture(corpus: Corpus) -> None:
    snapshot = take_snapshot(corpus, GAZETTEER, view("2021-02-08"))
    content = write_pptx(snapshot)
    assert content == write_pptx(take_snapshot(corpus, GAZETTEER, view("2021-02-08")))
    [slide] = Presentation(io.BytesIO(content)).slides
    assert slide.shapes.title.text_frame.text == "Reported measures on 8 February 2021"
    shown = texts(slide)
    assert "252 of 482 claims shown" in shown
    assert "Nation-wide: Border closure in force" in shown
    assert "ASIAPRESS, 17 February 2021" in shown
    notes = slide.notes_slide.notes_text_frame.text
    assert all(source.report.publisher in notes for source in snapshot.sources)
    [picture] = [shape for shape in slide.shapes if shape.shape_type == 13]
    assert "Reported measures on 8 February 2021" in picture._element.nvPicPr.cNvPr.get("descr")
    manifest = read_manifest_pptx(content)
    assert manifest is not None
    assert manifest["state"] == {"on": "2021-02-08"}


def test_a_briefing_has_a_slide_for_its_title_and_one_for_each_step(corpus: Corpus) -> None:
    content = write_briefing_pptx(BRIEFING, snapshots_of(BRIEFING, corpus, GAZETTEER))
    title, *slides = Presentation(io.BytesIO(content)).slides
    assert BRIEFING.title in texts(title)
    for step, slide in zip(BRIEFING.steps, slides, strict=True):
        assert slide.shapes.title.text_frame.text == step.heading
        assert step.notes in slide.notes_slide.notes_text_frame.text
        assert "[" not in slide.shapes[2].text_frame.text
    assert len(content) < 10_000_000


def test_a_handout_has_a_page_for_each_step_with_its_notes(corpus: Corpus) -> None:
    snapshots = snapshots_of(BRIEFING, corpus, GAZETTEER)
    told: list[tuple[int, int]] = []
    content = write_handout(BRIEFING, snapshots, lambda done, of: told.append((done, of)))
    assert told == [(number, 5) for number in range(5)]
    assert content == write_handout(BRIEFING, snapshots)
    pages = PdfReader(io.BytesIO(content)).pages
    for step, page in zip(BRIEFING.steps, pages, strict=True):
        shown = " ".join(page.extract_text().split())
        assert step.heading in shown
        assert step.notes.split(".")[0] in shown
        assert "Reports, not events" in shown


def test_hostile_words_stay_words(corpus: Corpus) -> None:
    reports = {
        name: replace(report, title=PAYLOADS[number % len(PAYLOADS)] + "\x00\ud800", publisher="<b>&")
        for number, (name, report) in enumerate(corpus.reports.items())
    }
    hostile = replace(corpus, reports=reports)
    steps = tuple(Step(payload, {"on": "2021-02-08"}, f"{payload} [002]", payload) for payload in PAYLOADS[:4])
    briefing = Briefing(PAYLOADS[0], steps)
    snapshots = snapshots_of(briefing, hostile, GAZETTEER)
    for kind in formats().values():
        assert kind.write(briefing, snapshots, silent)
    slides = Presentation(io.BytesIO(write_briefing_pptx(briefing, snapshots))).slides
    assert [slide.shapes.title.text_frame.text for slide in slides][1:] == [step.heading for step in steps]


def test_an_empty_briefing_is_said_to_be_empty(corpus: Corpus) -> None:
    with pytest.raises(EmptyBriefing, match="“Nothing” has no step"):
        snapshots_of(Briefing("Nothing", ()), corpus, GAZETTEER)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x00" * 40])
def test_what_is_no_slides_has_no_manifest(content: bytes) -> None:
    assert read_manifest_pptx(content) is None
