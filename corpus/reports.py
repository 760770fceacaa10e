"""Reading report files: ``NAME.md`` with YAML front matter, a line ``---`` and the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from corpus.models import CorpusError, Problem, Report

FIELDS = ("id", "publisher", "title", "published", "language", "url", "origin")
MAX_BYTES = 2_000_000
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Unreadable(Exception):
    where: str
    value: str
    reason: str


def read_reports(folder: Path) -> tuple[list[Report], list[Problem]]:
    """All reports of a folder in the order of their file names, and what could not be read.

    Raises `CorpusError` if the folder is not there or cannot be listed.
    """
    reports: dict[str, Report] = {}
    problems: list[Problem] = []
    for path in _report_files(folder):
        try:
            report = parse_report(path.stem, _read_text(path))
            if report.id in reports:
                raise _Unreadable("id", report.id, "duplicate id: another file has it already")
            if report.id != path.stem:
                raise _Unreadable("id", report.id, f"the id is not the file's name ({path.stem})")
        except _Unreadable as error:
            problems.append(Problem(path.name, error.where, error.value[:200], error.reason))
        else:
            reports[report.id] = report
    return list(reports.values()), problems


def parse_report(name: str, content: str) -> Report:
    """One report from the content of its file; ``name`` is only used in messages."""
    match = FRONT_MATTER.match(content)
    if match is None:
        raise _Unreadable("front matter", content[:40], "no front matter between two lines ---")
    header = _header(match.group(1))
    text = content[match.end() :].lstrip("\n")
    if not text.strip():
        raise _Unreadable("text", "", "empty text: nothing follows the front matter")
    return Report(text=text, **{**header, "published": _day(header["published"])})  # type: ignore[arg-type]


def _report_files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        raise CorpusError(f"{folder}: no such folder of reports")
    try:
        yield from sorted(path for path in folder.iterdir() if path.suffix == ".md")
    except OSError as error:
        raise CorpusError(f"{folder}: cannot be listed ({error.strerror})") from error


def _read_text(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _Unreadable("file", f"{size} bytes", f"larger than {MAX_BYTES} bytes")
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _Unreadable("file", repr(error.object[error.start : error.start + 8]), "not UTF-8") from error
    except OSError as error:
        raise _Unreadable("file", path.name, f"cannot be opened ({error.strerror})") from error
    return content


def _header(block: str) -> dict[str, str]:
    """The front matter's fields as text. Every scalar stays a string: nothing is interpreted."""
    try:
        header = yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        raise _Unreadable(f"front matter, line {line}", block[:80], "not readable as YAML") from error
    if not isinstance(header, dict):
        raise _Unreadable("front matter", block[:80], "not a list of fields")
    for name in FIELDS:
        value = header.get(name)
        if value is None or value == "":
            raise _Unreadable(name, "", "missing field")
        if not isinstance(value, str):
            raise _Unreadable(name, str(value), "not a line of text")
    return {name: header[name].strip() for name in FIELDS}


def _day(text: str) -> date:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise _Unreadable("published", text, "bad date: not a day as YYYY-MM-DD") from None
