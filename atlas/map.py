"""The folium map. Its own script is constant for a corpus; only ids, numbers and our own addresses pass
through folium, whose templates run code that they find in text.
"""

import json

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from atlas.served import ROOT, asset, bundled, vendored
from atlas.view import View
from corpus.measures import load_measures
from corpus.models import ATTRIBUTIONS, STATUSES
from corpus.state import day_number

CENTRE = (40.25, 127.4)
ATTRIBUTION = "Made with Natural Earth. Contains GeoNames data (CC BY 4.0), modified."


class OfflineMap(folium.Map):
    """A folium map that asks only its own server for Leaflet, and nobody for tiles."""

    default_js = [("leaflet", vendored("leaflet/leaflet.js"))]
    default_css = [("leaflet_css", vendored("leaflet/leaflet.css"))]


class MeasuresLayer(JSCSSMixin, MacroElement):
    """The ground and the marks: fetched as numbers from our routes, drawn by our own script."""

    default_js = [("measures", bundled("measures"))]
    default_css = [("map_css", asset("map.css"))]
    _template = Template(
        """
        {% macro script(this, kwargs) %}
            {{ this._parent.get_name() }}.attributionControl.addAttribution({{ this.attribution }});
            reportedMeasures.mount({{ this._parent.get_name() }}, {{ this.sources }});
        {% endmacro %}
        """
    )

    def __init__(self, columns: str, ground: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "MeasuresLayer"
        sources = {
            "columns": f"{ROOT}/api/columns/{columns}",
            "coverage": f"{ROOT}/api/coverage/{columns}",
            "ground": f"{ROOT}/api/ground/{ground}",
        }
        self.sources = json.dumps(sources)
        self.attribution = json.dumps(ATTRIBUTION)


class ShownView(folium.FeatureGroup):
    """A view as numbers. streamlit-folium runs this script in the map's frame whenever it changes.

    ``turn`` counts what the map has told: a view that knows less than the map moves neither time nor place.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.featureGroup([]);
            reportedMeasures.show({{ this.numbers }});
        {% endmacro %}
        """
    )

    def __init__(self, view: View, turn: int = 0) -> None:
        super().__init__(control=False)
        self.numbers = json.dumps({**view_numbers(view), "turn": turn})


def draw_map(columns: str, ground: str) -> OfflineMap:
    """The map without any view: ``columns`` and ``ground`` are the digests of what it draws."""
    zoom: dict[str, float] = {"zoom_start": 6.75, "zoom_snap": 0.25, "zoom_delta": 0.5}
    drawn = OfflineMap(location=CENTRE, max_bounds_viscosity=1.0, track_resize=False, tiles=None, **zoom)  # type: ignore[arg-type]
    MeasuresLayer(columns, ground).add_to(drawn)
    return drawn


def view_numbers(view: View) -> dict[str, object]:
    """The view for the browser. The place is an id of the gazetteer, or ``None``."""
    return {
        "first": day_number(view.first),
        "last": day_number(view.last),
        "known": day_number(view.known) if view.known else None,
        "against": day_number(view.against) if view.against else None,
        "measures": [number for number, code in enumerate(load_measures()) if code in view.measures],
        "statuses": [number for number, status in enumerate(STATUSES) if status in view.statuses],
        "attributions": [number for number, name in enumerate((*ATTRIBUTIONS, "")) if name in view.attributions],
        "confidence": view.confidence,
        "origins": view.origins,
        "language": view.language,
        "place": view.place,
    }
