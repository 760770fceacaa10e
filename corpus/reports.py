"""Reading report files: ``NAME.md`` with YAML front matter, a line ``---`` and the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from corpus.interval import BadDate, read_day
from corpus.models import CorpusError, Problem, Report

FIELDS = ("id", "publisher", "title", "published", "language", "url", "origin")
MAX_BYTES = 200_000  # thirty times a long article
MAX_HEADER = 20_000  # characters of front matter
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Unreadable(Exception):
    """What in a file cannot be used: the field or row, its value, and why."""

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
                raise Unreadable("id", report.id, "duplicate id: another file has it already")
            if report.id != path.stem:
                raise Unreadable("id", report.id, f"the id is not the file's name ({path.stem})")
        except Unreadable as error:
            problems.append(Problem.about(path.name, error.where, error.value, error.reason))
        else:
            reports[report.id] = report
    return list(reports.values()), problems


def parse_report(name: str, content: str) -> Report:
    """One report from the content of its file; ``name`` is only used in messages."""
    block, text = split_front_matter(content)
    header = _header(block)
    if not text.strip():
        raise Unreadable("text", "", "empty text: nothing follows the front matter")
    return Report(text=text, **{**header, "published": _day(header["published"])})  # type: ignore[arg-type]


def split_front_matter(content: str) -> tuple[str, str]:
    """The lines between the two lines ``---``, and the text after them; raises `Unreadable`."""
    match = FRONT_MATTER.match(content)
    if match is None:
        raise Unreadable("front matter", content[:40], "no front matter between two lines ---")
    return match.group(1), content[match.end() :].lstrip("\n")


def front_matter_fields(block: str) -> dict[str, object]:
    """The fields of a front matter. Every scalar stays a string: nothing is interpreted. Raises `Unreadable`."""
    if len(block) > MAX_HEADER:
        raise Unreadable("front matter", f"{len(block)} characters", f"longer than {MAX_HEADER} characters")
    try:
        header = yaml.load(block, Loader=_Fields)
    except (yaml.YAMLError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        problem = getattr(error, "problem", None) or getattr(error, "reason", "nested too deeply")
        raise Unreadable(f"front matter, line {line}", block[:80], f"not readable as YAML: {problem}") from error
    if not isinstance(header, dict):
        raise Unreadable("front matter", block[:80], "not a list of fields")
    return header


class _Fields(yaml.BaseLoader):
    """YAML whose scalars stay strings, and whose keys stand there once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if twice := next((key for key in keys if keys.count(key) > 1), None):
            raise yaml.MarkedYAMLError(problem=f"{twice} stands there twice", problem_mark=node.start_mark)
        return super().construct_mapping(node, deep)


def format_report(report: Report) -> str:
    """The report as the content of its file, from which `parse_report` reads the same again."""
    fields = {name: str(getattr(report, name)) for name in FIELDS}
    header = yaml.safe_dump(fields, allow_unicode=True, default_style='"', sort_keys=False, width=1_000_000)
    return f"---\n{header}---\n\n{report.text}"


def _report_files(folder: Path) -> Iterator[Path]:
    try:
        if not folder.is_dir():
            raise CorpusError(f"{folder}: no such folder of reports")
        yield from sorted(path for path in folder.iterdir() if path.suffix == ".md")
    except OSError as error:
        raise CorpusError(f"{folder}: cannot be listed ({error.strerror})") from error


def _read_text(path: Path) -> str:
    try:
        if not path.is_file():
            raise Unreadable("file", path.name, "not a file that can be read")
        with path.open(encoding="utf-8-sig") as file:
            size = path.stat().st_size
            if size > MAX_BYTES:
                raise Unreadable("file", f"{size} bytes", f"larger than {MAX_BYTES} bytes")
            content = file.read(MAX_BYTES + 1)
    except UnicodeDecodeError as error:
        raise Unreadable("file", repr(error.object[error.start : error.start + 8]), "not UTF-8") from error
    except OSError as error:
        raise Unreadable("file", path.name, f"cannot be opened ({error.strerror})") from error
    return content


def _header(block: str) -> dict[str, str]:
    """The front matter's fields as lines of text; all but the origin are needed."""
    header = front_matter_fields(block)
    origin = line_of("origin", header["origin"]) if header.get("origin") else ""
    return {name: line_of(name, header.get(name)) for name in FIELDS if name != "origin"} | {"origin": origin}


def line_of(name: str, value: object) -> str:
    """One field's text, without white space around it; raises `Unreadable` if there is none."""
    if value is None or (isinstance(value, str) and not value.strip()):
        raise Unreadable(name, "", "missing field")
    if not isinstance(value, str):
        raise Unreadable(name, f"a {type(value).__name__}", "not a line of text")
    if value != value.encode("utf-8", "ignore").decode("utf-8"):
        raise Unreadable(name, value, "holds half a character (a lone surrogate)")
    return value.strip()


def _day(text: str) -> date:
    try:
        return read_day(text)
    except BadDate as error:
        raise Unreadable("published", text, f"bad date: {error}") from error
