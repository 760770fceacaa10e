"""Speeds of the work behind the page: no server, no browser."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace

from atlas.bench.made_up import made_up_reports
from atlas.exports.formats import formats
from atlas.exports.snapshot import take_snapshot
from atlas.links import read_query
from atlas.selection import EMPTY_SPAN, covered_days
from corpus.extraction import extract
from corpus.knowledge import corpus_steps
from corpus.models import Report
from corpus.reports import read_reports
from corpus.store import BUNDLED, load_corpus
from geodata import geocode, load_gazetteer

ROUNDS = 3
EXPORTED = "2021-02-08"
WORDS_A_REPORT = 600


def state_build_s(claims: int) -> float:
    """Seconds to work out when each of so many claims holds."""
    made_up = list(made_up_reports(claims))
    published = {each.report.id: each.report.published for each in made_up}
    found = [claim for each in made_up for claim in each.claims]
    return _median_s(lambda: corpus_steps(found, published))


def extract_reports_per_s() -> float:
    """Reports of 600 words read for claims in a second, on one core."""
    return _reports_per_s(extract)


def geocode_reports_per_s() -> float:
    """Reports of 600 words read for places in a second, on one core."""
    return _reports_per_s(lambda report: geocode(report.text))


def long_reports() -> list[Report]:
    """The bundled reports, each repeated to about 600 words (Korean ones to the same number of letters)."""
    reports, _ = read_reports(BUNDLED)
    letters = WORDS_A_REPORT * 6
    return [
        replace(report, text=(report.text + "\n\n") * max(1, round(letters / len(report.text)))) for report in reports
    ]


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


def export_s(name: str) -> float:
    """Seconds to write a day of the bundled corpus as this kind of file, once everything is loaded."""
    corpus, gazetteer = load_corpus(), load_gazetteer()
    span = covered_days(corpus) or EMPTY_SPAN
    view = read_query({"on": EXPORTED}, gazetteer, span, span[0])
    kind = formats()[name]
    return _median_s(lambda: kind.write(take_snapshot(corpus, gazetteer, view)))
