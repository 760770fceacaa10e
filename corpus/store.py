"""A whole corpus in memory: reports, the claims that stand after curators' decisions, and problems."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from corpus.batch import is_dataset, open_dataset
from corpus.coded import read_coded
from corpus.decisions import FILE_NAME, Decision, apply_decisions, read_decisions
from corpus.decisions.database import LogError
from corpus.decisions.log import open_log
from corpus.extraction import extract
from corpus.importing.keeping import finish_keeping
from corpus.knowledge import corpus_steps
from corpus.models import Claim, CorpusError, Problem, Rejected, Report
from corpus.origins import settle_origins
from corpus.reports import read_reports
from corpus.state import Step

BUNDLED = Path(__file__).with_name("reports")


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a folder of reports says.

    ``steps`` runs parallel to ``claims``. ``rejected`` are readings that extraction considered and left
    out. ``problems`` are files and rows that could not be used.
    """

    reports: dict[str, Report]
    claims: tuple[Claim, ...]
    steps: tuple[tuple[Step, ...], ...]
    rejected: tuple[Rejected, ...]
    problems: tuple[Problem, ...]

    def claims_of(self, report: str) -> list[Claim]:
        """The claims of one report, in the order of its text."""
        return [claim for claim in self.claims if claim.report == report]

    def as_known_on(self, day: date) -> "Corpus":
        """The corpus as it stood at the end of a day: only reports published by then, states as they told them."""
        reports = {report.id: report for report in self.reports.values() if report.published <= day}
        claims = tuple(claim for claim in self.claims if claim.report in reports)
        steps = corpus_steps(claims, {report.id: report.published for report in reports.values()})
        rejected = tuple(reading for reading in self.rejected if reading.report in reports)
        return replace(self, reports=reports, claims=claims, steps=tuple(steps), rejected=rejected)

    def claims_by_place(self) -> Counter[str]:
        """Number of claims by place id."""
        return Counter(claim.place_id for claim in self.claims if claim.place_id is not None)


@dataclass(frozen=True, slots=True)
class Undecided:
    """What a folder's reports say as they were read: before any curator's decision, and the decisions in the folder."""

    folder: Path
    reports: dict[str, Report]
    claims: tuple[Claim, ...]
    rejected: tuple[Rejected, ...]
    problems: tuple[Problem, ...]
    decisions: tuple[Decision, ...]

    def claims_of(self, report: str) -> list[Claim]:
        """The claims read from one report, in the order of its text."""
        return [claim for claim in self.claims if claim.report == report]


def load_corpus(folder: Path = BUNDLED) -> Corpus:
    """Read a folder of reports, extract its claims and apply the decisions that lie beside them and in its log.

    A folder that is a dataset is opened as it is. Raises `corpus.models.CorpusError` if it cannot be read at all.
    """
    return decide_by_log(read_corpus(folder))


def read_corpus(folder: Path) -> Undecided:
    """Read a folder of reports, or a dataset, and the decisions in it; raises `corpus.models.CorpusError`."""
    if is_dataset(folder):
        return _read_dataset(folder)
    waiting = _finish_keeping(folder)
    reports, problems = read_reports(folder)
    coded, unusable = read_coded(folder, {report.id: report for report in reports})
    extractions = [extract(report) for report in reports if report.id not in coded]
    claims = [claim for extraction in extractions for claim in extraction.claims]
    claims += [claim for of_report in coded.values() for claim in of_report]
    rejected = [left for extraction in extractions for left in extraction.rejected]
    return _undecided(folder, reports, claims, rejected, [*problems, *unusable, *waiting])


def _finish_keeping(folder: Path) -> list[Problem]:
    """Go on with an import whose keeping was interrupted; it waits where the folder cannot be written."""
    try:
        finish_keeping(folder)
    except CorpusError as error:
        return [Problem.about("import", "folder", folder.name, str(error))]
    return []


def decide_by_log(read: Undecided) -> Corpus:
    """The corpus after the decisions in the folder and those in its log; a log that fails is one of its problems."""
    try:
        logged, unusable = open_log(read.folder).read(read.reports)
    except LogError as error:
        return decide(read, (), [unread_log(read, error)])
    return decide(read, logged, unusable)


def unread_log(read: Undecided, error: LogError) -> Problem:
    """The problem of a corpus whose log of decisions cannot be read."""
    return Problem.about("log of decisions", "database", read.folder.name, str(error))


def decide(read: Undecided, logged: Iterable[Decision] = (), unusable: Iterable[Problem] = ()) -> Corpus:
    """The corpus after the decisions in the folder and then those of its log."""
    claims = tuple(apply_decisions(read.claims, joined_decisions(read.decisions, logged)))
    published = {report.id: report.published for report in read.reports.values()}
    return Corpus(
        reports=read.reports,
        claims=claims,
        steps=tuple(corpus_steps(claims, published)),
        rejected=read.rejected,
        problems=(*read.problems, *unusable),
    )


def joined_decisions(in_folder: Iterable[Decision], logged: Iterable[Decision]) -> list[Decision]:
    """The decisions of a folder, then those of its log that are not among them, as after an export of the log."""
    in_folder, logged = list(in_folder), list(logged)
    known = {decision.id for decision in in_folder} if logged else set()
    return in_folder + [decision for decision in logged if decision.id not in known]


def with_reports(
    corpus: Corpus, reports: Iterable[Report], claims: Iterable[Claim], rejected: Iterable[Rejected]
) -> Corpus:
    """A corpus with more reports and the claims read from them; a report that it has already stays as it is."""
    new = {report.id: report for report in reports if report.id not in corpus.reports}
    by_id = {report.id: report for report in settle_origins([*corpus.reports.values(), *new.values()])}
    all_claims = apply_decisions([*corpus.claims, *(claim for claim in claims if claim.report in new)], ())
    return replace(
        corpus,
        reports=by_id,
        claims=tuple(all_claims),
        steps=tuple(corpus_steps(all_claims, {report.id: report.published for report in by_id.values()})),
        rejected=(*corpus.rejected, *(reading for reading in rejected if reading.report in new)),
    )


def load_dataset(folder: Path) -> Corpus:
    """Open a dataset with the decisions in it; raises `corpus.models.CorpusError` if it is not complete."""
    return decide_by_log(_read_dataset(folder))


def _read_dataset(folder: Path) -> Undecided:
    """Open a dataset that ``python -m corpus extract`` wrote, its claims not read again, with the decisions in it."""
    found = open_dataset(folder)
    return _undecided(folder, list(found.reports()), found.claims(), found.rejected(), list(found.problems()))


def _undecided(
    folder: Path, reports: list[Report], claims: Iterable[Claim], rejected: Iterable[Rejected], problems: list[Problem]
) -> Undecided:
    by_id = {report.id: report for report in settle_origins(reports)}
    decisions, unusable = read_decisions(folder / FILE_NAME, by_id)
    return Undecided(folder, by_id, tuple(claims), tuple(rejected), (*problems, *unusable), tuple(decisions))
