"""Which claims wait for a curator, by how doubtful they are and how far they reach.

*Doubt* is one minus the claim's confidence; a claim whose place could not be resolved is at least half doubtful.
*Reach* is the number of cities and counties that a claim speaks of, times the days on which the map shows it in
force. A claim comes first that is doubtful and wide: doubt times the logarithm of reach.
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.decisions import claim_key
from corpus.models import Claim
from corpus.state import LAST_DAY, Step
from corpus.store import Corpus, Undecided
from geodata import Gazetteer, load_gazetteer

UNITS = ("city", "county", "district")
# A strip along a border or a coast passes about so many counties.
STRIP_UNITS = 10
SHOWN = ("in_force", "probably")


@dataclass(frozen=True, slots=True)
class Checkable:
    """A claim to check: how doubtful it is (0 to 1), the cities and counties it speaks of, and its days on the map.

    ``standing``: whether the map counts it; a claim that a curator left out does not stand, and may be taken back.
    """

    claim: Claim
    doubt: float
    units: int
    days: int
    standing: bool = True

    @property
    def reach(self) -> int:
        """Cities and counties times days."""
        return self.units * self.days

    @property
    def urgency(self) -> float:
        """How much there is to win by checking it."""
        return self.doubt * math.log2(1 + self.reach)


Order = Callable[[Checkable], tuple[float, str, int]]
ORDERS: dict[str, tuple[str, Order]] = {
    "urgency": ("Doubtful and far-reaching first", lambda own: (-own.urgency, *_place_in_text(own))),
    "doubt": ("Most doubtful first", lambda own: (-own.doubt, *_place_in_text(own))),
    "reach": ("Farthest-reaching first", lambda own: (-own.reach, *_place_in_text(own))),
    "report": ("Report by report", lambda own: (0.0, *_place_in_text(own))),
}
KINDS: dict[str, tuple[str, Callable[[Checkable], bool]]] = {
    "waiting": ("To check", lambda own: own.standing and own.claim.decision is None),
    "reviewed": ("Reviewed", lambda own: own.standing and own.claim.decision is not None),
    "left-out": ("Left out", lambda own: not own.standing),
}


def checkable(corpus: Corpus, read: Undecided) -> list[Checkable]:
    """All claims that curators may decide about: those that stand, and those that were read and left out."""
    gazetteer = load_gazetteer()
    standing = [
        _checkable(gazetteer, claim, steps)
        for claim, steps in zip(corpus.claims, corpus.steps, strict=True)
        if claim.report in read.reports
    ]
    known = {(claim.report, claim_key(claim)) for claim in corpus.claims}
    left_out = [claim for claim in read.claims if (claim.report, claim_key(claim)) not in known]
    return standing + [_checkable(gazetteer, claim, (), standing=False) for claim in left_out]


def queue(everything: Sequence[Checkable], kind: str, order: str) -> list[Checkable]:
    """Those of one kind (`KINDS`), in an order (`ORDERS`)."""
    return sorted(filter(KINDS[kind][1], everything), key=ORDERS[order][1])


def _place_in_text(own: Checkable) -> tuple[str, int]:
    return own.claim.report, own.claim.evidence.start


def _checkable(gazetteer: Gazetteer, claim: Claim, steps: Sequence[Step], *, standing: bool = True) -> Checkable:
    unresolved = claim.place_id is None or claim.place_id not in gazetteer
    doubt = max(1 - claim.confidence, 0.5 if unresolved else 0.0)
    days = sum(step.last - step.first + 1 for step in steps if step.state in SHOWN and step.last < LAST_DAY)
    return Checkable(claim, doubt, 1 if unresolved else _units(gazetteer)[claim.place_id or ""], days, standing)


@lru_cache(maxsize=2)
def _units(gazetteer: Gazetteer) -> Counter[str]:
    """How many cities and counties lie in each place, itself at least."""
    counts = Counter(outer for place in gazetteer if place.level in UNITS for outer in gazetteer.ancestors(place.id))
    for place in gazetteer:
        counts[place.id] = max(counts[place.id], STRIP_UNITS if place.level == "zone" else 1)
    return counts
