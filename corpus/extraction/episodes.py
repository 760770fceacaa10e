"""One row per episode: merge what a report says twice of one measure at one place."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from corpus.models import Claim, Span

ENDS = ("eased", "lifted")
CHANGES = ("extended", "eased", "lifted")  # what a report says later of a measure it called imposed


def one_per_episode(claims: Sequence[Claim]) -> list[Claim]:
    """Merge claims of one measure at one place whose dates do not contradict each other."""
    kept: list[Claim] = []
    indexes: dict[tuple[str, str | None, str | None], list[int]] = defaultdict(list)
    for claim in claims:
        same = indexes[claim.measure, claim.place_id, None if claim.place_id else claim.place_text]
        index = next((i for i in same if _same_time(kept[i], claim)), None)
        if index is None:
            same.append(len(kept))
            kept.append(claim)
        else:
            kept[index] = _merged(kept[index], claim)
    return kept


def _same_time(one: Claim, other: Claim) -> bool:
    return _agree(one.start, other.start) and _agree(one.end, other.end)


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one.startswith(other) or other.startswith(one)


def _merged(first: Claim, second: Claim) -> Claim:
    """The claim that proves more, with the dates that only the other one gives."""
    main, other = (second, first) if _weight(second) > _weight(first) else (first, second)
    fields: dict[str, Span] = {**other.fields, **main.fields}
    status = second.status if first.status == "imposed" and second.status in CHANGES else first.status
    merged = replace(main, start=main.start or other.start, end=main.end or other.end, status=status, fields=fields)
    return _one_date_once(merged) if status in ENDS else merged


def _one_date_once(claim: Claim) -> Claim:
    """The same words do not say when a measure began and when it ended: an end keeps them."""
    start, end = claim.fields.get("start"), claim.fields.get("end")
    if start is None or start != end:
        return claim
    return replace(claim, start=None, fields={name: span for name, span in claim.fields.items() if name != "start"})


def _weight(claim: Claim) -> tuple[bool, int]:
    """What a claim's own sentence proves: a change of the measure first, then dates."""
    return claim.status in CHANGES, (claim.start is not None) + (claim.end is not None)
