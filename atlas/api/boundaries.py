"""The areas of the map as rows: the country, its provinces, and the zones along borders and coasts."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import shapely

from atlas.exports.outlines import Geometry, approximate_outlines
from geodata import Gazetteer, load_layer

LAYERS = ("country", "provinces", "zones")


@dataclass(frozen=True, slots=True)
class BoundaryRow:
    """One area: its place in the gazetteer, and whether its outline is only approximate."""

    id: str
    name: str
    name_ko: str
    level: str
    outline_approximate: bool | None


def boundary_rows(gazetteer: Gazetteer) -> list[BoundaryRow]:
    """The areas whose place the gazetteer has, largest kind first."""
    return [
        BoundaryRow(
            id=place_id,
            name=gazetteer[place_id].name,
            name_ko=gazetteer.display_name(place_id, "ko"),
            level=gazetteer[place_id].level,
            outline_approximate=approximate_outlines().get(place_id),
        )
        for place_id in boundary_shapes()
        if place_id in gazetteer
    ]


@cache
def boundary_shapes() -> dict[str, Geometry]:
    """The areas by place id; rings run as RFC 7946 wants them."""
    return dict(_shapes())


def _shapes() -> Iterator[tuple[str, Geometry]]:
    for layer in LAYERS:
        table = load_layer(layer)
        turned = shapely.orient_polygons(table.geometry.to_numpy(), exterior_cw=False)
        yield from zip(table["id"], turned, strict=True)
