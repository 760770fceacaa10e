"""What a file carries of how it was made: the view, the claims shown, and marks of the data and the program.

The same view of the same data by the same program gives the same bytes, so that a file can be checked by
drawing it again.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from atlas.exports.snapshot import Snapshot, corpus_known
from atlas.links import to_query
from corpus.models import Claim, Evidence
from corpus.store import Corpus

FORMAT = "reported-measures-snapshot"
VERSION = 1
PROGRAM = "Reported measures"
PACKAGES = ("atlas", "corpus", "geodata")
CODE = (".py", ".js", ".css", ".html")
DATA = (".csv", ".toml", ".geojson")
ROOT = Path(__file__).parents[2]
# By name, since `dataclasses.asdict` copies each value and takes twenty times as long.
CLAIM_FIELDS = tuple(column.name for column in fields(Claim))
EVIDENCE_FIELDS = tuple(column.name for column in fields(Evidence))

Manifest = dict[str, Any]


def make_manifest(snapshot: Snapshot, kind: str, **options: str | int) -> Manifest:
    """The manifest of a file of this kind (``png``, ``html``, …), with the options it was written with."""
    claims = sorted((_about(shown.claim) for shown in snapshot.selection.shown), key=lambda own: own["id"])
    return {
        "format": FORMAT,
        "version": VERSION,
        "kind": kind,
        "options": options,
        "title": snapshot.title,
        "link": snapshot.permalink,
        "state": to_query(snapshot.view),
        "data": corpus_mark(corpus_known(snapshot)),
        "tables": tree_mark(DATA),
        "code": tree_mark(CODE),
        "claims": claims,
    }


def to_json(manifest: Manifest) -> str:
    """The manifest as one line of ASCII JSON, the same for the same manifest."""
    return json.dumps(manifest, sort_keys=True, separators=(",", ":"))


def claim_id(claim: Claim) -> str:
    """A short name of a claim that changes with anything that it says."""
    about = {name: getattr(claim, name) for name in CLAIM_FIELDS}
    about["evidence"] = {name: getattr(claim.evidence, name) for name in EVIDENCE_FIELDS}
    return _mark(json.dumps(about, sort_keys=True, default=str).encode())


def corpus_mark(corpus: Corpus) -> str:
    """What stands for the claims of a corpus and the reports that they are from."""
    reports = sorted(
        f"{own.id} {own.published} {own.origin} {_mark(own.text.encode(errors='backslashreplace'))}"
        for own in corpus.reports.values()
    )
    return _mark("\n".join([*reports, *sorted(map(claim_id, corpus.claims))]).encode(errors="backslashreplace"))


@cache
def tree_mark(endings: Iterable[str]) -> str:
    """What stands for the project's files of some endings: its program, or its tables."""
    files = sorted(
        path
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.suffix in endings and "reports" not in path.parts and "bench" not in path.parts
    )
    return _mark(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in files))


def _about(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim_id(claim),
        "report": claim.report,
        "measure": claim.measure,
        "place": claim.place_id,
        "at": claim.evidence.start,
    }


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
