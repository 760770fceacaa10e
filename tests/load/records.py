"""What was done, how long it took, and what went wrong; all of it is told."""

import statistics
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

MOST_WORDS = 200


class Failed(Exception):
    """The app did not do what it was asked for."""


class Noted(Exception):
    """An action went wrong and is in the records; its cause says how."""


@dataclass
class Records:
    """Seconds of what went well, by kind of action, and errors with how often they came."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: dict[str, Counter[str]] = field(default_factory=dict)

    def note(self, kind: str, seconds: float) -> None:
        """An action went well."""
        self.seconds.setdefault(kind, []).append(seconds)

    def fail(self, kind: str, error: BaseException) -> None:
        """An action went wrong."""
        words = f"{type(error).__name__}: {error}"[:MOST_WORDS]
        self.errors.setdefault(kind, Counter())[words] += 1

    @contextmanager
    def timed(self, kind: str) -> Iterator[None]:
        """Time an action. Its error is noted; raises `Noted`."""
        begun = time.perf_counter()
        try:
            yield
        except Exception as error:
            self.fail(kind, error)
            raise Noted from error
        self.note(kind, time.perf_counter() - begun)

    def failed(self) -> int:
        """How many actions went wrong."""
        return sum(counted.total() for counted in self.errors.values())

    def summary(self) -> dict[str, dict[str, object]]:
        """For each kind of action: count, errors, and of what went well median, p95 and maximum in milliseconds."""
        kinds = sorted(self.seconds.keys() | self.errors.keys())
        return {kind: {**_spread(self.seconds.get(kind, [])), "errors": self._errors_of(kind)} for kind in kinds}

    def _errors_of(self, kind: str) -> dict[str, int]:
        return dict(self.errors.get(kind, Counter()))


def _spread(seconds: list[float]) -> dict[str, object]:
    found = sorted(each * 1000 for each in seconds)
    if not found:
        return {"count": 0, "median_ms": None, "p95_ms": None, "max_ms": None}
    p95 = found[min(len(found) - 1, int(len(found) * 0.95))]
    return {
        "count": len(found),
        "median_ms": round(statistics.median(found), 1),
        "p95_ms": round(p95, 1),
        "max_ms": round(found[-1], 1),
    }
