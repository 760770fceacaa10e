"""Who is looking at the page, and stopping those who may not do what it does."""

import logging

import streamlit as st

from atlas.evidence import said_html
from atlas.operation.metrics import REFUSED
from atlas.roles import Person, person_of

TOLD = "refused sign-in told"
_log = logging.getLogger("atlas.roles")


def person() -> Person:
    """Whoever looks: asked of the server at each run, never of the browser."""
    signed_in = st.user.to_dict() if _is_signed_in() else None
    return person_of(signed_in, st.context.headers.to_dict())


def require_curator() -> Person:
    """The curator who looks; for anybody else the page ends here with what to do."""
    found = person()
    if found.role != "curator":
        st.html(said_html(found.why))
        _tell_refused(found)
        _offer_sign_in()
        st.stop()
    return found


def draw_sign_out() -> None:
    """A way out for who has signed in."""
    if _is_signed_in():
        st.button("Sign out", key="sign out", type="tertiary", on_click=st.logout)


def _tell_refused(found: Person) -> None:
    """Tell whoever runs the app, once a session, that somebody has signed in who may not review."""
    if _is_signed_in() and not st.session_state.get(TOLD):
        st.session_state[TOLD] = True
        REFUSED.inc()
        _log.warning("sign-in refused", extra={"why": found.why})


def _offer_sign_in() -> None:
    if not _can_sign_in():
        st.caption(
            "On this server nobody can sign in. Whoever runs it sets up an identity provider, or on their own machine "
            "a local curator: see “Curators” in the README."
        )
    elif _is_signed_in():
        draw_sign_out()
    else:
        st.button("Sign in", key="sign in", type="primary", on_click=st.login)


def _can_sign_in() -> bool:
    """Whether an identity provider is set up; reading secrets fails where there is no file of them."""
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return False


def _is_signed_in() -> bool:
    return bool(getattr(st.user, "is_logged_in", False))
