"""Reading report files: ``NAME.md`` with YAML front matter, a line ``---`` and the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from corpus.interval import BadDate, read_day
from corpus.models import CorpusError, Problem, Report

FIELDS = ("id", "publisher", "title", "published", "language", "url", "origin")
MAX_BYTES = 200_000  # thirty times a long article
MAX_HEADER = 20_000  # characters of front matter
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
            problems.append(Problem.about(path.name, error.where, error.value, error.reason))
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
    try:
        if not folder.is_dir():
            raise CorpusError(f"{folder}: no such folder of reports")
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
    if len(block) > MAX_HEADER:
        raise _Unreadable("front matter", f"{len(block)} characters", f"longer than {MAX_HEADER} characters")
    try:
        header = yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        raise _Unreadable(f"front matter, line {line}", block[:80], "not readable as YAML") from error
    if not isinstance(header, dict):
        raise _Unreadable("front matter", block[:80], "not a list of fields")
    origin = _line("origin", header["origin"]) if header.get("origin") else ""
    return {name: _line(name, header.get(name)) for name in FIELDS if name != "origin"} | {"origin": origin}


def _line(name: str, value: object) -> str:
    """One field's text, without white space around it."""
    if value is None or (isinstance(value, str) and not value.strip()):
        raise _Unreadable(name, "", "missing field")
    if not isinstance(value, str):
        raise _Unreadable(name, f"a {type(value).__name__}", "not a line of text")
    if value != value.encode("utf-8", "ignore").decode("utf-8"):
        raise _Unreadable(name, value, "holds half a character (a lone surrogate)")
    return value.strip()


def _day(text: str) -> date:
    try:
        return read_day(text)
    except BadDate as error:
        raise _Unreadable("published", text, f"bad date: {error}") from error
