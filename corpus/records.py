"""Claims as rows of JSON, the form in which they are exchanged (one object a line)."""

import json
from collections.abc import Mapping
from typing import Any, cast, get_args

from corpus.interval import BadDate, day_range
from corpus.measures import load_measures
from corpus.models import ATTRIBUTIONS, Claim, Evidence, Status


class BadRow(ValueError):
    """A row that is not a claim; says which field, its value and why."""

    def __init__(self, where: str, value: object, reason: str) -> None:
        super().__init__(f"{where}: {value!r}: {reason}")
        self.where, self.value, self.reason = where, str(value), reason


def claim_to_row(claim: Claim) -> dict[str, Any]:
    """The claim as a JSON object, without what a curator did with it."""
    return {
        "report": claim.report,
        "measure": claim.measure,
        "place_id": claim.place_id,
        "place_text": claim.place_text,
        "start": claim.start,
        "end": claim.end,
        "status": claim.status,
        "attribution": claim.attribution,
        "evidence": {"quote": claim.evidence.quote, "start": claim.evidence.start, "end": claim.evidence.end},
        "fields": {name: list(span) for name, span in claim.fields.items()},
        "rule": claim.rule,
        "confidence": claim.confidence,
    }


def claim_from_row(row: Mapping[str, Any]) -> Claim:
    """A claim from a JSON object; raises `BadRow` on the first field that does not fit."""
    return Claim(
        report=_text(row, "report"),
        measure=_choice(row, "measure", tuple(load_measures())),
        place_id=_optional(row, "place_id"),
        place_text=_optional(row, "place_text"),
        start=_date(row, "start"),
        end=_date(row, "end"),
        status=cast(Status, _choice(row, "status", get_args(Status))),
        attribution=_choice(row, "attribution", ATTRIBUTIONS),
        evidence=_evidence(row.get("evidence")),
        fields=_spans(row.get("fields")),
        rule=str(row.get("rule", "")),
        confidence=_fraction(row.get("confidence", 0.5)),
    )


def to_line(row: Mapping[str, Any]) -> str:
    """A row as one line of JSON Lines."""
    return json.dumps(row, ensure_ascii=False) + "\n"


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value:
        raise BadRow(name, value, "missing, or not a text")
    return value


def _optional(row: Mapping[str, Any], name: str) -> str | None:
    return None if row.get(name) is None else _text(row, name)


def _choice(row: Mapping[str, Any], name: str, known: tuple[str, ...]) -> str:
    value = _text(row, name)
    if value not in known:
        raise BadRow(name, value, f"not one of {', '.join(known)}")
    return value


def _date(row: Mapping[str, Any], name: str) -> str | None:
    value = _optional(row, name)
    try:
        if value is not None:
            day_range(value)
    except BadDate as error:
        raise BadRow(name, value, str(error)) from error
    return value


def _evidence(value: object) -> Evidence:
    if not isinstance(value, Mapping):
        raise BadRow("evidence", value, "not an object with quote, start and end")
    start, end = _span("evidence", [value.get("start"), value.get("end")])
    return Evidence(_text(value, "quote"), start, end)


def _spans(value: object) -> dict[str, tuple[int, int]]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise BadRow("fields", value, "not an object of spans")
    return {str(name): _span(f"fields.{name}", span) for name, span in value.items()}


def _span(name: str, value: object) -> tuple[int, int]:
    if isinstance(value, list) and len(value) == 2 and all(type(offset) is int for offset in value):
        start, end = value
        if 0 <= start <= end:
            return start, end
    raise BadRow(name, value, "not a pair of character offsets")


def _fraction(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    raise BadRow("confidence", value, "not a number from 0 to 1")
