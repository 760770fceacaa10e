"""Kilometres for a map in degrees: lengths and areas near its middle, by one factor for the whole map."""

import math

import shapely
from shapely import affinity

KM_PER_DEGREE = 111.2
NARROWING = math.cos(math.radians(40.0))
"""How much shorter a degree of longitude is than one of latitude in the middle of the map."""


def evened(geometry: shapely.Geometry) -> shapely.Geometry:
    """The geometry in units of a degree of latitude both ways, so that distances compare."""
    return affinity.scale(geometry, xfact=NARROWING, yfact=1.0, origin=(0, 0))


def to_degrees(geometry: shapely.Geometry) -> shapely.Geometry:
    """An evened geometry in degrees of longitude and latitude again."""
    return affinity.scale(geometry, xfact=1 / NARROWING, yfact=1.0, origin=(0, 0))


def area_km2(geometry: shapely.Geometry) -> float:
    """The area of a geometry given in degrees, in square kilometres."""
    return float(shapely.area(geometry)) * KM_PER_DEGREE**2 * NARROWING


def widened(line: shapely.Geometry, km: float) -> shapely.Geometry:
    """What lies within ``km`` of the line (degrees), cut off square at its ends."""
    reach = shapely.buffer(evened(line), km / KM_PER_DEGREE, quad_segs=2, cap_style="flat")
    return to_degrees(reach)
