"""Text written to learn from: made-up passages and reports in which the words of each measure are marked.

``{lockdown=imposed@KP-10-hyesan;2021-01-29;:was sealed}`` marks "was sealed" as a lockdown (``+`` joins several codes
or places), with its status and, in ``reports.txt``, its places, start and end. The events are invented: nothing of it
is ever shown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.models import CorpusError, Report, Span

FOLDER = Path(__file__).parent
PASSAGES, REPORTS = FOLDER / "passages.txt", FOLDER / "reports.txt"

MADE_UP = "made up"
PLACE = r"(?:zone:)?[\w-]+"
MARK = re.compile(
    r"\{(?P<codes>[a-z_]+(?:\+[a-z_]+)*)=(?P<status>[a-z]+)"
    rf"(?:@(?P<places>{PLACE}(?:\+{PLACE})*)(?:;(?P<start>[\d-]*))?(?:;(?P<end>[\d-]*))?)?"
    r":(?P<words>[^{}]*)\}"
)
HEAD = re.compile(r"## (?P<published>\d{4}-\d\d-\d\d) \| (?P<language>en|ko)")


@dataclass(frozen=True, slots=True)
class Mark:
    """One measure that a text states: the characters of its words, its status, its places and EDTF dates."""

    span: Span
    measure: str
    status: str
    places: tuple[str, ...]
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class MarkedReport:
    """A made-up report with all the measures that it states."""

    report: Report
    marks: tuple[Mark, ...]


def read_passages(path: Path = PASSAGES) -> list[tuple[str, tuple[Mark, ...]]]:
    """The passages, one a line, each with its marks; raises :class:`CorpusError` on a mark that is none."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [split_marks(line, f"{path.name}: line {number}") for number, line in enumerate(lines, 1) if line.strip()]


def read_marked_reports(path: Path = REPORTS) -> list[MarkedReport]:
    """The reports of a file; raises :class:`CorpusError` on a head or a mark that is none."""
    return list(_reports(path))


def _reports(path: Path) -> Iterator[MarkedReport]:
    blocks = re.split(r"(?m)^(?=## )", path.read_text(encoding="utf-8"))
    for number, block in enumerate(filter(str.strip, blocks), 1):
        head, _, body = block.partition("\n")
        found = HEAD.fullmatch(head.strip())
        if found is None:
            raise CorpusError(f"{path.name}: report {number}: {head[:60]!r}: no date and language")
        text, marks = split_marks(body.strip(), f"{path.name}: report {number}")
        name, published = f"made-up-{number}", date.fromisoformat(found["published"])
        report = Report(name, MADE_UP, name, published, found["language"], "https://example.org", MADE_UP, text)
        yield MarkedReport(report, marks)


def split_marks(marked: str, where: str = "text") -> tuple[str, tuple[Mark, ...]]:
    """A marked text as its plain text and its marks; raises :class:`CorpusError` on a brace that is no mark."""
    pieces: list[str] = []
    marks: list[Mark] = []
    at = length = 0
    for found in MARK.finditer(marked):
        pieces += [marked[at : found.start()], found["words"]]
        length += found.start() - at
        span = (length, length + len(found["words"]))
        length, at = span[1], found.end()
        places = tuple(found["places"].split("+")) if found["places"] else ()
        dates = found["start"] or None, found["end"] or None
        marks += [Mark(span, code, found["status"], places, *dates) for code in found["codes"].split("+")]
    text = "".join([*pieces, marked[at:]])
    if "{" in text or "}" in text:
        brace = min(at for at in (text.find("{"), text.find("}")) if at >= 0)
        raise CorpusError(f"{where}: {text[max(0, brace - 10) : brace + 50]!r}: not a mark")
    return text, tuple(marks)
