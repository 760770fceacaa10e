"""A page of features, and one feature: as GeoJSON, as a page to read, as CSV."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from atlas.api.addresses import GEOJSON, Address, link, media_types, self_links
from atlas.api.answers import etag_of, kept_headers, not_changed, to_page
from atlas.api.collections import Collection
from atlas.api.errors import NotThere
from atlas.api.features import Feature, Features
from atlas.api.negotiation import DOCUMENTS, ITEMS
from atlas.api.queries import Query, read_items_query, read_known
from atlas.api.requests import Asked
from atlas.api.shelf import features_of
from atlas.api.writing import feature_json, features_csv, features_json
from atlas.exports.column_words import column_words


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the features that a query asks for, and how many there are."""

    query: Query
    features: list[Feature]
    matched: int

    @property
    def next(self) -> int | None:
        """Where the next page begins, if there is one."""
        after = self.query.offset + len(self.features)
        return after if self.features and after < self.matched else None

    @property
    def previous(self) -> int | None:
        """Where the page before it begins, if there is one."""
        offset = min(self.query.offset, self.matched)
        return max(offset - self.query.limit, 0) if self.query.offset > 0 else None


def items_answer(asked: Asked, collection: Collection) -> Response:
    """A page of a collection's features. Raises an `ApiError`."""
    query = read_items_query(asked.given, collection)
    features = features_of(collection, query.known)
    etag = etag_of(features.mark, asked.address, asked.format, collection.id, sorted(asked.given.items()))
    return not_changed(asked, etag) or _page_answer(asked, collection, _page(features, query), etag)


def item_answer(asked: Asked, collection: Collection, feature_id: str) -> Response:
    """One feature. Raises an `ApiError`."""
    features = features_of(collection, read_known(asked.given))
    feature = features.get(feature_id)
    if feature is None:
        raise NotThere(f"{collection.id} has no feature of this id", "featureId", feature_id)
    etag = etag_of(features.mark, asked.address, asked.format, collection.id, feature_id, sorted(asked.given.items()))
    return not_changed(asked, etag) or _feature_answer(asked, collection, feature, etag)


def _page(features: Features, query: Query) -> Page:
    found = features.find(query)
    taken = features.take(found[query.offset : query.offset + query.limit], query.days)
    return Page(query, taken, len(found))


def _page_answer(asked: Asked, collection: Collection, page: Page, etag: str) -> Response:
    links = _page_links(asked, collection, page)
    members = {
        "type": "FeatureCollection",
        "title": collection.title,
        "numberMatched": page.matched,
        "numberReturned": len(page.features),
        "timeStamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "links": links,
    }
    headers = {**kept_headers(etag), "Link": _link_header(links)}
    if asked.format == "csv":
        return Response(features_csv(list(collection.kinds), page.features), headers=headers, media_type="text/csv")
    if asked.format == "json":
        return Response(features_json(members, page.features), headers=headers, media_type=GEOJSON)
    return Response(
        to_page(asked, "items.html", members, **_page_words(asked, collection, page)),
        headers=headers,
        media_type="text/html",
    )


def _page_links(asked: Asked, collection: Collection, page: Page) -> list[dict[str, Any]]:
    address, parts = asked.address, ("collections", collection.id, "items")
    links = self_links(address, parts, asked.given, media_types(ITEMS, GEOJSON), asked.format)
    own = links[[name["rel"] for name in links].index("self")]
    for rel, offset, title in (("next", page.next, "Next page"), ("prev", page.previous, "Page before")):
        if offset is not None:
            turned = {**asked.given, "offset": str(offset), "f": asked.format}
            links.append(link(rel, address.of(*parts, **turned), own["type"], title))
    about = address.of("collections", collection.id)
    return [*links, link("collection", about, "application/json", collection.title)]


def _link_header(links: list[dict[str, Any]]) -> str:
    """The links as a header, for clients of formats that have no place for them."""
    wanted = ("next", "prev", "collection")
    return ", ".join(
        f'<{own["href"]}>; rel="{own["rel"]}"; type="{own["type"]}"' for own in links if own["rel"] in wanted
    )


def _page_words(asked: Asked, collection: Collection, page: Page) -> Mapping[str, Any]:
    return {
        "collection": collection,
        "shown": {name: own for name, own in collection.shown.items() if name != "state" or page.query.days},
        "words": column_words(collection.table),
        "features": page.features,
        "given": {name: value for name, value in asked.given.items() if name not in ("limit", "offset")},
        "first": page.query.offset + 1,
        "api": asked.address,
    }


def _feature_answer(asked: Asked, collection: Collection, feature: Feature, etag: str) -> Response:
    address, parts = asked.address, ("collections", collection.id, "items", feature.id)
    links = self_links(address, parts, asked.given, media_types(DOCUMENTS, GEOJSON), asked.format)
    links.append(link("collection", address.of("collections", collection.id), "application/json", collection.title))
    headers = kept_headers(etag)
    if asked.format == "json":
        return Response(feature_json(feature, links), headers=headers, media_type=GEOJSON)
    words = column_words(collection.table)
    page = to_page(
        asked, "item.html", {"links": links}, feature=feature, collection=collection, words=words, api=address,
        on_map=_on_map(address, collection, feature),
    )  # fmt: skip
    return Response(page, headers=headers, media_type="text/html")


def _on_map(address: Address, collection: Collection, feature: Feature) -> str | None:
    """The address of the map on a feature's first day with its place chosen, if it has both."""
    place, day = feature.properties.get("place_id"), feature.properties.get(collection.first or "")
    return f"{address.app}/?{urlencode({'on': day, 'place': place})}" if place and day else None
