"""What the reports name: for each place its mentions, and the names that stayed open."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.extraction.mentions import RoledMention, roled_mentions
from corpus.models import Claim, Report

Mentions = tuple[RoledMention, ...]
# Where somebody speaks is never mapped, counted or offered as a filter: it could lead to the person.
UNCOUNTED = "speaker"


@dataclass(frozen=True, slots=True)
class DoubtfulName:
    """A name that reports use and that the geocoder left open: *ambiguous* or *unknown*."""

    text: str
    status: str
    candidates: tuple[str, ...]
    mentions: Mentions

    @property
    def reports(self) -> tuple[str, ...]:
        """The ids of the reports that use the name, each once, in the order of the corpus."""
        return tuple(dict.fromkeys(roled.report for roled in self.mentions))


@dataclass(frozen=True, slots=True)
class NamedPlaces:
    """The mentions of each place, by its id, and the names left open, most frequent first.

    A mention of a site counts for the site and for the unit it lies in.
    """

    mentions: Mapping[str, Mentions]
    doubtful: tuple[DoubtfulName, ...]

    def mentions_of(self, place_id: str) -> Mentions:
        """Where the reports name the place, in their order."""
        return self.mentions.get(place_id, ())

    def reports_naming(self, place_id: str) -> int:
        """How many reports name the place, other than as the place of somebody who speaks."""
        return len({roled.report for roled in self.mentions_of(place_id) if roled.role != UNCOUNTED})


def read_mentions(reports: Iterable[Report], claims: Iterable[Claim]) -> NamedPlaces:
    """Every name of a place in the reports, settled or not; ``claims`` say where measures apply."""
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report].append(claim)
    settled: dict[str, list[RoledMention]] = defaultdict(list)
    open_names: dict[tuple[str, str, tuple[str, ...]], list[RoledMention]] = defaultdict(list)
    for report in reports:
        for roled in roled_mentions(report, by_report[report.id]):
            mention = roled.mention
            if mention.status != "resolved":
                open_names[mention.text, mention.status, mention.candidates].append(roled)
            for place_id in {mention.place_id, mention.site_id} - {None}:
                settled[str(place_id)].append(roled)
    doubtful = [DoubtfulName(*key, tuple(found)) for key, found in open_names.items()]
    doubtful.sort(key=lambda name: (-len(name.mentions), -len(name.reports), name.text))
    return NamedPlaces({place_id: tuple(found) for place_id, found in settled.items()}, tuple(doubtful))
