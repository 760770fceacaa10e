"""Measured speeds: one figure a key, medians of several runs. Budgets stand in the design, not here."""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from corpus.extraction import extract
from corpus.knowledge import corpus_steps
from corpus.measures import load_measures
from corpus.models import Claim, Evidence, Report
from corpus.reports import read_reports
from corpus.store import BUNDLED
from geodata import geocode, load_gazetteer

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 3
WORDS_A_REPORT = 600


def figures() -> dict[str, Callable[[], float]]:
    """Every figure by its key; calling it measures it."""
    found: dict[str, Callable[[], float]] = {
        f"state_build_s_{size}": lambda size=size: _state_build(size)  # type: ignore[misc]
        for size in SIZES
    }
    return found | {
        "extract_reports_per_s": lambda: _reports_per_s(lambda report: extract(report)),
        "geocode_reports_per_s": lambda: _reports_per_s(lambda report: geocode(report.text)),
    }


def made_up_claims(number: int) -> Iterator[Claim]:
    """Claims at random places and times, the same ones each time."""
    random_ = random.Random(number)
    places = [place.id for place in load_gazetteer().places]
    measures = list(load_measures())
    for index in range(number):
        start = date(2020, 1, 1) + timedelta(days=random_.randrange(1_000))
        end = start + timedelta(days=random_.randrange(60))
        status = random_.choice(["imposed", "imposed", "lifted", "eased", "extended"])
        yield Claim(
            report=f"r{index % (number // 4)}",
            measure=random_.choice(measures),
            place_id=random_.choice(places),
            place_text=None,
            start=random_.choice([start.isoformat(), start.isoformat()[:7], None]),
            end=end.isoformat() if status in ("lifted", "eased") else None,
            status=status,  # type: ignore[arg-type]
            attribution="outlet",
            evidence=Evidence("x", 0, 1),
        )


def long_reports() -> list[Report]:
    """The bundled reports, each repeated to about 600 words (Korean ones to the same number of letters)."""
    reports, _ = read_reports(BUNDLED)
    letters = WORDS_A_REPORT * 6
    return [
        replace(report, text=(report.text + "\n\n") * max(1, round(letters / len(report.text)))) for report in reports
    ]


def _state_build(size: int) -> float:
    claims = list(made_up_claims(size))
    published = {claim.report: date(2022, 12, 1) for claim in claims}
    return _median_s(lambda: corpus_steps(claims, published))


def _reports_per_s(read: Callable[[Report], object]) -> float:
    reports = long_reports()
    return len(reports) / _median_s(lambda: [read(report) for report in reports])


def _median_s(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)
