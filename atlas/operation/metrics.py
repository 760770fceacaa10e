"""Figures for Prometheus at ``/metrics``, which answers only with ``ATLAS_METRICS=1``.

They tell nothing of who looks at what, but much of how the app is used: a proxy must keep them from outside.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)  # fmt: skip
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from atlas.current import Current, in_use
from corpus.decisions.database import LogError
from corpus.decisions.log import open_log

VARIABLE = "ATLAS_METRICS"
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
# When each series began is asked by nobody and doubles what is sent.
disable_created_metrics()  # type: ignore[no-untyped-call]
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
REQUEST_SECONDS = Histogram(
    "atlas_request_seconds", "HTTP requests, by the template of their route.", ("method", "route", "status"),
    registry=REGISTRY, buckets=BUCKETS,
)  # fmt: skip
CONNECTIONS = Gauge("atlas_connections", "Open pages: Streamlit's connections at the moment.", registry=REGISTRY)
RUN_SECONDS = Histogram(
    "atlas_run_seconds", "Runs of a page's script, those of fragments not among them.", ("page",),
    registry=REGISTRY, buckets=BUCKETS,
)  # fmt: skip
REFUSED = Counter("atlas_sign_ins_refused", "Signed in, but not on the list of curators.", registry=REGISTRY)


class CorpusFigures(Collector):
    """The corpus in use, if it has been loaded, and its log of decisions."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The figures as they are when they are asked for."""
        current = in_use()
        if current is not None:
            for name, value in _figures(current):
                yield GaugeMetricFamily(f"atlas_{name}", MEANINGS[name], value=value)


MEANINGS = {
    "reports": "Reports in use.",
    "claims": "Claims that stand after the decisions.",
    "problems": "Files and rows that could not be used.",
    "load_seconds": "How long the corpus took to read and put together when it was last read.",
    "log_answers": "1 if the log of decisions answers, else 0.",
    "decisions": "Decisions in the log.",
    "decisions_behind": "Decisions in the log that are not yet on the map.",
    "last_decision_timestamp_seconds": "When the newest decision on the map was taken; 0 if there is none.",
}
REGISTRY.register(CorpusFigures())


@contextmanager
def run_seen(page: str) -> Iterator[None]:
    """Time a run of a page's script, however it ends."""
    begun = time.perf_counter()
    try:
        yield
    finally:
        RUN_SECONDS.labels(page).observe(time.perf_counter() - begun)


def metrics(_: Request) -> Response:
    """All figures, in Prometheus' text form; 404 unless they are switched on."""
    if os.environ.get(VARIABLE) != "1":
        return PlainTextResponse(f"off: set {VARIABLE}=1\n", 404)
    return Response(
        generate_latest(REGISTRY), headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"}
    )


def _figures(current: Current) -> Iterator[tuple[str, float]]:
    yield "reports", len(current.corpus.reports)
    yield "claims", len(current.corpus.claims)
    yield "problems", len(current.corpus.problems)
    yield "load_seconds", current.seconds
    yield "last_decision_timestamp_seconds", _instant(current.newest)
    try:
        head = open_log(current.folder).head()
    except LogError:
        yield "log_answers", 0
        return
    yield "log_answers", 1
    yield "decisions", head[0]
    yield "decisions_behind", max(0, head[0] - (current.head or (0, 0))[0])


def _instant(when: date | None) -> float:
    """Seconds since 1970; of a day those of its beginning in UTC, of none 0."""
    if when is None:
        return 0.0
    instant = when if isinstance(when, datetime) else datetime(when.year, when.month, when.day, tzinfo=UTC)
    return instant.timestamp()
