"""The doors through which others' texts come in. Each takes all hostile inputs at once, as many as it lets in.

A new door is a row of `DOORS`: what it gives is looked at in every exit of ``tests/hostile_exits.py``.
"""

import csv
import hashlib
import io
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pyarrow as pa
import pyarrow.parquet as pq

from atlas.review.decisions import accepted, added, corrected, entered_from, rejected, undone
from atlas.roles import ALLOWED_VARIABLE, LOCAL_VARIABLE, person_of
from corpus.batch.documents import Document, read_documents
from corpus.batch.tables import report_of
from corpus.decisions import Decision, decision_to_row, read_lines
from corpus.decisions.log import open_log
from corpus.decisions.models import NAMES
from corpus.extraction import extract
from corpus.importing import Asked, Imported, Upload, import_uploads, paste
from corpus.importing.models import Found
from corpus.models import Claim, Problem, Report
from corpus.records import BadRow
from corpus.store import Corpus, Undecided, decide_by_log, read_corpus, with_reports
from geodata import geocode, load_gazetteer
from tests.factories import FIELDS, write_report
from tests.hostile_rows import Hostile
from tests.imports import archive, pdf, webpage, workbook

ASKED = Asked("Own Post", date(2021, 2, 17))
UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # for XML
MOMENT = datetime(2026, 11, 27, 7, 10, tzinfo=UTC)
EMPTY = Corpus({}, (), (), (), ())
TEXT = "{place} was put under lockdown on January 29, 2021, {payload} residents said to {door}."


@dataclass(frozen=True)
class Entered:
    """What came in by a door: a corpus, and how many of the inputs it holds; the others are problems."""

    corpus: Corpus
    entered: int
    problems: tuple[Problem, ...] = field(default=())
    decisions: tuple[Decision, ...] = field(default=())


Door = Callable[[tuple[Hostile, ...], Path], Entered]


def by_text(rows: tuple[Hostile, ...], folder: Path) -> Entered:
    """Report files whose text is hostile, bytes as they are."""
    for row in rows:
        path = write_report(folder, row.id, "")
        sentence = _sentence(row, "\0", "text").encode()
        path.write_bytes(path.read_bytes() + sentence.replace(b"\0", row.content))
    return _of_folder(folder)


def by_front_matter(rows: tuple[Hostile, ...], folder: Path) -> Entered:
    """Report files each field of which is hostile, in quotes."""
    for row in rows:
        quoted = json.dumps(row.text)
        header = f"id: {row.id}\npublished: 2021-02-01\n"
        header += "".join(f"{name}: {quoted}\n" for name in ("publisher", "title", "language", "url", "origin"))
        path = folder / f"{row.id}.md"
        path.write_text(f"---\n{header}---\n{_sentence(row, '', row.id)}", encoding="utf-8")
    return _of_folder(folder)


def by_bare_front_matter(rows: tuple[Hostile, ...], folder: Path) -> Entered:
    """The same without quotes: what YAML makes of it."""
    for row in rows:
        fields = {"id": row.id, **FIELDS}
        header = "".join(f"{name}: {value}\n" for name, value in fields.items() if name != "title").encode()
        body = _sentence(row, "", "bare").encode()
        (folder / f"{row.id}.md").write_bytes(b"---\n" + header + b"title: " + row.content + b"\n---\n" + body)
    return _of_folder(folder)


def by_decisions(rows: tuple[Hostile, ...], folder: Path) -> Entered:
    """Decisions whose words are hostile, on reports that are not."""
    lines = []
    for row in rows:
        text = _sentence(row, "", "decisions")
        write_report(folder, row.id, text)
        claim = {"report": row.id, "measure": "curfew", "place_id": None, "place_text": row.text, "start": None,
                 "end": None, "status": "imposed", "attribution": "outlet", "rule": row.text, "confidence": 0.5,
                 "evidence": {"quote": text, "start": 0, "end": len(text)}, "fields": {row.text: [0, 6]}}  # fmt: skip
        about = {"action": "add", "report": row.id, "target": None, "who": row.text, "when": "2026-11-21"}
        for place_id in (None, row.text):
            lines.append(json.dumps({**about, "why": row.text, "claim": {**claim, "place_id": place_id}}))
    (folder / "decisions.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = _of_folder(folder)
    decided = {claim.report for claim in found.corpus.claims if claim.decision}
    return Entered(found.corpus, len(decided), found.problems, found.decisions)


def by_decisions_file(rows: tuple[Hostile, ...], folder: Path) -> Entered:
    """A file of decisions that a curator adds on the Review page, its lines with the inputs' own bytes too."""
    lines = []
    for row in rows:
        write_report(folder, row.id, _sentence(row, "", "file"))
        said = json.dumps(row.text).encode()
        about = b'{"action": "reject", "report": "%s", "target": %s, "who": %s, "when": "2026-11-21", "why": %s}'
        key = {**dict.fromkeys(NAMES), "place_id": row.text, "place_text": row.text, "at": None}
        for target, words in ((json.dumps(key).encode(), said), (b"null", said), (b"null", b'"%s"' % row.content)):
            lines.append(about % (row.id.encode(), target, words, words))
    read = read_corpus(folder)
    decisions, problems = read_lines(b"\n".join(lines), read.reports, "decisions.jsonl")
    open_log(folder).add_rows([decision_to_row(own) for own in decisions])
    return _of_log(read, tuple(problems))


def by_curator(rows: tuple[Hostile, ...], folder: Path) -> Entered:
    """Decisions that curators take on the Review page: their names, from wherever, and their own words."""
    for row in rows:
        write_report(folder, row.id, _sentence(row, "", "curator"))
    read = read_corpus(folder)
    by_report = {claim.report: claim for claim in read.claims}
    taken = [_taken(by_report[row.id], read.reports[row.id], row) for row in rows]
    open_log(folder).add_rows([decision_to_row(own) for decisions in taken for own in decisions])
    return _of_log(read)


def _taken(claim: Claim, report: Report, row: Hostile) -> list[Decision]:
    """One of each kind of decision, in these words, by who is named so by the provider and by who names themselves."""
    wider = replace(entered_from(claim), start="2021-01-28", quote=(0, len(report.text)))
    why = row.text if row.text.strip() and _utf8(row) else row.id  # no browser sends half a character
    taken: list[Decision] = []
    if who := named_by_provider(row):
        taken += [accepted(claim, who, MOMENT, why), corrected(claim, report, wider, who, MOMENT, why)]
    if who := named_by_setting(row):
        taken += [added(report, replace(wider, measure="curfew"), who, MOMENT, why), rejected(claim, who, MOMENT, why)]
        taken.append(undone(taken[-1], who, MOMENT))
    return taken


def named_by_provider(row: Hostile) -> str:
    """The name in the log of who is signed in by a provider that says anything, and is listed just so."""
    return _name({ALLOWED_VARIABLE: row.text}, {"email": row.text, "email_verified": True, "sub": row.text})


def named_by_setting(row: Hostile) -> str:
    """The name in the log of who has set it on their own machine."""
    return _name({LOCAL_VARIABLE: row.text}, None)


def _name(settings: dict[str, str], signed_in: dict[str, object] | None) -> str:
    try:
        with patch.dict(os.environ, settings):
            person = person_of(signed_in, {"Host": "localhost"})
    except (ValueError, UnicodeEncodeError):  # no environment holds a NUL, or half a character
        return ""
    return person.name if person.role == "curator" else ""


def by_upload(make: Callable[[Hostile], Upload]) -> Door:
    """Files as a person uploads them, one for each input."""

    def enter(rows: tuple[Hostile, ...], folder: Path) -> Entered:
        del folder
        return _of_import(import_uploads(_made(make, rows), ASKED))

    return enter


def by_table(ending: str) -> Door:
    """A table whose cells are hostile, a row for each input."""

    def enter(rows: tuple[Hostile, ...], folder: Path) -> Entered:
        del folder
        cells = [[("lockdown"), row.text, "2021-01-29", row.text, row.text, row.text] for row in rows]
        head = ["measure", "place", "start", "publisher", "url", "text"]
        write = _as_csv if ending == "csv" else _as_workbook
        return _of_import(import_uploads([Upload(f"table.{ending}", write([head, *cells]))], ASKED))

    return enter


def by_archive(rows: tuple[Hostile, ...], folder: Path) -> Entered:
    """A ZIP whose entries have hostile names."""
    del folder
    entries = {
        f"{row.text}.txt": _sentence(row, row.id, "zip").encode() for row in rows if _utf8(row) and row.text[0] != "\0"
    }
    return _of_import(import_uploads([Upload("many.zip", archive(entries))], ASKED))


def by_paste(rows: tuple[Hostile, ...], folder: Path) -> Entered:
    """Pasted texts with what their forms say."""
    del folder
    imported = Imported()
    for row in rows:
        text = _sentence(row, row.text, "paste")
        imported = imported.joined(paste(Found(text, row.text, row.text, "", row.text, row.text), ASKED))
    return _of_import(imported)


def by_dataset(rows: tuple[Hostile, ...], folder: Path) -> Entered:
    """A Parquet table all of whose texts are hostile."""
    written = [
        {**FIELDS, "id": row.id, "text": _sentence(row, row.text, "dataset"),
         **dict.fromkeys(("title", "publisher", "url", "origin", "language"), row.text)}
        for row in rows if _utf8(row)
    ]  # fmt: skip
    pq.write_table(pa.Table.from_pylist(written), folder / "reports.parquet")
    reports, problems = [], []
    for found in read_documents(str(folder / "reports.parquet")):
        assert isinstance(found, Document)
        assert not isinstance(found.content, bytes)
        try:
            reports.append(report_of(found.content))
        except BadRow as error:
            problems.append(Problem.about(found.name, error.where, error.value, error.reason))
    read = [extract(report) for report in reports]
    claims = [claim for each in read for claim in each.claims]
    corpus = with_reports(EMPTY, reports, claims, [left for each in read for left in each.rejected])
    return Entered(corpus, len(reports), tuple(problems))


def _page(row: Hostile) -> Upload:
    stated = row.text.replace("&", "&amp;").replace('"', "&quot;")
    head = f'<meta property="og:title" content="{stated}"><meta property="og:site_name" content="{stated}">'
    content = webpage(_place(row), head) + row.content + row.id.encode()
    return Upload(f"{row.id}.html", content.replace(b"residents said", b"residents said " + row.content, 1))


DOORS: dict[str, Door] = {
    "report file: text": by_text,
    "report file: fields": by_front_matter,
    "report file: bare YAML": by_bare_front_matter,
    "decisions": by_decisions,
    "decisions added from a file": by_decisions_file,
    "curator's words and names": by_curator,
    "upload: Markdown": by_upload(
        lambda row: Upload(f"{row.id}.md", b"---\ntitle: " + row.content + b"\n---\n" + row.id.encode() + row.content)
    ),
    "upload: text": by_upload(lambda row: Upload(f"{row.text}.txt", _sentence(row, "", "text").encode() + row.content)),
    "upload: web page": by_upload(_page),
    "upload: PDF": by_upload(lambda row: Upload(f"{row.id}.pdf", pdf(f"Hyesan {row.id}", title=row.text))),
    "upload: ZIP": by_archive,
    "upload: CSV": by_table("csv"),
    "upload: Excel": by_table("xlsx"),
    "pasted text": by_paste,
    "dataset": by_dataset,
}


def _place(row: Hostile) -> str:
    places = _places()
    return places[int(hashlib.sha256(row.id.encode()).hexdigest()[:8], 16) % len(places)]


@cache
def _places() -> list[str]:
    """Names of cities and counties that are one place each."""
    names = Counter(place.name for place in load_gazetteer())
    found = (place.name for place in load_gazetteer() if place.level in ("city", "county") and names[place.name] == 1)
    return [name for name in found if [own.place_id for own in geocode(f"{name} was put.") if own.place_id]]


def _sentence(row: Hostile, payload: str, door: str) -> str:
    """A claim on one of several places, so that no episode has hundreds of claims."""
    return TEXT.format(place=_place(row), payload=payload, door=door)


def _of_folder(folder: Path) -> Entered:
    read = read_corpus(folder)
    corpus = decide_by_log(read)
    return Entered(corpus, len(corpus.reports), corpus.problems, read.decisions)


def _of_log(read: Undecided, problems: tuple[Problem, ...] = ()) -> Entered:
    """What stands after the decisions of a folder's log: those that came in are the reports decided about."""
    corpus = decide_by_log(read)
    decisions, _ = open_log(read.folder).read(corpus.reports)
    entered = len({decision.report for decision in decisions})
    return Entered(corpus, entered, (*problems, *corpus.problems), tuple(decisions))


def _of_import(imported: Imported) -> Entered:
    corpus = with_reports(EMPTY, imported.reports, imported.claims, imported.rejected)
    return Entered(corpus, len(corpus.reports), imported.problems)


def _made(make: Callable[[Hostile], Upload], rows: Iterable[Hostile]) -> list[Upload]:
    return [make(row) for row in rows if _utf8(row)]


def _utf8(row: Hostile) -> bool:
    """Whether a text can be written at all: no file holds half a character."""
    return not any("\ud800" <= character <= "\udfff" for character in row.text)


def _as_csv(cells: list[list[str]]) -> bytes:
    lines = io.StringIO()
    csv.writer(lines).writerows(cells)
    return lines.getvalue().encode("utf-8", "replace")


def _as_workbook(cells: list[list[str]]) -> bytes:
    return workbook([cells[0], *(row for row in cells[1:] if _fits(row))])  # type: ignore[arg-type]


def _fits(row: list[str]) -> bool:
    """Whether Excel's own format can hold a row: it has no control characters, and no halves of others."""
    return not any(UNFIT.search(cell) for cell in row)
