"""Which format a request wants: by the parameter ``f``, else by what it accepts (RFC 9110, 12.5.1)."""

from collections.abc import Iterable, Mapping
from typing import Literal

from atlas.api.errors import BadParameter, NotAcceptable

Format = Literal["json", "html", "csv"]

# What each format may be asked for as, the first being what it is answered as; the first format wins where all do.
MEDIA_TYPES: Mapping[Format, tuple[str, ...]] = {
    "json": (
        "application/json",
        "application/geo+json",
        "application/vnd.oai.openapi+json",
        "application/problem+json",
    ),
    "html": ("text/html", "application/xhtml+xml"),
    "csv": ("text/csv",),
}
DOCUMENTS: tuple[Format, ...] = ("json", "html")
ITEMS: tuple[Format, ...] = ("json", "html", "csv")
MOST_RANGES = 40


def choose_format(asked: str | None, accept: str | None, offered: tuple[Format, ...]) -> Format:
    """One of the formats that are offered. Raises `BadParameter` or `NotAcceptable`."""
    if asked is not None:
        found = next((name for name in offered if name == asked), None)
        if found is None:
            raise BadParameter("f", asked, f"not one of {', '.join(offered)}")
        return found
    ranges = _ranges(accept or "*/*")
    weight, best = max(
        ((_weight(name, ranges), name) for name in reversed(offered)), key=lambda own: own[0] + _first(own[1], offered)
    )
    if weight <= 0:
        types = ", ".join(MEDIA_TYPES[name][0] for name in offered)
        raise NotAcceptable(f"there is {types}", "Accept", accept)
    return best


def prefers_html(accept: str | None) -> bool:
    """Whether a problem is better told as a page: a browser asks."""
    ranges = _ranges(accept or "*/*")
    return _weight("html", ranges) > _weight("json", ranges)


def _first(name: Format, offered: tuple[Format, ...]) -> float:
    """A little for those that are offered first, less than any weight differs by."""
    return -0.0001 * offered.index(name)


def _ranges(accept: str) -> dict[str, float]:
    """The media ranges by name with their weights; a weight that cannot be read counts as none given."""
    found = {}
    for text in accept.split(",")[:MOST_RANGES]:
        name, *parameters = (part.strip().lower() for part in text.split(";"))
        found[name] = _quality(parameters)
    return found


def _quality(parameters: Iterable[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return min(max(float(parameter.removeprefix("q=")), 0.0), 1.0)
            except ValueError:
                return 1.0
    return 1.0


def _weight(name: Format, ranges: Mapping[str, float]) -> float:
    """How much a format is wanted: by its own name before its kind before any."""
    types = MEDIA_TYPES[name]
    exact = [ranges[own] for own in types if own in ranges]
    if exact:
        return max(exact)
    return ranges.get(f"{types[0].split('/')[0]}/*", ranges.get("*/*", 0.0))
