"""A view of a corpus as it is to be drawn or written: what it shows, in words, with its sources and its link."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from atlas import words
from atlas.links import to_query
from atlas.selection import Selection, Shown, known_in, select
from atlas.standing import Standing, standings
from atlas.view import View
from corpus.episodes import Episode, find_episodes
from corpus.models import Report
from corpus.store import Corpus
from geodata import Gazetteer

ADDRESS = "http://localhost:8501/"  # of an app as it starts by default
UNCERTAINTY = (
    "Reports, not events. “Probably”: within a vague date, or up to 30 days after the last report. "
    "No report is not no measure."
)


@dataclass(frozen=True, slots=True)
class Source:
    """A report behind what is shown, with the number by which a list of sources gives it, from 1 on."""

    number: int
    report: Report


@dataclass(frozen=True)
class Snapshot:
    """A view of a corpus. ``address`` is that of the app whose link restores the view.

    The corpus is the whole one: what the view's day of knowledge leaves of it is in ``selection``.
    """

    corpus: Corpus
    gazetteer: Gazetteer
    view: View
    selection: Selection
    address: str = ADDRESS

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """How the measures shown stand, strongest first; those that are no longer known are among them."""
        return tuple(standings(self.corpus, self.selection, self.view))

    @property
    def known(self) -> tuple[Shown, ...]:
        """The claims shown of which something is known on the view's days: not those that have fallen silent."""
        return tuple(shown for shown in self.selection.shown if shown.state != "unknown")

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The reports of the known claims, oldest first."""
        reports = {shown.claim.report for shown in self.known}
        ordered = sorted((self.corpus.reports[name] for name in reports), key=lambda own: (own.published, own.id))
        return tuple(Source(number, report) for number, report in enumerate(ordered, 1))

    @cached_property
    def episodes(self) -> tuple[Episode, ...]:
        """The episodes of all dates, by the view's filters and its day of knowledge."""
        return tuple(find_episodes(self.selection.told, self.corpus.reports))

    @property
    def title(self) -> str:
        """``Reported measures on 8 February 2021``, and as known on which day, if not by all reports."""
        title = (
            f"Reported measures{' on' if self.view.first == self.view.last else ','} {words.days_in_words(self.view)}"
        )
        return f"{title}, as known on {words.day_in_words(self.view.known)}" if self.view.known else title

    @property
    def counts(self) -> str:
        """How many claims are shown and hidden, and why."""
        return words.counts_in_words(self.selection)

    @property
    def permalink(self) -> str:
        """The address that restores the view."""
        return f"{self.address}?{urlencode(to_query(self.view))}"


def take_snapshot(corpus: Corpus, gazetteer: Gazetteer, view: View, address: str = ADDRESS) -> Snapshot:
    """A snapshot of a view of the corpus."""
    return Snapshot(corpus, gazetteer, view, select(corpus, gazetteer, view), address)


def corpus_known(snapshot: Snapshot) -> Corpus:
    """The corpus as the view knows it."""
    return known_in(snapshot.corpus, snapshot.view)
