"""What an import takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

from corpus.models import Claim, Problem, Rejected, Report


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a person gave it. ``name`` is shown and its ending says the kind; it is never a path."""

    name: str
    content: bytes

    @property
    def ending(self) -> str:
        """``.pdf``, in lower case."""
        return PurePosixPath(self.name).suffix.lower()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person said of files that don't say it themselves, and the columns of tables by file name."""

    publisher: str = ""
    published: date | None = None
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """One text with what its file says about it; an empty field is one that the file lacks."""

    text: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    origin: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: how many reports and claims it gave."""

    file: str
    reports: int
    claims: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import gave. ``coded`` are the ids of reports made of table rows: their claims are the table's."""

    files: tuple[ReadFile, ...] = ()
    reports: tuple[Report, ...] = ()
    claims: tuple[Claim, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    coded: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()

    def joined(self, later: "Imported") -> "Imported":
        """Both imports as one; a report that was there already is not taken twice."""
        known = {report.id for report in self.reports}
        return Imported(
            self.files + later.files,
            self.reports + tuple(report for report in later.reports if report.id not in known),
            self.claims + tuple(claim for claim in later.claims if claim.report not in known),
            self.rejected + tuple(reading for reading in later.rejected if reading.report not in known),
            self.coded | later.coded,
            self.problems + later.problems,
        )
