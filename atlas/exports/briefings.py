"""A briefing as files: its steps as snapshots. Another kind of file is another row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from atlas.briefing import Advance, Briefing
from atlas.exports.slides import write_briefing_pptx
from atlas.exports.snapshot import ADDRESS, Snapshot, take_snapshot
from atlas.exports.standalone import write_briefing_html
from atlas.figures.handout import write_handout
from atlas.links import read_query
from atlas.selection import EMPTY_SPAN, busiest_day, covered_days
from corpus.store import Corpus
from geodata import Gazetteer


@dataclass(frozen=True, slots=True)
class BriefingFormat:
    """A kind of file that holds a briefing: ending, media type, what it is called and is good for, what writes it."""

    ending: str
    media_type: str
    label: str
    use: str
    write: Callable[[Briefing, Sequence[Snapshot], Advance], bytes]


@cache
def formats() -> dict[str, BriefingFormat]:
    """The kinds of files by name, in the order in which they are offered."""
    return {
        "html": BriefingFormat(
            "html", "text/html", "Presentation", "One file that presents itself in a browser, without a network.",
            write_briefing_html,
        ),
        "pptx": BriefingFormat(
            "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "PowerPoint",
            "Native text beside a picture of each map, with notes and sources.", write_briefing_pptx,
        ),
        "pdf": BriefingFormat(
            "pdf", "application/pdf", "Handout (PDF)", "A page for each step, with its notes and sources.",
            write_handout,
        ),
    }  # fmt: skip


class EmptyBriefing(Exception):
    """A briefing without a step cannot be shown or written."""


def snapshots_of(
    briefing: Briefing, corpus: Corpus, gazetteer: Gazetteer, address: str = ADDRESS
) -> tuple[Snapshot, ...]:
    """The snapshot of each step, in order. Raises `EmptyBriefing`."""
    if not briefing.steps:
        raise EmptyBriefing(f"the briefing “{briefing.title}” has no step")
    span = covered_days(corpus) or EMPTY_SPAN
    start = busiest_day(corpus) or span[0]
    views = (read_query(step.query, gazetteer, span, start) for step in briefing.steps)
    return tuple(take_snapshot(corpus, gazetteer, view, address) for view in views)
