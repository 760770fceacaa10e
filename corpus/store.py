"""A whole corpus in memory: reports, the claims that stand after curators' decisions, and problems."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from corpus.decisions import FILE_NAME, apply_decisions, read_decisions
from corpus.extraction import extract
from corpus.models import Claim, Problem, Rejected, Report
from corpus.origins import settle_origins
from corpus.reports import read_reports
from corpus.state import Step, corpus_steps

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

    def claims_by_place(self) -> Counter[str]:
        """Number of claims by place id."""
        return Counter(claim.place_id for claim in self.claims if claim.place_id is not None)


def load_corpus(folder: Path = BUNDLED) -> Corpus:
    """Read a folder of reports, extract its claims and apply the decisions that lie beside them.

    Raises `corpus.models.CorpusError` if the folder cannot be read at all.
    """
    read, problems = read_reports(folder)
    reports = settle_origins(read)
    by_id = {report.id: report for report in reports}
    extractions = [extract(report) for report in reports]
    decisions, unusable = read_decisions(folder / FILE_NAME, by_id)
    raw = [claim for extraction in extractions for claim in extraction.claims]
    claims = tuple(apply_decisions(raw, decisions))
    return Corpus(
        reports=by_id,
        claims=claims,
        steps=tuple(corpus_steps(claims, {report.id: report.published for report in reports})),
        rejected=tuple(left for extraction in extractions for left in extraction.rejected),
        problems=(*problems, *unusable),
    )
