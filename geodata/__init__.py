"""Where: the places, their names, how they are found in text, and the basemap."""

from geodata.gazetteer import Gazetteer, load_gazetteer
from geodata.geocoder import geocode
from geodata.models import Mention, Place

__all__ = ["Gazetteer", "Mention", "Place", "geocode", "load_gazetteer"]
