"""Curators' decisions as lines of JSON: the form in which they are kept beside the reports and exchanged.

``decisions.jsonl`` holds one object a line, and only grows::

    {"action": "accept | correct | reject | add | undo", "report": "002",
     "target": {"measure", "place_id", "start", "end", "status", "place_text", "at"} or null,
     "claim": {a whole claim} or null, "who": "…", "when": "YYYY-MM-DD", "why": "…"}

``place_text`` and ``at``, the offset of the claim's evidence, tell apart claims that are otherwise equal; either
may be missing. A decision carries the whole claim it stands for, so what was decided holds however extraction reads the
report later. ``reject`` without a target closes a report: whatever else is extracted from it is left out. ``undo`` has
``undoes``, the id of the decision it takes back (`Decision.id`). ``when`` may be an instant in UTC,
``2026-11-27T07:10:00.000Z``.
"""

import codecs
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast, get_args

from corpus.decisions.models import NAMES, Action, Decision, Key, Target
from corpus.interval import read_day
from corpus.models import Claim, Problem, Report
from corpus.records import BadRow, claim_from_row

FILE_NAME = "decisions.jsonl"
# Bytes of the file: some 160,000 decisions, read in seven seconds; as large as a file of coded claims (`corpus.coded`).
LARGEST = 100_000_000
# Megabytes of a file that a curator's browser sends, which the app holds in memory: some 30,000 decisions.
LARGEST_SENT = 20
ID = re.compile(r"[0-9a-f]{32}", re.ASCII)
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z", re.ASCII)


def read_decisions(path: Path, reports: Mapping[str, Report]) -> tuple[list[Decision], list[Problem]]:
    """The decisions of a file in its order, and the rows that could not be used. No file: none."""
    try:
        if not path.exists():
            return [], []
        if not path.is_file():
            return [], [Problem.about(path.name, "file", path.name, "not a file that can be read")]
        if (size := path.stat().st_size) > LARGEST:
            reason = f"larger than {LARGEST} bytes; none of its decisions is read"
            return [], [Problem.about(path.name, "file", f"{size} bytes", reason)]
        content = path.read_bytes()
    except OSError as error:
        return [], [Problem.about(path.name, "file", path.name, f"cannot be opened ({error.strerror})")]
    return read_lines(content, reports, path.name)


def read_lines(content: bytes, reports: Mapping[str, Report], name: str) -> tuple[list[Decision], list[Problem]]:
    """The decisions of the lines of a file, and as problems of ``name`` the rows that could not be used."""
    decisions: list[Decision] = []
    problems: list[Problem] = []
    for number, line in enumerate(content.removeprefix(codecs.BOM_UTF8).splitlines(), start=1):
        try:
            if line.strip():
                decisions.append(decision_from_row(row_of_line(line), reports))
        except BadRow as error:
            problems.append(Problem.about(name, f"row {number}, {error.where}", error.value, error.reason))
    return decisions, problems


def usable_decisions(
    rows: Iterable[Mapping[str, Any]], reports: Mapping[str, Report], name: str
) -> tuple[list[Decision], list[Problem]]:
    """The decisions of JSON objects on these reports, and those that could not be used, as problems of ``name``."""
    decisions: list[Decision] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, start=1):
        try:
            decisions.append(decision_from_row(row, reports))
        except BadRow as error:
            problems.append(Problem.about(name, f"row {number}, {error.where}", error.value, error.reason))
    return decisions, problems


def decision_from_row(row: Mapping[str, Any], reports: Mapping[str, Report]) -> Decision:
    """A decision from a JSON object, checked against the reports it speaks of; raises `BadRow`."""
    action, report = row.get("action"), row.get("report")
    if action not in get_args(Action):
        raise BadRow("action", action, f"not one of {', '.join(get_args(Action))}")
    if not isinstance(report, str) or report not in reports:
        raise BadRow("report", report, "no report with this id was loaded")
    target = _target(row.get("target"))
    claim = None if action in ("reject", "undo") else _claim(row.get("claim"), reports[report])
    if target is None and action in ("accept", "correct"):
        raise BadRow("target", None, f"{action} needs the claim it is about")
    undoes = _undone(row.get("undoes")) if action == "undo" else None
    who, why = (_words(row, name) for name in ("who", "why"))
    return Decision(cast(Action, action), report, target, claim, who, _when(row.get("when")), why, undoes)


def row_of_line(line: bytes) -> Mapping[str, Any]:
    """The JSON object of a line; raises `BadRow` if it is none, or holds what cannot be written again."""
    try:
        row = json.loads(line.decode("utf-8"))
        json.dumps(row, ensure_ascii=False).encode("utf-8")  # no half characters in any text
    except (ValueError, RecursionError) as error:
        raise BadRow("line", line[:80].decode("utf-8", "replace"), "not a line of JSON in UTF-8") from error
    if not isinstance(row, dict):
        raise BadRow("line", row, "not a JSON object")
    return row


def _target(value: object) -> Target | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise BadRow("target", value, "not an object")
    parts = [value.get(name) for name in (*NAMES, "place_text")]
    if not all(part is None or isinstance(part, str) for part in parts):
        raise BadRow("target", value, "its fields are texts or null")
    at = value.get("at")
    if at is not None and type(at) is not int:
        raise BadRow("target", value, "at is an offset or null")
    return Target(cast(Key, tuple(parts[:-1])), parts[-1], at)


def _claim(value: object, report: Report) -> Claim:
    if not isinstance(value, Mapping):
        raise BadRow("claim", value, "missing")
    claim = claim_from_row(value)
    evidence = claim.evidence
    if claim.report != report.id:
        raise BadRow("claim.report", claim.report, f"the decision is on report {report.id}")
    if report.text[evidence.start : evidence.end] != evidence.quote:
        raise BadRow("claim.evidence", evidence.quote, "not the report's own text at these offsets")
    if any(end > len(report.text) for _, end in claim.fields.values()):
        raise BadRow("claim.fields", dict(claim.fields), "a span ends after the report's text")
    return claim


def _words(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise BadRow(name, value, "missing: a decision says who took it, when and why")
    return value


def _undone(value: object) -> str:
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise BadRow("undoes", value, "not the id of a decision")
    return value


def _when(value: object) -> date:
    text = value if isinstance(value, str) else ""
    try:
        if INSTANT.fullmatch(text):
            read_day(text[: len("YYYY-MM-DD")])
            return datetime.fromisoformat(text)
        return read_day(text)
    except ValueError:
        raise BadRow("when", value, "not a day as YYYY-MM-DD or an instant as YYYY-MM-DDTHH:MM:SS.sssZ") from None
