"""The whole import: every file in its order, each read completely or left out with its reason."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from corpus.extraction import extract
from corpus.importing import limits
from corpus.importing.archives import open_archive
from corpus.importing.documents import FOUND_IN, PLAIN, make_report, read_document
from corpus.importing.isolation import Worker
from corpus.importing.models import Asked, Found, Imported, ReadFile, Upload
from corpus.importing.rows import is_elsewhere, read_row
from corpus.importing.tables import TABLES, choose_preset, read_table
from corpus.models import Claim, Problem, Rejected, Report
from corpus.reports import Unreadable

ENDINGS = (*PLAIN, *FOUND_IN, *TABLES, ".zip")
Progress = Callable[[int, int, str], None]


@dataclass(slots=True)
class _Gathering:
    """What was read so far."""

    reports: dict[str, Report] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    coded: set[str] = field(default_factory=set)
    files: list[ReadFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    given_by: dict[str, str] = field(default_factory=dict)
    until: float = field(default_factory=lambda: time.monotonic() + limits.ALL_SECONDS)

    def take(self, file: str, report: Report) -> None:
        """Keep a new report; raises `Unreadable` for one that is there already, or one too many."""
        if report.id in self.reports:
            raise Unreadable("text", report.title, f"the same as {self.given_by[report.id]}: taken once")
        if len(self.reports) >= limits.REPORTS:
            raise Unreadable("file", file, f"more than {limits.REPORTS} reports in one import")
        self.reports[report.id] = report
        self.given_by[report.id] = file

    def check_time(self, file: str) -> None:
        """Raise `Unreadable` once the time of the import is used up."""
        if time.monotonic() > self.until:
            raise Unreadable("file", file, "not read: the time of this import was used up")

    def leave_out(self, file: str, error: Unreadable) -> None:
        """Note what was not read, and why."""
        self.problems.append(Problem.about(file, error.where, error.value, error.reason))

    def done(self) -> Imported:
        """All of it, as it stays."""
        parts = (self.files, self.reports.values(), self.claims, self.rejected)
        files, reports, claims, rejected = map(tuple, parts)
        return Imported(files, reports, claims, rejected, frozenset(self.coded), tuple(self.problems))  # type: ignore[arg-type]


def import_uploads(uploads: Iterable[Upload], asked: Asked, progress: Progress | None = None) -> Imported:
    """Read files. Never raises on any content: what can't be read is a problem that names file and reason."""
    gathering = _Gathering()
    files = list(_within_limits(_unpacked(uploads, gathering), gathering))
    with Worker() as worker:
        for number, upload in enumerate(files):
            if progress:
                progress(number, len(files), upload.name)
            _read(upload, asked, worker, gathering)
    return gathering.done()


def paste(found: Found, asked: Asked) -> Imported:
    """One text that was pasted, with what its form says."""
    gathering = _Gathering()
    try:
        _take_document("pasted text", make_report(found, asked, "pasted text"), gathering)
    except Unreadable as error:
        gathering.leave_out("pasted text", error)
    return gathering.done()


def _unpacked(uploads: Iterable[Upload], gathering: _Gathering) -> Iterator[Upload]:
    """The files, those in archives in the place of the archive; never those of an archive in an archive."""
    for upload in uploads:
        try:
            _check(upload)
            if upload.ending != ".zip":
                yield upload
                continue
            for entry in open_archive(upload):
                if isinstance(entry, Upload):
                    yield entry
                else:
                    gathering.problems.append(entry)
        except Unreadable as error:
            gathering.leave_out(upload.name, error)


def _within_limits(uploads: Iterable[Upload], gathering: _Gathering) -> Iterator[Upload]:
    """The files as long as they are few enough, and small enough together."""
    number = size = 0
    for upload in uploads:
        number, size = number + 1, size + len(upload.content)
        if number > limits.FILES:
            error = Unreadable("file", upload.name, f"more than {limits.FILES} files in one import")
        elif size > limits.IMPORT_BYTES:
            error = Unreadable("file", upload.name, f"more than {limits.IMPORT_BYTES} bytes in one import")
        else:
            yield upload
            continue
        gathering.leave_out(upload.name, error)


def _check(upload: Upload) -> None:
    """Raise `Unreadable` for a file that is of no known kind or too large."""
    if upload.ending not in ENDINGS:
        raise Unreadable("file", upload.ending or "no ending", f"not one of {', '.join(ENDINGS)}")
    most = limits.FILE_BYTES.get(upload.ending, limits.OTHER_BYTES)
    if len(upload.content) > most:
        raise Unreadable("file", f"{len(upload.content)} bytes", f"larger than {most} bytes")


def _read(upload: Upload, asked: Asked, worker: Worker, gathering: _Gathering) -> None:
    try:
        gathering.check_time(upload.name)
        _check(upload)
        if upload.ending == ".zip":
            raise Unreadable("file", upload.name, "an archive in an archive is not opened")
        if upload.ending in TABLES:
            _take_table(upload, asked, worker, gathering)
        else:
            report = make_report(read_document(upload, worker), asked, _base(upload.name))
            _take_document(upload.name, report, gathering)
    except Unreadable as error:
        gathering.leave_out(upload.name, error)


def _take_document(file: str, report: Report, gathering: _Gathering) -> None:
    gathering.take(file, report)
    extraction = extract(report)
    gathering.claims += extraction.claims
    gathering.rejected += extraction.rejected
    gathering.files.append(ReadFile(file, 1, len(extraction.claims)))


def _take_table(upload: Upload, asked: Asked, worker: Worker, gathering: _Gathering) -> None:
    """Every row that can be read; the others are problems, those about other countries one together."""
    table = read_table(upload, worker)
    preset = choose_preset(table.header, asked.columns.get(upload.name))
    own = [(number, row) for number, row in table.rows if not is_elsewhere(row, preset)]
    before = len(gathering.reports)
    for number, row in own:
        try:
            report, claim = read_row(_base(upload.name), number, row, preset, asked)
            gathering.take(upload.name, report)
        except Unreadable as error:
            gathering.leave_out(upload.name, error)
        else:
            gathering.claims.append(claim)
            gathering.coded.add(report.id)
    taken = len(gathering.reports) - before
    if len(own) < len(table.rows):
        reason = "rows about other countries: not on this map"
        gathering.problems.append(Problem.about(upload.name, "table", f"{len(table.rows) - len(own)} rows", reason))
    if taken:
        gathering.files.append(ReadFile(upload.name, taken, taken))


def _base(name: str) -> str:
    """The last part of a name, for titles."""
    return name.rsplit(": ", 1)[-1].rsplit("/", 1)[-1]
