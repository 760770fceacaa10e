"""The files that a map's frame asks its own server for, and their addresses.

Addresses are relative to the frame in which streamlit-folium shows the map, two levels below the server's
root, so that a base path works. Each carries a mark of its content, so that it can be kept for ever.
"""

import hashlib
from functools import cache
from pathlib import Path

ASSETS = Path(__file__).with_name("assets")
VENDOR = Path(__file__).parents[1] / "static" / "vendor"
ROOT = "../.."
# Our scripts, in the order in which they need each other: streamlit-folium asks for one after another, so each
# map has one bundle of them.
BUNDLES = {
    "measures": (
        "page", "days", "states", "glyphs", "ground", "labels", "marks", "names", "areas", "legend", "coverage",
        "scale", "histogram", "time", "timeline", "words", "map",
    ),
    "sources": ("sources",),
    "present": ("present",),
    "places": ("ground", "labels", "places_words", "places_map", "places"),
}  # fmt: skip


@cache
def bundle(name: str) -> bytes:
    """The scripts of a map as one."""
    return b"".join((ASSETS / f"{script}.js").read_bytes() for script in BUNDLES[name])


def bundled(name: str) -> str:
    """The address of a bundle."""
    return f"{ROOT}/bundles/{name}.js?v={mark(bundle(name))}"


def asset(name: str) -> str:
    """The address of one of our own styles."""
    return _kept(ASSETS, "assets", name)


def vendored(name: str) -> str:
    """The address of a file of somebody else's that ships with the app."""
    return _kept(VENDOR, "vendor", name)


def mark(content: bytes) -> str:
    """What stands for a content in an address."""
    return hashlib.sha256(content).hexdigest()[:12]


def _kept(folder: Path, served: str, name: str) -> str:
    return f"{ROOT}/{served}/{name}?v={mark((folder / name).read_bytes())}"
