"""The API as an ASGI application of its own: its routes, who may read it, and what it answers where something is wrong.

Its handlers are plain functions, which Starlette runs in threads: a slow query does not hold up the app.
"""

from collections.abc import Callable
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from atlas.api import documents
from atlas.api.addresses import OPENAPI, Address, address_of
from atlas.api.answers import compressed, document_answer, problem_answer
from atlas.api.collections import Collection, load_collections
from atlas.api.errors import ApiError, BadHost, NotThere, cut
from atlas.api.items import item_answer, items_answer
from atlas.api.limiting import buckets_wanted, take_token
from atlas.api.negotiation import ITEMS
from atlas.api.openapi import openapi
from atlas.api.queries import allowed_parameters
from atlas.api.requests import check_length, read_request


def landing(request: Request) -> Response:
    """The landing page."""
    asked = read_request(request)
    return document_answer(asked, documents.landing(asked.address, asked.format), "landing.html")


def conformance(request: Request) -> Response:
    """The conformance classes."""
    asked = read_request(request)
    return document_answer(asked, documents.conformance(asked.address, asked.format), "conformance.html")


def description(request: Request) -> Response:
    """The description of the API for programs; for people it is the page of `docs`."""
    asked = read_request(request)
    return document_answer(asked, openapi(asked.address), "docs.html", OPENAPI)


def docs(request: Request) -> Response:
    """The description of the API for people."""
    asked = read_request(request, offered=("html",))
    return document_answer(asked, openapi(asked.address), "docs.html")


def collections(request: Request) -> Response:
    """All collections."""
    asked = read_request(request)
    return document_answer(asked, documents.collections(asked.address, asked.format), "collections.html")


def collection(request: Request) -> Response:
    """One collection."""
    own = _collection(request)
    asked = read_request(request)
    return document_answer(asked, documents.described(asked.address, own, asked.format), "collection.html")


def items(request: Request) -> Response:
    """A page of a collection's features."""
    own = _collection(request)
    return items_answer(read_request(request, allowed_parameters(own), ITEMS), own)


def item(request: Request) -> Response:
    """One feature of a collection."""
    own = _collection(request)
    asked = read_request(request, ("f", "as_known_on") if own.known else ("f",))
    return item_answer(asked, own, request.path_params["feature"])


def _collection(request: Request) -> Collection:
    name = request.path_params["collection"]
    if name not in load_collections():
        raise NotThere(f"there is no such collection; there are {', '.join(load_collections())}", "collectionId", name)
    return load_collections()[name]


RESOURCES: dict[str, Callable[[Request], Response]] = {
    "/": landing,
    "/conformance": conformance,
    "/openapi": description,
    "/docs": docs,
    "/collections": collections,
    "/collections/{collection}": collection,
    "/collections/{collection}/items": items,
    "/collections/{collection}/items/{feature}": item,
}


def api_routes(base: str) -> list[BaseRoute]:
    """The routes of the API below the path of the app."""
    api = _application()
    return [Route(f"{base}/api", _WithoutSlash(api)), Mount(f"{base}/api", app=api)]


class _WithoutSlash:
    """The landing page at an address without a slash at its end, which `Mount` does not know."""

    def __init__(self, api: ASGIApp) -> None:
        self.api = api

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        await self.api({**scope, "path": f"{path}/", "root_path": path}, receive, send)


def _application() -> Starlette:
    buckets = buckets_wanted()

    def guarded(handler: Callable[[Request], Response]) -> Callable[[Request], Response]:
        def handle(request: Request) -> Response:
            take_token(buckets, request.client.host if request.client else "")
            check_length(request)
            return compressed(request, handler(request))

        return handle

    return Starlette(
        routes=[Route(path, guarded(handler), methods=["GET"]) for path, handler in RESOURCES.items()],
        middleware=[
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=["GET", "HEAD", "OPTIONS"],
                allow_headers=["*"],
                expose_headers=["ETag", "Link", "Retry-After"],
            ),
        ],
        exception_handlers={ApiError: _refused, HTTPException: _not_routed, Exception: _failed},
    )


def _refused(request: Request, error: Exception) -> Response:
    """A problem that a handler has found."""
    assert isinstance(error, ApiError)
    return problem_answer(request, error, _app_of(request))


def _not_routed(request: Request, error: Exception) -> Response:
    """A path or a method that there is not; asked for its options, a path names its methods."""
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": "GET, HEAD, OPTIONS"})
    problem = ApiError(_routing_words(error.status_code, request))
    problem.status, problem.title = error.status_code, HTTPStatus(error.status_code).phrase
    answer = problem_answer(request, problem, _app_of(request))
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        answer.headers["Allow"] = "GET, HEAD, OPTIONS"
    return answer


def _routing_words(status: int, request: Request) -> str:
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        return "the API is read-only: GET, HEAD and OPTIONS are answered"
    return f"there is nothing at {cut(request.url.path)}"


def _failed(request: Request, _: Exception) -> Response:
    """What nobody has foreseen: Starlette raises it again for the log; the answer does not have it."""
    return problem_answer(request, ApiError("the server failed; its log says why"), _app_of(request))


def _app_of(request: Request) -> str:
    """The address of the app for links of a page, also where the request names no host: then without one."""
    try:
        return address_of(request).app
    except BadHost:
        return Address("").app
