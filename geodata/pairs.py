"""Two places that share a name written once: "North and South Hamgyong"."""

from collections.abc import Sequence

from geodata.matching import places_named
from geodata.models import Mention
from geodata.wording import load_wording


def find_pairs(text: str, folded: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The first halves of such pairs, in order: "North" in "North and South Hamgyong"."""
    pairs = (_first_half(text, folded, mention) for mention in mentions)
    return [mention for mention in pairs if mention]


def _first_half(text: str, folded: str, mention: Mention) -> Mention | None:
    directions = load_wording().directions
    direction, _, rest = folded[mention.offset : mention.end].partition(" ")
    if direction not in directions:
        return None
    before = folded[max(0, mention.offset - 20) : mention.offset]
    for other in directions:
        if before.endswith(f"{other} and ") and other != direction:
            offset = mention.offset - len(f"{other} and ")
            places = places_named(f"{other} {rest.split()[0]}")
            if len(places) == 1:
                return Mention(text[offset : offset + len(other)], offset, "resolved", places[0], places)
    return None
