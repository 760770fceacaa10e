"""What every request says: by which address it came, in which format it wants its answer, and its parameters."""

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request

from atlas.api.addresses import Address, address_of
from atlas.api.errors import TooLong
from atlas.api.negotiation import DOCUMENTS, Format, choose_format
from atlas.api.queries import read_parameters

LONGEST = 2000  # bytes of a path, and of a query


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: the address of the API as it sees it, the format of the answer, its other parameters, and the marks
    (ETags) of answers that it has already."""

    address: Address
    format: Format
    given: dict[str, str]
    has: str | None


def read_request(request: Request, allowed: Iterable[str] = ("f",), offered: tuple[Format, ...] = DOCUMENTS) -> Asked:
    """The request. Raises an `ApiError` that says what is wrong with it."""
    given = read_parameters(request.query_params.multi_items(), allowed)
    accept = ",".join(request.headers.getlist("accept")) or None
    wanted = choose_format(given.pop("f", None), accept, offered)
    return Asked(address_of(request), wanted, given, request.headers.get("if-none-match"))


def check_length(request: Request) -> None:
    """Raises `TooLong` for an address that is longer than any that makes sense."""
    if max(len(request.scope["query_string"]), len(request.scope["path"])) > LONGEST:
        raise TooLong(f"a path and a query may have {LONGEST} bytes each")
