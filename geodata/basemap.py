"""The offline basemap: outlines and lines that ship with the package."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.errors import BadRowError, UnknownLayerError, UnknownPlaceError

if TYPE_CHECKING:
    import geopandas

BASEMAP = Path(__file__).with_name("basemap")
LABELS = Path(__file__).with_name("labels.csv")
LAYERS = (
    "provinces",
    "neighbours",
    "neighbour_provinces",
    "country",
    "rivers",
    "lakes",
    "borders",
    "bands",
    "zones",
)


def load_layer(name: str) -> geopandas.GeoDataFrame:
    """A layer of :data:`LAYERS`: columns ``id`` (``approximate`` too for provinces and lakes) and ``geometry``.

    ``bands`` are the lines along which the bands of borders and coasts are drawn, ``zones`` the same as strips.

    Longitude and latitude in degrees (EPSG:4326). Source and licence: ``basemap/provenance.toml``.
    Raises :class:`UnknownLayerError` for any other name.
    """
    if name not in LAYERS:
        raise UnknownLayerError(f"there is no layer {name!r}; the layers are {', '.join(LAYERS)}")
    import geopandas  # noqa: PLC0415 - takes a second, and geocoding does without it

    return geopandas.read_file(BASEMAP / f"{name}.geojson", engine="pyogrio")


def label_point(id_: str) -> tuple[float, float]:
    """Latitude and longitude (degrees) of the point for the name of a province, a neighbour's province or a lake.

    It lies inside, and not on the capital. Raises :class:`UnknownPlaceError` for what has no such point.
    """
    latitude, longitude, _ = _label(id_)
    return latitude, longitude


def label_span_km(id_: str) -> float:
    """The diameter of the largest circle inside the shape, around its label point."""
    return _label(id_)[2]


def label_ids() -> tuple[str, ...]:
    """What has a label point, by id."""
    return tuple(_labels())


def _label(id_: str) -> tuple[float, float, float]:
    try:
        return _labels()[id_]
    except KeyError:
        raise UnknownPlaceError(id_) from None


@cache
def _labels() -> dict[str, tuple[float, float, float]]:
    labels = {}
    with LABELS.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            try:
                point = (float(row["latitude"]), float(row["longitude"]), float(row["span_km"]))
            except (TypeError, ValueError):
                raise BadRowError(LABELS.name, number, str(row), "holds something that is no number") from None
            labels[row["id"]] = point
    return labels
