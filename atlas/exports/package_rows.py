"""The rows that stand beside a snapshot's claims in a package: its episodes, its reports and its places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from atlas.evidence import safe_address
from atlas.exports.claim_rows import ClaimRow, episode_id
from atlas.exports.snapshot import Snapshot
from atlas.exports.texts import plain
from corpus.episodes import Episode
from corpus.measures import load_measures
from corpus.state import day_of
from geodata import Gazetteer, Place

SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """One episode, whichever days it is of, with its independent origins and its grade."""

    id: str
    measure: str
    measure_label: str
    layer: str
    place_id: str
    place_name: str
    first_day: date
    last_day: date
    start: str | None
    end: str | None
    claims: int
    origins: int
    origin_names: str
    reliability: str
    credibility: int
    contradictions: str | None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What is known of a report, without its text."""

    id: str
    publisher: str
    title: str
    published: date
    language: str
    url: str | None
    origin: str


def episode_rows(episodes: Iterable[Episode], gazetteer: Gazetteer) -> list[EpisodeRow]:
    """The episodes as rows, in their order."""
    return [_episode_row(episode, gazetteer) for episode in episodes]


def report_rows(snapshot: Snapshot, episodes: Iterable[Episode]) -> list[ReportRow]:
    """The reports of the claims and of the episodes, oldest first."""
    selection = snapshot.selection
    names = {shown.claim.report for shown in selection.shown}
    names |= {item.shown.claim.report for item in selection.unlocated}
    names |= {claim.report for episode in episodes for claim, _ in episode.claims}
    reports = sorted((snapshot.corpus.reports[name] for name in names), key=lambda own: (own.published, own.id))
    return [
        ReportRow(
            id=plain(report.id),
            publisher=plain(report.publisher),
            title=plain(report.title),
            published=report.published,
            language=plain(report.language),
            url=plain(report.url) if safe_address(report.url) else None,
            origin=plain(report.origin),
        )
        for report in reports
    ]


def place_rows(claims: Sequence[ClaimRow], episodes: Sequence[EpisodeRow], gazetteer: Gazetteer) -> list[Place]:
    """The places of the claims and episodes, and those that they lie in, in the gazetteer's order."""
    own = {row.place_id for row in claims if row.place_id is not None} | {row.place_id for row in episodes}
    used = own.union(*(gazetteer.ancestors(place_id) for place_id in own))
    return [place for place in gazetteer.places if place.id in used]


def _episode_row(episode: Episode, gazetteer: Gazetteer) -> EpisodeRow:
    measure, grade = load_measures()[episode.measure], episode.grade
    return EpisodeRow(
        id=episode_id(episode),
        measure=measure.code,
        measure_label=measure.label,
        layer=measure.layer,
        place_id=episode.place_id,
        place_name=gazetteer.display_name(episode.place_id, "en"),
        first_day=day_of(episode.first),
        last_day=day_of(episode.last),
        start=episode.start,
        end=episode.end,
        claims=len(episode.claims),
        origins=len(episode.origins),
        origin_names=SEPARATOR.join(plain(origin) for origin in episode.origins),
        reliability=grade.reliability,
        credibility=grade.credibility,
        contradictions=SEPARATOR.join(sorted(episode.contradictions)) or None,
    )
