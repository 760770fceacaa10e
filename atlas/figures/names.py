"""The names on a figure's map: placed one after another, most important first, each where nothing else stands.

The same names come to stand at the same places: nothing is left to chance or to the order of a dictionary.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from matplotlib.transforms import Affine2D

from atlas.columns import mark_point
from atlas.exports.snapshot import Snapshot
from atlas.figures.fonts import HAIR, Type, Weight, width, wrap
from atlas.figures.ground import Points, point_km
from atlas.figures.marks import Mark
from atlas.figures.palette import BORDER, GREY, INK, LAND, NEIGHBOUR_NAME, NEIGHBOURS, WATER_NAME
from atlas.figures.sheet import Sheet
from atlas.figures.sizes import Box
from atlas.view import Language
from geodata import Gazetteer, Place
from geodata.basemap import label_ids

COUNTRIES = Path(__file__).with_name("country_labels.csv")
MIDDLE = 127.5  # degrees east: the names of bands west of it stand to their left
BAND_NAME = 9.0  # sizes of type that the line of a band's name may be wide
TOWN_DOT = 1.7
EDGE = 0.12  # inches between names and the edge of the map
AIR = 0.045  # that towns without marks leave around other names
MARKED, COUNTRY, PROVINCE, SILENT, TOWN = range(5)  # the order in which names are placed


@dataclass(frozen=True)
class Name:
    """Words at a point of the page, around a box that is taken; ``spots`` says where they may stand."""

    id: str
    lines: tuple[str, ...]
    style: Type
    spots: str
    box: Box
    rank: int
    halo: str = LAND

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in inches."""
        return max(width(line, self.style) for line in self.lines), len(self.lines) * self.style.line


@dataclass(frozen=True)
class Placed:
    """A name with the box in which it stands."""

    name: Name
    box: Box


def place_names(names: Iterable[Name], ground: Box, taken: Sequence[Box], shunned: Points) -> list[Placed]:
    """The names that find a free spot within the ground, in the order of their ranks; away from the points of
    ``shunned`` if they can."""
    placed: list[Placed] = []
    inside = ground.grown(-EDGE)
    for name in sorted(names, key=lambda own: own.rank):
        air = AIR if name.rank == TOWN else 0
        boxes = [box.grown(air) for box in (*taken, *(other.box for other in placed))]
        free = [spot for spot in _spots(name, inside) if inside.holds(spot) and not any(map(spot.overlaps, boxes))]
        if name.rank == TOWN:
            free = [spot for spot in free if not _touched(spot, shunned)]
        if free:
            placed.append(Placed(name, min(free, key=lambda spot: _touched(spot, shunned))))
    return placed


def _touched(box: Box, points: Points) -> bool:
    """Whether any of the points lies in a box."""
    if not len(points):
        return False
    x, y = points.T
    return bool(((x > box.left) & (x < box.right) & (y > box.bottom) & (y < box.top)).any())


def _spots(name: Name, inside: Box) -> Iterator[Box]:
    """Where a name may stand, best first; those above and below a point move aside from the edge of the map."""
    across, high = name.size
    gap = name.style.size / 72 * 0.22
    left, bottom, right, top = name.box
    x, y = (left + right) / 2, (bottom + top) / 2
    beside = {
        "right": (right + gap, y - high / 2),
        "left": (left - gap - across, y - high / 2),
        "above": (x - across / 2, top),
        "below": (x - across / 2, bottom - high),
        "above right": (right, top - 0.3 * high),
        "below right": (right, bottom - 0.7 * high),
        "above left": (left - across, top - 0.3 * high),
        "below left": (left - across, bottom - 0.7 * high),
        "above to the right": (x - across / 4, top),
        "above to the left": (x - 3 * across / 4, top),
        "below to the right": (x - across / 4, bottom - high),
        "below to the left": (x - 3 * across / 4, bottom - high),
        "far above": (x - across / 2, top + 0.8 * high),
        "far below": (x - across / 2, bottom - 1.8 * high),
        "over": (x - across / 2, y - high / 2),
    }
    for spot in SPOTS[name.spots]:
        at, low = beside[spot]
        if spot in ("above", "below"):
            at = min(max(at, inside.left), inside.right - across)
        yield Box(at, low, at + across, low + high)


ASIDE = ("above to the right", "above to the left", "below to the right", "below to the left")
CORNERS = ("above right", "below right", "above left", "below left")
SPOTS = {
    "point": ("right", "left", "above", "below", *CORNERS),
    "west": ("left", "above", "below", "right", *CORNERS),
    "lake": ("above", "below", "right", "left"),
    "area": ("above", "below", *ASIDE, "right", *CORNERS, "left"),
    "over": ("over", "above", "below", "far above", "far below"),
}


def map_names(snapshot: Snapshot, marks: Sequence[Mark], at: Affine2D, size: float, dot: float) -> list[Name]:
    """The names of what is marked, and of the ground around it; ``size`` in points."""
    language = snapshot.view.language
    marked = {mark.place.id for mark in marks}
    names = [_of_mark(mark, snapshot.gazetteer, language, size) for mark in marks]
    for place in snapshot.gazetteer.places:
        if place.id not in marked and (place.id in label_ids() or (place.level == "city" and place.parent)):
            names += _of_ground(place, snapshot.gazetteer.display_name(place.id, language), at, size, dot)
    return names + [_of_country(row, language, at, size) for row in _countries()]


def _of_mark(mark: Mark, gazetteer: Gazetteer, language: Language, size: float) -> Name:
    place = mark.place
    weight: Weight = "SemiBold" if mark.known else "Regular"
    style = Type(weight, size * (1.0 if mark.known else 0.86), INK if mark.known else GREY, 1.12)
    words = gazetteer.display_name(place.id, language)
    rank = MARKED if mark.known else SILENT
    if place.level == "province":
        style = style._replace(size=size * (0.86 if mark.known else 0.74))
        return Name(place.id, (spaced(words),), style, "area", mark.box, rank)
    if place.level != "zone":
        return Name(place.id, (words,), style, "point", mark.box, rank)
    west = (mark_point(place) or (0, 0))[1] < MIDDLE
    lines = tuple(wrap(words, style, BAND_NAME * size / 72))
    return Name(place.id, lines, style, "west" if west else "point", mark.box, rank)


def _of_ground(place: Place, words: str, at: Affine2D, size: float, dot: float) -> list[Name]:
    where = mark_point(place)
    if where is None:
        return []
    box = _around(where, at, TOWN_DOT * dot)
    if place.level == "province":
        style = Type("Regular", size * 0.74, GREY, 1.12)
        return [Name(place.id, (spaced(words),), style, "over", box, PROVINCE)]
    if place.level == "foreign province":
        style = Type("Regular", size * 0.68, NEIGHBOUR_NAME, 1.12)
        return [Name(place.id, (spaced(words),), style, "over", box, TOWN, NEIGHBOURS)]
    if place.level == "lake":
        return [Name(place.id, (words,), Type("Regular", size * 0.7, WATER_NAME, 1.12), "lake", box, TOWN)]
    return [Name(place.id, (words,), Type("Regular", size * 0.8, GREY, 1.12), "point", box, TOWN)]


def _of_country(row: dict[str, str], language: Language, at: Affine2D, size: float) -> Name:
    box = _around((float(row["latitude"]), float(row["longitude"])), at, 0)
    style = Type("SemiBold", size * 0.82, NEIGHBOUR_NAME, 1.12)
    return Name(row["id"], (spaced(row[language]),), style, "over", box, COUNTRY, NEIGHBOURS)


def _around(where: tuple[float, float], at: Affine2D, reach: float) -> Box:
    x, y = (float(length) for length in at.transform(point_km(*where)))
    return Box(x, y, x, y).grown(reach)


@cache
def _countries() -> tuple[dict[str, str], ...]:
    """The neighbours with their names and where on the map these stand."""
    with COUNTRIES.open(encoding="utf-8", newline="") as rows:
        return tuple(csv.DictReader(rows))


def neighbours(language: Language) -> list[tuple[str, float, float]]:
    """The names of the neighbours, with latitude and longitude at which they stand on a map of the region."""
    return [(row[language], float(row["region_latitude"]), float(row["region_longitude"])) for row in _countries()]


def spaced(words: str) -> str:
    """Capitals with space between them; Hangul stays as it is."""
    return words if not words.isascii() else " ".join(HAIR.join(word) for word in words.upper().split())


def draw_names(sheet: Sheet, placed: Iterable[Placed], dot: float) -> None:
    """Write the names, those of unmarked towns beside a point."""
    for own in placed:
        name, style = own.name, own.name.style
        if name.rank == TOWN and name.spots == "point":
            sheet.box(name.box, 3.9, facecolor=BORDER)
        top = own.box.top
        for number, line in enumerate(name.lines):
            x = (own.box.left + own.box.right - width(line, style)) / 2
            baseline = top - 0.5 * style.line - 0.36 * style.size / 72
            sheet.halo(x, baseline, line, style, name.halo, 0.28 * style.size, 5)
            sheet.text(x, baseline, line, style, 6, name=f"name:{name.id}:{number}")
            top -= style.line
