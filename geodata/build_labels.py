"""Where the quiet names of the basemap stand, and how much room each has."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

import shapely

from geodata.build_outlines import Outlines
from geodata.build_plane import KM_PER_DEGREE, evened, to_degrees
from geodata.build_sources import Recipe
from geodata.tables import COUNTRY

Circle = tuple[float, float, float]


def draw_labels(recipe: Recipe, outlines: Outlines, lakes: Outlines) -> dict[str, Circle]:
    """The label circle of each province, of the neighbours' provinces and of each lake, by id.

    A neighbour's name stands in the part of it that the map of the country shows.
    """
    frame = shapely.box(*recipe["label_frame"])
    circles = {id_: label_circle(outline) for id_, outline in _provinces(outlines)}
    circles |= {id_: label_circle(outlines[id_].intersection(frame)) for id_ in recipe["neighbour_provinces"]}
    return circles | {id_: label_circle(lake) for id_, lake in lakes.items()}


def _provinces(outlines: Mapping[str, shapely.Geometry]) -> Iterator[tuple[str, shapely.Geometry]]:
    return ((id_, outline) for id_, outline in outlines.items() if id_.startswith(f"{COUNTRY}-"))


def label_circle(outline: shapely.Geometry) -> Circle:
    """Latitude, longitude and diameter (km) of the largest circle inside the outline's largest part.

    A point has a circle of no size.
    """
    largest = max(shapely.get_parts(outline), key=shapely.area)
    if largest.geom_type == "Point":
        return largest.y, largest.x, 0.0
    radius = shapely.maximum_inscribed_circle(evened(largest), tolerance=0.001)
    longitude, latitude = to_degrees(shapely.get_point(radius, 0)).coords[0]
    return latitude, longitude, 2 * shapely.length(radius) * KM_PER_DEGREE


def write_labels(circles: Mapping[str, Circle], path: Path) -> None:
    """One row an id: the point for its name (degrees), and the room around it (km)."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["id", "latitude", "longitude", "span_km"])
        for id_, (latitude, longitude, span) in sorted(circles.items()):
            writer.writerow([id_, f"{latitude:.4f}", f"{longitude:.4f}", f"{span:.0f}"])
