"""Where a curator is: which claim, what they are doing with it, what they have seen of its report and have done."""

from dataclasses import dataclass, field
from typing import Literal

import streamlit as st

from atlas.review.queue import Checkable
from corpus.decisions import Decision, Target, target_of
from corpus.decisions.log import Head
from corpus.models import Claim, Span

KEY = "review"
Doing = Literal["looking", "correcting", "rejecting", "adding"]
Subject = tuple[str, Target]


@dataclass(slots=True)
class Reviewing:
    """One curator's place in their work, held in their session.

    ``seen``: how many decisions on the claim's report its page has shown. ``done``: claims decided here, with the
    head of the log with which they still stood as before. ``taken``: this session's decisions, the last at the end.
    """

    subject: Subject | None = None
    doing: Doing = "looking"
    selected: Span | None = None
    seen: int = 0
    done: dict[Subject, Head | None] = field(default_factory=dict)
    taken: list[Decision] = field(default_factory=list)
    message: str = ""
    trouble: str = ""


def reviewing() -> Reviewing:
    """The state of this session."""
    held: Reviewing = st.session_state.setdefault(KEY, Reviewing())
    return held


def subject_of(claim: Claim) -> Subject:
    """What stands for a claim while the corpus is put together anew."""
    return claim.report, target_of(claim)


def go_to(claim: Claim | None) -> None:
    """Look at another claim; what was begun on the last one is left."""
    state = reviewing()
    state.subject = subject_of(claim) if claim else None
    start("looking")


def start(doing: Doing) -> None:
    """Begin to correct, to reject or to add, or leave off."""
    state = reviewing()
    state.doing, state.selected, state.trouble = doing, None, ""
    for key in [key for key in st.session_state if str(key).startswith("entered ")]:
        del st.session_state[key]


def position(listed: list[Checkable]) -> int:
    """The number of the claim looked at in the list; the first one where it is not there any more."""
    subject = reviewing().subject
    return next((number for number, own in enumerate(listed) if subject_of(own.claim) == subject), 0)
