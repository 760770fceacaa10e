"""What the API says of itself: the landing page, the conformance classes and the collections."""

from typing import Any

from atlas.api.addresses import GEOJSON, OPENAPI, Address, link, media_types, self_links
from atlas.api.collections import Collection, load_collections
from atlas.api.features import Features
from atlas.api.negotiation import DOCUMENTS, ITEMS, Format
from atlas.api.shelf import features_of
from atlas.map import ATTRIBUTION

TITLE = "Reported measures"
DESCRIPTION = (
    "Reported epidemic-control measures in North Korea, 2020–2023: which measure was in force where, on which day, who "
    "says so, and how sure that is. Reports, not events; no report is not no measure."
)
CORE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
CONFORMS_TO = [f"{CORE}/{name}" for name in ("core", "oas30", "html", "geojson")]
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"

Document = dict[str, Any]


def landing(address: Address, own: Format) -> Document:
    """The landing page."""
    return {
        "title": TITLE,
        "description": DESCRIPTION,
        "attribution": ATTRIBUTION,
        "links": [
            *self_links(address, (), {}, media_types(DOCUMENTS), own),
            link("service-desc", address.of("openapi"), OPENAPI, "The API as OpenAPI 3.0"),
            link("service-doc", address.of("docs"), "text/html", "The API described for people"),
            link("conformance", address.of("conformance"), "application/json", "Conformance classes"),
            link("data", address.of("collections"), "application/json", "Collections"),
        ],
    }


def conformance(address: Address, own: Format) -> Document:
    """What of the standard is implemented."""
    return {"conformsTo": CONFORMS_TO, "links": self_links(address, ("conformance",), {}, media_types(DOCUMENTS), own)}


def collections(address: Address, own: Format) -> Document:
    """All collections."""
    return {
        "links": self_links(address, ("collections",), {}, media_types(DOCUMENTS), own),
        "collections": [described(address, collection, own) for collection in load_collections().values()],
    }


def described(address: Address, collection: Collection, own: Format) -> Document:
    """A collection: what it holds, how many, where and when, and how to get it."""
    features, parts = features_of(collection), ("collections", collection.id)
    return {
        "id": collection.id,
        "title": collection.title,
        "description": collection.description,
        "attribution": ATTRIBUTION,
        "licence": collection.licence,
        "itemType": "feature",
        "itemCount": len(features.rows),
        "extent": _extent(features),
        "crs": [CRS84],
        "links": [*self_links(address, parts, {}, media_types(DOCUMENTS), own), *_items_links(address, collection)],
    }


def _items_links(address: Address, collection: Collection) -> list[dict[str, Any]]:
    titles = {"json": "Features as GeoJSON", "html": "Features as a page", "csv": "Features as a table (CSV)"}
    return [
        link("items", address.of("collections", collection.id, "items", f=name), media_type, titles[name])
        for name, media_type in media_types(ITEMS, GEOJSON).items()
    ]


def _extent(features: Features) -> Document:
    extent: Document = {}
    if features.bounds:
        extent["spatial"] = {"bbox": [features.bounds], "crs": CRS84}
    if features.span:
        interval = [f"{day}T{time}Z" for day, time in zip(features.span, ("00:00:00", "23:59:59"), strict=True)]
        extent["temporal"] = {"interval": [interval], "trs": GREGORIAN}
    return extent
