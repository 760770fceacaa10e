"""The figures of a run as Markdown."""

from collections.abc import Iterator, Mapping
from typing import Any

HEAD = "| action | count | errors | median | p95 | most |\n|---|---|---|---|---|---|"


def table(found: Mapping[str, Any]) -> str:
    """What was done and how long it took, what went wrong in its words, and what the servers used."""
    return "\n".join([HEAD, *map(_row, found["actions"].items()), "", *_servers(found["servers"]), *_errors(found)])


def _row(action: tuple[str, Mapping[str, Any]]) -> str:
    name, figures = action
    times = " | ".join(_in_words(figures[key]) for key in ("median_ms", "p95_ms", "max_ms"))
    return f"| {name} | {figures['count']} | {sum(figures['errors'].values())} | {times} |"


def _in_words(milliseconds: float | None) -> str:
    if milliseconds is None:
        return "–"
    return f"{milliseconds:.0f} ms" if milliseconds < 1000 else f"{milliseconds / 1000:.1f} s"


def _servers(servers: Mapping[str, Any]) -> Iterator[str]:
    if "memory_last_mb" in servers:
        yield (
            f"{servers['processes']} processes: memory {servers['memory_first_mb']} MB at first, "
            f"{servers['memory_most_mb']} MB at most, {servers['memory_last_mb']} MB at last; "
            f"grown by {servers['growth_mb']} MB over the last {servers['growth_over_s']:.0f} s; "
            f"processor {servers['cpu_mean_percent']} % of a core, {servers['cpu_most_percent']} % at most."
        )


def _errors(found: Mapping[str, Any]) -> Iterator[str]:
    for kind, figures in found["actions"].items():
        for words, times in figures["errors"].items():
            yield f"Error in “{kind}”, {times} times: {words}"
