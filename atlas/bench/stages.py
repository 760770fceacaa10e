"""Where figures are taken: a browser, and the app or the plain way running on a corpus."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from atlas.bench.chromium import failing_plainly, launched
from atlas.bench.made_up import write_corpus
from atlas.bench.serving import running_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Way = Literal["ours", "plain"]
Launch = Callable[[], AbstractContextManager["Browser"]]
SCRIPTS: dict[Way, str] = {"ours": "app.py", "plain": "atlas/bench/plain_way/plain_app.py"}
IN_EVERY_FRAME = Path(__file__).with_name("stopwatch.js")


@dataclass(frozen=True, slots=True)
class Stage:
    """A browser and the address of an app that runs."""

    browser: "Browser"
    address: str

    @contextmanager
    def page(self, query: str = "") -> Iterator["Page"]:
        """A page of a browser that has nothing in its cache, opened at the app; with a stopwatch in its frames."""
        context = self.browser.new_context(viewport={"width": 1280, "height": 800})
        context.add_init_script(path=IN_EVERY_FRAME)
        try:
            with failing_plainly():
                page = context.new_page()
                page.goto(f"{self.address}/{query}", wait_until="commit")
                yield page
        finally:
            context.close()


@dataclass
class Stages:
    """Starts what a figure needs. Only one app runs at a time, until a figure asks for another one."""

    launch: Launch = launched
    _kept: ExitStack = field(default_factory=ExitStack)
    _app: ExitStack = field(default_factory=ExitStack)
    _running: tuple[Way, int | None] | None = None
    _address: str = ""

    def __enter__(self) -> "Stages":
        return self

    def __exit__(self, *_: object) -> None:
        self._app.close()
        self._kept.close()

    def stage(self, way: Way, claims: int | None = None) -> Stage:
        """The app, or the plain way, on so many made-up claims; on the bundled corpus if no number is given."""
        browser = self.browser
        if self._running != (way, claims):
            self._app.close()
            arguments = ("--claims", str(self._corpus(claims))) if claims is not None else ()
            self._address = self._app.enter_context(running_app(*arguments, script=SCRIPTS[way]))
            self._running = (way, claims)
        return Stage(browser, self._address)

    @cached_property
    def browser(self) -> "Browser":
        """The one browser of a run."""
        return self._kept.enter_context(self.launch())

    @cached_property
    def _folder(self) -> Path:
        return Path(self._kept.enter_context(tempfile.TemporaryDirectory()))

    def _corpus(self, claims: int) -> Path:
        folder = self._folder / f"{claims}-claims"
        if not folder.exists():
            write_corpus(claims, folder)
        return folder
