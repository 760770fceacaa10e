"""Turning an annotation of whole reports into curators' decisions on what was extracted from them.

An annotation file holds one object a line: ``{"report", "measure", "place_ids": […], "place_text": […],
"start", "end", "status", "attribution", "evidence": "the quote"}``. It is taken to be complete: what is
extracted from a report beyond it is rejected.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from corpus.dates import find_dates
from corpus.decisions.models import Action, Decision, claim_key, target_of
from corpus.models import Claim, CorpusError, Evidence, Report, Span, Status

WHY: Mapping[Action, str] = {
    "accept": "The annotation of the report says the same.",
    "correct": "The annotation of the report reads date, status or speaker otherwise.",
    "add": "Annotated in the report; not extracted.",
    "reject": "The report was annotated in full; it states no other measure.",
}


def decide_by_annotation(
    reports: Sequence[Report], extracted: Iterable[Claim], rows: Iterable[Mapping[str, Any]], who: str, when: date
) -> Iterator[Decision]:
    """Decisions that turn the extracted claims of the reports into the annotated ones, report by report."""
    extracted, rows = list(extracted), list(rows)
    for report in reports:
        left = [claim for claim in extracted if claim.report == report.id]
        for row in rows:
            if row["report"] == report.id:
                for annotated in annotated_claims(row, report):
                    yield _decide(report, annotated, left, who, when)
        yield Decision("reject", report.id, None, None, who, when, WHY["reject"])


def annotated_claims(row: Mapping[str, Any], report: Report) -> Iterator[Claim]:
    """The claims of one annotated row, one for each place. Raises `CorpusError` if its quote is not in the text."""
    quote = str(row["evidence"])
    start = report.text.find(quote)
    if start < 0:
        raise CorpusError(f"annotation of report {report.id}: evidence: {quote!r} is not in its text")
    evidence = Evidence(quote, start, start + len(quote))
    names = row["place_text"] if len(row["place_text"]) == len(row["place_ids"]) else [None] * len(row["place_ids"])
    for place_id, name in zip(row["place_ids"], names, strict=True):
        claim = Claim(
            report=report.id,
            measure=row["measure"],
            place_id=place_id,
            place_text=name,
            start=row["start"],
            end=row["end"],
            status=cast(Status, row["status"]),
            attribution=row["attribution"],
            evidence=evidence,
            rule="annotation",
            confidence=1.0,
        )
        yield replace(claim, fields=find_fields(claim, report))


def _decide(report: Report, annotated: Claim, left: list[Claim], who: str, when: date) -> Decision:
    """The decision for one annotated claim; the extracted claim it is about is taken out of ``left``."""
    rivals = [claim for claim in left if (claim.measure, claim.place_id) == (annotated.measure, annotated.place_id)]
    if not rivals:
        return Decision("add", report.id, None, annotated, who, when, WHY["add"])
    nearest = max(rivals, key=lambda claim: (claim.start == annotated.start, claim.end == annotated.end))
    left.remove(nearest)
    same = claim_key(nearest) == claim_key(annotated) and nearest.attribution == annotated.attribution
    action: Action = "accept" if same else "correct"
    claim = nearest if same else _corrected(nearest, annotated)
    return Decision(action, report.id, target_of(nearest), claim, who, when, WHY[action])


def _corrected(extracted: Claim, annotated: Claim) -> Claim:
    """The annotated claim, with the measure's words from the extracted one where they lie in its quote."""
    fields = dict(annotated.fields)
    span = extracted.fields.get("measure")
    if span and annotated.evidence.start <= span[0] and span[1] <= annotated.evidence.end:
        fields["measure"] = span
    return replace(annotated, fields=fields, rule=extracted.rule)


def find_fields(claim: Claim, report: Report) -> dict[str, Span]:
    """Where place and dates stand: in the quote, else at the nearest place before it."""
    found: dict[str, Span | None] = {"place": _nearest(report.text, claim.place_text, claim.evidence)}
    mentions = [mention for mention in find_dates(report.text, report.published) if mention.value]
    for name, value in (("start", claim.start), ("end", claim.end)):
        spans = [(mention.start, mention.end) for mention in mentions if value and mention.value == value]
        found[name] = min(spans, key=lambda span: abs(span[0] - claim.evidence.start), default=None)
    return {name: span for name, span in found.items() if span is not None}


def _nearest(text: str, words: str | None, evidence: Evidence) -> Span | None:
    if not words:
        return None
    at = text.find(words, evidence.start, evidence.end)
    at = at if at >= 0 else text.rfind(words, 0, evidence.start)
    return (at, at + len(words)) if at >= 0 else None
