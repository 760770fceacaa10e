"""Where: the places, their names, how they are found in text, and the basemap."""

from geodata.basemap import label_point, label_span_km, load_layer
from geodata.gazetteer import Gazetteer, load_gazetteer
from geodata.geocoder import geocode
from geodata.models import Mention, Place

__all__ = [
    "Gazetteer",
    "Mention",
    "Place",
    "geocode",
    "label_point",
    "label_span_km",
    "load_gazetteer",
    "load_layer",
]
