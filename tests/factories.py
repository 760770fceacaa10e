"""Reports and claims for tests: name what matters, the rest is filled in."""

from datetime import date
from pathlib import Path
from typing import Any

from corpus.models import Claim, Evidence, Report

FIELDS = {
    "publisher": "Test Post",
    "title": "A report",
    "published": "2021-02-17",
    "language": "en",
    "url": "https://example.org/report",
    "origin": "Test Post",
}


def write_report(folder: Path, name: str, text: str, **fields: str) -> Path:
    """A report file as the format wants it, with some fields set otherwise."""
    header = {"id": name, **FIELDS, **fields}
    lines = [f"{key}: {_quoted(value)}" for key, value in header.items()]
    path = folder / f"{name}.md"
    path.write_text("---\n" + "\n".join(lines) + "\n---\n\n" + text, encoding="utf-8")
    return path


def make_report(name: str = "r1", text: str = "Hyesan was sealed.", **fields: Any) -> Report:
    """A report with this text, with some fields set otherwise."""
    standard: dict[str, Any] = {**FIELDS, "published": date.fromisoformat(FIELDS["published"])}
    return Report(id=name, text=text, **{**standard, **fields})


def make_claim(**fields: Any) -> Claim:
    """A lockdown in Hyesan reported by ``r1``, with some fields set otherwise."""
    standard: dict[str, Any] = {
        "report": "r1",
        "measure": "lockdown",
        "place_id": "KP-10-hyesan",
        "place_text": "Hyesan",
        "start": None,
        "end": None,
        "status": "imposed",
        "attribution": "outlet",
        "evidence": Evidence("Hyesan", 0, 6),
    }
    return Claim(**{**standard, **fields})


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
