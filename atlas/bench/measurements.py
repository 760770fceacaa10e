"""Every figure by its key, and what has to be done for it. Figures that are taken together are one measurement."""

import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from atlas.bench import ours, plain, speeds
from atlas.bench.panning import pan_zoom_reruns
from atlas.bench.stages import Stages

Value = float | None
"""``None`` for what could not be measured, or not in time."""
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is done for the figures: numbers of claims, and how often a thing is done for its median."""

    sizes: tuple[int, ...] = (1_000, 10_000, 100_000)
    scrub_steps: int = 200
    answers: int = 12
    openings: int = 5
    plain_openings: int = 3
    plain_steps: tuple[int, ...] = (8, 6, 3)
    """One number for each of ``sizes``."""
    pans: int = 4


@dataclass(frozen=True, slots=True)
class Measurement:
    """Figures and how to take them."""

    keys: tuple[str, ...]
    take: Callable[[Stages], Values]


def one(key: str, take: Callable[[Stages], Value]) -> Measurement:
    """A figure that is taken alone."""
    return Measurement((key,), lambda stages: {key: take(stages)})


def all_measurements(effort: Effort) -> Iterator[Measurement]:
    """Those with a browser first, since there may be none; in an order in which few apps have to be started."""
    yield from _of_the_bundled_corpus(effort)
    for size, steps in zip(effort.sizes, effort.plain_steps, strict=True):
        yield one(f"first_map_s_{size}", partial(_first_map_s, size, effort.openings))
        yield _scrub(size, effort.scrub_steps)
        yield one(f"plain_first_map_s_{size}", partial(_plain_first_map_s, size, effort.plain_openings))
        yield _plain_step(size, steps)
    for size in effort.sizes:
        yield one(f"state_build_s_{size}", lambda _, size=size: speeds.state_build_s(size))  # type: ignore[misc]
    yield one("extract_reports_per_s", lambda _: speeds.extract_reports_per_s())
    for key, name in (("png_300dpi_s", "png"), ("pdf_s", "pdf"), ("html_s", "html")):
        yield one(key, lambda _, name=name: speeds.export_s(name))  # type: ignore[misc]
    yield one("geocode_reports_per_s", lambda _: speeds.geocode_reports_per_s())


def quotients(effort: Effort) -> dict[str, tuple[str, str]]:
    """The figures that are other figures divided, plain by ours: by these two keys."""
    steps = {f"ratio_step_{size}": (f"plain_step_ms_{size}", f"scrub_frame_ms_{size}") for size in effort.sizes}
    maps = {f"ratio_first_map_{size}": (f"plain_first_map_s_{size}", f"first_map_s_{size}") for size in effort.sizes}
    return steps | maps


def _of_the_bundled_corpus(effort: Effort) -> Iterator[Measurement]:
    yield one("release_to_panel_ms", lambda stages: ours.release_ms(stages.stage("ours"), effort.answers))
    yield one("click_to_panel_ms", lambda stages: ours.click_ms(stages.stage("ours"), effort.answers))
    yield one("permalink_to_map_s", lambda stages: _permalink_s(stages, effort.openings))
    yield one("pan_zoom_reruns", lambda stages: _pan_zoom_reruns(stages, effort.pans))
    yield one("plain_pan_zoom_reruns", lambda stages: _plain_pan_zoom_reruns(stages, effort.sizes[0], effort.pans))


def _scrub(size: int, steps: int) -> Measurement:
    names = ("scrub_script_ms", "scrub_frame_ms", "scrub_frame_p95_ms", "scrub_server_bytes")
    keys = tuple(f"{name}_{size}" for name in names)

    def take(stages: Stages) -> Values:
        found = ours.scrub(stages.stage("ours", size), steps)
        values = (found.script_ms, found.frame_ms, found.frame_p95_ms, found.server_bytes)
        return dict(zip(keys, values, strict=True))

    return Measurement(keys, take)


def _plain_step(size: int, steps: int) -> Measurement:
    keys = (f"plain_step_ms_{size}", f"plain_server_bytes_{size}")

    def take(stages: Stages) -> Values:
        found = plain.step(stages.stage("plain", size), steps)
        return dict(zip(keys, (found.step_ms, found.server_bytes), strict=True))

    return Measurement(keys, take)


def _permalink_s(stages: Stages, times: int) -> float:
    stage = stages.stage("ours")
    return _warm_median(lambda: ours.opening_s(stage, ours.DAY, ours.PLACE), times)


def _first_map_s(size: int, times: int, stages: Stages) -> float:
    stage = stages.stage("ours", size)
    return _warm_median(lambda: ours.opening_s(stage, plain.START), times)


def _plain_first_map_s(size: int, times: int, stages: Stages) -> float:
    stage = stages.stage("plain", size)
    return _warm_median(lambda: plain.opening_s(stage), times)


def _pan_zoom_reruns(stages: Stages, times: int) -> int:
    with ours.opened_on(stages.stage("ours"), ours.DAY) as page:
        return pan_zoom_reruns(page, times)


def _plain_pan_zoom_reruns(stages: Stages, size: int, times: int) -> int:
    with plain.opened(stages.stage("plain", size)) as page:
        return pan_zoom_reruns(page, times)


def _warm_median(take: Callable[[], float], times: int) -> float:
    """The median after a first time, which warms the server and does not count."""
    take()
    return statistics.median(take() for _ in range(times))


def known_keys(effort: Effort) -> list[str]:
    """The key of every figure."""
    taken: Iterable[str] = (key for each in all_measurements(effort) for key in each.keys)
    return [*taken, "scrub_server_bytes", *quotients(effort)]
