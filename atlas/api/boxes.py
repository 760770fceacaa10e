"""The parameter ``bbox``: a box of longitudes and latitudes in degrees (CRS84), which may cross the antimeridian."""

import re
from typing import Any

import shapely

from atlas.api.errors import BadParameter

NUMBER = re.compile(r"[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})([eE][+-]?\d{1,2})?", re.ASCII)

Area = Any  # a shapely geometry; the package has no types


def read_box(text: str) -> Area:
    """The area of ``west,south,east,north`` (or with heights, which do not count, after south and north).

    West of more than east: across the antimeridian. Raises `BadParameter`.
    """
    parts = text.split(",")
    if len(parts) not in (4, 6) or not all(map(NUMBER.fullmatch, parts)):
        raise BadParameter("bbox", text, "four numbers (west,south,east,north) or six (with heights) are needed")
    numbers = [float(part) for part in parts]
    half = len(numbers) // 2
    (west, south), (east, north) = numbers[:2], numbers[half : half + 2]
    if numbers[half - 1] > numbers[-1] or south > north:
        raise BadParameter("bbox", text, "the lower bound is above the upper one")
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        raise BadParameter("bbox", text, "longitudes lie between -180 and 180, latitudes between -90 and 90")
    if west <= east:
        return shapely.box(west, south, east, north)
    return shapely.union(shapely.box(west, south, 180, north), shapely.box(-180, south, east, north))
