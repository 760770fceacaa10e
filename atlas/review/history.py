"""What curators have decided about a claim, in words."""

from collections.abc import Sequence
from datetime import datetime

from atlas.words import claim_in_words, day_in_words, interval_in_words
from corpus.decisions import Decision, Target, effective, target_of
from corpus.models import Claim
from geodata import load_gazetteer

DONE = {"accept": "accepted", "correct": "corrected", "reject": "rejected", "add": "added", "undo": "took back"}


def decision_in_words(decision: Decision) -> str:
    """``Ada corrected “Lockdown, Hyesan: imposed”, from 29 January 2021 … on 27 November 2026, 07:10 UTC``."""
    return f"{decision.who} {DONE[decision.action]} {_object_in_words(decision)} on {_when_in_words(decision)}"


def history_of(claim: Claim, decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions that led to a claim, and those about it, that hold; the last one first."""
    about: set[Target] = {target_of(claim)}
    found: list[Decision] = []
    for decision in reversed(effective([own for own in decisions if own.report == claim.report])):
        if decision.subjects() & about:
            about |= decision.subjects()
            found.append(decision)
    return found


def _object_in_words(decision: Decision) -> str:
    if decision.claim:
        said = interval_in_words(decision.claim.start, decision.claim.end)
        return f"“{claim_in_words(load_gazetteer(), decision.claim)}”, {said},"
    if decision.action == "undo":
        return "a decision"
    return "the claim" if decision.target else "whatever else was read from the report"


def _when_in_words(decision: Decision) -> str:
    moment = f", {decision.when:%H:%M} UTC" if isinstance(decision.when, datetime) else ""
    return f"{day_in_words(decision.when)}{moment}"
