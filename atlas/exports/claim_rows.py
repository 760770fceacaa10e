"""The claims of a snapshot as rows, the same in all files of data: what each column means is in ``docs/columns.md``."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from atlas.evidence import safe_address
from atlas.exports.manifest import claim_id
from atlas.exports.outlines import approximate_outlines
from atlas.exports.snapshot import Snapshot, corpus_known
from atlas.exports.texts import plain
from atlas.selection import Shown
from corpus.contradictions import contradicted_from, spell
from corpus.episodes import Episode
from corpus.interval import day_range
from corpus.measures import load_measures
from corpus.models import Claim, Report
from corpus.state import day_of
from geodata import Place

# What a column holds, as Table Schema names it.
KINDS: Mapping[object, str] = {
    **dict.fromkeys((str, str | None), "string"),
    **dict.fromkeys((float, float | None), "number"),
    **dict.fromkeys((int, int | None), "integer"),
    **dict.fromkeys((bool, bool | None), "boolean"),
    **dict.fromkeys((date, date | None), "date"),
}


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim, shown or not located, with its report and its episode. Texts are plain (`atlas.exports.texts`)."""

    id: str
    measure: str
    measure_label: str
    layer: str
    place_id: str | None
    place_name: str | None
    place_name_ko: str | None
    place_text: str | None
    place_level: str | None
    accuracy_km: float | None
    outline_approximate: bool | None
    unlocated_reason: str | None
    start: str | None
    end: str | None
    valid_from: date
    valid_to: date
    state: str
    status: str
    attribution: str
    report: str
    origin: str
    publisher: str
    published: date
    title: str
    url: str | None
    quote: str
    rule: str
    confidence: float
    decision: str | None
    episode: str | None
    episode_grade: str | None
    episode_origins: int | None
    contradicted: bool


def column_kinds(row: type) -> dict[str, str]:
    """The columns of a class of rows and what they hold: string, number, integer, boolean or date."""
    return {column.name: KINDS[column.type] for column in fields(row)}


def cells(row: ClaimRow) -> dict[str, object]:
    """A row by column."""
    return asdict(row)


def claim_rows(snapshot: Snapshot) -> list[ClaimRow]:
    """The claims shown, then those not located, in the order of the selection."""
    episodes = _episodes_by_claim(snapshot)
    contradicted = _contradicted(snapshot)
    reported = {name: _reported(report) for name, report in snapshot.corpus.reports.items()}
    ids = Counter[str]()
    rows = []
    for shown, reason in _all_claims(snapshot):
        key = id(shown.claim)
        about = {**_said(shown), **reported[shown.claim.report]}
        about |= {**_placed(snapshot, shown.claim), **_dated(snapshot, shown), **episodes.get(key, NO_EPISODE)}
        row = ClaimRow(**about, id=_unique(shown.claim, ids), unlocated_reason=reason, contradicted=key in contradicted)
        rows.append(row)
    return rows


NO_EPISODE: dict[str, Any] = {"episode": None, "episode_grade": None, "episode_origins": None}


def episode_id(episode: Episode) -> str:
    """What names an episode: its place, its measure and the first day on which it is known."""
    return f"{episode.place_id}:{episode.measure}:{day_of(episode.first)}"


def episodes_told(snapshot: Snapshot) -> list[Episode]:
    """The episodes of all dates, by the snapshot's filters and its day of knowledge."""
    return list(snapshot.episodes)


def _all_claims(snapshot: Snapshot) -> Iterator[tuple[Shown, str | None]]:
    yield from ((shown, None) for shown in snapshot.selection.shown)
    yield from ((item.shown, plain(item.reason)) for item in snapshot.selection.unlocated)


def _unique(claim: Claim, seen: Counter[str]) -> str:
    """The claim's id; the same claim told once more has a number after it."""
    name = claim_id(claim)
    seen[name] += 1
    return name if seen[name] == 1 else f"{name}-{seen[name]}"


def _said(shown: Shown) -> dict[str, Any]:
    claim, measure = shown.claim, load_measures()[shown.claim.measure]
    return {
        "measure": measure.code,
        "measure_label": measure.label,
        "layer": measure.layer,
        "state": shown.state or "unknown",
        "status": claim.status,
        "attribution": plain(claim.attribution),
        "quote": plain(claim.evidence.quote),
        "rule": plain(claim.rule),
        "confidence": float(claim.confidence),
        "decision": claim.decision,
    }


def _reported(report: Report) -> dict[str, Any]:
    address = safe_address(report.url)
    return {
        "report": plain(report.id),
        "origin": plain(report.origin),
        "publisher": plain(report.publisher),
        "published": report.published,
        "title": plain(report.title),
        "url": plain(address) if address else None,
    }


def _placed(snapshot: Snapshot, claim: Claim) -> dict[str, Any]:
    """The place, as far as the gazetteer has it, and how precise its position is."""
    gazetteer, place_id = snapshot.gazetteer, claim.place_id
    place: Place | None = gazetteer[place_id] if place_id in gazetteer and place_id else None
    return {
        "place_id": place.id if place else None,
        "place_name": gazetteer.display_name(place.id, "en") if place else None,
        "place_name_ko": gazetteer.display_name(place.id, "ko") if place else None,
        "place_text": plain(claim.place_text) if claim.place_text is not None else None,
        "place_level": place.level if place else None,
        "accuracy_km": place.precision_km if place else None,
        "outline_approximate": approximate_outlines().get(place.id) if place else None,
    }


def _dated(snapshot: Snapshot, shown: Shown) -> dict[str, Any]:
    """The dates as reported, and the days that they may mean or, where there are none, that the claim attests."""
    claim = shown.claim
    first, last = map(day_of, spell(claim, shown.steps, snapshot.corpus.reports[claim.report].published))
    begins = day_range(claim.start).earliest if claim.start else first
    ends = day_range(claim.end).latest if claim.end else last
    return {"start": claim.start, "end": claim.end, "valid_from": min(begins, ends), "valid_to": max(begins, ends)}


def _episodes_by_claim(snapshot: Snapshot) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for episode in episodes_told(snapshot):
        about: dict[str, Any] = {
            "episode": episode_id(episode),
            "episode_grade": str(episode.grade),
            "episode_origins": len(episode.origins),
        }
        found.update((id(claim), about) for claim, _ in episode.claims)
    return found


def _contradicted(snapshot: Snapshot) -> set[int]:
    """The claims that another report contradicts, of all that the view knows."""
    known = corpus_known(snapshot)
    published = {name: report.published for name, report in known.reports.items()}
    days = contradicted_from(known.claims, published)
    return {id(claim) for claim, day in zip(known.claims, days, strict=True) if day is not None}
