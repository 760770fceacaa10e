"""Importing files: what each kind gives, and that what can't be read is named with its reason and the rest loads."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.importing import Asked, Imported, Upload, import_uploads, keep, limits, paste
from corpus.importing.documents import language_of
from corpus.importing.isolation import Worker
from corpus.importing.models import Found
from corpus.importing.reading import ENDINGS
from corpus.models import CorpusError
from corpus.reports import Unreadable, read_reports
from corpus.store import load_corpus, with_reports
from tests import imports

NOTHING = Asked()
ASKED = Asked("Own Post", date(2021, 2, 10))


def read(name: str, content: bytes, asked: Asked = NOTHING) -> Imported:
    """The import of one file."""
    return import_uploads([Upload(name, content)], asked)


def reason(name: str, content: bytes, asked: Asked = NOTHING) -> str:
    """Why a file was left out; nothing of it may be there."""
    imported = read(name, content, asked)
    assert (imported.reports, imported.claims, imported.files) == ((), (), ())
    [problem] = imported.problems
    assert name in problem.file
    return problem.reason


def test_front_matter_is_taken_and_the_form_fills_in_what_it_lacks() -> None:
    [report] = read("a.md", imports.markdown(0, published=""), ASKED).reports
    assert (report.publisher, report.title, report.published) == ("Own Post", "Story 0", date(2021, 2, 10))
    assert (report.language, report.url) == ("en", "no address")


def test_plain_text_is_titled_by_its_file_in_brackets_and_its_claims_are_read() -> None:
    imported = read("folder/note.txt", "혜산시가 1월 29일 봉쇄됐다.".encode("utf-16"), ASKED)
    [report] = imported.reports
    assert (report.title, report.language) == ("[note.txt]", "ko")
    assert [claim.place_id for claim in imported.claims] == ["KP-10-hyesan"]


def test_a_web_page_gives_its_main_text_and_what_it_states_of_itself() -> None:
    stated = """<title>Site</title><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Sealed",
    "datePublished": "2021-02-03T09:00:00Z", "publisher": {"name": "Web Post"}}</script>
    <link rel=canonical href="https://example.org/1">"""
    imported = read("page.html", imports.webpage("Musan", stated))
    [report] = imported.reports
    assert (report.publisher, report.title, report.published) == ("Web Post", "Sealed", date(2021, 2, 3))
    assert report.url == "https://example.org/1"
    assert "Musan" in report.text
    assert "Home" not in report.text
    assert "Copyright" not in report.text


def test_a_date_in_another_form_is_not_guessed_at_and_the_form_gives_one() -> None:
    stated = '<meta name="date" content="03/02/2021">'
    assert "no publication date" in reason("page.html", imports.webpage("Musan", stated))
    [report] = read("page.html", imports.webpage("Musan", stated), ASKED).reports
    assert report.published == date(2021, 2, 10)


def test_a_web_page_is_read_in_the_encoding_it_declares() -> None:
    page = '<html><head><meta charset="euc-kr"></head><body><article><p>혜산시가 봉쇄됐다.</p></article></body></html>'
    [report] = read("page.htm", page.encode("euc-kr"), ASKED).reports
    assert report.text == "혜산시가 봉쇄됐다."


def test_a_pdf_gives_its_text_and_title_and_never_a_date_of_its_own() -> None:
    content = imports.pdf(title="Sealed")
    [report] = read("a.pdf", content, ASKED).reports
    assert (report.title, report.published) == ("Sealed", date(2021, 2, 10))
    assert "Hyesan" in report.text
    assert "no publication date" in reason("a.pdf", content)


@pytest.mark.parametrize("name", imports.BROKEN)
def test_a_broken_file_is_left_out_with_its_reason(name: str) -> None:
    content, expected = imports.BROKEN[name]
    assert expected in reason(name, content)


def test_of_two_hundred_files_with_ten_broken_ones_the_rest_loads() -> None:
    steps: list[tuple[int, int]] = []
    uploads = [Upload("all.zip", imports.two_hundred())]
    imported = import_uploads(uploads, Asked(), lambda done, of, _: steps.append((done, of)))
    assert (len(imported.files), len(imported.reports), len(imported.problems)) == (190, 190, 10)
    assert {problem.file.rsplit("/", 1)[1] for problem in imported.problems} == set(imports.BROKEN)
    assert steps == [(number, 200) for number in range(200)]


def test_the_same_text_twice_is_taken_once() -> None:
    imported = import_uploads([Upload("a.md", imports.markdown()), Upload("b.md", imports.markdown())], Asked())
    assert len(imported.reports) == 1
    assert [(problem.file, problem.reason) for problem in imported.problems] == [
        ("b.md", "the same as a.md: taken once")
    ]


def test_names_of_an_archive_are_never_paths() -> None:
    imported = read("a.zip", imports.archive({"../../evil.md": imports.markdown(), "/etc/x.md": imports.markdown(1)}))
    assert all(report.id.startswith("own-") and report.id[4:].isalnum() for report in imported.reports)
    assert len(imported.reports) == 2


def damaged() -> bytes:
    content = bytearray(imports.archive({"a.md": imports.markdown()}))
    content[45:60] = b"\xff" * 15
    return bytes(content)


def encrypted() -> bytes:
    content = bytearray(imports.archive({"a.md": imports.markdown()}))
    for head, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(head) + at] |= 1
    return bytes(content)


def many() -> bytes:
    return imports.archive({f"{number}.txt": b"" for number in range(limits.FILES + 1)})


ARCHIVES = {
    "not an archive": (b"PK and no more", "not a ZIP archive"),
    "cut off": (imports.two_hundred()[:9_000], "not a ZIP archive"),
    "a bomb": (imports.archive({"a.txt": b"0" * 30_000_000}), "over 200 times its size"),
    "too many files": (many(), "more than 2000 files"),
    "damaged inside": (damaged(), "damaged in the archive"),
    "encrypted": (encrypted(), "encrypted"),
    "nested": (imports.archive({"b.zip": imports.two_hundred()}), "an archive in an archive"),
    "another kind inside": (imports.archive({"a.exe": b"MZ"}), "not one of"),
}


@pytest.mark.parametrize("case", ARCHIVES)
def test_an_archive_that_cannot_be_used_says_why(case: str) -> None:
    content, expected = ARCHIVES[case]
    assert expected in reason("a.zip", content)


def test_an_archive_that_unpacks_to_too_much_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ZIP_BYTES", 100)
    assert "unpacks to more than 100 bytes" in reason("a.zip", imports.two_hundred())


def test_an_archive_that_lies_about_sizes_gives_no_more_than_it_says() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as file:
        file.writestr("a.txt", b"x" * 5_000)
    lying = packed.getvalue().replace((5_000).to_bytes(4, "little"), (50).to_bytes(4, "little"))
    assert read("a.zip", lying, ASKED).reports == ()


LARGE = {
    "a.txt": (b"x" * (limits.OTHER_BYTES + 1), "larger than"),
    "b.txt": (b"a line that goes on " * 10_000, "longer than"),
    "c.md": (b"---\ntitle: " + b"x" * 30_000 + b"\n---\ntext", "longer than"),
    "d.exe": (b"MZ", "not one of"),
    "e": (b"text", "not one of"),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_file_beyond_a_limit_is_left_out_whole(name: str) -> None:
    content, expected = LARGE[name]
    assert expected in reason(name, content, ASKED)


def test_a_file_that_hangs_its_reader_is_given_up_and_the_next_is_read() -> None:
    with Worker(file_seconds=1.5) as worker:
        with pytest.raises(Unreadable) as error:
            worker.read("webpage", b"<div>" * 100_000 + b"Hyesan")
        assert error.value.reason == "not read within 1.5 seconds"
        assert "Hyesan" in worker.read("webpage", imports.webpage())["text"]


def test_an_import_ends_when_its_time_is_used_up() -> None:
    with Worker(all_seconds=0) as worker, pytest.raises(Unreadable) as error:
        worker.read("webpage", imports.webpage())
    assert "time of this import was used up" in error.value.reason


def test_pasted_text_needs_a_publisher_and_a_date() -> None:
    [problem] = paste(Found("Hyesan was sealed."), Asked()).problems
    assert problem.reason == "the file states no publisher and no publication date: fill in the form"
    assert len(paste(Found("Hyesan was sealed.", title="T"), ASKED).reports) == 1


@pytest.mark.parametrize(("text", "language"), [("혜산 was", "ko"), ("Hyesan 혜산 was sealed", "en"), ("123", "en")])
def test_the_language_follows_from_the_share_of_hangul(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_kept_import_is_read_again_the_same(tmp_path: Path) -> None:
    table = b"measure,place,start\nlockdown,Hyesan,2021-01-29\n"
    imported = import_uploads([Upload("a.csv", table), Upload("b.zip", imports.two_hundred())], ASKED)
    assert keep(imported, tmp_path) == 192
    assert keep(imported, tmp_path) == 0
    reports, problems = read_reports(tmp_path)
    assert problems == []
    assert sorted(reports, key=lambda report: report.id) == sorted(imported.reports, key=lambda report: report.id)
    claims = sorted(imported.claims, key=lambda claim: claim.report)
    assert list(load_corpus(tmp_path).claims) == claims
    assert {path.suffix for path in tmp_path.iterdir()} == {".md", ".jsonl"}


def test_a_keep_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported = read("b.zip", imports.two_hundred())
    replace, calls = Path.replace, iter(range(1_000))

    def fail_late(path: Path, target: Path) -> Path:
        if next(calls) == 100:
            raise OSError(28, "No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", fail_late)
    with pytest.raises(CorpusError, match="nothing was written"):
        keep(imported, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_imported_reports_join_a_corpus_and_known_ones_stay(tmp_path: Path) -> None:
    base = load_corpus(tmp_path)
    imported = read("b.zip", imports.two_hundred())
    joined = with_reports(base, imported.reports, imported.claims, imported.rejected)
    assert len(joined.reports) == 190
    assert len(joined.claims) == len(joined.steps) == len(imported.claims)
    assert with_reports(joined, imported.reports, imported.claims, ()).claims == joined.claims


@settings(max_examples=60)
@given(st.binary(max_size=400), st.sampled_from([ending for ending in ENDINGS if ending not in (".pdf", ".xlsx")]))
def test_no_bytes_make_an_import_raise(content: bytes, ending: str) -> None:
    read(f"a{ending}", content, ASKED)


@settings(max_examples=60)
@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_becomes_a_report_that_can_be_kept_or_a_problem(text: str, title: str) -> None:
    imported = paste(Found(text, title=title), ASKED)
    assert len(imported.reports) + len(imported.problems) == 1


@settings(max_examples=10)
@given(st.lists(st.binary(max_size=300), min_size=3, max_size=10), st.sampled_from([".pdf", ".xlsx", ".html"]))
def test_no_bytes_lose_the_other_process(contents: list[bytes], ending: str) -> None:
    imported = import_uploads([Upload(f"{number}{ending}", content) for number, content in enumerate(contents)], ASKED)
    assert not any("memory" in problem.reason for problem in imported.problems)
