"""Files made to cost time or memory: each is refused with a reason, or read in about the time that its length takes."""

import io
import os
import random
import time
import zipfile
from pathlib import Path

import pytest

from atlas.briefing import read_briefing
from atlas.exports.kml import read_manifest_kml
from atlas.exports.slides import PART, read_manifest_pptx
from atlas.exports.standalone import MANIFEST, read_manifest_html
from atlas.folding import fold
from corpus.extraction import extract
from corpus.importing import Asked, Upload, import_uploads, limits
from corpus.reasons import outline_of
from corpus.reports import read_reports
from corpus.store import load_corpus
from tests.factories import make_report, write_report
from tests.imports import archive, markdown, workbook

ASKED = Asked("Own Post", make_report().published)
SECONDS = 10  # many times what any of these takes on a busy machine; without its bound each takes minutes
LOL = "<!DOCTYPE x [" + '<!ENTITY a0 "lol">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
)  # fmt: skip


def reason_of(name: str, content: bytes) -> str:
    """Why a file is not read, found in good time."""
    begun = time.perf_counter()
    imported = import_uploads([Upload(name, content)], ASKED)
    assert time.perf_counter() - begun < SECONDS + limits.FILE_SECONDS
    assert not imported.reports
    return imported.problems[0].reason


def packed(entries: dict[str, bytes]) -> bytes:
    return archive(entries)


def test_bombs_in_archives_are_refused_before_they_are_unpacked() -> None:
    zeros = b"\0" * 30_000_000
    assert "times its size" in reason_of("a.zip", packed({"a.txt": zeros}))
    nested = packed({"b.zip": packed({"a.txt": b"x" * 1_000})})
    assert "an archive in an archive" in reason_of("a.zip", nested)
    assert "more than 2000 files" in reason_of("a.zip", packed({f"{n}.txt": b"" for n in range(2_001)}))
    lying = bytearray(packed({"a.txt": b"Hyesan was sealed. " * 50}))
    at = lying.rindex(b"PK\x01\x02") + 24  # the size of the only entry, as the list at the end tells it
    lying[at : at + 4] = (5).to_bytes(4, "little")
    assert reason_of("a.zip", bytes(lying))


def test_all_files_of_an_import_together_have_a_size_and_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    uploads = [Upload(f"{number}.md", markdown(number)) for number in range(4)]
    monkeypatch.setattr(limits, "IMPORT_BYTES", 2 * len(uploads[0].content) + 10)
    imported = import_uploads(uploads, ASKED)
    assert len(imported.reports) == 2
    assert {problem.reason for problem in imported.problems} == {f"more than {limits.IMPORT_BYTES} bytes in one import"}
    monkeypatch.setattr(limits, "ALL_SECONDS", -1)
    imported = import_uploads(uploads[:1], ASKED)
    assert "the time of this import was used up" in imported.problems[0].reason


def test_tables_of_one_cell_or_of_a_million_columns_are_refused() -> None:
    head = b"measure,place,start\n"
    assert "not readable as CSV" in reason_of("a.csv", head + b'"' + b"x" * 4_000_000)
    assert "larger than" in reason_of("a.csv", head + b"x" * 50_000_000)
    assert "columns" in reason_of("a.csv", b"x," * 1_000_000)
    book = {}
    with zipfile.ZipFile(io.BytesIO(workbook([["measure"], ["x"]]))) as parts:
        book = {name: parts.read(name) for name in parts.namelist()}
    for name in ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"):
        if name in book:
            book[name] = (LOL + "]><x>&a11;</x>").encode()
    assert reason_of("a.xlsx", packed(book))


def test_a_page_of_deep_elements_costs_only_itself() -> None:
    for page in (b"<div>" * 100_000 + b"x", b"<table><tr><td>" * 60_000, b"<a b='" * 100_000, b"<!--" * 400_000):
        begun = time.perf_counter()
        imported = import_uploads([Upload("deep.html", page), Upload("good.md", markdown())], ASKED)
        assert time.perf_counter() - begun < 2 * SECONDS
        assert "good.md" in {file.file for file in imported.files}


def test_a_broken_pdf_does_not_keep_the_import_waiting() -> None:
    loop = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9>>endobj\n"
    trailer = b"xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF"
    assert reason_of("loop.pdf", loop + trailer)
    assert reason_of("many.pdf", b"%PDF-1.7\n" + b"1 0 obj<<" * 200_000)


@pytest.mark.parametrize(
    "header",
    ["[" * 9_000, "{a: " * 4_000, "- " * 9_000, "a: &a [*a]", "? " * 9_000, "x" * 30_000, '"' + "\\x41" * 4_000],
)
def test_a_header_made_to_cost_is_refused(header: str, tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text(f"---\ntitle: {header}\n---\nx", encoding="utf-8")
    write_report(tmp_path, "good", "Hyesan was sealed.")
    begun = time.perf_counter()
    reports, problems = read_reports(tmp_path)
    assert time.perf_counter() - begun < SECONDS
    assert ([report.id for report in reports], len(problems)) == (["good"], 1)


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = write_report(tmp_path, "r1", "Hyesan was sealed.")
    path.write_text(path.read_text(encoding="utf-8").replace("title:", "publisher: Another\ntitle:"), encoding="utf-8")
    _, (problem,) = read_reports(tmp_path)
    assert "publisher stands there twice" in problem.reason


def test_what_is_no_file_or_too_large_is_a_problem_and_the_others_load(tmp_path: Path) -> None:
    write_report(tmp_path, "good", "Hyesan was sealed.")
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    with (tmp_path / "large.md").open("wb") as file:
        file.truncate(200_000_000)
    reports, problems = read_reports(tmp_path)
    assert [report.id for report in reports] == ["good"]
    assert [problem.reason for problem in problems] == [
        "not a file that can be read", "larger than 200000 bytes", "not a file that can be read"
    ]  # fmt: skip


def test_decisions_that_are_too_many_or_no_file_are_a_problem_and_the_reports_load(tmp_path: Path) -> None:
    write_report(tmp_path, "good", "Hyesan was sealed.")
    decisions = tmp_path / "decisions.jsonl"
    with decisions.open("wb") as file:
        file.truncate(200_000_000)
    begun = time.perf_counter()
    corpus = load_corpus(tmp_path)
    assert time.perf_counter() - begun < SECONDS
    assert (list(corpus.reports), [own.value for own in corpus.problems]) == (["good"], ["200000000 bytes"])
    assert "larger than 100000000 bytes" in corpus.problems[0].reason
    decisions.unlink()
    os.mkfifo(decisions)
    assert [own.reason for own in load_corpus(tmp_path).problems] == ["not a file that can be read"]


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(
    "unit",
    ["혜산을 봉쇄 ", "Hyesan was locked down ", "혜산 봉쇄.\n\n", "a.\n\n", " ", "0", "a", "(",
     "January 29, ", "29일부터 ", ". ", "Hyesan, Musan, ", "sources in Hyesan ", "because the the new ", "U.S. ",
     "Foo-ri, ", "\u0301\u0316"],
)  # fmt: skip
def test_no_text_costs_more_than_its_length(unit: str, language: str) -> None:
    def cost(length: int) -> float:
        report = make_report(text=(unit * (length // len(unit) + 1))[:length], language=language)
        begun = time.process_time()
        extract(report)
        outline_of.__wrapped__(report.text, language)
        return time.process_time() - begun

    cost(1_000)
    assert cost(40_000) < 14 * cost(10_000) + 0.3  # four times the text; its square would be 16 times the time
    assert cost(40_000) < SECONDS


def test_a_long_run_of_marks_is_folded_at_once() -> None:
    begun = time.process_time()
    assert fold("a" + "\u0316\u0301" * 50_000) == "a"
    assert time.process_time() - begun < SECONDS / 5


def test_files_of_others_are_looked_at_in_good_time() -> None:
    begun = time.perf_counter()
    assert read_manifest_html(MANIFEST * 200_000) is None
    assert read_manifest_kml((LOL + "]><kml>&a11;</kml>").encode()) is None
    assert read_manifest_pptx(packed({PART: b" " * 150_000_000})) is None
    assert read_manifest_pptx(packed({PART: (LOL + "]><x>&a11;</x>").encode()})) is None
    assert time.perf_counter() - begun < SECONDS


def test_a_briefing_made_to_cost_is_read_as_far_as_it_goes() -> None:
    chance = random.Random(1)
    many = "".join(f"## {number}\nview: {'a=1&' * 5_000}\n\n{chance.random()} {'[' * 500}\n" for number in range(300))
    begun = time.perf_counter()
    briefing, problems = read_briefing(f"---\ntitle: x\n---\n{many}", "x.md")
    assert (len(briefing.steps), len(problems)) == (200, 1)
    assert (
        read_briefing("---\ntitle: x\n---\n## a\nview: map=" + "9" * 400 + "~1~1", "x.md")[0].steps[0].position is None
    )
    assert time.perf_counter() - begun < SECONDS
