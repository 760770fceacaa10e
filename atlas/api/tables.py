"""The features of each collection, made from a corpus by the same rows and shapes as the files of data."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import numpy as np

from atlas.api.boundaries import boundary_rows, boundary_shapes
from atlas.api.features import Features
from atlas.api.step_table import StepTable
from atlas.exports.claim_rows import ClaimRow, claim_rows, episodes_told
from atlas.exports.manifest import CODE, DATA, tree_mark
from atlas.exports.outlines import Geometry, outline, row_outline
from atlas.exports.package_rows import EpisodeRow, episode_rows
from atlas.exports.snapshot import Snapshot
from atlas.selection import Selection, Shown, Unlocated, why_unlocated
from atlas.view import View
from corpus.measures import load_measures
from corpus.models import STATUSES
from corpus.state import LAST_DAY, day_of
from corpus.store import Corpus
from geodata import Gazetteer


@dataclass(frozen=True, slots=True)
class Tables:
    """The features that depend on a corpus, and a mark of all that they are made from."""

    claims: Features
    episodes: Features
    mark: str


def make_tables(corpus: Corpus, gazetteer: Gazetteer) -> Tables:
    """The claims of a corpus, located or not, denied or not, and its episodes, each in the order of their days."""
    snapshot = everything(corpus, gazetteer)
    rows = claim_rows(snapshot)
    mark = _mark(corpus, (row.id for row in rows))
    steps = [item.steps for item in snapshot.selection.shown]
    steps += [item.shown.steps for item in snapshot.selection.unlocated]
    order = sorted(range(len(rows)), key=lambda place: (rows[place].valid_from, rows[place].id))
    rows, steps = [rows[place] for place in order], [steps[place] for place in order]
    claims = Features(
        rows,
        _shared((row_outline(gazetteer, row.place_id, row.unlocated_reason) for row in rows), rows),
        mark,
        _days((row.valid_from, row.valid_to) for row in rows),
        StepTable.of(steps),
    )
    return Tables(claims, _episodes(snapshot, mark), mark)


def everything(corpus: Corpus, gazetteer: Gazetteer) -> Snapshot:
    """All claims of a corpus, of all days, denials too, as a snapshot that the exports' rows are made of."""
    shown, unlocated = [], []
    for claim, steps in zip(corpus.claims, corpus.steps, strict=True):
        item, reason = Shown(claim, steps, None), why_unlocated(claim, gazetteer)
        if reason is None:
            shown.append(item)
        else:
            unlocated.append(Unlocated(item, reason))
    told = tuple((item.claim, item.steps) for item in shown)
    view = View(day_of(0), day_of(LAST_DAY), frozenset(load_measures()), frozenset(STATUSES))
    return Snapshot(corpus, gazetteer, view, Selection(tuple(shown), tuple(unlocated), Counter(), told))


def place_features(gazetteer: Gazetteer) -> Features:
    """The places of the gazetteer in its order, each with the shape of its own grain."""
    return Features(gazetteer.places, [outline(place) for place in gazetteer], tree_mark(DATA))


def boundary_features(gazetteer: Gazetteer) -> Features:
    """The areas of the map."""
    rows = boundary_rows(gazetteer)
    return Features(rows, [boundary_shapes()[row.id] for row in rows], tree_mark(DATA))


FIXED: Mapping[str, Callable[[Gazetteer], Features]] = {"places": place_features, "boundaries": boundary_features}


def _episodes(snapshot: Snapshot, mark: str) -> Features:
    rows = sorted(episode_rows(episodes_told(snapshot), snapshot.gazetteer), key=lambda row: (row.first_day, row.id))
    shapes = _shared((outline(snapshot.gazetteer[row.place_id]) for row in rows), rows)
    return Features(rows, shapes, mark, _days((row.first_day, row.last_day) for row in rows))


def _shared(shapes: Iterable[Geometry | None], rows: Iterable[ClaimRow | EpisodeRow]) -> list[Geometry | None]:
    """The shapes of rows, those of one place as one."""
    kept: dict[tuple[str | None, bool], Geometry | None] = {}
    return [kept.setdefault((row.place_id, shape is None), shape) for shape, row in zip(shapes, rows, strict=True)]


def _days(spans: Iterable[tuple[date, date]]) -> tuple[Any, Any]:
    ordinals = np.array([(first.toordinal(), last.toordinal()) for first, last in spans], dtype=np.int32).reshape(-1, 2)
    return ordinals[:, 0], ordinals[:, 1]


def _mark(corpus: Corpus, ids: Iterable[str]) -> str:
    """What changes with the claims, with what is known of their reports, and with the program and its tables."""
    told = [
        getattr(report, column.name)
        for report in corpus.reports.values()
        for column in fields(report)
        if column.name != "text"
    ]
    parts = [*map(repr, told), *ids, tree_mark(CODE), tree_mark(DATA)]
    return hashlib.sha256("\n".join(parts).encode(errors="backslashreplace")).hexdigest()[:16]
