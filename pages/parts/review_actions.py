"""What a curator does with a claim: each writes a decision down, or says why it was not written."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from atlas.current import Current, load_current
from atlas.evidence import said_html
from atlas.review import decisions
from atlas.review.history import decision_in_words
from atlas.review.queue import Checkable
from corpus.decisions import Decision
from corpus.decisions.database import LogError
from corpus.decisions.log import DecidedMeanwhile, open_log
from corpus.models import Claim, Report
from pages.parts import access, review_form
from pages.parts.review_state import go_to, reviewing, start, subject_of


def draw(current: Current, own: Checkable, after: Checkable | None) -> None:
    """The actions on the claim looked at, or the one that has been begun."""
    report = current.read.reports[own.claim.report]
    doing = reviewing().doing
    if doing == "looking":
        _draw_choices(current, own, after)
    elif doing == "rejecting":
        _draw_rejecting(current, own.claim, after)
    elif doing == "correcting":
        _draw_correcting(current, own.claim, report, after)
    else:
        _draw_adding(current, own.claim, report)


def draw_messages() -> None:
    """What the last decision gave, and the way to take it back."""
    state = reviewing()
    if state.trouble:
        st.html(said_html(state.trouble))
    if state.message:
        st.html(said_html(state.message, "done"))
        if state.taken:
            st.button("Undo", key="undo", shortcut="U", on_click=_undo_last)


def _draw_choices(current: Current, own: Checkable, after: Checkable | None) -> None:
    claim = own.claim
    with st.container(key="review-choices", horizontal=True, gap="small"):
        label = "Accept" if own.standing else "Take back in"
        _button(label, "A", lambda: _accept(current, claim, after), primary=True)
        _button("Correct", "E", lambda: start("correcting"))
        if own.standing:
            _button("Reject", "X", lambda: start("rejecting"))
        _button("Add a claim", "N", lambda: start("adding"))


def _draw_rejecting(current: Current, claim: Claim, after: Checkable | None) -> None:
    st.markdown("**Why is it no claim of this report?**")
    with st.container(horizontal=True, gap="small"):
        for key, label, why in decisions.REASONS:
            _button(label, key, partial(_reject, current, claim, why, after))
    own_words = review_form.ask_why("Or in your own words")
    with st.container(horizontal=True, gap="small"):
        _button("Reject", "Ctrl+Enter", lambda: _reject(current, claim, own_words, after), primary=True)
        _button("Leave off", "Esc", lambda: start("looking"))


def _draw_correcting(current: Current, claim: Claim, report: Report, after: Checkable | None) -> None:
    entered = review_form.draw(current, decisions.entered_from(claim))
    why = review_form.ask_why("Why (optional)")

    def correct() -> None:
        _take(current, lambda who, when: decisions.corrected(claim, report, entered, who, when, why), claim, after)

    _draw_saving("Save the correction", correct)


def _draw_adding(current: Current, claim: Claim, report: Report) -> None:
    selected = reviewing().selected
    if not selected:
        st.info("Select in the text the words that say so: by pointer, or with ↑ ↓ and Shift after a Tab into it.")
        _button("Leave off", "Esc", lambda: start("looking"))
        return
    st.markdown("**What do these words say?**")
    blank = decisions.Entered(claim.measure, None, "", "", "imposed", claim.attribution, selected)
    entered = review_form.draw(current, blank)
    why = review_form.ask_why("Why (optional)")

    def add() -> None:
        _take(current, lambda who, when: decisions.added(report, entered, who, when, why), claim, None)

    _draw_saving("Add the claim", add)


def _draw_saving(label: str, save: Callable[[], None]) -> None:
    with st.container(horizontal=True, gap="small"):
        _button(label, "Ctrl+Enter", save, primary=True)
        _button("Leave off", "Esc", lambda: start("looking"))


def _accept(current: Current, claim: Claim, after: Checkable | None) -> None:
    _take(current, lambda who, when: decisions.accepted(claim, who, when), claim, after)


def _reject(current: Current, claim: Claim, why: str, after: Checkable | None) -> None:
    _take(current, lambda who, when: decisions.rejected(claim, who, when, why), claim, after)


def take_back(current: Current, decision: Decision) -> None:
    """Undo a decision of anybody's, told by the history of the claim."""
    _take(current, lambda who, when: decisions.undone(decision, who, when), None, None)


def _undo_last() -> None:
    state = reviewing()
    last = state.taken[-1]
    current = load_current()
    state.seen = len(open_log(current.folder).of_report(current.read.reports[last.report]))
    if _take(current, lambda who, when: decisions.undone(last, who, when), None, None):
        state.taken = state.taken[:-2]
        if last.target:
            state.subject = (last.report, last.target)
            state.done.pop(state.subject, None)


def _take(
    current: Current, decide: Callable[[str, datetime], Decision], claim: Claim | None, after: Checkable | None
) -> bool:
    """Write a decision down as the one who is signed in, and go on; or say why not, and stay."""
    state = reviewing()
    person = access.person()
    if person.role != "curator":
        state.trouble = f"Not written down. {person.why}"
        return False
    try:
        decision = decide(person.name, datetime.now(UTC))
        open_log(current.folder).append(decision, current.read.reports[decision.report], state.seen)
    except DecidedMeanwhile as meanwhile:
        told = "; ".join(decision_in_words(newer) for newer in meanwhile.newer)
        start("looking")
        if (now := meanwhile.newer[-1].claim) is not None:
            state.subject = subject_of(now)
        state.trouble = f"Not written down, since somebody was first: {told}. Look again and decide."
        return False
    except (decisions.Unusable, LogError) as error:
        state.trouble = f"Not written down: {error}"
        return False
    _go_on(decision, current, claim, after)
    return True


def _go_on(decision: Decision, current: Current, claim: Claim | None, after: Checkable | None) -> None:
    state = reviewing()
    state.taken.append(decision)
    state.message = decision_in_words(decision)
    if claim and decision.action != "add":
        state.done[subject_of(claim)] = current.head
        go_to(after.claim if after else None)
    else:
        start("looking")


def _button(label: str, shortcut: str, act: Callable[[], None], *, primary: bool = False) -> None:
    st.button(
        label, key=f"do {label}", shortcut=shortcut, on_click=act, type="primary" if primary else "secondary",
    )  # fmt: skip
