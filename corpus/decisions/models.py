"""What a curator decided, about which claim, and how two decisions get in each other's way."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

from corpus.models import Claim
from corpus.records import claim_to_row

Action = Literal["accept", "correct", "reject", "add", "undo"]
Key = tuple[str, str | None, str | None, str | None, str]
NAMES = ("measure", "place_id", "start", "end", "status")


@dataclass(frozen=True, slots=True)
class Target:
    """The claim that a decision is about: what it says, and where needed its words for the
    place and the offset of its evidence."""

    key: Key
    place_text: str | None = None
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a curator did, with whom, when and why.

    ``target`` names the claim it is about, if any; ``undoes`` is the id of the decision that an ``undo`` takes
    back. ``when`` is a day, or an instant in UTC for decisions taken in the app.
    """

    action: Action
    report: str
    target: Target | None
    claim: Claim | None
    who: str
    when: date
    why: str
    undoes: str | None = None

    @property
    def id(self) -> str:
        """32 hexadecimal digits that follow from all that the decision says."""
        return row_id(decision_to_row(self))

    def subjects(self) -> set[Target]:
        """The claims that it takes away or puts in their place; none for an undo, or where it closes a report."""
        made = {target_of(self.claim)} if self.claim else set()
        return made | ({self.target} if self.target else set())

    def closes(self) -> bool:
        """Whether it says that its report states nothing else."""
        return self.action == "reject" and self.target is None


def row_id(row: Mapping[str, object]) -> str:
    """The id of the decision that a JSON object holds."""
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:32]


def claim_key(claim: Claim) -> Key:
    """What a claim says, apart from its proof."""
    return claim.measure, claim.place_id, claim.start, claim.end, claim.status


def target_of(claim: Claim) -> Target:
    """How a decision names a claim."""
    return Target(claim_key(claim), claim.place_text, claim.evidence.start)


def decision_to_row(decision: Decision) -> dict[str, Any]:
    """The decision as a JSON object, fields in the order of the file format."""
    row: dict[str, Any] = {
        "action": decision.action,
        "report": decision.report,
        "target": None if decision.target is None else _target_row(decision.target),
        "claim": None if decision.claim is None else claim_to_row(decision.claim),
        "who": decision.who,
        "when": when_to_text(decision.when),
        "why": decision.why,
    }
    return row if decision.undoes is None else {**row, "undoes": decision.undoes}


def when_to_text(when: date) -> str:
    """``2026-11-27``, or ``2026-11-27T07:10:00.000Z`` for an instant, which is in UTC."""
    if isinstance(when, datetime):
        return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return when.isoformat()


def _target_row(target: Target) -> Mapping[str, object]:
    row: dict[str, object] = dict(zip(NAMES, target.key, strict=True))
    return row | {"place_text": target.place_text, "at": target.at}
