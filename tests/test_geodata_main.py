"""The command line: report files in, JSON lines out."""

import json
from pathlib import Path

import pytest

from geodata.__main__ import main, report_text

FRONT = '---\nid: "{name}"\npublisher: "Somebody"\n---\n'


def write_report(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.md").write_text(FRONT.format(name=name) + text, encoding="utf-8")


def test_a_folder_gives_one_row_a_mention_with_offsets_into_the_text(tmp_path: Path) -> None:
    write_report(tmp_path, "b", "\n\nGuards left Hyesan.\n")
    write_report(tmp_path, "a", "Unsan was sealed.\n")
    output = tmp_path / "mentions.jsonl"
    assert main(["geocode", str(tmp_path), "--output", str(output)]) == 0
    assert [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()] == [
        {
            "report": "a",
            "text": "Unsan",
            "offset": 0,
            "place_id": None,
            "status": "ambiguous",
            "candidates": ["KP-02-unsan", "KP-03-unsan"],
            "site_id": None,
            "role": "location",
        },
        {
            "report": "b",
            "text": "Hyesan",
            "offset": 12,
            "place_id": "KP-10-hyesan",
            "status": "resolved",
            "candidates": ["KP-10-hyesan"],
            "site_id": None,
            "role": "location",
        },
    ]


def test_one_text_is_geocoded_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["geocode", "--text", "혜산에서"]) == 0
    (row,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (row["report"], row["text"], row["place_id"]) == (None, "혜산", "KP-10-hyesan")


def test_a_text_without_places_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["geocode", "--text", "nothing here"]) == 0
    assert capsys.readouterr().out == ""


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bytes.md").write_bytes(b"---\nid: x\n---\n\xff\xfe Hyesan")
    (tmp_path / "bare.md").write_text("Hyesan, without front matter", encoding="utf-8")
    (tmp_path / "folder.md").mkdir()
    write_report(tmp_path, "good", "Hyesan")
    assert main(["geocode", str(tmp_path)]) == 0
    captured = capsys.readouterr()
    assert [json.loads(line)["report"] for line in captured.out.splitlines()] == ["good"]
    assert all(name in captured.err for name in ("bytes.md", "bare.md", "folder.md"))


def test_an_output_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["geocode", "--text", "Hyesan", "--output", str(tmp_path / "no" / "x")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_a_missing_folder_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["geocode", str(tmp_path / "nowhere")]) == 2
    assert "nowhere" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["geocode"], ["geocode", "folder", "--text", "x"], []])
def test_half_a_command_is_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("---\nid: a\n---\nHyesan", "Hyesan"),
        ("---\nid: a\n---\n\n\n Hyesan\n", " Hyesan\n"),
        ("---\nid: a\n---\nHyesan\n---\nMusan", "Hyesan\n---\nMusan"),
        ("\ufeff---\nid: a\n---\nHyesan", "Hyesan"),
    ],
)
def test_the_text_of_a_report_follows_its_front_matter(content: str, text: str) -> None:
    assert report_text(content) == text


@pytest.mark.parametrize("content", ["", "Hyesan", "---\nid: a\nHyesan", "--- \n"])
def test_a_file_without_whole_front_matter_has_no_text(content: str) -> None:
    with pytest.raises(ValueError, match="front matter"):
        report_text(content)
