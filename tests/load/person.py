"""Somebody at the map: opens a link, moves the time, clicks places, and now and then takes a file along."""

import asyncio
import json
import re
import time
from dataclasses import dataclass, field
from random import Random

import httpx
from streamlit.proto.WidgetStates_pb2 import WidgetState

from corpus.state import day_of
from tests.load.records import Failed, Noted, Records
from tests.load.session import Element, Session, of_key, of_kind, opened

# Days since 1970 that the bundled reports speak of.
DAYS = range(18_300, 19_600)
# How people go on, with weights: most of it is moving the time.
ACTS = {"move the time": 63, "click a place": 27, "export": 4, "open a link": 6}
UNKNOWN = 0.2  # of people whose browsers do not have Streamlit's scripts yet
KINDS = {"png": "Picture (PNG)", "html": "Interactive map"}
THINKING = (1.3, 0.6)  # of a lognormal distribution: a median of 3.7 seconds, 10 at p95
FILES = re.compile(r"\.\./\.\./((?:api|bundles|assets|vendor)/[^\"'\s\\]+)")
SCRIPTS = re.compile(r'(?:src|href)="\./(static/[^"]+)"')


@dataclass
class Person:
    """One browser with its cache of ETags, until an instant of the process's clock; all come within ``arriving``."""

    client: httpx.AsyncClient
    address: str
    places: list[str]
    random: Random
    records: Records
    until: float
    arriving: float
    etags: dict[str, str] = field(default_factory=dict)
    turn: int = 0

    async def live(self) -> None:
        """Act until the end. Where an action fails the page is opened anew, as people do."""
        await asyncio.sleep(self.random.uniform(0, self.arriving))
        while time.monotonic() < self.until:
            try:
                await self._stay()
            except Noted:
                await asyncio.sleep(1)
            except Exception as error:
                self.records.fail("the session", error)
                await asyncio.sleep(1)

    async def _stay(self) -> None:
        """Open a link and do things on the page, until another link is opened."""
        kind = "open a link, first" if not self.etags else "open a link, again"
        query = f"on={day_of(self.random.choice(DAYS))}"
        if self.random.random() < 0.5:
            query += f"&place={self.random.choice(self.places)}"
        begun = time.perf_counter()
        await self._fetch_page()
        async with opened(self.address, query, self.client) as session:
            elements = await session.run()
            component = of_kind(elements, "component_instance")
            await self._fetch_files(component)
            self.records.note(kind, time.perf_counter() - begun)
            await self._use(session, component, elements)

    async def _use(self, session: Session, component: Element, elements: list[Element]) -> None:
        self.turn = 0
        while time.monotonic() < self.until:
            await asyncio.sleep(min(self.random.lognormvariate(*THINKING), max(0, self.until - time.monotonic())))
            act = self.random.choices(list(ACTS), list(ACTS.values()))[0]
            if act == "open a link" or time.monotonic() >= self.until:
                return
            if act == "export":
                await self._export(session, elements)
            else:
                elements = await self._tell(session, component, act)

    async def _tell(self, session: Session, component: Element, act: str) -> list[Element]:
        """What the map tells when the time is let go or a place clicked: its whole state (`atlas/assets/map.js`)."""
        before = session.states.get(component.message.id)
        state = json.loads(before.json_value) if before else {"first": DAYS[0], "last": DAYS[0], "place": None}
        if act == "move the time":
            first = self.random.choice(DAYS)
            length = self.random.choice([0, 0, 0, 30, 180])
            state |= {"first": first, "last": min(first + length, DAYS[-1])}
        else:
            state["place"] = self.random.choice([*self.places, None])
        self.turn += 1
        state |= {"known": None, "against": None, "turn": self.turn}
        name = component.message.id
        session.states[name] = WidgetState(id=name, json_value=json.dumps(state))
        with self.records.timed(act):
            return await session.run()

    async def _export(self, session: Session, elements: list[Element]) -> None:
        """Open the dialog, choose a kind, let the file be made, and download it."""
        kind = self.random.choice(list(KINDS))
        with self.records.timed("open the export"):
            dialog = await session.run(trigger=of_key(elements, "export").message.id)
        choice = of_key(dialog, "export as")
        session.states[choice.message.id] = WidgetState(id=choice.message.id, string_value=KINDS[kind])
        dialog = await session.run(fragment=choice.fragment)
        with self.records.timed(f"make a {kind}"):
            button = of_key(dialog, "make file")
            dialog = await session.run(trigger=button.message.id, fragment=button.fragment)
            path = of_key(dialog, "download file").message.url
        with self.records.timed(f"download a {kind}"):
            answer = await self.client.get(f"{self.address}{path}")
            if answer.status_code != 200 or len(answer.content) < 10_000:
                raise Failed(f"{answer.status_code} with {len(answer.content)} bytes")

    async def _fetch_page(self) -> None:
        """Streamlit's page, and for some its scripts and styles."""
        with self.records.timed("fetch the page"):
            page = await self.client.get(f"{self.address}/")
            page.raise_for_status()
        if self.random.random() > UNKNOWN:
            return
        new = [path for path in SCRIPTS.findall(page.text) if path not in self.etags]
        await asyncio.gather(*map(self._fetch_script, new))
        self.etags |= dict.fromkeys(new, "")

    async def _fetch_script(self, path: str) -> None:
        """One of Streamlit's own scripts, left packed as it came."""
        with self.records.timed("fetch a script of Streamlit's"):
            async with self.client.stream("GET", f"{self.address}/{path}") as answer:
                answer.raise_for_status()
                async for _ in answer.aiter_raw():
                    pass

    async def _fetch_files(self, component: Element) -> None:
        """What the map's frame asks for, some at once; what has come before is asked for by its ETag."""
        paths = sorted(set(FILES.findall(component.message.json_args)))
        if not any(path.startswith("api/columns") for path in paths):
            raise Failed("the map names no columns")
        await asyncio.gather(*map(self._fetch_file, paths))

    async def _fetch_file(self, path: str) -> None:
        known = self.etags.get(path)
        what = "columns" if path.startswith("api/") else "scripts"
        with self.records.timed(f"fetch {what}, {'304' if known else '200'}"):
            headers = {"If-None-Match": known} if known else {}
            answer = await self.client.get(f"{self.address}/{path}", headers=headers)
            if answer.status_code != (304 if known else 200):
                raise Failed(f"{path}: {answer.status_code}")
            self.etags[path] = answer.headers.get("ETag", "")
