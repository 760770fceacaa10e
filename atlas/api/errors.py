"""What the API answers where it cannot answer as asked: a status, and words that say what is wrong (RFC 9457)."""

LONGEST_VALUE = 100  # characters of a value that are said again


class ApiError(Exception):
    """A request that is answered with a problem. ``parameter`` and ``value``: what was wrong, where it was one."""

    status = 500
    title = "Something went wrong"

    def __init__(self, detail: str, parameter: str | None = None, value: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.parameter = parameter if parameter is None else cut(parameter)
        self.value = value if value is None else cut(value)


class BadParameter(ApiError):
    """A parameter that there is not, or a value that it cannot have."""

    status, title = 400, "Bad parameter"

    def __init__(self, parameter: str, value: str, reason: str) -> None:
        super().__init__(f"{cut(parameter)}={cut(value)}: {reason}", parameter, value)


class BadHost(ApiError):
    """A request whose Host header is no host, so that no links can be made from it."""

    status, title = 400, "Bad host"


class NotThere(ApiError):
    """A collection, a feature or a page that there is not."""

    status, title = 404, "Not found"


class NotAcceptable(ApiError):
    """No format that the request accepts."""

    status, title = 406, "Not acceptable"


class TooLong(ApiError):
    """An address that is longer than any that makes sense."""

    status, title = 414, "Address too long"


class TooMany(ApiError):
    """More requests of one client than the operator allows."""

    status, title = 429, "Too many requests"


class Unavailable(ApiError):
    """The corpus cannot be read, or too many requests wait for it."""

    status, title = 503, "Not available"


def cut(text: str) -> str:
    """The beginning of a text, without halves of characters."""
    short = text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
    return short.encode("utf-8", "backslashreplace").decode()
