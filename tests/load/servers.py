"""Memory and processor of the processes that serve, looked at every few seconds."""

import asyncio
import statistics
from collections.abc import Iterable
from dataclasses import dataclass, field

import psutil

from tests.load.records import Failed

EVERY = 5.0
GROWTH_OVER = 240.0  # seconds at the end of the run
MEGABYTE = 1_000_000


@dataclass
class Servers:
    """Processes that listen on ports of this machine, and what was seen of them."""

    processes: list[psutil.Process]
    memory: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    async def watch(self) -> None:
        """Look every few seconds, until cancelled."""
        before = self._cpu_seconds()
        while True:
            self.memory.append(sum(process.memory_info().rss for process in self.processes) / MEGABYTE)
            await asyncio.sleep(EVERY)
            now = self._cpu_seconds()
            self.cpu.append((now - before) / EVERY * 100)
            before = now

    def _cpu_seconds(self) -> float:
        return sum(sum(process.cpu_times()[:2]) for process in self.processes)

    def summary(self) -> dict[str, object]:
        """Resident memory in MB and its growth over the last four minutes, or four fifths of a shorter run, by the
        medians of that time's first and last quarter; processor in percent of a core."""
        if not self.memory:
            return {"processes": len(self.processes)}
        tail = self.memory[-max(2, min(int(GROWTH_OVER / EVERY), len(self.memory) * 4 // 5)) :]
        edge = max(1, len(tail) // 4)
        return {
            "processes": len(self.processes),
            "memory_first_mb": round(self.memory[0], 1),
            "memory_most_mb": round(max(self.memory), 1),
            "memory_last_mb": round(self.memory[-1], 1),
            "growth_mb": round(statistics.median(tail[-edge:]) - statistics.median(tail[:edge]), 1),
            "growth_over_s": (len(tail) - 1) * EVERY,
            "cpu_mean_percent": round(statistics.mean(self.cpu), 1) if self.cpu else None,
            "cpu_most_percent": round(max(self.cpu), 1) if self.cpu else None,
            "memory_mb_every_5_s": [round(each, 1) for each in self.memory],
        }


def listening_on(ports: Iterable[int]) -> Servers:
    """The processes that listen on these ports. Raises `Failed` if one has none."""
    owners = {
        found.laddr.port: found.pid
        for found in psutil.net_connections("tcp")
        if found.status == psutil.CONN_LISTEN and found.pid
    }
    if silent := [port for port in ports if port not in owners]:
        raise Failed(f"nobody listens on {silent}")
    return Servers([psutil.Process(pid) for pid in sorted({owners[port] for port in ports})])
