"""Places in a text: :func:`geocode`."""

from geodata.discourse import settle_by_text
from geodata.folding import fold
from geodata.matching import find_names
from geodata.models import Mention
from geodata.pairs import find_pairs
from geodata.resolving import resolve
from geodata.roles import assign_roles
from geodata.unknowns import find_unknowns


def geocode(text: str) -> list[Mention]:
    """The places that ``text`` names, sorted by offset and never overlapping.

    A mention is *resolved* to one place, *ambiguous* where the text does not settle which of several it
    means, or *unknown* where the text presents a place that the gazetteer lacks. Nothing is guessed.
    Adjectives ("North Korean") and bodies that carry a place's name are no mentions.
    """
    folded = fold(text)
    hits = find_names(text, folded)
    mentions = resolve(text, folded, hits)
    taken = [(hit.start, hit.end) for hit in hits]
    unlisted = find_unknowns(text, mentions, taken)
    found = sorted([*mentions, *find_pairs(text, folded, mentions), *unlisted], key=lambda mention: mention.offset)
    return assign_roles(text, folded, settle_by_text(found))
