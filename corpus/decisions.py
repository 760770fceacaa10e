"""Curators' decisions on extracted claims, kept as an append-only log beside the reports.

``decisions.jsonl`` holds one object a line::

    {"action": "accept | correct | reject | add", "report": "002",
     "target": {"measure", "place_id", "start", "end", "status", "place_text", "at"} or null,
     "claim": {a whole claim} or null, "who": "…", "when": "YYYY-MM-DD", "why": "…"}

``place_text`` and ``at``, the offset of the claim's evidence, tell apart claims that are otherwise equal; either
may be missing. A decision carries the whole claim it stands for, so what was decided holds however extraction reads the
report later. ``reject`` without a target closes a report: whatever else is extracted from it is left out.
"""

import codecs
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal, cast, get_args

from corpus.interval import BadDate, read_day
from corpus.models import Claim, Problem, Report
from corpus.records import BadRow, claim_from_row, claim_to_row

FILE_NAME = "decisions.jsonl"
Action = Literal["accept", "correct", "reject", "add"]
Key = tuple[str, str | None, str | None, str | None, str]
NAMES = ("measure", "place_id", "start", "end", "status")


@dataclass(frozen=True, slots=True)
class Target:
    """The extracted claim that a decision is about: what it says, and where needed its words for the
    place and the offset of its evidence."""

    key: Key
    place_text: str | None = None
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a curator did, with whom, when and why. ``target`` names the extracted claim, if any."""

    action: Action
    report: str
    target: Target | None
    claim: Claim | None
    who: str
    when: date
    why: str


def claim_key(claim: Claim) -> Key:
    """What a claim says, apart from its proof."""
    return claim.measure, claim.place_id, claim.start, claim.end, claim.status


def target_of(claim: Claim) -> Target:
    """How a decision names an extracted claim."""
    return Target(claim_key(claim), claim.place_text, claim.evidence.start)


def read_decisions(path: Path, reports: Mapping[str, Report]) -> tuple[list[Decision], list[Problem]]:
    """The decisions of a file in its order, and the rows that could not be used. No file: none."""
    decisions: list[Decision] = []
    problems: list[Problem] = []
    try:
        lines = path.read_bytes().removeprefix(codecs.BOM_UTF8).splitlines() if path.exists() else []
    except OSError as error:
        problem = Problem.about(path.name, "file", path.name, f"cannot be opened ({error.strerror})")
        return decisions, [problem]
    for number, line in enumerate(lines, start=1):
        try:
            if line.strip():
                decisions.append(decision_from_row(_object(line), reports))
        except BadRow as error:
            problems.append(Problem.about(path.name, f"row {number}, {error.where}", error.value, error.reason))
    return decisions, problems


def decision_from_row(row: Mapping[str, Any], reports: Mapping[str, Report]) -> Decision:
    """A decision from a JSON object, checked against the reports it speaks of; raises `BadRow`."""
    action, report = row.get("action"), row.get("report")
    if action not in get_args(Action):
        raise BadRow("action", action, f"not one of {', '.join(get_args(Action))}")
    if not isinstance(report, str) or report not in reports:
        raise BadRow("report", report, "no report with this id was loaded")
    target = _target(row.get("target"))
    claim = None if action == "reject" else _claim(row.get("claim"), reports[report])
    if target is None and action in ("accept", "correct"):
        raise BadRow("target", None, f"{action} needs the claim it is about")
    who, why = (_words(row, name) for name in ("who", "why"))
    return Decision(cast(Action, action), report, target, claim, who, _when(row.get("when")), why)


def decision_to_row(decision: Decision) -> dict[str, Any]:
    """The decision as a JSON object, fields in the order of the file format."""
    return {
        "action": decision.action,
        "report": decision.report,
        "target": None if decision.target is None else _target_row(decision.target),
        "claim": None if decision.claim is None else claim_to_row(decision.claim),
        "who": decision.who,
        "when": decision.when.isoformat(),
        "why": decision.why,
    }


def apply_decisions(claims: Iterable[Claim], decisions: Iterable[Decision]) -> list[Claim]:
    """The claims after all decisions, in the order of reports and text.

    Decisions are applied in order, so that a later one overrules an earlier one.
    """
    standing: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        standing[claim.report].append(claim)
    for decision in decisions:
        standing[decision.report] = list(_after(standing[decision.report], decision))
    everything = (claim for of_report in standing.values() for claim in of_report)
    return sorted(
        everything, key=lambda claim: (claim.report, claim.evidence.start, claim.measure, str(claim.place_id))
    )


def _after(claims: Sequence[Claim], decision: Decision) -> Iterator[Claim]:
    """One report's claims after one decision on it."""
    if decision.target is not None:
        gone = _meant(claims, decision.target)
    elif decision.claim is not None:
        gone = _meant([claim for claim in claims if claim.decision is None], target_of(decision.claim))
    else:
        gone = [claim for claim in claims if claim.decision is None]
    yield from (claim for claim in claims if claim not in gone)
    if decision.claim is not None:
        yield replace(decision.claim, decision=decision.action)


def _meant(claims: Sequence[Claim], target: Target) -> list[Claim]:
    """The claims that a target names. Its offset decides only between equal ones, since extraction may
    come to quote another sentence."""
    equal = [claim for claim in claims if claim_key(claim) == target.key]
    if target.place_text is not None and target.key[1] is None:
        equal = [claim for claim in equal if claim.place_text == target.place_text]
    at_offset = [claim for claim in equal if claim.evidence.start == target.at]
    return at_offset or equal


def _object(line: bytes) -> Mapping[str, Any]:
    try:
        row = json.loads(line.decode("utf-8"))
        json.dumps(row, ensure_ascii=False).encode("utf-8")  # no half characters in any text
    except (ValueError, RecursionError) as error:
        raise BadRow("line", line[:80].decode("utf-8", "replace"), "not a line of JSON in UTF-8") from error
    if not isinstance(row, dict):
        raise BadRow("line", row, "not a JSON object")
    return row


def _target_row(target: Target) -> dict[str, object]:
    row: dict[str, object] = dict(zip(NAMES, target.key, strict=True))
    return row | {"place_text": target.place_text, "at": target.at}


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


def _when(value: object) -> date:
    try:
        return read_day(value if isinstance(value, str) else "")
    except BadDate:
        raise BadRow("when", value, "not a day as YYYY-MM-DD") from None
