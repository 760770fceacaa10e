"""The doors through which others' texts come in. Each takes all hostile inputs at once, as many as it lets in.

A new door is a row of `DOORS`: what it gives is looked at in every exit of ``tests/hostile_exits.py``.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl.utils.exceptions import IllegalCharacterError

from corpus.batch.documents import Document, read_documents
from corpus.batch.tables import report_of
from corpus.extraction import extract
from corpus.importing import Asked, Imported, Upload, import_uploads, paste
from corpus.importing.models import Found
from corpus.models import Problem
from corpus.records import BadRow
from corpus.store import Corpus, load_corpus, with_reports
from tests.factories import FIELDS, write_report
from tests.hostile_rows import Hostile
from tests.imports import PLACES, archive, pdf, webpage, workbook

ASKED = Asked("Own Post", date(2021, 2, 17))
EMPTY = Corpus({}, (), (), (), ())
TEXT = "{place} was put under lockdown on January 29, 2021, {payload} residents said to {door}."


@dataclass(frozen=True)
class Entered:
    """What came in by a door: a corpus, and how many of the inputs it holds; the others are problems."""

    corpus: Corpus
    entered: int
    problems: tuple[Problem, ...] = field(default=())


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
    return Entered(found.corpus, len(decided), found.problems)


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
    return PLACES[int(row.id[-3:]) % len(PLACES)]


def _sentence(row: Hostile, payload: str, door: str) -> str:
    """A claim on one of several places, so that no episode has hundreds of claims."""
    return TEXT.format(place=_place(row), payload=payload, door=door)


def _of_folder(folder: Path) -> Entered:
    corpus = load_corpus(folder)
    return Entered(corpus, len(corpus.reports), corpus.problems)


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
    """Whether Excel's own format can hold a row: it has no control characters."""
    try:
        workbook([row])  # type: ignore[list-item]
    except (IllegalCharacterError, UnicodeEncodeError, ValueError):
        return False
    return True
