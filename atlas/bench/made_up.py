"""A made-up corpus for measuring: any number of claims, the same ones each time.

A claim is a sentence, and a report has four. Places are those units of North Korea that the map can draw; reports are
published from January 2020 to the end of 2023.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from corpus.batch import dataset
from corpus.batch.documents import in_batches
from corpus.batch.parts import SIZE, part_name, rules_digest
from corpus.batch.tables import SCHEMAS, to_parquet
from corpus.batch.work import Outcome
from corpus.measures import load_measures
from corpus.models import ATTRIBUTIONS, Claim, Evidence, Report, Span, Status
from geodata import Place, load_gazetteer

CLAIMS_A_REPORT = 4
PUBLISHERS = 40
FIRST_DAY = date(2020, 1, 20)
DAYS = 1_400
STATUSES: dict[Status, int] = {"imposed": 5, "lifted": 2, "extended": 1, "eased": 1, "planned": 1, "denied": 1}
"""How often each status comes, by turns of eleven."""
SOURCES = ("residents", "a trader", "a teacher", "an official", "two drivers", "a miner", "border guards")


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A report and the claims in it."""

    report: Report
    claims: tuple[Claim, ...]


def made_up_claims(number: int) -> Iterator[Claim]:
    """So many claims, without their reports."""
    return (claim for each in made_up_reports(number) for claim in each.claims)


def made_up_reports(claims: int) -> Iterator[MadeUp]:
    """Reports with so many claims in all."""
    for index, begun in enumerate(range(0, claims, CLAIMS_A_REPORT)):
        yield _report(index, min(CLAIMS_A_REPORT, claims - begun))


def write_corpus(claims: int, folder: Path) -> None:
    """Write so many made-up claims as a dataset that the app opens (``--claims FOLDER``).

    Raises `corpus.models.CorpusError` if something else is there, `OSError` if it cannot be written.
    """
    dataset.begin(folder)
    number = -1
    for number, batch in enumerate(in_batches(made_up_reports(claims), SIZE)):
        dataset.write_part(folder, _part(number, batch), rules_digest())
    dataset.finish(folder, number + 1, rules_digest())


def _part(number: int, batch: Iterable[MadeUp]) -> Outcome:
    read = list(batch)
    rows: dict[str, list[Any]] = {table: [] for table in SCHEMAS}
    rows["reports"] = [each.report for each in read]
    rows["claims"] = [claim for each in read for claim in each.claims]
    tables = {table: to_parquet(table, those) for table, those in rows.items()}
    counts = {table: len(those) for table, those in rows.items()}
    return Outcome(number, f"made up {part_name(number)}", tables, counts, ())


def _report(index: int, claims: int) -> MadeUp:
    chance = random.Random(index)
    published = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    id_, text = f"m{index:06d}", ""
    found = []
    for _ in range(claims):
        found.append(_claim(chance, id_, published, len(text)))
        text += found[-1].evidence.quote + " "
    publisher, origin = (f"Made-up Post {chance.randrange(PUBLISHERS) + 1}" for _ in range(2))
    url = f"https://example.org/{id_}"
    report = Report(id_, publisher, f"Report {index}", published, "en", url, origin, text.rstrip())
    return MadeUp(report, tuple(found))


def _claim(chance: random.Random, report: str, published: date, begun: int) -> Claim:
    """A claim whose sentence begins at this offset of its report."""
    measure, place, status = chance.choice(list(load_measures().values())), chance.choice(_places()), _status(chance)
    start, in_words = _start(chance, published, status)
    quote, fields = _sentence(begun, [
        ("measure", measure.label), ("", " in "), ("place", place.name), ("", f": {status} from "),
        ("start", in_words), ("", f", {chance.choice(SOURCES)} told paper {chance.randrange(10_000)}."),
    ])  # fmt: skip
    return Claim(
        report=report,
        measure=measure.code,
        place_id=place.id,
        place_text=place.name,
        start=start,
        end=_end(chance, published, status),
        status=status,
        attribution=chance.choice(ATTRIBUTIONS),
        evidence=Evidence(quote, begun, begun + len(quote)),
        fields=fields,
        rule="made up",
        confidence=round(chance.uniform(0.3, 1), 2),
    )


def _sentence(begun: int, pieces: Iterable[tuple[str, str]]) -> tuple[str, dict[str, Span]]:
    """Pieces of a sentence joined, and where in the report those that name a field stand."""
    text, spans = "", {}
    for field, piece in pieces:
        if field:
            spans[field] = (begun + len(text), begun + len(text) + len(piece))
        text += piece
    return text, spans


def _status(chance: random.Random) -> Status:
    return chance.choices(list(STATUSES), list(STATUSES.values()))[0]


def _start(chance: random.Random, published: date, status: Status) -> tuple[str, str]:
    """When it began, up to five months before its report, by the day or by the month; and in words."""
    ahead = 1 if status == "planned" else -1
    day = published + ahead * timedelta(days=chance.randrange(150))
    if chance.random() < 0.2:
        return f"{day:%Y-%m}", f"{day:%B %Y}"
    return day.isoformat(), f"{day.day} {day:%B %Y}"


def _end(chance: random.Random, published: date, status: Status) -> str | None:
    """When it ended, if it has; of some that last, when they are to end."""
    if status in ("lifted", "eased"):
        return published.isoformat()
    lasts = status in ("imposed", "extended") and chance.random() < 0.3
    return (published + timedelta(days=chance.randrange(120))).isoformat() if lasts else None


@cache
def _places() -> tuple[Place, ...]:
    gazetteer = load_gazetteer()
    units = (place for place in gazetteer.places if gazetteer.in_korea(place.id))
    return tuple(place for place in units if _is_drawn_unit(place))


def _is_drawn_unit(place: Place) -> bool:
    """Whether measures are placed at it, not at what it lies in, and the map can draw it."""
    levels = ("country", "province", "zone")
    return load_gazetteer().unit_of(place.id) == place.id and (place.level in levels or place.latitude is not None)
