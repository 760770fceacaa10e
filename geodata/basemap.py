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
LAYERS = ("provinces", "neighbours", "country", "rivers", "borders", "zones")


def load_layer(name: str) -> geopandas.GeoDataFrame:
    """A layer of :data:`LAYERS`: columns ``id`` (``approximate`` too for provinces) and ``geometry``.

    Longitude and latitude in degrees (EPSG:4326). Source and licence: ``basemap/provenance.toml``.
    Raises :class:`UnknownLayerError` for any other name.
    """
    if name not in LAYERS:
        raise UnknownLayerError(f"there is no layer {name!r}; the layers are {', '.join(LAYERS)}")
    import geopandas  # noqa: PLC0415 - takes a second, and geocoding does without it

    return geopandas.read_file(BASEMAP / f"{name}.geojson", engine="pyogrio")


def label_point(province_id: str) -> tuple[float, float]:
    """Latitude and longitude (degrees) of the point for a province's name: inside it, not its capital."""
    try:
        latitude, longitude, _ = _labels()[province_id]
    except KeyError:
        raise UnknownPlaceError(province_id) from None
    return latitude, longitude


def label_span_km(province_id: str) -> float:
    """The diameter of the largest circle inside the province, around its label point."""
    try:
        return _labels()[province_id][2]
    except KeyError:
        raise UnknownPlaceError(province_id) from None


@cache
def _labels() -> dict[str, tuple[float, float, float]]:
    labels = {}
    with LABELS.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            try:
                point = (float(row["latitude"]), float(row["longitude"]), float(row["span_km"]))
            except (TypeError, ValueError):
                raise BadRowError(LABELS.name, number, str(row), "holds something that is no number") from None
            labels[row["province_id"]] = point
    return labels
