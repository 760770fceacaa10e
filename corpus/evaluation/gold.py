"""Gold rows and claims as facts that can be compared.

A gold row names ``report``, ``measure``, ``place_ids`` (one fact each), ``start``, ``end`` and ``status``.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.models import Claim, CorpusError


@dataclass(frozen=True, slots=True)
class Fact:
    """What is compared: a measure at a place with its dates and status; ``quote`` is its proof."""

    measure: str
    place_id: str | None
    start: str | None
    end: str | None
    status: str | None
    quote: str = ""


Facts = Mapping[str, list[Fact]]
"""The facts of each report that has any."""


def read_gold(path: Path) -> list[Mapping[str, Any]]:
    """The gold rows of a JSON Lines file; raises :class:`CorpusError` naming the line that is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: cannot be read ({error})") from error
    return [_gold_row(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _gold_row(path: Path, number: int, line: str) -> Mapping[str, Any]:
    try:
        row: Mapping[str, Any] = json.loads(line)
    except json.JSONDecodeError as error:
        raise CorpusError(f"{path.name}: line {number}: {line[:60]!r}: not JSON") from error
    for name in ("report", "measure", "place_ids"):
        if not isinstance(row, dict) or name not in row:
            raise CorpusError(f"{path.name}: line {number}: {line[:60]!r}: no {name}")
    return row


def gold_facts(rows: Iterable[Mapping[str, Any]]) -> Facts:
    """A fact for each place of each row, by report."""
    facts: dict[str, list[Fact]] = defaultdict(list)
    for row in rows:
        quote = row.get("evidence")
        for place in row["place_ids"]:
            facts[row["report"]].append(
                Fact(
                    row["measure"],
                    place,
                    row.get("start"),
                    row.get("end"),
                    row.get("status"),
                    quote if isinstance(quote, str) else "",
                )
            )
    return facts


def claimed_facts(claims: Iterable[Claim]) -> Facts:
    """A fact for each claim, by report."""
    facts: dict[str, list[Fact]] = defaultdict(list)
    for claim in claims:
        facts[claim.report].append(
            Fact(claim.measure, claim.place_id, claim.start, claim.end, claim.status, claim.evidence.quote)
        )
    return facts
