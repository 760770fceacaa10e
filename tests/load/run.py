"""Everybody at once: people, a program that reads the API, real pages if wanted, and a look at the servers."""

import asyncio
import csv
import io
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from random import Random
from typing import Any

import httpx

from tests.load.browsers import feel
from tests.load.person import Person
from tests.load.programs import Program
from tests.load.records import Failed, Records
from tests.load.servers import Servers, listening_on

TIMEOUT = 60.0
ARRIVING = 0.1  # of the time, in which all people come
IDLE = 3.0  # seconds for which a connection is used again; the server closes it after 5, perhaps under a question


@dataclass(frozen=True, slots=True)
class Load:
    """What is asked of the app: at an address, its processes listening on ports, by so many people for so long."""

    address: str
    ports: Sequence[int]
    sessions: int
    seconds: float
    api_per_second: float = 3.0
    pages: int = 0
    seed: int = 1


def run_load(load: Load) -> dict[str, Any]:
    """All figures of a run: what was asked, each kind of action, the servers."""
    return asyncio.run(_run(load))


async def _run(load: Load) -> dict[str, Any]:
    records, servers = Records(), listening_on(load.ports)
    async with AsyncExitStack() as around:
        client = await around.enter_async_context(_client())
        places = await _places(client, load.address)
        watching = asyncio.create_task(servers.watch())
        begun = time.monotonic()
        acting = [
            *await _people(load, places, records, begun + load.seconds, around),
            *_programs(load, client, records, begun + load.seconds),
            *(asyncio.to_thread(feel, load.address, records, begun + load.seconds) for _ in range(load.pages)),
        ]
        await asyncio.gather(*acting)
        watching.cancel()
    return _found(load, records, servers, time.monotonic() - begun)


async def _people(load: Load, places: list[str], records: Records, until: float, around: AsyncExitStack) -> list[Any]:
    people = []
    for number in range(load.sessions):
        client = await around.enter_async_context(_client())
        random = Random(f"{load.seed} person {number}")
        people.append(Person(client, load.address, places, random, records, until, load.seconds * ARRIVING).live())
    return people


def _programs(load: Load, client: httpx.AsyncClient, records: Records, until: float) -> list[Any]:
    if not load.api_per_second:
        return []
    return [Program(client, load.address, Random(f"{load.seed} API"), records, until, load.api_per_second).read()]


def _client() -> httpx.AsyncClient:
    """As a browser: its own connections, at most six, and nothing taken from the environment's proxies."""
    limits = httpx.Limits(max_connections=6, keepalive_expiry=IDLE)
    return httpx.AsyncClient(timeout=TIMEOUT, limits=limits, trust_env=False, headers={"Accept-Encoding": "gzip"})


async def _places(client: httpx.AsyncClient, address: str) -> list[str]:
    """The places that have claims. Raises `Failed` if the API does not tell them."""
    answer = await client.get(f"{address}/api/collections/claims_points/items?limit=1000&f=csv")
    if answer.status_code != 200:
        raise Failed(f"no places: {answer.status_code}")
    return sorted({row["place_id"] for row in csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff")))})


def _found(load: Load, records: Records, servers: Servers, seconds: float) -> dict[str, Any]:
    return {
        "asked": asdict(load),
        "seconds": round(seconds, 1),
        "failed": records.failed(),
        "actions": records.summary(),
        "servers": servers.summary(),
    }
