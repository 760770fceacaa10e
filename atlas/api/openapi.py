"""The API described as OpenAPI 3.0.3, made from the collections and the dictionary of columns."""

from typing import Any

from atlas.api.addresses import GEOJSON, OPENAPI, Address
from atlas.api.answers import PROBLEM
from atlas.api.collections import Collection, closed_values, load_collections
from atlas.api.documents import DESCRIPTION, TITLE
from atlas.api.negotiation import DOCUMENTS, ITEMS, Format
from atlas.api.queries import DEFAULT_LIMIT, MOST
from atlas.exports.column_words import column_words

VERSION = "1.0.0"
Schema = dict[str, Any]

TYPES: dict[str, Schema] = {
    "string": {"type": "string"},
    "number": {"type": "number"},
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
}
BOX = (
    "Only features whose shape meets this box: west, south, east, north in degrees (or six numbers, with heights, "
    "which do not count). West may be more than east: across the antimeridian. What has no shape is in no box."
)
DATETIME = (
    "Only features whose possible days (from `{first}` to `{last}`, vague ends included) meet this day or interval: "
    "`2021-02-08`, `2021-02-08T00:00:00Z`, `2021-01-01/2021-02-28`, `2021-01-01/..`, `../2021-02-28`. An instant "
    "stands for its day in UTC.{states}"
)
STATES = " `state` then is that of these days: `in_force` is sure, `probably` possible."
TIMELESS = "These features have no days of their own and are there at all times: it is read, and leaves none out."


def openapi(address: Address) -> dict[str, Any]:
    """The description of the API at an address."""
    return {
        "openapi": "3.0.3",
        "info": {"title": TITLE, "version": VERSION, "description": DESCRIPTION},
        "servers": [{"url": address.api}],
        "tags": [{"name": "Capabilities"}, *({"name": own.title} for own in load_collections().values())],
        "paths": {**_capabilities(), **_collection_paths()},
        "components": {
            "schemas": {"problem": _problem(), **{own.table: _properties(own) for own in load_collections().values()}},
            "responses": {"problem": _response("What is wrong with the request", PROBLEM, _reference("problem"))},
        },
    }


def _capabilities() -> dict[str, Any]:
    pages = {
        "/": ("landing", "Landing page", "application/json"),
        "/conformance": ("conformance", "What of the standard is implemented", "application/json"),
        "/openapi": ("openapi", "This description", OPENAPI),
        "/collections": ("collections", "All collections", "application/json"),
    }
    return {
        path: _get(name, title, "Capabilities", [_format(DOCUMENTS)], json_type)
        for path, (name, title, json_type) in pages.items()
    }


def _collection_paths() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for own in load_collections().values():
        path, known = f"/collections/{own.id}", [_known()] if own.known else []
        features = [
            _format(ITEMS),
            *_paging(),
            _bbox(),
            _datetime(own),
            *known,
            *map(_filter, [own] * len(own.filters), own.filters),
        ]
        paths[path] = _get(
            f"describe_{own.id}", f"About the {own.id}", own.title, [_format(DOCUMENTS)], "application/json"
        )
        paths[f"{path}/items"] = _get(
            f"list_{own.id}", own.description, own.title, features, GEOJSON, _collection(own), csv=True
        )
        paths[f"{path}/items/{{featureId}}"] = _get(
            f"get_{own.id}",
            "One feature",
            own.title,
            [_feature_id(), _format(DOCUMENTS), *known],
            GEOJSON,
            _feature(own),
            missing=True,
        )
    return paths


def _get(
    name: str, summary: str, tag: str, parameters: list[Schema], json_type: str, schema: Schema | None = None,
    *, csv: bool = False, missing: bool = False,
) -> dict[str, Any]:  # fmt: skip
    content: Schema = {json_type: {"schema": schema or {"type": "object"}}, "text/html": {"schema": {"type": "string"}}}
    if csv:
        content["text/csv"] = {"schema": {"type": "string"}}
    wrong = ("400", "404", "406", "503") if missing else ("400", "406", "503")
    problem = {"$ref": "#/components/responses/problem"}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "tags": [tag],
            "parameters": parameters,
            "responses": {"200": {"description": summary, "content": content}, **dict.fromkeys(wrong, problem)},
        }
    }


def _parameter(name: str, schema: Schema, description: str, **more: Any) -> Schema:
    """A parameter of a query."""
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description, **more}


def _format(offered: tuple[Format, ...]) -> Schema:
    return _parameter("f", {"type": "string", "enum": list(offered)}, "The format, if not by the header Accept.")


def _paging() -> list[Schema]:
    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT}
    return [
        _parameter("limit", limit, f"How many features at most; more than {MOST} counts as {MOST}."),
        _parameter(
            "offset",
            {"type": "integer", "minimum": 0, "maximum": 999_999_999, "default": 0},
            "How many features to leave out first.",
        ),
    ]


def _bbox() -> Schema:
    numbers = {"type": "number"}
    schema = {"type": "array", "items": numbers, "oneOf": [{"minItems": own, "maxItems": own} for own in (4, 6)]}
    return _parameter("bbox", schema, BOX, style="form", explode=False)


def _datetime(collection: Collection) -> Schema:
    states = STATES if "state" in collection.kinds else ""
    words = (
        DATETIME.format(first=collection.first, last=collection.last, states=states) if collection.first else TIMELESS
    )
    return _parameter("datetime", {"type": "string"}, words, style="form", explode=False)


def _known() -> Schema:
    words = "As it was known at the end of this day: only reports published by then, and states as they told them."
    return _parameter("as_known_on", TYPES["date"], words)


def _filter(collection: Collection, column: str) -> Schema:
    """The parameter that asks for a column's value."""
    return _parameter(column, _typed(collection, column), column_words(collection.table)[column])


def _feature_id() -> Schema:
    return {
        "name": "featureId",
        "in": "path",
        "required": True,
        "schema": {"type": "string"},
        "description": "The feature's id.",
    }


def _typed(collection: Collection, column: str) -> Schema:
    closed = closed_values().get(column)
    return {**TYPES[collection.kinds[column]], **({"enum": list(closed)} if closed else {})}


def _properties(collection: Collection) -> Schema:
    """The columns of a collection with their meaning."""
    words = column_words(collection.table)
    columns = {
        name: {**TYPES[kind], "nullable": True, "description": words[name]} for name, kind in collection.kinds.items()
    }
    return {"type": "object", "properties": columns}


def _feature(collection: Collection) -> Schema:
    members: Schema = {
        "type": {"type": "string", "enum": ["Feature"]},
        "id": {"type": "string"},
        "geometry": {"type": "object", "nullable": True},
        "properties": _reference(collection.table),
    }
    return {"type": "object", "required": list(members), "properties": members}


def _collection(collection: Collection) -> Schema:
    members: Schema = {
        "type": {"type": "string", "enum": ["FeatureCollection"]},
        "features": {"type": "array", "items": _feature(collection)},
        "links": {"type": "array", "items": {"type": "object"}},
        "numberMatched": {"type": "integer", "minimum": 0},
        "numberReturned": {"type": "integer", "minimum": 0},
        "timeStamp": {"type": "string", "format": "date-time"},
    }
    return {"type": "object", "required": ["type", "features"], "properties": members}


def _problem() -> Schema:
    words = ("type", "title", "detail", "parameter", "value")
    members: Schema = {**{name: {"type": "string"} for name in words}, "status": {"type": "integer"}}
    return {"type": "object", "required": ["title", "status", "detail"], "properties": members}


def _response(description: str, media_type: str, schema: Schema) -> Schema:
    page = {"schema": {"type": "string"}}
    return {"description": description, "content": {media_type: {"schema": schema}, "text/html": page}}


def _reference(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}
