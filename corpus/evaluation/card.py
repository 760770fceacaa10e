"""The accuracy card: what a gold annotation says of extraction, kept as ``corpus/accuracy.toml`` and shown to users."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from corpus.evaluation.calibration import BINS, Bin, Cut
from corpus.evaluation.folds import FOLDS
from corpus.evaluation.scoring import Score

CARD = Path(__file__).parents[1] / "accuracy.toml"


@dataclass(frozen=True, slots=True)
class Card:
    """Which gold, when, how many; precision, recall and F1 by view; the fields; confidence against truth.

    ``fresh``: the views on reports that neither the rules nor the weights were made with, where there are any.
    """

    gold: str
    measured: date
    reports: int
    claims: int
    views: Mapping[str, Mapping[str, float]]
    languages: Mapping[str, Mapping[str, float]]
    fields: Mapping[str, Mapping[str, int]]
    made_up: int
    empty: int
    thresholds: Sequence[Mapping[str, float]]
    reliability: Sequence[Mapping[str, float]]
    fresh: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@cache
def load_card(path: Path = CARD) -> Card:
    """The card that ships; raises ``FileNotFoundError`` where there is none."""
    return Card(**tomllib.loads(path.read_text(encoding="utf-8")))


def make_card(
    gold: str,
    measured: date,
    score: Score,
    by_language: Mapping[str, Score],
    cuts: Sequence[Cut],
    bins: Sequence[Bin],
    fresh: Score | None = None,
) -> Card:
    """The figures of a score and of a cross-validated calibration as a card."""
    return Card(
        gold=gold,
        measured=measured,
        reports=score.reports,
        claims=score.views["full"].gold,
        views={view: _figures(score, view) for view in score.views},
        languages={language: _figures(own, "measure+place") for language, own in by_language.items()},
        fields={name: {"right": right, "stated": stated} for name, (right, stated) in score.fields.items()},
        made_up=score.made_up,
        empty=score.empty,
        thresholds=[{"threshold": cut.threshold, "kept": cut.kept, "right": cut.right} for cut in cuts],
        reliability=[{"said": round(b.said, 3), "right": round(b.right, 3), "claims": b.claims} for b in bins],
        fresh={view: _figures(fresh, view) for view in fresh.views} if fresh else {},
    )


def _figures(score: Score, view: str) -> dict[str, float]:
    tally, (low, high) = score.views[view], score.intervals[view]
    figures = {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1, "low": low, "high": high}
    return {name: round(value, 3) for name, value in figures.items()} | {"reports": score.reports}


def write_card(card: Card, path: Path = CARD) -> None:
    """The card as TOML, the same for the same figures."""
    head = [
        "# How well the rules read the annotated reports. Written by `python -m corpus calibrate`; "
        f"{FOLDS} folds, {BINS} bins.",
        f"gold = {json.dumps(card.gold, ensure_ascii=False)}",
        f"measured = {card.measured.isoformat()}",
        *(f"{name} = {getattr(card, name)}" for name in ("reports", "claims", "made_up", "empty")),
    ]
    tables: list[str] = []
    for name in ("views", "languages", "fields", "fresh"):
        tables += ["", f"[{name}]", *(f'"{key}" = {_inline(row)}' for key, row in getattr(card, name).items())]
    lists = [
        f"{name} = [\n" + "".join(f"    {_inline(row)},\n" for row in getattr(card, name)) + "]"
        for name in ("thresholds", "reliability")
    ]
    path.write_text("\n".join([*head, *lists, *tables]) + "\n", encoding="utf-8")


def _inline(row: Mapping[str, Any]) -> str:
    return "{ " + ", ".join(f"{key} = {value}" for key, value in row.items()) + " }"
