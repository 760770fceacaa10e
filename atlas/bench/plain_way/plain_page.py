"""A map of claims as Streamlit's and folium's introductions teach it: a slider for the day, and a map made anew of the
claims in force on it. The map tells the browser which day it shows, for the bench."""

from datetime import date
from typing import Any

import folium
import pandas as pd
import streamlit as st
from branca.element import MacroElement
from folium.template import Template
from streamlit_folium import st_folium

from atlas.current import reports_folder
from atlas.map import CENTRE, OfflineMap
from corpus.state import day_number
from corpus.store import load_corpus
from geodata import label_point, load_gazetteer
from geodata.basemap import label_ids

FIRST, LAST, START = date(2020, 1, 1), date(2023, 12, 31), date(2021, 7, 1)
HEIGHT = 590


class ShownDay(MacroElement):
    """The day as an attribute of the document, set after the layers have been added."""

    _template = Template("{% macro script(this, kwargs) %}document.body.dataset.day = {{ this.day }};{% endmacro %}")

    def __init__(self, day: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "ShownDay"
        self.day = day


@st.cache_data
def load_spells() -> pd.DataFrame:
    """From when to when each claim is or probably is in force, with the coordinates of its place."""
    corpus = load_corpus(reports_folder())
    rows = [
        (step.first, step.last, claim.measure, point)
        for claim, steps in zip(corpus.claims, corpus.steps, strict=True)
        for step in steps
        if step.state in ("in_force", "probably") and (point := point_of(claim.place_id or "")) is not None
    ]
    return pd.DataFrame(rows, columns=["first", "last", "measure", "point"])


def point_of(place_id: str) -> tuple[float, float] | None:
    """Longitude and latitude of a place, of a province within it; ``None`` for zones and the country."""
    place = load_gazetteer()[place_id]
    if place.longitude is not None and place.latitude is not None:
        return place.longitude, place.latitude
    return label_point(place_id)[::-1] if place_id in label_ids() else None


def as_geojson(spells: pd.DataFrame) -> dict[str, Any]:
    """The claims as points."""
    features = [
        {"type": "Feature", "properties": {"measure": measure}, "geometry": {"type": "Point", "coordinates": point}}
        for measure, point in zip(spells["measure"], spells["point"], strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


spells = load_spells()
day = day_number(st.slider("Day", FIRST, LAST, START))
drawn = OfflineMap(location=CENTRE, zoom_start=7, tiles=None)
in_force = spells[(spells["first"] <= day) & (spells["last"] >= day)]
folium.GeoJson(as_geojson(in_force), marker=folium.CircleMarker(radius=5)).add_to(drawn)
ShownDay(day).add_to(drawn)
st_folium(drawn, height=HEIGHT, use_container_width=True)
