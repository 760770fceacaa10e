"""Reading report files: what loads, and what becomes a problem with its reason."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import CorpusError
from corpus.reports import read_reports
from geodata.__main__ import report_text
from tests.factories import FIELDS, write_report


def broken(name: str, **changes: str | None) -> str:
    header = {"id": name, **FIELDS, **changes}
    lines = [f"{key}: {value}" for key, value in header.items() if value is not None]
    return "---\n" + "\n".join(lines) + "\n---\n\nThe border was shut.\n"


# Each level holds the one below it ten times: written out, more than memory holds.
LEVELS = ["a0: &a0 x", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)), "title: *a29"]
ALIASES = broken("r1", title=None).replace("---\n", "---\n" + "\n".join(LEVELS) + "\n", 1)

BROKEN = [
    ("no front matter", b"The border was shut.", "no front matter"),
    ("front matter never closed", b"---\nid: r1\nThe border", "no front matter"),
    ("missing field", broken("r1", publisher=None).encode(), "missing field"),
    ("empty field", broken("r1", publisher='""').encode(), "missing field"),
    ("field is a list", broken("r1", title="[a, b]").encode(), "not a line of text"),
    ("front matter is a list", b"---\n- id\n---\ntext", "not a list of fields"),
    ("malformed YAML", b'---\nid: "r1\n---\ntext', "not readable as YAML"),
    ("day that is none", broken("r1", published="2021-02-30").encode(), "bad date"),
    ("date of another form", broken("r1", published="17 February 2021").encode(), "bad date"),
    ("full-width digits", broken("r1", published="２０２１-02-17").encode(), "bad date"),
    ("not UTF-8", broken("r1").encode().replace(b"shut", b"sh\xfft"), "not UTF-8"),
    ("another encoding", broken("r1", title="혜산").encode("cp949"), "not UTF-8"),
    ("day before the calendar", broken("r1", published="0001-01-01").encode(), "not between 1970 and"),
    ("day after the calendar", broken("r1", published="9999-12-31").encode(), "not between 1970 and"),
    ("field of spaces", broken("r1", publisher='"  "').encode(), "missing field"),
    ("half a character", broken("r1", title='"\\ud800"').encode(), "half a character"),
    ("nested aliases", ALIASES.encode(), "not a line of text"),
    ("front matter too long", broken("r1", title="x" * 20_001).encode(), "longer than"),
    ("empty text", broken("r1").split("\n\n")[0].encode() + b"\n\n \n", "empty text"),
    ("id of another file", broken("other").encode(), "not the file's name"),
    ("an empty file", b"", "no front matter"),
]


@pytest.mark.parametrize(("content", "reason"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_file_is_a_problem_with_its_reason_and_the_others_load(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    (tmp_path / "r1.md").write_bytes(content)
    write_report(tmp_path, "r2", "The border was shut.")
    reports, problems = read_reports(tmp_path)
    assert [report.id for report in reports] == ["r2"]
    assert [problem.file for problem in problems] == ["r1.md"]
    assert reason in problems[0].reason


def test_a_second_file_with_an_id_that_is_taken_is_a_duplicate(tmp_path: Path) -> None:
    write_report(tmp_path, "r1", "First.")
    write_report(tmp_path, "r2", "Second.", id="r1")
    reports, problems = read_reports(tmp_path)
    assert [report.text for report in reports] == ["First."]
    assert "duplicate id" in problems[0].reason
    assert problems[0].value == "r1"


def test_a_problem_names_the_field_and_its_value(tmp_path: Path) -> None:
    write_report(tmp_path, "r1", "Text.", published="soon")
    [problem] = read_reports(tmp_path)[1]
    assert (problem.where, problem.value) == ("published", "soon")


def test_offsets_count_from_the_text_without_leading_newlines(tmp_path: Path) -> None:
    path = write_report(tmp_path, "r1", "Hyesan was sealed.")
    path.write_bytes(path.read_bytes().replace(b"\n\nHyesan", b"\n\n\n\nHyesan"))
    [report], _ = read_reports(tmp_path)
    assert report.text == "Hyesan was sealed."


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = write_report(tmp_path, "r1", "One.\nTwo.")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    [report], problems = read_reports(tmp_path)
    assert (report.text, problems) == ("One.\nTwo.", [])


FENCES = ["---", "---  ", "---\t"]


@pytest.mark.parametrize("opening", FENCES)
@pytest.mark.parametrize("closing", FENCES)
def test_extraction_and_geocoding_read_the_same_text(tmp_path: Path, opening: str, closing: str) -> None:
    """Offsets of both commands count the same characters, also where the text holds a line --- of its own."""
    path = write_report(tmp_path, "r1", "Hyesan.\n---\nMusan.")
    content = (
        path.read_text(encoding="utf-8").replace("---\n", f"{opening}\n", 1).replace("\n---\n", f"\n{closing}\n", 1)
    )
    path.write_text(content, encoding="utf-8")
    [report], _ = read_reports(tmp_path)
    assert report.text == report_text(content) == "Hyesan.\n---\nMusan."


def test_yaml_never_interprets_values(tmp_path: Path) -> None:
    """A bare date, a number and a word like ``no`` stay what they are: text."""
    header = "id: r1\npublisher: no\ntitle: 0123\npublished: 2021-02-17\nlanguage: en\nurl: ~\norigin: !!str x\n"
    (tmp_path / "r1.md").write_text(f"---\n{header}---\nText.", encoding="utf-8")
    [report], problems = read_reports(tmp_path)
    assert (report.publisher, report.title, report.url, problems) == ("no", "0123", "~", [])


def test_a_folder_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="nowhere"):
        read_reports(tmp_path / "nowhere")


def test_a_file_that_is_too_large_is_a_problem(tmp_path: Path) -> None:
    write_report(tmp_path, "r1", "x" * 200_001)
    assert "larger than" in read_reports(tmp_path)[1][0].reason


@given(st.binary(max_size=400))
def test_no_content_stops_the_others_from_loading(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.md").write_bytes(b"---\n" + content)
        write_report(folder, "b", "Text.")
        reports, problems = read_reports(folder)
        assert [report.id for report in reports if report.id == "b"] == ["b"]
        assert len(reports) + len(problems) == 2
