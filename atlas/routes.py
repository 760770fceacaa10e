"""What the app serves beside its pages: the map's numbers, our scripts and the vendored ones, and the open API."""

import gzip
import os
from functools import lru_cache

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import PathLike, StaticFiles
from starlette.types import Scope

from atlas.api.application import api_routes
from atlas.current import Current, held, load_current, load_ground
from atlas.current_files import held_file
from atlas.current_places import held_places, places_of
from atlas.health import healthz, readyz
from atlas.operation.metrics import metrics
from atlas.served import ASSETS, BUNDLES, VENDOR, bundle, mark
from corpus.models import CorpusError

FOR_EVER = "public, max-age=31536000, immutable"


class KeptFiles(StaticFiles):
    """Files that a browser keeps for ever where their address carries a mark of their content (``?v=``),
    and asks for again by their ETag where it does not."""

    def file_response(
        self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The file, with how long it may be kept."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        marked = b"v=" in scope["query_string"]
        response.headers["Cache-Control"] = FOR_EVER if marked else "no-cache"
        return response


def columns(request: Request) -> Response:
    """The packed columns of the corpus in use, or of one that a session shows; another digest is not kept."""
    try:
        current = _asked_for(request)
    except CorpusError as error:
        return PlainTextResponse(f"{error}\n", status_code=503)
    return _block(request, current.columns, current.digest, "application/octet-stream")


def coverage(request: Request) -> Response:
    """How many reports name each province in each month, in the corpus of these columns."""
    try:
        current = _asked_for(request)
    except CorpusError as error:
        return PlainTextResponse(f"{error}\n", status_code=503)
    return _block(request, places_of(current).coverage, current.digest, "application/json")


def _asked_for(request: Request) -> Current:
    digest = request.path_params["digest"]
    return next((own for own in held() if own.digest == digest), None) or load_current()


def ground(request: Request) -> Response:
    """The basemap as GeoJSON collections by name."""
    block, digest = load_ground()
    return _block(request, block, digest, "application/json")


def places(request: Request) -> Response:
    """The places of the gazetteer as their map draws them, with what the corpus in use, or of a session, names."""
    digest = request.path_params["digest"]
    try:
        found = held_places(digest) or places_of(load_current())
    except CorpusError as error:
        return PlainTextResponse(f"{error}\n", status_code=503)
    return _block(request, found.block, found.digest, "application/json")


def presented(request: Request) -> Response:
    """A presentation that a session has made, in a tab of its own."""
    digest = request.path_params["digest"]
    content = held_file(digest)
    if content is None:
        return PlainTextResponse("not kept: make the presentation again\n", status_code=404)
    return Response(content, media_type="text/html", headers={"ETag": f'"{digest}"', "Cache-Control": "no-cache"})


def bundles(request: Request) -> Response:
    """The scripts of a map as one."""
    name = request.path_params["name"]
    if name not in BUNDLES:
        return PlainTextResponse("no such scripts\n", status_code=404)
    return _kept_block(request, bundle(name), mark(bundle(name)), "text/javascript")


def routes(base_path: str = "") -> list[BaseRoute]:
    """The routes of the app beside Streamlit's own, below the path at which the app is served, if any."""
    base = "".join(f"/{part}" for part in base_path.split("/") if part)
    return [
        Route(f"{base}/api/columns/{{digest}}", columns),
        Route(f"{base}/api/coverage/{{digest}}", coverage),
        Route(f"{base}/api/ground/{{digest}}", ground),
        Route(f"{base}/api/places/{{digest}}", places),
        *api_routes(base),  # after ours below the same path
        Route(f"{base}/healthz", healthz),
        Route(f"{base}/metrics", metrics),
        Route(f"{base}/readyz", readyz),
        Route(f"{base}/presented/{{digest}}.html", presented),
        Route(f"{base}/bundles/{{name}}.js", bundles),
        Mount(f"{base}/assets", KeptFiles(directory=ASSETS)),
        Mount(f"{base}/vendor", KeptFiles(directory=VENDOR)),
    ]


def _block(request: Request, block: bytes, digest: str, media_type: str) -> Response:
    """Bytes named by their digest: kept for ever by the browser, asked again by their ETag."""
    if request.path_params["digest"] != digest:
        return PlainTextResponse("not kept: the data has changed, load the page again\n", status_code=404)
    return _kept_block(request, block, digest, media_type)


def _kept_block(request: Request, block: bytes, digest: str, media_type: str) -> Response:
    headers = {"ETag": f'"{digest}"', "Cache-Control": FOR_EVER}
    if Headers(scope=request.scope).get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    headers["Vary"] = "Accept-Encoding"
    if "gzip" in Headers(scope=request.scope).get("accept-encoding", ""):
        return Response(_compressed(block), media_type=media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(block, media_type=media_type, headers=headers)


@lru_cache(maxsize=16)
def _compressed(block: bytes) -> bytes:
    return gzip.compress(block, 6, mtime=0)
