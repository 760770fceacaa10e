"""Keeping an import: its reports as files of a folder, all of them or none. Names are ours, made from content."""

import hashlib
import tempfile
from pathlib import Path

from corpus.importing.models import Imported
from corpus.models import CorpusError
from corpus.records import claim_to_row, to_line
from corpus.reports import format_report


def keep(imported: Imported, folder: Path) -> int:
    """Write an import's reports, and its coded claims, into a folder; returns how many reports are new there.

    Everything is written beside the folder's files first and then renamed, one after another; on an error
    what was renamed is taken back. Raises `CorpusError`.
    """
    try:
        contents = {name: text for name, text in _contents(imported).items() if not (folder / name).exists()}
        with tempfile.TemporaryDirectory(prefix=".import-", dir=folder) as work:
            for name, text in contents.items():
                (Path(work) / name).write_text(text, encoding="utf-8", newline="\n")
            _move_all(list(contents), Path(work), folder)
    except OSError as error:
        raise CorpusError(f"{folder}: the import cannot be kept, nothing was written ({error.strerror})") from error
    return sum(name.endswith(".md") for name in contents)


def _contents(imported: Imported) -> dict[str, str]:
    """File names and what is in them; the coded claims first, since a report without them would be extracted."""
    lines = "".join(to_line(claim_to_row(claim)) for claim in imported.claims if claim.report in imported.coded)
    digest = hashlib.sha256(lines.encode()).hexdigest()[:12]
    claims = {f"own-{digest}.claims.jsonl": lines} if lines else {}
    return claims | {f"{report.id}.md": format_report(report) for report in imported.reports}


def _move_all(names: list[str], work: Path, folder: Path) -> None:
    moved: list[Path] = []
    try:
        for name in names:
            (work / name).replace(folder / name)
            moved.append(folder / name)
    except OSError:
        for path in moved:
            path.unlink(missing_ok=True)
        raise
