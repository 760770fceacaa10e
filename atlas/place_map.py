"""The map of the gazetteer: what it draws, and the folium map that shows it.

As in `atlas.map`, the map's own script is constant, and only ids and numbers pass through folium; the names
travel as JSON over our own route.
"""

import json
from collections.abc import Sequence

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from atlas.columns import digest
from atlas.map import ATTRIBUTION, CENTRE, OfflineMap
from atlas.place_table import PlaceRow, outlined
from atlas.served import ROOT, asset, bundled
from geodata.basemap import label_ids, label_point

# How early a place is named on the map: units before what lies in them.
RANKS = {
    "province": 0, "foreign province": 0, "zone": 1, "lake": 1, "city": 1,
    "foreign city": 2, "county": 2, "district": 2,
}  # fmt: skip
SITE_RANK = 3


def pack_places(rows: Sequence[PlaceRow]) -> tuple[bytes, str]:
    """What the map draws of each place as JSON, in the order of their ids, and the block's digest."""
    places = [_drawn(row) for row in sorted(rows, key=lambda row: row.place.id)]
    block = json.dumps({"places": places}, ensure_ascii=False, separators=(",", ":")).encode()
    return block, digest(block)


def _drawn(row: PlaceRow) -> dict[str, object]:
    place = row.place
    located = place.latitude is not None and place.longitude is not None
    return {
        "id": place.id,
        "name": place.name,
        "korean": place.hangul,
        "level": place.level,
        "point": [place.latitude, place.longitude] if located else None,
        "label": label_point(place.id) if place.id in label_ids() else None,
        "outlined": place.id in outlined(),
        "km": place.precision_km,
        "named": row.reports > 0,
        "rank": RANKS.get(place.level, SITE_RANK),
    }


class PlacesLayer(JSCSSMixin, MacroElement):
    """The ground, the places and their rings of precision, drawn by our own script."""

    default_js = [("places", bundled("places"))]
    default_css = [("map_css", asset("map.css")), ("places_css", asset("places.css"))]
    _template = Template(
        """
        {% macro script(this, kwargs) %}
            {{ this._parent.get_name() }}.attributionControl.addAttribution({{ this.attribution }});
            reportedMeasures.mountPlaces({{ this._parent.get_name() }}, {{ this.sources }});
        {% endmacro %}
        """
    )

    def __init__(self, places: str, ground: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "PlacesLayer"
        self.sources = json.dumps({"places": f"{ROOT}/api/places/{places}", "ground": f"{ROOT}/api/ground/{ground}"})
        self.attribution = json.dumps(ATTRIBUTION)


class ShownPlaces(folium.FeatureGroup):
    """Which places are shown and which is chosen, as numbers and an id of the gazetteer."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.featureGroup([]);
            reportedMeasures.showPlaces({{ this.numbers }});
        {% endmacro %}
        """
    )

    def __init__(self, every: Sequence[PlaceRow], shown: Sequence[PlaceRow], chosen: str | None) -> None:
        super().__init__(control=False)
        self.numbers = json.dumps({"shown": shown_numbers(every, shown), "chosen": chosen})


def shown_numbers(every: Sequence[PlaceRow], shown: Sequence[PlaceRow]) -> list[int] | None:
    """The places shown, by their number in the packed block; ``None`` for all."""
    if len(shown) == len(every):
        return None
    ids = {row.place.id for row in shown}
    return [number for number, id_ in enumerate(sorted(row.place.id for row in every)) if id_ in ids]


def draw_places(places: str, ground: str) -> OfflineMap:
    """The map without any choice: ``places`` and ``ground`` are the digests of what it draws."""
    zoom: dict[str, float] = {"zoom_start": 6.5, "zoom_snap": 0.25, "zoom_delta": 0.5}
    drawn = OfflineMap(location=CENTRE, max_bounds_viscosity=1.0, track_resize=False, tiles=None, **zoom)  # type: ignore[arg-type]
    PlacesLayer(places, ground).add_to(drawn)
    return drawn
