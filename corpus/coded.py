"""Claims that came coded, from tables: ``NAME.claims.jsonl`` beside the reports, a claim a line.

The claims of a report that such a file speaks of are the file's: extraction does not read that report.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from corpus.models import Claim, Problem, Report
from corpus.records import BadRow, claim_from_row

LARGEST = 100_000_000  # bytes of a file: about 100,000 claims
PATTERN = "*.claims.jsonl"
CODED_RULE = "coded in a table"  # how the rule of such a claim begins


def read_coded(folder: Path, reports: Mapping[str, Report]) -> tuple[dict[str, list[Claim]], list[Problem]]:
    """The coded claims by report, and the rows that could not be used."""
    coded: dict[str, list[Claim]] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob(PATTERN)):
        try:
            lines = _read(path).split("\n")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem.about(path.name, "file", type(error).__name__, "cannot be read"))
            continue
        for number, line in enumerate(lines, start=1):
            if not line:
                continue
            try:
                claim = coded_claim(line, reports)
            except BadRow as error:
                problems.append(Problem.about(path.name, f"row {number}, {error.where}", error.value, error.reason))
            else:
                coded.setdefault(claim.report, []).append(claim)
    return coded, problems


def _read(path: Path) -> str:
    if (size := path.stat().st_size) > LARGEST:
        raise OSError(f"{size} bytes")
    return path.read_text(encoding="utf-8")


def coded_claim(line: str, reports: Mapping[str, Report]) -> Claim:
    """A claim from a line of JSON, checked against the report it speaks of; raises `BadRow`."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadRow("line", line[:80], "not a line of JSON") from error
    if not isinstance(row, dict):
        raise BadRow("line", line[:80], "not a JSON object")
    claim = claim_from_row(row)
    report = reports.get(claim.report)
    if report is None:
        raise BadRow("report", claim.report, "no report with this id was loaded")
    evidence = claim.evidence
    if report.text[evidence.start : evidence.end] != evidence.quote:
        raise BadRow("evidence", evidence.quote, "not the report's own text at these offsets")
    if any(end > len(report.text) for _, end in claim.fields.values()):
        raise BadRow("fields", dict(claim.fields), "a span ends after the report's text")
    return claim
