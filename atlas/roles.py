"""Who may do what: everybody looks, curators decide.

A curator is signed in by OpenID Connect and stands on the allow-list ``ATLAS_CURATORS``: e-mail addresses that the
identity provider calls verified, or its subjects (``sub``), divided by commas. What has an @ is an address and never a
subject, which with some providers people choose themselves. On one's own machine
``ATLAS_LOCAL_CURATOR=Name`` makes whoever opens the app a curator of this name; the app refuses it where it listens
beyond this machine.
"""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from corpus.models import writable

ALLOWED_VARIABLE = "ATLAS_CURATORS"
LOCAL_VARIABLE = "ATLAS_LOCAL_CURATOR"
Role = Literal["viewer", "curator"]
# Set by whatever stands between a browser elsewhere and this machine.
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


class NotOnThisMachine(Exception):
    """The local curator is switched on, and the server can be reached from other machines."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever looks at a page: their role, their name in the log if they have one, and why they are no curator."""

    role: Role
    name: str = ""
    why: str = ""


def person_of(signed_in: Mapping[str, object] | None, headers: Mapping[str, str]) -> Person:
    """The person of a request: ``signed_in`` are the claims of their identity token, ``headers`` the request's."""
    local = os.environ.get(LOCAL_VARIABLE, "").strip()
    if local:
        return _local_person(writable(local), headers)
    if not signed_in:
        return Person("viewer", why="Curators sign in to review.")
    return _signed_in_person(signed_in)


def refuse_local_curator_beyond(address: str | None) -> None:
    """Raises `NotOnThisMachine` if the local curator is switched on and the server listens at other addresses."""
    if os.environ.get(LOCAL_VARIABLE, "").strip() and not is_loopback(address or ""):
        raise NotOnThisMachine(
            f"{LOCAL_VARIABLE} makes everybody who can open the app a curator, and the server listens at "
            f"{address or 'all addresses'}. Listen at 127.0.0.1, or let curators sign in."
        )


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own."""
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _local_person(name: str, headers: Mapping[str, str]) -> Person:
    lower = {key.lower(): value for key, value in headers.items()}
    if any(key in lower for key in FORWARDED) or not is_loopback(_host(lower.get("host", ""))):
        return Person("viewer", why="The local curator works only at an address of this machine, without a proxy.")
    return Person("curator", name)


def _host(value: str) -> str:
    try:
        return urlsplit(f"//{value}").hostname or ""
    except ValueError:
        return ""


def _signed_in_person(signed_in: Mapping[str, object]) -> Person:
    email, subject = str(signed_in.get("email") or ""), str(signed_in.get("sub") or "")
    entries = {entry.strip() for entry in os.environ.get(ALLOWED_VARIABLE, "").split(",")} - {""}
    verified = signed_in.get("email_verified") is True
    if verified and _folded(email) in {_folded(entry) for entry in entries if "@" in entry}:
        return Person("curator", writable(email))
    if subject in {entry for entry in entries if "@" not in entry}:
        return Person("curator", writable(subject))
    why = "is not on the list of curators" if verified or not email else "is not verified by the identity provider"
    return Person("viewer", why=f"You are signed in, but {writable(email or subject or 'your account')} {why}.")


def _folded(address: str) -> str:
    """The address without regard to case, of ASCII only: other letters have lower case in it that they are not."""
    return address.lower() if address.isascii() else address
