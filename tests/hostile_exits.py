"""The exits through which texts of reports go out. Each gives what it writes, and how that is looked at.

A new exit is a row of `EXITS`: all that comes in by ``tests/hostile_doors.py`` is looked for in it.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

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
from tests.hostile_looks import (
    API,
    elements_of,
    look_at_api_page,
    look_at_backup,
    look_at_database,
    look_at_description,
    look_at_html,
    look_at_json,
    look_at_link,
    look_at_numbers,
    look_at_package,
    look_at_parquet,
    look_at_picture,
    look_at_slides,
    look_at_table,
    look_at_terminal,
    look_at_xml,
)
from tests.test_atlas_selection import view

DAY = "2021-02-10"
Made = TypeVar("Made")


@dataclass(frozen=True)
class Exit:
    """What came in gives there, in pieces, and what looks at each."""

    write: Callable[[Entered], Iterator[str | bytes]]
    look: Callable[[str | bytes], object]
    slow: bool = False


def look_at_page(piece: str | bytes) -> None:
    """A whole file: only our scripts run, nothing is asked for, and all its data are data."""
    elements = elements_of(piece)
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
        return _running(elements_of(write_briefing_html(Briefing("x", (Step("x", {}),)), [snapshot])))
    return _running(elements_of(_write("html", snapshot)))


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
