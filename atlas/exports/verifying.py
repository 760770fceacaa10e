"""Checking a file: is it what this program draws of this data, and if not, what differs?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from atlas.exports.formats import Format, formats
from atlas.exports.manifest import CODE, DATA, FORMAT, Manifest, make_manifest, tree_mark
from atlas.exports.snapshot import ADDRESS, Snapshot, take_snapshot
from atlas.links import read_query
from atlas.selection import EMPTY_SPAN, busiest_day, covered_days
from corpus.measures import load_measures
from corpus.store import Corpus
from geodata import Gazetteer

Verdict = Literal["identical", "altered", "data changed", "program changed", "no manifest"]

LONGEST_LINK = 1_000  # characters; a code to be scanned holds no more than twice that


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, with a line for each thing that differs."""

    verdict: Verdict
    lines: tuple[str, ...] = ()


def verify(content: bytes, corpus: Corpus, gazetteer: Gazetteer) -> Finding:
    """Draw a file again by its manifest, and compare.

    *altered*: data and program are those of the manifest, the bytes are not. Where data or program have
    changed since, nothing can be said of the bytes; what changed is told.
    """
    found = _find_manifest(content)
    if found is None:
        return Finding("no manifest", ("This file carries no manifest of a snapshot, or it cannot be read.",))
    kind, manifest = found
    snapshot = _again(manifest, corpus, gazetteer)
    now = make_manifest(snapshot, kind.name)
    if lines := _changed_data(manifest, now, gazetteer):
        return Finding("data changed", tuple(lines))
    if lines := _changed_program(manifest, now):
        return Finding("program changed", tuple(lines))
    if kind.write(snapshot, **_options(kind, manifest)) == content:
        return Finding("identical", (f"{len(now['claims'])} claims, drawn again: the same bytes.",))
    return Finding("altered", ("Data and program are those of its manifest, and what they give is another file.",))


def _find_manifest(content: bytes) -> tuple[Format, Manifest] | None:
    for kind in formats().values():
        manifest = kind.read_manifest(content) if kind.read_manifest else None
        if manifest is not None and manifest.get("format") == FORMAT and manifest.get("kind") == kind.name:
            return kind, manifest
    return None


def _again(manifest: Manifest, corpus: Corpus, gazetteer: Gazetteer) -> Snapshot:
    """The snapshot that a manifest speaks of, of today's data."""
    span = covered_days(corpus) or EMPTY_SPAN
    state = manifest.get("state")
    query = {str(key): str(value) for key, value in state.items()} if isinstance(state, Mapping) else {}
    view = read_query(query, gazetteer, span, busiest_day(corpus) or span[0])
    link = str(manifest.get("link", "")).split("?")[0]
    return take_snapshot(corpus, gazetteer, view, link if len(link) <= LONGEST_LINK else ADDRESS)


def _options(kind: Format, manifest: Manifest) -> dict[str, str | int]:
    """The options with which a file was written, as far as there are such."""
    options = manifest.get("options")
    given = options if isinstance(options, Mapping) else {}
    return {name: given[name] for name, (_, values) in kind.options.items() if given.get(name) in values}


def _changed_data(then: Manifest, now: Manifest, gazetteer: Gazetteer) -> list[str]:
    if then.get("data") == now["data"]:
        return []
    before, after = _by_key(then.get("claims")), _by_key(now["claims"])
    lines = [f"Withdrawn: {_in_words(before[key], gazetteer)}" for key in sorted(before.keys() - after.keys())]
    lines += [f"Added: {_in_words(after[key], gazetteer)}" for key in sorted(after.keys() - before.keys())]
    same = sorted(before.keys() & after.keys())
    lines += [f"Changed: {_in_words(after[key], gazetteer)}" for key in same if before[key]["id"] != after[key]["id"]]
    return lines or ["Reports or claims that this view does not show have changed."]


def _changed_program(then: Manifest, now: Manifest) -> list[str]:
    lines = []
    if then.get("code") != now["code"]:
        lines.append(f"The program was {then.get('code')} and is {tree_mark(CODE)}.")
    if then.get("tables") != now["tables"]:
        lines.append(f"Its tables (places, words, outlines) were {then.get('tables')} and are {tree_mark(DATA)}.")
    return lines


def _by_key(claims: object) -> dict[tuple[str, ...], dict[str, Any]]:
    """The claims of a manifest by what stays the same when one is corrected: its report and where it stands in it."""
    found = claims if isinstance(claims, Iterable) else ()
    rows = [claim for claim in found if isinstance(claim, dict) and isinstance(claim.get("id"), str)]
    return {tuple(str(claim.get(key)) for key in ("report", "measure", "place", "at")): claim for claim in rows}


def _in_words(claim: Mapping[str, Any], gazetteer: Gazetteer) -> str:
    measures, place = load_measures(), str(claim.get("place"))
    measure = str(claim.get("measure"))
    label = measures[measure].label if measure in measures else measure
    name = gazetteer.display_name(place, "en") if place in gazetteer else place
    return f"{label}, {name}, in report {claim.get('report')}"
