"""All kinds of files that a snapshot can be written as: a new one is a row here."""

from collections.abc import Callable
from dataclasses import dataclass

from atlas.exports.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name on the command line, ending, media type, what it is called, and what writes it."""

    name: str
    ending: str
    media_type: str
    label: str
    write: Callable[[Snapshot], bytes]


def formats() -> dict[str, Format]:
    """The kinds of files by name, in the order in which they are offered."""
    return {}
