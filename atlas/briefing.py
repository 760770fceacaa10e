"""Briefings: a title and steps, each a view with a heading, a caption and notes for who speaks; as Markdown.

::

    ---
    title: Hyesan's lockdowns
    ---

    ## The city is sealed
    view: on=2021-02-08&place=KP-10-hyesan

    What the audience reads. Claims are cited by their report: [002]

    Notes: what is said.

A view is what stands behind the question mark of a link (`atlas.links`), with the map's position if it has one.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from corpus.models import Problem

SHIPPED = Path(__file__).with_name("briefings")
VIEW = "view:"
NOTES = "Notes:"
POSITION = re.compile(
    r"\d{1,3}(\.\d{1,9})?(~\d{1,3}(\.\d{1,9})?){2}", re.ASCII
)  # zoom, latitude, longitude, as the map writes them
CITED = re.compile(r"\[([\w.-]+)\](?!\()")
MOST_STEPS = 200
LONGEST_VIEW = 4_000  # characters; a link has no more


# Told how many steps are done, of how many.
Advance = Callable[[int, int], None]


def silent(done: int, of: int) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Step:
    """One view. ``query``: the parameters of its link; ``caption`` and ``notes``: paragraphs."""

    heading: str
    query: dict[str, str]
    caption: str = ""
    notes: str = ""

    @property
    def position(self) -> tuple[float, float, float] | None:
        """Zoom, latitude and longitude of the map, if the step says."""
        text = self.query.get("map", "")
        if not POSITION.fullmatch(text):
            return None
        zoom, latitude, longitude = map(float, text.split("~"))
        return zoom, latitude, longitude

    @property
    def cited(self) -> tuple[str, ...]:
        """The ids of the reports that the caption cites, each once."""
        return tuple(dict.fromkeys(CITED.findall(self.caption)))


@dataclass(frozen=True, slots=True)
class Briefing:
    """A title and its steps in order."""

    title: str
    steps: tuple[Step, ...]


def read_briefing(text: str, file: str) -> tuple[Briefing, list[Problem]]:
    """A briefing and what of it could not be read, by file and line; the rest of it stands."""
    problems: list[Problem] = []
    title, body, line = _front(text)
    if title is None:
        problems.append(Problem.about(file, "line 1", text[:40], "no front matter with a title"))
    steps = []
    for number, heading, lines in _sections(body, line):
        step = _step(heading, lines)
        if step is None:
            problems.append(Problem.about(file, f"line {number}", heading, "a step has no line that begins with view:"))
        else:
            steps.append(step)
    if len(steps) > MOST_STEPS:
        problems.append(Problem.about(file, "steps", str(len(steps)), f"only the first {MOST_STEPS} are taken"))
    return Briefing(title or "Briefing", tuple(steps[:MOST_STEPS])), problems


def write_briefing(briefing: Briefing) -> str:
    """The briefing as such a file; reading it gives the same briefing."""
    parts = [f"---\ntitle: {_line(briefing.title)}\n---\n"]
    for step in briefing.steps:
        parts.append(f"## {_line(step.heading)}\n{VIEW} {urlencode(step.query, safe='~')}\n")
        parts += [f"{part}\n" for part in (_body(step.caption), _notes(step.notes)) if part]
    return "\n".join(parts)


def shipped_briefings() -> dict[str, Briefing]:
    """The briefings that come with the bundled corpus, by file name without ending."""
    return {
        path.stem: read_briefing(path.read_text(encoding="utf-8"), path.name)[0]
        for path in sorted(SHIPPED.glob("*.md"))
    }


def _front(text: str) -> tuple[str | None, str, int]:
    """The title, what follows the front matter, and the number of the line with which that begins."""
    lines = text.replace("\r\n", "\n").lstrip("\ufeff").split("\n")
    if not lines or lines[0].strip() != "---" or "---" not in (own.strip() for own in lines[1:]):
        return None, "\n".join(lines), 1
    end = next(number for number, own in enumerate(lines[1:], 1) if own.strip() == "---")
    title = next((own.split(":", 1)[1].strip() for own in lines[1:end] if own.startswith("title:")), None)
    return title or None, "\n".join(lines[end + 1 :]), end + 2


def _sections(body: str, line: int) -> Iterator[tuple[int, str, list[str]]]:
    """Line number, heading and lines of each section."""
    found: list[tuple[int, str, list[str]]] = []
    for number, own in enumerate(body.split("\n"), line):
        if own.startswith("## "):
            found.append((number, own.removeprefix("## ").strip(), []))
        elif found:
            found[-1][2].append(own)
    yield from found


def _step(heading: str, lines: list[str]) -> Step | None:
    view = next((own for own in lines if own.startswith(VIEW)), None)
    if view is None:
        return None
    query = dict(parse_qsl(view.removeprefix(VIEW).strip().lstrip("?")[:LONGEST_VIEW]))
    rest = "\n".join(own for own in lines if own is not view)
    caption, _, notes = rest.partition(f"\n{NOTES}")
    return Step(heading, query, caption.strip(), notes.strip())


def _line(text: str) -> str:
    return " ".join(text.split())


def _body(text: str) -> str:
    """A text whose lines cannot be taken for a heading, a view or notes."""
    marks = ("## ", VIEW, NOTES)
    return "\n".join(f" {own}" if own.startswith(marks) else own for own in text.strip().split("\n"))


def _notes(text: str) -> str:
    return f"{NOTES} {_body(text)}" if text.strip() else ""
