"""Snapshots to write as files: of the bundled reports, of none, of hostile ones, and of one claim of each kind."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from atlas.exports.snapshot import Snapshot, take_snapshot
from corpus.knowledge import corpus_steps
from corpus.models import Claim, Evidence, Report
from corpus.store import Corpus, load_corpus
from geodata import load_gazetteer
from tests.factories import make_claim
from tests.hostile import PAYLOADS, write_hostile_corpus
from tests.test_atlas_selection import corpus_of, view

DAY = "2021-02-08"
# What no XML, no terminal and no cut string of C can hold, and what turns the direction of all that follows.
BROKEN = "a\x00b\x0bc\x1b[31md\ud800e\ufffef\u202eg\u2067h"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1")
LEVELS = {"country": "KP", "province": "KP-10", "zone": "zone:cn-border", "city": "KP-10-hyesan"}
UNLOCATED = (None, "KP-03-unjon", "KP-99")


@cache
def bundled() -> Snapshot:
    """The bundled reports on the day of Hyesan's lockdown."""
    return take_snapshot(load_corpus(), load_gazetteer(), view(DAY))


def of_claims(*claims: Claim, day: str = DAY, **texts: str) -> Snapshot:
    """Some claims, the texts of their reports set otherwise."""
    corpus = corpus_of(*claims)
    reports = {name: replace(report, **texts) for name, report in corpus.reports.items()}
    return take_snapshot(replace(corpus, reports=reports), load_gazetteer(), view(day))


def empty() -> Snapshot:
    """No report at all."""
    return of_claims()


def of_each_kind() -> Snapshot:
    """A claim for each level of place, and for each reason why one is not located."""
    places = [*LEVELS.values(), *UNLOCATED]
    claims = [make_claim(report=f"r{number}", place_id=place, start="2021-01") for number, place in enumerate(places)]
    return of_claims(*claims)


def contradicting() -> Snapshot:
    """Two reports that let one lockdown begin on different days, and a third of something else."""
    return of_claims(
        make_claim(report="r1", start="2021-01-29"),
        make_claim(report="r2", start="2021-02-02"),
        make_claim(report="r3", measure="curfew", start="2021-02-01", end="2021-02-12"),
    )


def hostile(folder: Path) -> Snapshot:
    """A folder of hostile reports, read as any other."""
    write_hostile_corpus(folder)
    return take_snapshot(load_corpus(folder), load_gazetteer(), view(DAY))


def broken() -> Snapshot:
    """Reports and claims every text of which is hostile, and holds what files cannot."""
    texts = [*(text + BROKEN for text in PAYLOADS), *FORMULAS, BROKEN]
    reports, claims = {}, []
    for number, text in enumerate(texts):
        loadable = text.encode(errors="replace").decode()  # reports are read as UTF-8
        name = f"../{number}{loadable}"
        reports[name] = Report(name, text, text, date(2021, 2, 17), "en", text, loadable, loadable)
        about = {"report": name, "place_text": text, "evidence": Evidence(text, 0, len(text)), "rule": text}
        claims += [make_claim(**about, start="2021-01-29"), make_claim(**about, place_id=None, attribution=text)]
    steps = corpus_steps(claims, {name: report.published for name, report in reports.items()})
    return take_snapshot(Corpus(reports, tuple(claims), tuple(steps), (), ()), load_gazetteer(), view("2021-02-17"))


def count(snapshot: Snapshot) -> int:
    """How many claims a file of data has."""
    return len(snapshot.selection.shown) + len(snapshot.selection.unlocated)
