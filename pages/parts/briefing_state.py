"""The briefing of a session: it is edited here, and saved as a file."""

from dataclasses import replace

import streamlit as st

from atlas.briefing import Briefing, Step

BRIEFING = "briefing"
EDITED = "briefing edits"  # counts what was loaded, moved or removed, so that fields start anew
VIEW = "view last seen"  # the link of the map page
NEW = Briefing("A new briefing", ())


def current() -> Briefing:
    """The briefing as it stands."""
    found = st.session_state.get(BRIEFING, NEW)
    assert isinstance(found, Briefing)
    return found


def take(briefing: Briefing) -> None:
    """Put another briefing in its place."""
    st.session_state[BRIEFING] = briefing
    st.session_state[EDITED] = edits() + 1


def edits() -> int:
    """How often the briefing was changed other than by its fields."""
    return int(st.session_state.get(EDITED, 0))


def add_view(query: dict[str, str], heading: str) -> None:
    """Add a view as the last step."""
    briefing = current()
    take(replace(briefing, steps=(*briefing.steps, Step(heading, query))))


def move(number: int, by: int) -> None:
    """Let a step change places with the one before or after it."""
    steps = list(current().steps)
    steps[number], steps[number + by] = steps[number + by], steps[number]
    take(replace(current(), steps=tuple(steps)))


def remove(number: int) -> None:
    """Take a step out."""
    steps = current().steps
    take(replace(current(), steps=steps[:number] + steps[number + 1 :]))


def rewrite(number: int, step: Step) -> None:
    """Change the words of a step; its fields stay as they are."""
    steps = list(current().steps)
    steps[number] = step
    st.session_state[BRIEFING] = replace(current(), steps=tuple(steps))


def rename(title: str) -> None:
    """Change the title."""
    st.session_state[BRIEFING] = replace(current(), title=title)
