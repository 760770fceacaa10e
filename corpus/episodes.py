"""Episodes: the claims, from any number of reports, that speak of one measure at one place over one time.

Claims belong to one episode if the spells that they speak of overlap or follow each other without a day
between them; what begins on the day of a reported lifting is a new episode. A denial belongs to the
episode that it denies, or stands alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.contradictions import Kind, contradictions_among, spell
from corpus.grades import Grade, grade
from corpus.interval import day_range
from corpus.models import Claim, Report
from corpus.state import Step

Told = tuple[Claim, tuple[Step, ...]]
Spell = tuple[int, int]


@dataclass(frozen=True)
class Episode:
    """One measure at one place over one time, with its claims in the order of their reports' publication.

    ``first`` and ``last``: the days between which some claim knows the measure (counted from 1 January
    1970). ``reports`` are those of the claims, by id.
    """

    measure: str
    place_id: str
    first: int
    last: int
    claims: tuple[Told, ...]
    reports: Mapping[str, Report]

    @property
    def origins(self) -> tuple[str, ...]:
        """The independent origins that tell of the measure, each once; who only denies it is not one."""
        told = (claim for claim, _ in self.claims if claim.status != "denied")
        return tuple(dict.fromkeys(self.reports[claim.report].origin for claim in told))

    @property
    def start(self) -> str | None:
        """The start that the claims state (EDTF): the earliest, and within it the most precise."""
        return _stated([claim.start for claim in self._told if claim.start is not None])

    @property
    def end(self) -> str | None:
        """The end that the claims state (EDTF): the earliest, and within it the most precise."""
        return _stated([claim.end for claim in self._told if claim.end is not None])

    @property
    def attested(self) -> tuple[int, int]:
        """The first and the last day on which some claim is sure; where none is, on which one knows the measure."""
        sure = [step for _, steps in self.claims for step in steps if step.state == "in_force"]
        if not sure:
            return self.first, self.last
        return min(step.first for step in sure), max(step.last for step in sure)

    @property
    def _told(self) -> list[Claim]:
        return [claim for claim, _ in self.claims if claim.status not in ("planned", "denied")]

    @cached_property
    def contradictions(self) -> dict[Kind, list[Claim]]:
        """The claims that contradict each other, by what they contradict each other in."""
        published = {name: report.published for name, report in self.reports.items()}
        return contradictions_among([claim for claim, _ in self.claims], published)

    @property
    def grade(self) -> Grade:
        """Reliability of the sources and credibility of what they say; see `corpus.grades`."""
        told = [claim for claim, _ in self.claims if claim.status != "denied"]
        return grade(
            (claim.attribution for claim in told),
            len(self.origins),
            dates_differ=not self.contradictions.keys().isdisjoint(("start", "end")),
            denied="status" in self.contradictions,
            announced=all(claim.status == "planned" for claim in told),
        )


def find_episodes(told: Iterable[Told], reports: Mapping[str, Report]) -> list[Episode]:
    """The episodes of claims and their steps, by place, measure and time. Claims without a place have none."""
    by_key: dict[tuple[str, str], list[tuple[Spell, Told]]] = defaultdict(list)
    for claim, steps in told:
        if claim.place_id is not None and (steps or claim.status == "denied"):
            own = spell(claim, steps, reports[claim.report].published)
            by_key[claim.place_id, claim.measure].append((own, (claim, steps)))
    return [
        _episode(group, reports)
        for _, spells in sorted(by_key.items(), key=lambda item: item[0])
        for group in _connected(sorted(spells, key=lambda found: found[0]))
    ]


def _stated(starts: Sequence[str]) -> str | None:
    if not starts:
        return None
    earliest = min(starts, key=lambda start: (day_range(start).earliest, len(start)))
    finer = [start for start in starts if start.startswith(earliest) and start != earliest]
    return _stated(finer) or earliest


def _connected(spells: Sequence[tuple[Spell, Told]]) -> list[list[tuple[Spell, Told]]]:
    """Spells in order of their first days, cut where a day without any lies between, or at a lifting."""
    liftings = {steps[-1].first for _, (claim, steps) in spells if claim.status == "lifted" and steps}
    groups: list[list[tuple[Spell, Told]]] = []
    last = 0
    for own in spells:
        first = own[0][0]
        joined = first <= last or (first == last + 1 and first not in liftings)
        if groups and joined:
            groups[-1].append(own)
        else:
            groups.append([own])
            last = own[0][1]
        last = max(last, own[0][1])
    return groups


def _episode(group: Sequence[tuple[Spell, Told]], reports: Mapping[str, Report]) -> Episode:
    told = sorted((own for _, own in group), key=lambda own: (reports[own[0].report].published, own[0].report))
    claim = told[0][0]
    assert claim.place_id is not None
    return Episode(
        measure=claim.measure,
        place_id=claim.place_id,
        first=min(days[0] for days, _ in group),
        last=max(days[1] for days, _ in group),
        claims=tuple(told),
        reports={own.report: reports[own.report] for own, _ in told},
    )
