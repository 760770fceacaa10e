"""Measuring the figures that are asked for."""

from collections.abc import Callable, Iterable, Sequence

from atlas.bench.chromium import launched
from atlas.bench.errors import NothingMeasured
from atlas.bench.measurements import Effort, Measurement, Value, Values, all_measurements, known_keys, quotients
from atlas.bench.stages import Launch, Stages

FULL = Effort()
TOTAL = "scrub_server_bytes"
Tell = Callable[[str], None]


def figures(effort: Effort = FULL) -> list[str]:
    """The keys of all figures."""
    return known_keys(effort)


def measure(wanted: Sequence[str], tell: Tell, effort: Effort = FULL, launch: Launch = launched) -> dict[str, Value]:
    """The figures with these keys, in this order; ``None`` for one that could not be measured, or not in time.

    ``tell`` gets a line when a measurement begins, and one for each ``None``. Raises `BenchError` where there is no
    browser, or the app does not start.
    """
    needed = {source for key in wanted for source in _sources(key, effort)}
    found: dict[str, Value] = {}
    with Stages(launch) as stages:
        for measurement in all_measurements(effort):
            if needed & set(measurement.keys):
                tell(f"measuring {', '.join(measurement.keys)}")
                found |= take(measurement, stages, tell)
    return {key: value_of(key, found, effort) for key in wanted}


def take(measurement: Measurement, stages: Stages, tell: Tell) -> Values:
    """The figures of one measurement; those that were not to be had are ``None``, and told with the reason."""
    try:
        values = measurement.take(stages)
    except NothingMeasured as error:
        tell(f"{', '.join(measurement.keys)}: not measured: {error}")
        return dict.fromkeys(measurement.keys)
    for key in (key for key, value in values.items() if value is None):
        tell(f"{key}: took longer than is waited for")
    return values


def _sources(key: str, effort: Effort) -> Iterable[str]:
    """The measured figures that one is made of: itself, or others."""
    if key == TOTAL:
        return (f"{TOTAL}_{max(effort.sizes)}",)
    return quotients(effort).get(key, (key,))


def value_of(key: str, found: Values, effort: Effort) -> Value:
    """A figure from those that were measured: as it is, or as a quotient of two."""
    first, *others = (found[source] for source in _sources(key, effort))
    if not others or first is None:
        return first
    divisor = others[0]
    return first / divisor if divisor else None
