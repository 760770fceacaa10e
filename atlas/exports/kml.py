"""A snapshot as KML 2.2: a placemark per claim, with the time it speaks of, in a folder per group of measures.

Texts stand as texts: viewers read descriptions as HTML, so angle brackets are written ‹ and ›.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from typing import Any

import shapely

from atlas import words
from atlas.exports.carried import KEY, LARGEST, manifest_from
from atlas.exports.claim_rows import ClaimRow, cells, claim_rows
from atlas.exports.manifest import Manifest, make_manifest, to_json
from atlas.exports.outlines import Geometry, row_outline
from atlas.exports.snapshot import Snapshot
from atlas.exports.texts import without_markup
from atlas.layers import load_layer_styles
from atlas.map import ATTRIBUTION

NAMESPACE = "http://www.opengis.net/kml/2.2"
NOT_LOCATED = "Not located"
OPAQUE, PALE = "ff", "59"  # alpha of lines and points, and of areas


def write_kml(snapshot: Snapshot) -> bytes:
    """The claims shown by group of measures, then those not located; the document's extended data has the manifest."""
    root = ET.Element("kml", xmlns=NAMESPACE)
    document = ET.SubElement(root, "Document")
    _text(document, "name", snapshot.title)
    _text(document, "description", f"{snapshot.counts}\n{ATTRIBUTION}")
    for layer, style in load_layer_styles().items():
        _add_styles(document, layer, style["color"])
    _extend(document, {KEY: _without_brackets(to_json(make_manifest(snapshot, "kml")))})
    rows = claim_rows(snapshot)
    for layer in load_layer_styles():
        own = [row for row in rows if row.layer == layer and row.unlocated_reason is None]
        _add_folder(document, layer, own, snapshot)
    _add_folder(document, NOT_LOCATED, [row for row in rows if row.unlocated_reason is not None], snapshot)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def read_manifest_kml(content: bytes) -> Manifest | None:
    """The manifest of such a file, or ``None`` if it has none."""
    if len(content) > 10 * LARGEST:
        return None
    try:
        root = ET.fromstring(content)
    except (ET.ParseError, ValueError, LookupError):
        return None
    name = f"{{{NAMESPACE}}}"
    return manifest_from(root.findtext(f"{name}Document/{name}ExtendedData/{name}Data[@name='{KEY}']/{name}value"))


def _without_brackets(json: str) -> str:
    """The same JSON, its angle brackets as escapes: they stand in its texts only."""
    return json.replace("<", r"\u003c").replace(">", r"\u003e")


def _add_styles(document: ET.Element, layer: str, color: str) -> None:
    """The style of a group of measures, and that of its nation-wide claims: an outline, since they cover each other."""
    for name, filled in ((_style_name(layer), "1"), (f"{_style_name(layer)}-outline", "0")):
        style = ET.SubElement(document, "Style", id=name)
        _text(ET.SubElement(style, "IconStyle"), "color", _colour(color, OPAQUE))
        line = ET.SubElement(style, "LineStyle")
        _text(line, "color", _colour(color, OPAQUE))
        _text(line, "width", "2")
        area = ET.SubElement(style, "PolyStyle")
        _text(area, "color", _colour(color, PALE))
        _text(area, "fill", filled)


def _style_name(layer: str) -> str:
    return layer.lower().replace(" ", "-")


def _colour(color: str, alpha: str) -> str:
    """``#RRGGBB`` as KML writes it: alpha, blue, green, red."""
    red, green, blue = color[1:3], color[3:5], color[5:7]
    return f"{alpha}{blue}{green}{red}".lower()


def _add_folder(document: ET.Element, name: str, rows: Sequence[ClaimRow], snapshot: Snapshot) -> None:
    folder = ET.SubElement(document, "Folder")
    _text(folder, "name", name)
    for row in rows:
        folder.append(_placemark(row, row_outline(snapshot.gazetteer, row.place_id, row.unlocated_reason)))


def _placemark(row: ClaimRow, shape: Geometry | None) -> ET.Element:
    placemark = ET.Element("Placemark", id=f"claim-{row.id}")
    place = row.place_name or (f"“{row.place_text}”" if row.place_text else "an unnamed place")
    _text(placemark, "name", f"{row.measure_label}, {place}: {row.status}")
    _text(placemark, "description", _told(row))
    span = ET.SubElement(placemark, "TimeSpan")
    _text(span, "begin", row.start or row.valid_from.isoformat())
    _text(span, "end", row.end or row.valid_to.isoformat())
    _text(placemark, "styleUrl", f"#{_style_name(row.layer)}{'-outline' if row.place_level == 'country' else ''}")
    _extend(placemark, cells(row))
    if shape is not None:
        placemark.append(_shape(shape))
    return placemark


def _told(row: ClaimRow) -> str:
    """The quote, who published it and when; and why the claim is not located, if it is not."""
    told = f"“{row.quote}”\n{row.publisher}, {words.day_in_words(row.published)}"
    return f"{told}\nNot located: {row.unlocated_reason}" if row.unlocated_reason else told


def _extend(parent: ET.Element, about: dict[str, Any]) -> None:
    """Names and values beside a feature; none for what is not known."""
    extended = ET.SubElement(parent, "ExtendedData")
    for name, value in about.items():
        if value is not None:
            written = str(value).lower() if isinstance(value, bool) else str(value)
            _text(ET.SubElement(extended, "Data", name=name), "value", written)


def _shape(shape: Geometry) -> ET.Element:
    if shape.geom_type == "Point":
        return _coordinates("Point", shape)
    if shape.geom_type == "LineString":
        return _coordinates("LineString", shape)
    if shape.geom_type == "Polygon":
        polygon = ET.Element("Polygon")
        for boundary, rings in (("outerBoundaryIs", [shape.exterior]), ("innerBoundaryIs", shape.interiors)):
            for ring in rings:
                ET.SubElement(polygon, boundary).append(_coordinates("LinearRing", ring))
        return polygon
    whole = ET.Element("MultiGeometry")
    whole.extend(_shape(part) for part in shapely.get_parts(shape))
    return whole


def _coordinates(kind: str, shape: Geometry) -> ET.Element:
    element = ET.Element(kind)
    pairs: Iterable[tuple[float, float]] = shape.coords
    ET.SubElement(element, "coordinates").text = " ".join(f"{x},{y}" for x, y in pairs)
    return element


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = without_markup(text)
