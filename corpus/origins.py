"""Whose reporting a report relays, so that rewrites of one story count once.

The origin that the front matter states stands. Where it states none, the head of the text may name an outlet that is
relayed ("RFA reported", "according to Daily NK"), else it is the publisher. Of near-duplicates the earliest is the
origin of all. Outlets go by one name each: ``lexicon/outlets.toml``.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from rensa import RMinHash, RMinHashLSH

from corpus.extraction.lexicon import load_table
from corpus.models import Report

LEAD = 900
"""Characters at the head of a text in which an outlet that the whole report relays is named."""

SHINGLE = 5
PERMUTATIONS = 128
BANDS = 32
ALIKE = 0.5
"""Texts are near-duplicates whose shingles (runs of five words) are the same by this share."""


def settle_origins(reports: Iterable[Report]) -> list[Report]:
    """The reports in their order, each with the origin that counts for it."""
    named = [replace(report, origin=_stated_or_relayed(report)) for report in reports]
    return _join_duplicates(named)


def outlet_name(name: str) -> str:
    """The one name of an outlet; a name that the table lacks stays as it is."""
    return _outlets().get(name.strip().casefold(), name.strip())


def relayed_outlet(text: str) -> str | None:
    """The outlet that the head of a text relays, ``None`` where it names none."""
    match = _relay_pattern().search(text[:LEAD])
    return outlet_name(next(group for group in match.groups() if group)) if match else None


def _stated_or_relayed(report: Report) -> str:
    if report.origin:
        return outlet_name(report.origin)
    return relayed_outlet(report.text) or outlet_name(report.publisher)


@cache
def _outlets() -> dict[str, str]:
    """Every name in lower case -> the one that is counted."""
    table: dict[str, list[str]] = load_table("outlets.toml")["outlets"]
    return {each.casefold(): name for name, others in table.items() for each in (name, *others)}


@cache
def _relay_pattern() -> re.Pattern[str]:
    """Literal words around literal names: none can backtrack badly. A group for each way to relay."""
    table = load_table("outlets.toml")
    names = sorted(
        (each for name, others in table["outlets"].items() for each in (name, *others)), key=len, reverse=True
    )
    name = "|".join(map(re.escape, names))
    english, korean = table["relay"]["en"], table["relay"]["ko"]
    before, after = ("|".join(map(re.escape, english[side])) for side in ("before", "after"))
    particles = "|".join(map(re.escape, korean["after"]))
    return re.compile(
        rf"\b(?i:{before})\s(?:the\s)?({name})(?!\w)|(?<!\w)({name})\s(?i:{after})(?!\w)|(?<![가-힣])({name})(?:{particles})"
    )


def _join_duplicates(reports: Sequence[Report]) -> list[Report]:
    """Give near-duplicates the origin of the earliest among them."""
    sketches = [_sketch(report.text) for report in reports]
    index = RMinHashLSH(threshold=ALIKE, num_perm=PERMUTATIONS, num_bands=BANDS)
    origins: dict[int, str] = {}
    for number in sorted(range(len(reports)), key=lambda each: (reports[each].published, reports[each].id)):
        alike = (
            each for each in sorted(index.query(sketches[number])) if sketches[each].jaccard(sketches[number]) >= ALIKE
        )
        first = next(alike, None)
        origins[number] = reports[number].origin if first is None else origins[first]
        index.insert(number, sketches[number])
    return [replace(report, origin=origins[number]) for number, report in enumerate(reports)]


def _sketch(text: str) -> RMinHash:
    words = re.findall(r"\w+", text.casefold())
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
    sketch.update([" ".join(words[start : start + SHINGLE]) for start in range(max(1, len(words) - SHINGLE + 1))])
    return sketch
