"""The list of claims to check: which kind, in which order, and the way from one to the next."""

import streamlit as st

from atlas.current import Current
from atlas.evidence import signed_html
from atlas.review.queue import KINDS, ORDERS, Checkable, checkable, queue
from atlas.roles import Person
from atlas.words import count_of
from corpus.decisions.log import Head
from pages.parts import access
from pages.parts.linked import choose_linked
from pages.parts.review_state import go_to, position, reviewing, start, subject_of


def choose(current: Current, curator: Person) -> tuple[Checkable | None, Checkable | None]:
    """The claim to look at, and the one that comes after it; none where nothing is left."""
    state = reviewing()
    everything = _undone(checkable(current.corpus, current.read), current.head)
    with st.container(key="review-queue", horizontal=True, vertical_alignment="center", gap="small"):
        kind = _choose_kind(everything)
        first = next(iter(ORDERS))
        order = choose_linked("Order", list(ORDERS), "order", lambda key: ORDERS[key][0], default=first)
        listed = queue(everything, kind, order or first)
        at = position(listed)
        _draw_way(listed, at)
        st.html(signed_html(curator.name), width="content")
        access.draw_sign_out()
    if (held := _decided_by_another(everything, listed)) is not None:
        return held, listed[0] if listed else None
    if not listed:
        _say_empty(kind, current)
        return None, None
    if state.subject != subject_of(listed[at].claim):
        state.subject = subject_of(listed[at].claim)
    return listed[at], listed[(at + 1) % len(listed)] if len(listed) > 1 else None


def _decided_by_another(everything: list[Checkable], listed: list[Checkable]) -> Checkable | None:
    """The claim looked at, where somebody else was first with it: it stays until the curator goes on, so that no
    key that was meant for it meets another one."""
    state = reviewing()
    if state.subject is None or any(subject_of(own.claim) == state.subject for own in listed):
        return None
    held = next((own for own in everything if subject_of(own.claim) == state.subject), None)
    if state.subject not in state.done and not state.trouble:
        start("looking")
        state.trouble = "Somebody else has just decided about " + (
            "this claim: look again." if held else "the claim that was here; this is the next one."
        )
    return held


def _undone(everything: list[Checkable], head: Head | None) -> list[Checkable]:
    """Without those decided in this session that the corpus does not show decided yet."""
    done = reviewing().done
    return [own for own in everything if subject_of(own.claim) not in done or done[subject_of(own.claim)] != head]


def _choose_kind(everything: list[Checkable]) -> str:
    counts = {key: sum(map(belongs, everything)) for key, (_, belongs) in KINDS.items()}

    def in_words(key: str) -> str:
        return f"{KINDS[key][0]} ({counts[key]})"

    return st.segmented_control(
        "Claims", list(KINDS), default="waiting", required=True, key="kind", format_func=in_words,
        label_visibility="collapsed", on_change=go_to, args=(None,),
    )  # fmt: skip


def _draw_way(listed: list[Checkable], at: int) -> None:
    """One back, where we are, one on."""
    if not listed:
        return
    before, after = listed[at - 1].claim, listed[(at + 1) % len(listed)].claim
    st.button("Back", key="one back", shortcut="K", on_click=go_to, args=(before,))
    st.markdown(f"{at + 1} of {len(listed)}", width="content")
    st.button("On", key="one on", shortcut="J", on_click=go_to, args=(after,))


def _say_empty(kind: str, current: Current) -> None:
    if kind == "waiting":
        standing = count_of(len(current.corpus.claims), "claim")
        st.success(f"Nothing is left to check: all of {standing} are reviewed. Look at them under “Reviewed”.")
    else:
        st.info(f"No claim is {KINDS[kind][0].lower()}.")
