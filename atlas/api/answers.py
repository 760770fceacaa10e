"""Answers: JSON, pages and tables with their marks, so that what has not changed is not sent again; and problems."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from atlas.api.errors import ApiError, Unavailable
from atlas.api.negotiation import ITEMS, prefers_html
from atlas.api.requests import Asked
from atlas.evidence import TEMPLATES
from atlas.map import ATTRIBUTION
from atlas.served import ASSETS, mark

KEPT_SECONDS = 60
PROBLEM = "application/problem+json"
AGAIN_SECONDS = "10"
COMPRESSED_FROM = 1000  # bytes
LEVEL = 4  # the nation's outline stands in many features, and higher levels take ten times as long for a tenth less


def kept_headers(etag: str) -> dict[str, str]:
    """The headers of an answer with this mark."""
    return {"ETag": etag, "Cache-Control": f"public, max-age={KEPT_SECONDS}", "Vary": "Accept, Accept-Encoding"}


def etag_of(*parts: object) -> str:
    """The mark of an answer that is made of these. Weak: the time at which it was made is no part of it."""
    return f'W/"{hashlib.sha256(repr(parts).encode(errors="backslashreplace")).hexdigest()[:20]}"'


def not_changed(asked: Asked, etag: str) -> Response | None:
    """The answer that nothing has changed, if the client has what this mark is of."""
    marks = [own.strip().removeprefix("W/") for own in (asked.has or "").split(",")]
    has = etag.removeprefix("W/") in marks or marks == ["*"]
    return Response(status_code=304, headers=kept_headers(etag)) if has else None


def document_answer(
    asked: Asked, document: Mapping[str, Any], template: str, json_type: str = "application/json"
) -> Response:
    """A document as JSON or as the page that shows it."""
    body = f"{to_json(document)}\n" if asked.format == "json" else to_page(asked, template, document)
    etag = etag_of(asked.format, body)
    return not_changed(asked, etag) or Response(
        body, media_type=json_type if asked.format == "json" else "text/html", headers=kept_headers(etag)
    )


def to_json(document: Mapping[str, Any] | list[Any]) -> str:
    """A document as JSON text."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def to_page(asked: Asked, template: str, document: Mapping[str, Any], **more: Any) -> str:
    """A document as a page; all text in it is escaped by the template."""
    return _page(asked.address.app, template, document, **more)


def compressed(request: Request, response: Response) -> Response:
    """The answer compressed, if it is worth it and the client takes that. Done here, in the handler's thread."""
    body = bytes(response.body)
    if len(body) >= COMPRESSED_FROM and "gzip" in request.headers.get("accept-encoding", ""):
        response.body = gzip.compress(body, LEVEL, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.body))
    return response


def problem_answer(request: Request, error: ApiError, app: str) -> Response:
    """What is wrong with a request: JSON (RFC 9457), or a page where a browser asks. ``app``: the app's address."""
    document = {"type": "about:blank", "title": error.title, "status": error.status, "detail": error.detail}
    document |= {"parameter": error.parameter} if error.parameter is not None else {}
    document |= {"value": error.value} if error.value is not None else {}
    headers = {"Cache-Control": "no-store", "Vary": "Accept"}
    if error.status in (Unavailable.status, 429):
        headers["Retry-After"] = AGAIN_SECONDS
    asked = request.query_params.get("f")
    page = asked == "html" or (asked not in ITEMS and prefers_html(request.headers.get("accept")))
    body = _page(app, "problem.html", document) if page else f"{to_json(document)}\n"
    return Response(body, error.status, headers, media_type="text/html" if page else PROBLEM)


def _page(app: str, template: str, document: Mapping[str, Any], **more: Any) -> str:
    return TEMPLATES.get_template(f"api/{template}").render(
        document=document,
        app=app,
        styles=f"{app}/assets/api.css?v={mark((ASSETS / 'api.css').read_bytes())}",
        attribution=ATTRIBUTION,
        **more,
    )
