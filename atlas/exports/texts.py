"""Texts of reports made fit for files that other programs open. What they say is kept; what breaks a file is not."""

import re

# What XML 1.0 cannot hold, SQLite cuts a text at, or a terminal obeys: controls, halves of characters, non-characters.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACEMENT = "\ufffd"
# Characters that turn the direction of what follows, by what ends them.
TURNS = {**dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"), **dict.fromkeys("\u2066\u2067\u2068", "\u2069")}
ENDS = frozenset(TURNS.values())
TURN = re.compile(f"[{''.join(TURNS)}]")


def plain(text: str) -> str:
    """The text without characters that cannot be written, each a � instead, and with turned directions ended."""
    written = UNWRITABLE.sub(REPLACEMENT, text)
    return written + _open_ends(written) if TURN.search(written) else written


def without_markup(text: str) -> str:
    """The text for readers that take any ``<…>`` for HTML: its angle brackets are ‹ and › instead."""
    return plain(text).replace("<", "‹").replace(">", "›")


def _open_ends(text: str) -> str:
    """What ends the directions that the text leaves turned, so that nothing after it is."""
    ends: list[str] = []
    for character in text:
        if character in TURNS:
            ends.append(TURNS[character])
        elif character in ENDS and ends and ends[-1] == character:
            ends.pop()
    return "".join(reversed(ends))
