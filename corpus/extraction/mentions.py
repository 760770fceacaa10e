"""The places a report names, and what they are doing in it. Only this step of the corpus asks the geodata."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from corpus.extraction.lexicon import load_table
from corpus.models import Claim, Report, Span
from geodata import Mention, geocode

NATION = "KP"
STRIP = "zone:"
HOME = ("KP", STRIP)
WATERS = ("river:", "lake:")

Role = Literal["site", "strip", "nation", "speaker", "metonym", "context", "foreign"]
MentionRole = Literal["measure", "speaker", "dateline", "metonym", "context"]


@dataclass(frozen=True, slots=True)
class RoledMention:
    """A place that a report names, and its role there."""

    report: str
    mention: Mention
    role: MentionRole


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A mention of a place with the role it plays: where something applies, or only who speaks."""

    mention: Mention
    role: Role

    @property
    def span(self) -> Span:
        """The mention's characters in the report."""
        return self.mention.offset, self.mention.end


def name_places(text: str) -> list[NamedPlace]:
    """Every place a text names, in order, each with its role."""
    mentions = geocode(text)
    taken = {at for mention in mentions for at in range(mention.offset, mention.end)}
    aliases = [alias for alias in _aliases(text) if taken.isdisjoint(range(alias.offset, alias.end))]
    named = sorted([*mentions, *aliases], key=lambda mention: mention.offset)
    return [NamedPlace(each, _role(each)) for mention in named for each in _apart(mention)]


def _apart(mention: Mention) -> Iterator[Mention]:
    """The mention, or one for each of the places that it means together: both coasts."""
    if not mention.together:
        yield mention
    for place_id in mention.candidates if mention.together else ():
        yield replace(mention, status="resolved", place_id=place_id, candidates=(place_id,), together=False)


def _aliases(text: str) -> Iterator[Mention]:
    """Words that mean a place without naming it: "the capital"."""
    table = load_table("places.toml")["alias"]
    for match in _alias_pattern().finditer(text):
        place_id = table[match.group()]
        yield Mention(match.group(), match.start(), "resolved", place_id, (place_id,))


@cache
def _alias_pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, load_table("places.toml")["alias"])))


def _role(mention: Mention) -> Role:
    place_id = mention.place_id
    if place_id is not None and place_id.startswith(WATERS):
        return "context"
    if place_id is not None and not place_id.startswith(HOME):
        return "foreign"
    if place_id == NATION:
        return "nation"
    if mention.role in ("speaker", "dateline"):
        return "speaker"
    if mention.role == "metonym":
        return "metonym"
    if mention.role == "context":
        return "context"
    return "strip" if place_id is not None and place_id.startswith(STRIP) else "site"


def roled_mentions(report: Report, claims: Iterable[Claim]) -> Iterator[RoledMention]:
    """The places that ``report`` names, in order; ``claims`` are those of the report."""
    claims = list(claims)
    for mention in geocode(report.text):
        applies = mention.role == "location" and any(_applies(claim, mention) for claim in claims)
        role: MentionRole = "measure" if applies else "context" if mention.role == "location" else mention.role
        yield RoledMention(report.id, mention, role)


def _applies(claim: Claim, mention: Mention) -> bool:
    """Whether a claim rests on the mention: on its very words, or on its place in the claim's own sentence."""
    start, end = claim.fields.get("place", (0, 0))
    if start < mention.end and mention.offset < end:
        return True
    inside = claim.evidence.start <= mention.offset and mention.end <= claim.evidence.end
    return inside and mention.place_id is not None and claim.place_id == mention.place_id


def mention_to_row(roled: RoledMention) -> dict[str, object]:
    """The mention as a JSON object: the geocoder's row with the role in the report."""
    return roled.mention.as_row(roled.report) | {"role": roled.role}
