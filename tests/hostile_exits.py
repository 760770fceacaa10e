"""The exits through which texts of reports go out. Each gives what it writes, and how that is looked at.

A new exit is a row of `EXITS`: all that comes in by ``tests/hostile_doors.py`` is looked for in it.
"""

import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from xml.etree import ElementTree

import lxml.html
import pyarrow.parquet as pq
from starlette.applications import Starlette
from starlette.testclient import TestClient

from atlas.api.addresses import Address
from atlas.api.application import api_routes
from atlas.api.collections import load_collections
from atlas.api.items import _feature_answer, _page, _page_answer
from atlas.api.negotiation import Format
from atlas.api.queries import read_items_query
from atlas.api.requests import Asked
from atlas.api.tables import Tables, make_tables
from atlas.briefing import Briefing, Step, read_briefing, write_briefing
from atlas.columns import pack_columns
from atlas.coverage import coverage, pack_coverage
from atlas.evidence import (
    checked_claim_heading_html,
    checked_claim_html,
    claim_html,
    contradictions_html,
    found_html,
    grade_html,
    history_html,
    report_html,
    said_html,
    search_heading_html,
    source_html,
)
from atlas.exports.formats import formats
from atlas.exports.manifest import make_manifest, to_json
from atlas.exports.snapshot import Snapshot, take_snapshot
from atlas.exports.standalone import write_briefing_html
from atlas.figures.handout import write_handout
from atlas.links import KEYS, read_query, to_query
from atlas.map import draw_map
from atlas.place_evidence import doubtful_html, sentences_html
from atlas.places import read_mentions
from atlas.review.history import history_of
from atlas.review.passage import passage
from atlas.review.queue import checkable
from atlas.search import find
from atlas.selection import Shown, why_unlocated
from atlas.words import place_in_words
from corpus.backup import back_up
from corpus.decisions import Decision, decision_to_row, read_lines
from corpus.decisions.log import DecidedMeanwhile, open_log
from corpus.episodes import find_episodes
from corpus.importing import Imported, keep
from corpus.records import to_line
from corpus.store import Corpus, Undecided
from geodata import load_gazetteer
from geodata.__main__ import _printable
from tests.hostile_doors import Entered
from tests.test_atlas_selection import view

DAY = "2021-02-10"
API = "http://measures.example"
Made = TypeVar("Made")
ACTIVE = (
    "script",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "img",
    "style",
    "link",
    "base",
    "form",
    "meta",
    "template",
)
ATTRIBUTES = {"class", "lang", "href", "rel", "target", "style", "id", "title", "open", "role"}
XLINK = "{http://www.w3.org/1999/xlink}href"
EVALUATED = re.compile(r"(?<![\w-])1337(?!\w)")  # 191 * 7
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
OBEYED = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), *"\u202a\u202b\u202d\u202e\u2066\u2067\u2068"} - {"\n"}


@dataclass(frozen=True)
class Exit:
    """What came in gives there, in pieces, and what looks at each."""

    write: Callable[[Entered], Iterator[str | bytes]]
    look: Callable[[str | bytes], object]
    slow: bool = False


def look_at_html(piece: str | bytes) -> None:
    """Only the templates' own elements, no handler, links to http and https only and those without a way back."""
    for element in _elements(piece):
        assert element.tag not in ACTIVE, element.tag
        for name in element.attrib:
            assert name in ATTRIBUTES or name.startswith(("data-", "aria-")), (element.tag, name)
        if element.tag == "a":
            look_at_link(element.get("href") or "", element.get("rel") or "", element.get("target"))
        assert not EVALUATED.search((element.text or "") + (element.tail or ""))


def _elements(piece: str | bytes) -> list[Any]:
    """The elements that a reader of HTML finds."""
    content = piece if isinstance(piece, bytes) else piece.encode(errors="replace")
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = lxml.html.document_fromstring(content or b"<p></p>", parser=parser)
    return [element for element in root.iter() if isinstance(element.tag, str)]


def look_at_link(href: str, rel: str, target: str | None) -> None:
    """A link goes to a page of the app, or by http and https elsewhere, in a tab that knows nothing of this one."""
    if href.startswith(("reports?report=", "places?place=", "./?place=", "?")):
        assert target == "_self"
    else:
        assert href.startswith(("http://", "https://"))
        assert {"noopener", "noreferrer"} <= set(rel.split())


def look_at_page(piece: str | bytes) -> None:
    """A whole file: only our scripts run, nothing is asked for, and all its data are data."""
    elements = _elements(piece)
    assert not [each.tag for each in elements if any(name.startswith("on") for name in each.attrib)]
    assert not [each.tag for each in elements if each.tag in ("iframe", "object", "embed", "base", "form", "img")]
    assert not [each.tag for each in elements if {"src", "srcset", "action", "ping"} & set(each.attrib)]
    assert _running(elements) == _own_scripts(any(each.get("id") == "briefing" for each in elements))
    for link in (each for each in elements if each.tag == "a"):
        look_at_link(link.get("href") or "", link.get("rel") or "", link.get("target"))


def _running(elements: list[Any]) -> int:
    return sum(each.tag == "script" and not each.get("type") for each in elements)


@cache
def _own_scripts(of_briefing: bool) -> int:
    """How many scripts run in a file of no report at all."""
    snapshot = _taken_from(Corpus({}, (), (), (), ()))
    if of_briefing:
        return _running(_elements(write_briefing_html(Briefing("x", (Step("x", {}),)), [snapshot])))
    return _running(_elements(_write("html", snapshot)))


def look_at_xml(piece: str | bytes) -> list[ElementTree.Element]:
    """It can be read, declares no entity, and has only elements and attributes of its kind."""
    content = piece if isinstance(piece, bytes) else piece.encode()
    assert b"<!ENTITY" not in content
    elements = list(ElementTree.fromstring(content).iter())
    for element in elements:
        kind = element.tag.rsplit("}", 1)[-1]
        assert kind not in ("script", "iframe", "foreignObject", "NetworkLink")
        assert kind != "a" or element.get(XLINK, "http://").startswith(("http://", "https://"))
        assert not [name for name in element.attrib if name.lower().startswith("on")]
        assert not [value for value in element.attrib.values() if "javascript:" in value.lower()]
    return elements


def look_at_description(piece: str | bytes) -> None:
    """KML: readers take descriptions for HTML, so there is no bracket in any text."""
    texts = [element.text or "" for element in look_at_xml(piece)]
    assert not [text[:80] for text in texts if "<" in text or ">" in text]


def look_at_table(piece: str | bytes) -> None:
    """No cell that a spreadsheet runs, however it strips what can't be seen, and no row broken."""
    rows = list(csv.reader(io.StringIO(piece.decode("utf-8-sig"), newline="")))  # type: ignore[union-attr]
    assert {len(row) for row in rows} == {len(rows[0])}
    for row in rows[1:]:
        for cell in row:
            seen = "".join(character for character in cell if character.isprintable()).lstrip(" \u3000")
            assert _is_number(cell) or cell.startswith("#") or not (seen or "x").startswith(FORMULA), cell[:80]
            assert cell[:1] not in ("\t", "\r", "\n")


def look_at_json(piece: str | bytes) -> None:
    """It can be read by anybody: no half characters, no number that JSON has not."""
    text = piece.decode() if isinstance(piece, bytes) else piece
    json.loads(text, parse_constant=lambda name: (_ for _ in ()).throw(AssertionError(name)))
    text.encode()


def look_at_terminal(piece: str | bytes) -> None:
    """Nothing that a terminal obeys."""
    assert not OBEYED & set(str(piece))


def look_at_package(piece: str | bytes) -> None:
    """A ZIP of our own names: tables, and JSON."""
    with zipfile.ZipFile(io.BytesIO(piece)) as package:  # type: ignore[arg-type]
        assert not [name for name in package.namelist() if "/" in name or "\\" in name or ".." in name]
        for name in package.namelist():
            if name.endswith(".csv"):
                look_at_table(package.read(name))
            if name.endswith(".json"):
                look_at_json(package.read(name))


def look_at_slides(piece: str | bytes) -> None:
    """XML all through, with outside links by http and https only."""
    with zipfile.ZipFile(io.BytesIO(piece)) as package:  # type: ignore[arg-type]
        for name in package.namelist():
            assert ".." not in name
            if name.endswith(".rels"):
                for link in ElementTree.fromstring(package.read(name)):
                    outside = link.get("TargetMode") == "External"
                    assert not outside or (link.get("Target") or "").startswith(("http://", "https://"))
            elif name.endswith(".xml"):
                look_at_xml(package.read(name))


def look_at_database(piece: str | bytes) -> None:
    """A whole database with our tables only."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(piece)  # type: ignore[arg-type]
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert {"claims_points", "claims_unlocated"} <= names
        assert not [name for name in names if not name.replace("_", "").isalnum()]


def look_at_parquet(piece: str | bytes) -> None:
    """A table whose texts are texts."""
    table = pq.read_table(io.BytesIO(piece))  # type: ignore[arg-type]
    for text in table["quote"].to_pylist():
        text.encode()


def look_at_picture(piece: str | bytes) -> None:
    """It was drawn."""
    assert len(piece) > 1_000


def look_at_numbers(piece: str | bytes) -> None:
    """Numbers, and no word of any report."""
    assert b"ran=1" not in bytes(piece)  # type: ignore[arg-type]
    assert b"Hyesan was put" not in bytes(piece)  # type: ignore[arg-type]


def _snapshot(corpus: Corpus) -> Snapshot:
    """The snapshot of a corpus, the same for all exits of a door."""
    return _last(_taken_from, corpus)


def _tables(corpus: Corpus) -> Tables:
    return _last(_made_of, corpus)


def _taken_from(corpus: Corpus) -> Snapshot:
    return take_snapshot(corpus, load_gazetteer(), view(DAY))


def _made_of(corpus: Corpus) -> Tables:
    return make_tables(corpus, load_gazetteer())


_LAST: dict[object, tuple[Corpus, object]] = {}


def _last(make: Callable[[Corpus], Made], corpus: Corpus) -> Made:
    """What is made of a corpus, kept until another one comes."""
    if make not in _LAST or _LAST[make][0] is not corpus:
        _LAST[make] = corpus, make(corpus)
    return _LAST[make][1]  # type: ignore[return-value]


def _write(kind: str, snapshot: Snapshot) -> bytes:
    return formats()[kind].write(snapshot)


def _file(kind: str) -> Callable[[Entered], Iterator[str | bytes]]:
    def write(found: Entered) -> Iterator[str | bytes]:
        yield _write(kind, _snapshot(found.corpus))

    return write


def panel(found: Entered) -> Iterator[str]:
    """Every claim as the source panel has it, with its episode."""
    corpus = found.corpus
    gazetteer, told = load_gazetteer(), list(zip(corpus.claims, corpus.steps, strict=True))
    yield "".join(
        claim_html(gazetteer, corpus.reports[claim.report], Shown(claim, steps, None), corpus.rejected[:5])
        for claim, steps in told
    )
    located = [(claim, steps) for claim, steps in told if steps and why_unlocated(claim, gazetteer) is None]
    for episode in find_episodes(located, corpus.reports):
        yield grade_html(episode) + contradictions_html(episode)


def reports(found: Entered) -> Iterator[str]:
    """Every report with its claims."""
    corpus = found.corpus
    claims: dict[str, list[object]] = {}
    for claim in corpus.claims:
        claims.setdefault(claim.report, []).append(claim)
    for report in corpus.reports.values():
        yield report_html(load_gazetteer(), report, claims.get(report.id, []), ())  # type: ignore[arg-type]


def search(found: Entered) -> Iterator[str]:
    """Hits for words that stand beside each input, and headings with the inputs as phrases."""
    corpus = found.corpus
    hits = find(corpus, load_gazetteer(), "residents said", 1_000)
    yield "".join(found_html(corpus.reports[hit.report], hit) for hit in hits)
    yield "".join(search_heading_html(1, report.title) for report in corpus.reports.values())


def places(found: Entered) -> Iterator[str]:
    """The sentences that name a place, and names left open."""
    corpus = found.corpus
    named = read_mentions(corpus.reports.values(), corpus.claims)
    for mentions in named.mentions.values():
        yield sentences_html(corpus.reports, mentions, None)
    yield "".join(doubtful_html(load_gazetteer(), corpus.reports, name) for name in named.doubtful)


def map_script(found: Entered) -> Iterator[str | bytes]:
    """The map's own script, which no report reaches, and its numbers."""
    corpus = found.corpus
    figure = draw_map("own", "own").get_root()
    yield figure.render().encode()
    yield pack_columns(corpus, load_gazetteer())


def routes(found: Entered) -> Iterator[str | bytes]:
    """What the map fetches as JSON."""
    corpus = found.corpus
    named = read_mentions(corpus.reports.values(), corpus.claims)
    yield pack_coverage(coverage(corpus, named, load_gazetteer()))


def _briefing(found: Entered, most: int) -> tuple[Briefing, list[Snapshot]]:
    """A briefing of the titles as headings, captions and notes, on one report."""
    titles = [report.title for report in found.corpus.reports.values()][:most]
    given = "".join(f"## {title}\nview: on={DAY}&place={title}\n\n{title}\n\nNotes: {title}\n\n" for title in titles)
    briefing, _ = read_briefing(f"---\ntitle: {titles[0] if titles else 'x'}\n---\n{given}", "x.md")
    assert read_briefing(write_briefing(briefing), "x.md")[0].steps or not titles
    steps = briefing.steps or (Step("x", {}),)
    few = Corpus(dict(list(found.corpus.reports.items())[:1]), (), (), (), ())
    return replace(briefing, steps=steps), [_snapshot(few)] * len(steps)


def briefing_page(found: Entered) -> Iterator[str | bytes]:
    """A briefing as a presentation."""
    yield write_briefing_html(*_briefing(found, 60))


def handout(found: Entered) -> Iterator[str | bytes]:
    """A briefing as a handout, a page for each step."""
    yield write_handout(*_briefing(found, 6))


def review(found: Entered) -> Iterator[str]:
    """Every claim as a curator checks it, with its report's source, its history, and messages."""
    gazetteer, corpus = load_gazetteer(), found.corpus
    read = Undecided(Path("x"), corpus.reports, corpus.claims, corpus.rejected, (), found.decisions)
    by_report: dict[str, list[Decision]] = {}
    for decision in found.decisions:
        by_report.setdefault(decision.report, []).append(decision)
    for own in checkable(corpus, read):
        history = history_of(own.claim, by_report.get(own.claim.report, []))
        yield checked_claim_html(gazetteer, own) + checked_claim_heading_html(gazetteer, own) + history_html(history)
    for report in corpus.reports.values():
        yield source_html(report) + said_html(report.title)
    yield "".join(history_html(own) + said_html(str(DecidedMeanwhile(own))) for own in by_report.values())


def review_passage(found: Entered) -> Iterator[str]:
    """What the component of the Review page gets: stretches of text, which it shows as text only."""
    for claim in found.corpus.claims:
        report = found.corpus.reports[claim.report]
        told = passage(report, claim, None, selectable=True)
        assert "".join(part["text"] for part in told["segments"]) == report.text
        yield json.dumps(told, ensure_ascii=False)


def decisions_file(found: Entered) -> Iterator[str | bytes]:
    """The log of decisions as a file: read again it is the same."""
    lines = "".join(to_line(decision_to_row(own)) for own in found.decisions).encode()
    assert read_lines(lines, found.corpus.reports, "x") == (list(found.decisions), [])
    yield from lines.splitlines()


def backup(found: Entered) -> Iterator[str | bytes]:
    """A backup of the reports and the log."""
    with TemporaryDirectory() as name:
        folder = Path(name, "reports")
        folder.mkdir()
        keep(Imported(reports=tuple(found.corpus.reports.values())), folder)
        open_log(folder).add_rows([decision_to_row(own) for own in found.decisions])
        back_up(folder, Path(name, "b.zip"))
        yield Path(name, "b.zip").read_bytes()


def look_at_backup(piece: str | bytes) -> None:
    """Names of files of a folder, and nothing that leads elsewhere."""
    with zipfile.ZipFile(io.BytesIO(piece)) as packed:  # type: ignore[arg-type]
        for name in packed.namelist():
            assert re.fullmatch(r"reports/[\w.-]+\.md|decisions\.log\.jsonl|manifest\.json", name), name
            assert ".." not in name
        for line in packed.read("decisions.log.jsonl").splitlines():
            look_at_json(line)


def _api(kind: Format, one_by_one: bool = False) -> Callable[[Entered], Iterator[str | bytes]]:
    """What the API answers for the claims and the episodes: pages of them, or each by itself, with its headers."""

    def write(found: Entered) -> Iterator[str | bytes]:
        tables = _tables(found.corpus)
        for name, features in (("claims", tables.claims), ("episodes", tables.episodes)):
            own = load_collections()[name]
            asked = Asked(Address(API), kind, {"limit": "1000"}, None)
            every = features.take(range(len(features.rows)))
            answers = [_feature_answer(asked, own, each, '"x"') for each in every] if one_by_one else [
                _page_answer(asked, own, _page(features, read_items_query({"limit": "1000"}, own)), '"x"')
            ]  # fmt: skip
            for answer in answers:
                assert all(value.isascii() and value.isprintable() for value in answer.headers.values())
            yield from (bytes(answer.body) for answer in answers)

    return write


def api_documents(found: Entered) -> Iterator[str | bytes]:
    """What the API says of a collection: of a corpus only its extent and how many there are."""
    del found
    client = TestClient(Starlette(routes=api_routes("")), base_url=API)
    for path in ("", "/docs", "/conformance", "/collections", *(f"/collections/{name}" for name in load_collections())):
        yield client.get(f"/api{path}", params={"f": "html"}).content


def look_at_api_page(piece: str | bytes) -> None:
    """Only the templates' own elements, and links to the API, the app, or http and https without a way back."""
    elements = _elements(piece)
    assert not [each.tag for each in elements if each.tag in {*ACTIVE} - {"meta", "link"}]
    assert [each.get("rel") for each in elements if each.tag == "link"] == ["stylesheet"]
    assert sum(each.tag == "meta" for each in elements) == 2
    for element in elements:
        assert not [name for name in element.attrib if name.startswith("on") or name in ("style", "src", "action")]
        if element.tag in ("a", "link"):
            href = element.get("href") or ""
            outside = not href.startswith(f"{API}/")
            assert href.startswith(("http://", "https://", "#")), href
            assert not outside or href.startswith("#") or "noopener" in (element.get("rel") or "").split(), href


def links(found: Entered) -> Iterator[str]:
    """Links of views that were asked for by hostile parameters: codes of ours only."""
    corpus = found.corpus
    for report in corpus.reports.values():
        query = to_query(read_query(dict.fromkeys(KEYS, report.title), load_gazetteer(), _SPAN, _SPAN[1]))
        yield json.dumps(query)
        assert set(query) <= set(KEYS)
        assert all(
            value.replace("-", "").replace(".", "").replace("_", "").isalnum() for value in query.values() if value
        )


_SPAN = view("2020-01-01").first, view("2023-12-31").last


def terminal(found: Entered) -> Iterator[str]:
    """What commands print: problems, and rows of places."""
    corpus = found.corpus
    for problem in corpus.problems:
        yield f"{problem.file}: {problem.where}: {problem.value}: {problem.reason}"
    for report in corpus.reports.values():
        yield _printable(json.dumps({"text": report.title}, ensure_ascii=False))


def tray(found: Entered) -> Iterator[str]:
    """Names that wait for a place, in words, and what a file carries of how it was made."""
    corpus = found.corpus
    for claim in corpus.claims:
        place_in_words(load_gazetteer(), claim)
    yield to_json(make_manifest(_snapshot(corpus), "x"))


EXITS: dict[str, Exit] = {
    "source panel": Exit(panel, look_at_html),
    "report": Exit(reports, look_at_html),
    "search": Exit(search, look_at_html),
    "places and doubtful names": Exit(places, look_at_html),
    "map: script and columns": Exit(map_script, look_at_numbers),
    "map: JSON": Exit(routes, look_at_json),
    "tray and manifest": Exit(tray, look_at_json),
    "link": Exit(links, look_at_json),
    "terminal": Exit(terminal, look_at_terminal),
    "Review: claim, source, history, messages": Exit(review, look_at_html),
    "Review: passage": Exit(review_passage, look_at_json),
    "decisions file": Exit(decisions_file, look_at_json),
    "backup": Exit(backup, look_at_backup, slow=True),
    "API: GeoJSON": Exit(_api("json"), look_at_json),
    "API: CSV": Exit(_api("csv"), look_at_table),
    "API: page": Exit(_api("html"), look_at_api_page),
    "API: one feature": Exit(_api("json", one_by_one=True), look_at_json),
    "API: page of one feature": Exit(_api("html", one_by_one=True), look_at_api_page),
    "HTML file": Exit(_file("html"), look_at_page),
    "briefing HTML": Exit(briefing_page, look_at_page),
    "GeoJSON": Exit(_file("geojson"), look_at_json),
    "GeoPackage": Exit(_file("gpkg"), look_at_database),
    "GeoParquet": Exit(_file("parquet"), look_at_parquet),
    "KML": Exit(_file("kml"), look_at_description),
    "CSV": Exit(_file("csv"), look_at_table),
    "CSV with HXL": Exit(_file("csv-hxl"), look_at_table),
    "data package": Exit(_file("datapackage"), look_at_package),
    "PNG": Exit(_file("png"), look_at_picture, slow=True),
    "SVG": Exit(_file("svg"), look_at_xml, slow=True),
    "PDF": Exit(_file("pdf"), look_at_picture, slow=True),
    "handout (PDF)": Exit(handout, look_at_picture, slow=True),
    "slides": Exit(_file("pptx"), look_at_slides, slow=True),
}


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
