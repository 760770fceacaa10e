"""Addresses of the API as absolute links, made from the request's own host and base path."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request

from atlas.api.errors import BadHost
from atlas.api.negotiation import MEDIA_TYPES, Format

HOST = re.compile(r"[A-Za-z0-9._\-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
GEOJSON = "application/geo+json"
NAMES: Mapping[Format, str] = {"json": "JSON", "html": "HTML", "csv": "CSV"}

Link = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Address:
    """Where the API is: ``app`` is the address of the app that it stands beside, without a slash at its end."""

    app: str

    @property
    def api(self) -> str:
        """The address of the landing page."""
        return f"{self.app}/api"

    def of(self, *parts: str, **query: str) -> str:
        """The address of a resource below the landing page, each part of its path quoted."""
        path = "".join(f"/{quote(part, safe=':')}" for part in parts)
        return f"{self.api}{path}{'?' if query else ''}{urlencode(query)}"


def address_of(request: Request) -> Address:
    """The address by which the request came. Raises `BadHost`."""
    host = request.headers.get("host", "")
    if not HOST.fullmatch(host):
        raise BadHost("the Host header is not a host name with or without a port", "Host", host)
    base = request.scope.get("root_path", "").removesuffix("/api")
    return Address(f"{request.url.scheme}://{host}{base}")


def link(rel: str, href: str, media_type: str, title: str) -> Link:
    """A link as the standard has it."""
    return {"href": href, "rel": rel, "type": media_type, "title": title}


def self_links(
    address: Address, parts: tuple[str, ...], query: Mapping[str, str], formats: Mapping[Format, str], own: Format
) -> list[Link]:
    """The links to a resource itself and to the same in other formats. ``formats``: the media type of each."""
    return [
        link(
            "self" if name == own else "alternate",
            address.of(*parts, **{**query, "f": name}),
            media_type,
            "This document" if name == own else f"This document as {NAMES[name]}",
        )
        for name, media_type in formats.items()
    ]


def media_types(offered: tuple[Format, ...], json_type: str = MEDIA_TYPES["json"][0]) -> dict[Format, str]:
    """The media types in which formats are answered."""
    return {name: json_type if name == "json" else MEDIA_TYPES[name][0] for name in offered}
