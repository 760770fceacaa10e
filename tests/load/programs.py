"""A program that reads the API: boxes, days, pages, tables, and again what it has, by its ETag."""

import asyncio
import time
from dataclasses import dataclass, field
from random import Random

import httpx

from tests.load.records import Failed, Noted, Records

REQUESTS = {
    "by box": "claims/items?bbox={west},38,{east},43&limit=100&f=json",
    "by day": "claims/items?datetime=2021-{month:02}-08&f=json",
    "by state": "episodes/items?datetime=2021-{month:02}-08&limit=50&f=json",
    "a page": "claims/items?limit=100&offset={offset}&f=json",
    "as a table": "claims_points/items?datetime=2021-{month:02}-08&f=csv",
    "as known on": "claims/items?as_known_on=2021-0{known}-01&limit=20&f=json",
}
MOST_KEPT = 200


@dataclass
class Program:
    """A client of the API that asks so many times a second, until an instant of the process's clock."""

    client: httpx.AsyncClient
    address: str
    random: Random
    records: Records
    until: float
    per_second: float = 3.0
    etags: dict[str, str] = field(default_factory=dict)

    async def read(self) -> None:
        """Ask until the end; errors are noted, and it asks on."""
        async with asyncio.TaskGroup() as group:
            while time.monotonic() < self.until:
                group.create_task(self._ask())
                await asyncio.sleep(self.random.expovariate(self.per_second))

    async def _ask(self) -> None:
        name = self.random.choice(list(REQUESTS))
        west = self.random.choice([124, 125, 126])
        path = REQUESTS[name].format(
            west=west, east=west + self.random.choice([1, 3]), month=self.random.randint(1, 12),
            offset=self.random.choice([0, 100, 200]), known=self.random.randint(1, 3),
        )  # fmt: skip
        known = self.etags.get(path) if self.random.random() < 0.5 else None
        try:
            with self.records.timed(f"API {name}{', 304' if known else ''}"):
                await self._fetch(path, known)
        except Noted:
            return  # it asks on

    async def _fetch(self, path: str, known: str | None) -> None:
        headers = {"If-None-Match": known} if known else {}
        answer = await self.client.get(f"{self.address}/api/collections/{path}", headers=headers)
        if answer.status_code != (304 if known else 200):
            raise Failed(f"{answer.status_code} {answer.text[:80]}")
        if len(self.etags) < MOST_KEPT:
            self.etags[path] = answer.headers["ETag"]
