"""Keeping an import: its reports as files of a folder, all of them or none. Names are ours, made from content.

The files are written into a folder of their own beside the reports, which is renamed once it is complete: from then
on the import is kept. Its files are then moved among the reports; if that is interrupted, whoever reads or keeps next
goes on.
"""

import hashlib
import shutil
import tempfile
from pathlib import Path

from corpus.files import keep_folder, write_whole
from corpus.importing.models import Imported
from corpus.models import CorpusError
from corpus.records import claim_to_row, to_line
from corpus.reports import format_report

WRITING, KEPT = ".import-", ".kept-"


def keep(imported: Imported, folder: Path) -> int:
    """Write an import's reports, and its coded claims, into a folder; returns how many reports are new there.

    Raises `CorpusError` if it cannot be kept; then nothing was written.
    """
    try:
        finish_keeping(folder)
        contents = {name: text for name, text in _contents(imported).items() if not (folder / name).exists()}
        if contents:
            _write_all(contents, folder)
    except OSError as error:
        raise CorpusError(f"{folder}: the import cannot be kept, nothing was written ({error.strerror})") from error
    finish_keeping(folder)
    return sum(name.endswith(".md") for name in contents)


def finish_keeping(folder: Path) -> None:
    """Move the files of imports that were kept and not yet moved, as after an interruption, among the reports.

    Several may do so at once. Raises `CorpusError` if a file cannot be moved; the import stays kept.
    """
    for kept in sorted(folder.glob(f"{KEPT}*")) if folder.is_dir() else ():
        try:
            for path in sorted(kept.iterdir(), key=_claims_first):
                _move(path, folder)
            shutil.rmtree(kept, ignore_errors=True)
        except FileNotFoundError:
            continue  # somebody else has moved them
        except OSError as error:
            raise CorpusError(f"{folder}: an import waits to be moved in ({error.strerror})") from error
    keep_folder(folder)


def _write_all(contents: dict[str, str], folder: Path) -> None:
    work = Path(tempfile.mkdtemp(prefix=WRITING, dir=folder))
    try:
        for name, text in contents.items():
            write_whole(work / name, text.encode("utf-8"))
        work.rename(folder / work.name.replace(WRITING, KEPT, 1))
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    keep_folder(folder)


def _contents(imported: Imported) -> dict[str, str]:
    """File names and what is in them."""
    lines = "".join(to_line(claim_to_row(claim)) for claim in imported.claims if claim.report in imported.coded)
    digest = hashlib.sha256(lines.encode()).hexdigest()[:12]
    claims = {f"own-{digest}.claims.jsonl": lines} if lines else {}
    return claims | {f"{report.id}.md": format_report(report) for report in imported.reports}


def _claims_first(path: Path) -> tuple[bool, str]:
    """Coded claims before the reports, which without them would be read by rules."""
    return path.suffix == ".md", path.name


def _move(path: Path, folder: Path) -> None:
    try:
        path.replace(folder / path.name)
    except FileNotFoundError:
        if not (folder / path.name).exists():
            raise
