"""The episodes of one place as the source panel shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from atlas import words
from atlas.selection import Selection, Shown
from atlas.standing import Standing, standings
from atlas.view import View
from corpus.contradictions import Kind
from corpus.episodes import Episode, find_episodes
from corpus.measures import load_measures
from corpus.models import Claim, Report
from corpus.reasons import reasons_of
from corpus.state import day_number, state_between
from corpus.store import Corpus

REASON_WORDS = {"stated": "Reason given by the authorities", "alleged": "Reason that others see"}
KIND_WORDS: dict[Kind, str] = {"start": "The start", "end": "The end", "status": "Whether it was so at all"}


@dataclass(frozen=True, slots=True)
class EpisodeSources:
    """An episode of the view's days: how it stands, and its claims, newest report first."""

    standing: Standing
    episode: Episode
    claims: tuple[Shown, ...]

    def title(self, view: View) -> str:
        """``Lockdown in force, day 11, one origin · C3``."""
        return f"{words.standing_in_words(self.standing, view)} · {self.episode.grade}"


@dataclass(frozen=True, slots=True)
class Told:
    """A report's own words, and the report."""

    quote: str
    report: Report


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction: what is said, and the claims that say it."""

    value: str
    claims: tuple[Claim, ...]


def episodes_shown(corpus: Corpus, selection: Selection, view: View) -> list[EpisodeSources]:
    """The measures known at the view's place on its days, strongest state first, each with its episode."""
    return [
        EpisodeSources(standing, standing.episode, _newest_first(standing.episode, view))
        for standing in standings(corpus, selection.at(view.place), view)
        if standing.episode is not None
    ]


def other_episodes(corpus: Corpus, selection: Selection, view: View, shown: Sequence[EpisodeSources]) -> list[Episode]:
    """The episodes of the view's place beside those shown, latest first."""
    known = {(own.episode.measure, own.episode.first) for own in shown}
    told = find_episodes(selection.at(view.place).told, corpus.reports)
    others = [own for own in told if (own.measure, own.first) not in known]
    return sorted(others, key=lambda own: (-own.last, own.measure))


def switched_off(corpus: Corpus, selection: Selection, view: View) -> int:
    """How many claims about the view's place are switched off, or were not known yet."""
    told = sum(claim.place_id == view.place for claim, _ in selection.told)
    return sum(claim.place_id == view.place for claim in corpus.claims) - told


def reasons(episode: Episode) -> list[tuple[str, list[Told]]]:
    """The reasons that the authorities gave for the measure, and those that others say are behind it, each once."""
    by_report: dict[str, list[Claim]] = {}
    for claim, _ in episode.claims:
        by_report.setdefault(claim.report, []).append(claim)
    found: dict[str, dict[str, Told]] = {"stated": {}, "alleged": {}}
    for name, claims in by_report.items():
        report = episode.reports[name]
        for claim in claims:
            for reason in reasons_of(report, claim, claims):
                found[reason.kind].setdefault(reason.evidence.quote, Told(reason.evidence.quote, report))
    return [(REASON_WORDS[kind], list(told.values())) for kind, told in found.items() if told]


def contradictions(episode: Episode) -> list[tuple[str, list[Side]]]:
    """What the claims contradict each other in, and the sides, in the order of time."""
    return [(KIND_WORDS[kind], _sides(kind, claims)) for kind, claims in episode.contradictions.items()]


def episode_in_words(episode: Episode) -> str:
    """``Lockdown, 29 January – 15 February 2021, one origin``."""
    days = words.episode_span(episode)
    if not episode.origins:
        return f"{load_measures()[episode.measure].label}: denied, {days}"
    return f"{load_measures()[episode.measure].label}, {days}, {words.counted(len(episode.origins), 'origin')}"


def _newest_first(episode: Episode, view: View) -> tuple[Shown, ...]:
    first, last = day_number(view.first), day_number(view.last)
    return tuple(Shown(claim, steps, state_between(steps, first, last)) for claim, steps in reversed(episode.claims))


def _sides(kind: Kind, claims: Sequence[Claim]) -> list[Side]:
    values: dict[str, list[Claim]] = {}
    for claim in claims:
        value = claim.status if kind == "status" else getattr(claim, kind)
        values.setdefault(str(value), []).append(claim)
    return [
        Side(value if kind == "status" else words.date_in_words(value), tuple(said))
        for value, said in sorted(values.items())
    ]
