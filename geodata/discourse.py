"""What the rest of a text says about a name that its own sentence leaves open."""

from collections.abc import Sequence
from dataclasses import replace

from geodata.folding import fold
from geodata.gazetteer import load_gazetteer
from geodata.models import Mention


def settle_by_text(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, ambiguous ones resolved where the others settle them.

    A name means what it meant elsewhere in the text, if that was one place; else the only candidate whose
    province the text speaks of. Where two candidates remain, the mention stays ambiguous.
    """
    if all(mention.status != "ambiguous" for mention in mentions):
        return list(mentions)
    meant = _meanings(mentions)
    provinces = {province for mention in mentions if (province := _province(mention.place_id))}
    return [
        _settle(mention, meant, provinces) if mention.status == "ambiguous" and not mention.together else mention
        for mention in mentions
    ]


def _settle(mention: Mention, meant: dict[str, set[str]], provinces: set[str]) -> Mention:
    same = meant.get(fold(mention.text), set()) & set(mention.candidates)
    spoken_of = {place for place in mention.candidates if _province(place) in provinces}
    all_have_one = all(_province(place) for place in mention.candidates)
    fitting = same or (spoken_of if all_have_one else set())
    if len(fitting) != 1:
        return mention
    (place_id,) = fitting
    return replace(mention, status="resolved", place_id=place_id, candidates=(place_id,))


def _meanings(mentions: Sequence[Mention]) -> dict[str, set[str]]:
    """The places that each wording was resolved to."""
    meant: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.place_id is not None:
            meant.setdefault(fold(mention.text), set()).add(mention.place_id)
    return meant


def _province(place_id: str | None) -> str | None:
    """The first-level unit a place is or lies in, at home or abroad."""
    if place_id is None:
        return None
    gazetteer = load_gazetteer()
    chain = (place_id, *gazetteer.ancestors(place_id))
    return next((each for each in chain if gazetteer[each].level in ("province", "foreign province")), None)
