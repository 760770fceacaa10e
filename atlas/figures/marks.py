"""What stands at the places of a snapshot: their groups of measures, and where the marks of them are drawn."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from matplotlib.transforms import Affine2D

from atlas.columns import mark_point
from atlas.exports.snapshot import Snapshot, corpus_known
from atlas.figures.glyphs import Glyph, draw_row, radius_of, row_size
from atlas.figures.ground import point_km
from atlas.figures.palette import PAPER
from atlas.figures.sheet import Sheet
from atlas.figures.sizes import Box
from atlas.layers import load_layer_styles
from atlas.standing import Standing
from corpus.contradictions import contradicted_from
from corpus.measures import load_measures
from corpus.state import STATES, State
from geodata import Place

NATION = "KP"
TOLD: tuple[State, ...] = ("in_force", "probably", "planned")  # what areas and bands show
AREAS = ("province", "zone")
Key = tuple[str, str, State]


@dataclass(frozen=True, slots=True)
class Group:
    """The measures of one group at one place: the strongest state, how many have it, and who says so."""

    layer: str
    state: State
    count: int
    origins: int
    contradicted: bool
    reviewed: bool = False

    @property
    def glyph(self) -> Glyph:
        """The glyph that shows it."""
        style = load_layer_styles()[self.layer]
        cut = self.contradicted and self.state in TOLD
        count = self.count if self.state in TOLD else 1
        radius = radius_of(self.state, self.origins)
        reviewed = self.reviewed and self.state != "unknown"
        return Glyph(style["shape"], style["color"], self.state, radius, cut, count, reviewed)


@dataclass(frozen=True, slots=True)
class Mark:
    """The glyphs of a place, around a point of the page in inches."""

    place: Place
    point: tuple[float, float]
    glyphs: tuple[Glyph, ...]
    box: Box

    @property
    def known(self) -> bool:
        """Whether anything is known on the view's days."""
        return self.glyphs[0].state != "unknown"

    @property
    def rank(self) -> tuple[float, str]:
        """Strongest first, areas before points."""
        return STATES.index(self.glyphs[0].state) - (0.5 if self.place.level in AREAS else 0), self.place.id


def groups_by_place(snapshot: Snapshot) -> dict[str, tuple[Group, ...]]:
    """The groups of each place, strongest first; what is no longer known only where nothing else is."""
    contradicted = _contradicted(snapshot)
    measures: dict[str, list[Standing]] = defaultdict(list)
    for own in snapshot.standings:
        measures[own.place_id].append(own)
    return {place: _known(_groups(own, contradicted)) for place, own in measures.items()}


def _groups(standings: Iterable[Standing], contradicted: set[Key]) -> list[Group]:
    by_layer: dict[str, list[Standing]] = {layer: [] for layer in load_layer_styles()}
    for own in standings:
        by_layer[load_measures()[own.measure].layer].append(own)
    groups = [_group(layer, own, contradicted) for layer, own in by_layer.items() if own]
    return sorted(groups, key=lambda group: STATES.index(group.state))


def _group(layer: str, standings: Sequence[Standing], contradicted: set[Key]) -> Group:
    state = min((own.state for own in standings), key=STATES.index)
    strongest = [own for own in standings if own.state == state]
    cut = any((own.place_id, own.measure, state) in contradicted for own in strongest)
    reviewed = any(own.reviewed for own in strongest)
    return Group(layer, state, len(strongest), max(own.origins for own in strongest), cut, reviewed)


def _known(groups: list[Group]) -> tuple[Group, ...]:
    return tuple(group for group in groups if group.state != "unknown") or tuple(groups[:1])


def _contradicted(snapshot: Snapshot) -> set[Key]:
    """The measures at places whose state a claim gives that another report contradicts."""
    corpus = corpus_known(snapshot)
    published = {report.id: report.published for report in corpus.reports.values()}
    days = contradicted_from(corpus.claims, published)
    doubted = {id(claim) for claim, day in zip(corpus.claims, days, strict=True) if day is not None}
    return {
        (shown.claim.place_id, shown.claim.measure, shown.state)
        for shown in snapshot.selection.shown
        if id(shown.claim) in doubted and shown.claim.place_id is not None and shown.state is not None
    }


def place_marks(
    snapshot: Snapshot, groups: dict[str, tuple[Group, ...]], at: Affine2D, ground: Box, dot: float
) -> list[Mark]:
    """The marks within the ground, strongest first. A row of glyphs that would lie on another is its first alone."""
    found = []
    for place_id, own in groups.items():
        place = snapshot.gazetteer[place_id]
        where = mark_point(place)
        if where is not None:
            x, y = at.transform(point_km(*where))
            found.append(_mark(place, (float(x), float(y)), tuple(group.glyph for group in own), dot))
    marks: list[Mark] = []
    for mark in sorted(found, key=lambda own: own.rank):
        if any(mark.box.overlaps(other.box) for other in marks) and len(mark.glyphs) > 1:
            mark = _mark(mark.place, mark.point, (replace(mark.glyphs[0], count=1),), dot)
        if ground.holds(mark.box):
            marks.append(mark)
    return marks


def _mark(place: Place, point: tuple[float, float], glyphs: tuple[Glyph, ...], dot: float) -> Mark:
    across, high = (length * dot / 2 for length in row_size(glyphs))
    x, y = point
    return Mark(place, point, glyphs, Box(x - across, y - high, x + across, y + high))


def draw_marks(sheet: Sheet, marks: Sequence[Mark], dot: float) -> None:
    """Draw the marks, the strongest on top."""
    for number, mark in enumerate(reversed(marks)):
        order = 4 + number / 1000
        if mark.place.level not in AREAS and mark.known:
            sheet.box(mark.box.grown(-dot), order, facecolor=(PAPER, 0.62), edgecolor=(PAPER, 0.62), joinstyle="round")
        draw_row(sheet, mark.box.left, mark.point[1], mark.glyphs, dot, order + 0.0005)
