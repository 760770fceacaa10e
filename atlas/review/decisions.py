"""The decisions that a curator takes on claims, each made from what the page shows.

``who`` and ``when`` are handed in: who is signed in, and the instant in UTC.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from corpus.decisions import Decision, target_of
from corpus.decisions.annotation import find_fields
from corpus.interval import BadDate, day_range
from corpus.models import Claim, Evidence, Report, Span, Status
from geodata import geocode

ADDED_RULE = "added by a curator"
ACCEPTED = "The report says so."
# Who rejects a claim says why in a word, by key; "other" asks for their own.
REASONS = (
    ("1", "No such measure", "The report states no such measure."),
    ("2", "Not that place", "The measure does not apply to this place."),
    ("3", "Background", "It speaks of another time or of measures in general."),
    ("4", "Twice", "The same report says the same elsewhere."),
)
MOST_WORDS = 500


class Unusable(ValueError):
    """What a curator has entered is no claim; says which field, and why."""


@dataclass(frozen=True, slots=True)
class Entered:
    """The fields of a claim as a curator sets them; dates are EDTF or empty, the quote is a span of the text."""

    measure: str
    place_id: str | None
    start: str
    end: str
    status: Status
    attribution: str
    quote: Span


def entered_from(claim: Claim) -> Entered:
    """The fields of a claim as they are."""
    quote = claim.evidence.start, claim.evidence.end
    return Entered(
        claim.measure, claim.place_id, claim.start or "", claim.end or "", claim.status, claim.attribution, quote
    )


def accepted(claim: Claim, who: str, when: datetime, why: str = ACCEPTED) -> Decision:
    """The claim is as the report says."""
    return Decision("accept", claim.report, target_of(claim), replace(claim, decision=None), who, when, _words(why))


def rejected(claim: Claim, who: str, when: datetime, why: str) -> Decision:
    """The report makes no such claim. Raises `Unusable` without a reason."""
    if not why.strip():
        raise Unusable("why: a rejection needs its reason")
    return Decision("reject", claim.report, target_of(claim), None, who, when, _words(why))


def corrected(claim: Claim, report: Report, entered: Entered, who: str, when: datetime, why: str) -> Decision:
    """The report says so, but otherwise in some field. Raises `Unusable` if nothing differs or a field is bad."""
    if entered == entered_from(claim):
        raise Unusable("nothing was changed; accept the claim if it is right")
    now = _claim(report, entered, claim.rule, _place_words(report, entered, claim))
    measure = claim.fields.get("measure")
    if measure and entered.measure == claim.measure and _within(measure, entered.quote):
        now = replace(now, fields={**now.fields, "measure": measure})
    return Decision("correct", claim.report, target_of(claim), now, who, when, _words(why or "Read otherwise."))


def added(report: Report, entered: Entered, who: str, when: datetime, why: str) -> Decision:
    """A claim that was missed. Raises `Unusable` if a field is bad."""
    claim = _claim(report, entered, ADDED_RULE, _place_words(report, entered, None))
    return Decision("add", report.id, None, claim, who, when, _words(why or "Missed by the rules."))


def undone(decision: Decision, who: str, when: datetime) -> Decision:
    """The decision is taken back."""
    return Decision("undo", decision.report, None, None, who, when, "Taken back.", decision.id)


def check_dates(start: str, end: str) -> None:
    """Raises `Unusable` for a text that is no date, or an end before its start."""
    for name, value in (("start", start), ("end", end)):
        try:
            if value:
                day_range(value)
        except BadDate as error:
            raise Unusable(f"{name}: {error}") from error
    if start and end and day_range(end).latest < day_range(start).earliest:
        raise Unusable(f"end: {end} is before the start, {start}")


def _claim(report: Report, entered: Entered, rule: str, place_text: str | None) -> Claim:
    check_dates(entered.start, entered.end)
    first, last = entered.quote
    quote = report.text[first:last]
    if not quote.strip():
        raise Unusable("quote: select the words in the report that say so")
    claim = Claim(
        report=report.id,
        measure=entered.measure,
        place_id=entered.place_id,
        place_text=place_text,
        start=entered.start or None,
        end=entered.end or None,
        status=entered.status,
        attribution=entered.attribution,
        evidence=Evidence(quote, first, last),
        rule=rule,
        confidence=1.0,
    )
    return replace(claim, fields=find_fields(claim, report))


def _place_words(report: Report, entered: Entered, before: Claim | None) -> str | None:
    """The report's own words for the place, nearest to the quote; those of before while the place is the same."""
    if before is not None and before.place_id == entered.place_id:
        return before.place_text
    if entered.place_id is None:
        return None
    named = [mention for mention in geocode(report.text) if entered.place_id in (mention.place_id, mention.site_id)]
    nearest = min(named, key=lambda mention: abs(mention.offset - entered.quote[0]), default=None)
    return nearest.text if nearest else None


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _words(text: str) -> str:
    return text.strip()[:MOST_WORDS]
