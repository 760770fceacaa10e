"""What is fuzzed: each target takes any bytes and may refuse them with the error of its door, and with no other.

A new door is a row of `TARGETS`.
"""

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import parse_qsl, urlencode

from atlas.briefing import read_briefing, shipped_briefings, write_briefing
from atlas.evidence import safe_address
from atlas.exports.formats import formats
from atlas.links import read_query, to_query
from atlas.search import find
from corpus.coded import coded_claim
from corpus.dates import find_dates
from corpus.decisions import decision_from_row, decision_to_row
from corpus.extraction import extract
from corpus.importing import Asked, limits
from corpus.importing.documents import make_report, read_plain
from corpus.importing.isolation import Worker
from corpus.importing.models import Upload
from corpus.importing.pdf import read_pdf
from corpus.importing.tables import read_table
from corpus.importing.webpage import read_webpage
from corpus.interval import BadDate, day_range
from corpus.records import BadRow, claim_to_row
from corpus.reports import Unreadable, format_report, parse_report
from corpus.store import Corpus
from geodata import geocode, load_gazetteer
from tests import snapshots
from tests.factories import make_claim
from tests.factories import make_report as a_report
from tests.imports import markdown, pdf, webpage

DAY = date(2021, 2, 17)
SPAN = date(2020, 1, 1), date(2023, 12, 31)
ASKED = Asked("Own Post", DAY)
REPORTS = {"r1": a_report()}
BROKEN_PDF = Exception  # pypdf promises nothing; its reader runs in a process of its own, which answers for it


@dataclass(frozen=True)
class Target:
    """A door: what reads the bytes, and bytes that it takes."""

    read: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]


def front_matter(content: bytes) -> None:
    """A report file is read or refused; what was read is written so that it is read as the same."""
    with suppress(Unreadable):
        report = parse_report("r1", content.decode("utf-8", "replace"))
        assert parse_report("r1", format_report(report)) == report


def upload(content: bytes) -> None:
    """An uploaded text is read or refused, and its claims quote it."""
    with suppress(Unreadable):
        _quotes(make_report(read_plain(content), ASKED, "name.md"))


def table(content: bytes) -> None:
    """A CSV is read within its limits or refused."""
    with suppress(Unreadable), Worker() as worker:
        found = read_table(Upload("table.csv", content), worker)
        assert len(found.header) <= limits.TABLE_COLUMNS
        assert len(found.rows) <= limits.TABLE_ROWS


def page(content: bytes) -> None:
    """A web page is read or refused."""
    with suppress(Unreadable):
        assert read_webpage(content)["text"].strip()


def document(content: bytes) -> None:
    """A PDF is read or fails as the process that reads it expects."""
    with suppress(BROKEN_PDF):
        read_pdf(content)


def dates(content: bytes) -> None:
    """Dates lie in the text and are EDTF."""
    text = content.decode("utf-8", "replace")
    for found in find_dates(text, DAY, None):
        assert 0 <= found.start < found.end <= len(text)
        if found.value is not None:
            day_range(found.value)


def interval(content: bytes) -> None:
    """A date is a range of days in order, or refused."""
    with suppress(BadDate):
        found = day_range(content.decode("utf-8", "replace"))
        assert found.earliest <= found.latest


def link(content: bytes) -> None:
    """Any parameters give a view, whose own link gives the same view."""
    gazetteer = load_gazetteer()
    query = dict(parse_qsl(content.decode("utf-8", "replace")))
    view = read_query(query, gazetteer, SPAN, DAY)
    assert SPAN[0] <= view.first <= view.last <= SPAN[1]
    assert read_query(dict(parse_qsl(urlencode(to_query(view)), True)), gazetteer, SPAN, DAY) == view


def decision(content: bytes) -> None:
    """A row is a decision that can be written again, or refused."""
    with suppress(BadRow, UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        row = json.loads(content.decode("utf-8"))
        if isinstance(row, dict):
            again = decision_to_row(decision_from_row(row, REPORTS))
            assert decision_to_row(decision_from_row(again, REPORTS)) == again


def coded(content: bytes) -> None:
    """A coded claim stands in its report or is refused."""
    with suppress(BadRow):
        claim = coded_claim(content.decode("utf-8", "replace"), REPORTS)
        assert REPORTS[claim.report].text[claim.evidence.start : claim.evidence.end] == claim.evidence.quote


def briefing(content: bytes) -> None:
    """A briefing is read as far as it can be; written, it is read as the same without a problem."""
    found, _ = read_briefing(content.decode("utf-8", "replace"), "x.md")
    for step in found.steps:
        json.dumps([step.position, step.cited], allow_nan=False)
    again, _ = read_briefing(write_briefing(found), "x.md")
    assert len(again.steps) == len(found.steps)
    assert read_briefing(write_briefing(again), "x.md")[0] == again


def carried(content: bytes) -> None:
    """A file that somebody else made has a manifest or none."""
    for kind in formats().values():
        manifest = kind.read_manifest(content) if kind.read_manifest else None
        assert manifest is None or isinstance(manifest, dict)


def extraction(content: bytes) -> None:
    """Any text is read, and every claim quotes it."""
    text = content.decode("utf-8", "replace")
    for language in ("en", "ko"):
        _quotes(a_report(text=text, language=language))


def places(content: bytes) -> None:
    """Every mention stands where it says."""
    text = content.decode("utf-8", "replace")
    for mention in geocode(text):
        assert text[mention.offset : mention.offset + len(mention.text)] == mention.text


def phrase(content: bytes) -> None:
    """A search finds a phrase where it says, in any text."""
    looked_for, _, text = content.decode("utf-8", "replace").partition("\n")
    corpus = Corpus({"r1": a_report(text=text, title=text[:80])}, (), (), (), ())
    for found in find(corpus, load_gazetteer(), looked_for):
        assert found.hit in text


def address(content: bytes) -> None:
    """A link is http or https."""
    text = content.decode("utf-8", "replace")
    assert safe_address(text) is None or text.lower().lstrip().startswith(("http:", "https:"))


def _quotes(report: object) -> None:
    for claim in extract(report).claims:  # type: ignore[arg-type]
        assert report.text[claim.evidence.start : claim.evidence.end] == claim.evidence.quote  # type: ignore[attr-defined]
        for start, end in claim.fields.values():
            assert 0 <= start <= end <= len(report.text)  # type: ignore[attr-defined]


@cache
def _exports() -> tuple[bytes, ...]:
    """A small file of each kind that carries a manifest, but the large ones."""
    snapshot = snapshots.of_claims()
    kinds = (kind for name, kind in formats().items() if kind.read_manifest and name not in ("html", "pptx"))
    start, end = b'<script type="application/json" id="manifest">', b"</script>"
    page = start + b'{"format": "reported-measures-snapshot"}' + end
    return (page, *(kind.write(snapshot) for kind in kinds))


def _claim_line() -> bytes:
    return json.dumps(claim_to_row(make_claim())).encode()


def _decision_line() -> bytes:
    row = {"action": "add", "report": "r1", "target": None, "claim": claim_to_row(make_claim()), "who": "a"}
    return json.dumps({**row, "when": "2021-02-17", "why": "b"}).encode()


def _texts() -> list[bytes]:
    english = "Hyesan, Ryanggang Province, was put under lockdown from January 29 to February 15, 2021, a source said."
    korean = "양강도 혜산시가 1월 29일부터 2월 15일까지 봉쇄됐다고 소식통은 전했다."
    return [english.encode(), korean.encode(), b"In late November of last year, the border was closed."]


TARGETS: dict[str, Target] = {
    "front_matter": Target(front_matter, lambda: [format_report(a_report()).encode()]),
    "upload": Target(upload, lambda: [markdown(), *_texts()]),
    "table": Target(table, lambda: [b"measure,place,start\nlockdown,Hyesan,2021-01-29\n"]),
    "page": Target(page, lambda: [webpage(head='<meta property="og:site_name" content="P">')]),
    "document": Target(document, lambda: [pdf()]),
    "dates": Target(dates, _texts),
    "interval": Target(interval, lambda: [b"2021-01-29", b"2021-01", b"2021"]),
    "link": Target(link, lambda: [b"on=2021-02-08&place=KP-10-hyesan", b"from=2021-01-01&off=lockdown.curfew&sure=50"]),
    "decision": Target(decision, lambda: [_decision_line()]),
    "coded": Target(coded, lambda: [_claim_line()]),
    "briefing": Target(briefing, lambda: [write_briefing(own).encode() for own in shipped_briefings().values()]),
    "carried": Target(carried, _exports),
    "extraction": Target(extraction, _texts),
    "places": Target(places, _texts),
    "phrase": Target(phrase, lambda: [b"sealed\nHyesan was sealed.", "혜산\n혜산".encode()]),
    "address": Target(address, lambda: [b"https://example.org/a?b#c"]),
}
