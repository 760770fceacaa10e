"""A claim and its proof as HTML. Untrusted text is escaped here, once, by templates with autoescape."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from atlas import words
from atlas.layers import load_layer_styles
from atlas.selection import Shown
from corpus.measures import load_measures
from corpus.models import Claim, Rejected, Report, Span
from geodata import Gazetteer

# How far before and after the quote a panel shows the report's text, in characters.
CONTEXT = 120

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=select_autoescape(default=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a text: ``field`` says what was read from it, ``quoted`` whether it is the quote."""

    text: str
    field: str | None
    quoted: bool


def segments(text: str, quotes: Iterable[Span], fields: Iterable[tuple[str, Span]]) -> list[Segment]:
    """The whole text cut at the ends of quotes and fields; the first field wins where two overlap.

    Spans outside the text are cut to it. The segments' texts joined are the text again.
    """
    quotes, fields = list(quotes), list(fields)
    spans = [*quotes, *(span for _, span in fields)]
    cuts = sorted({0, len(text), *(min(max(offset, 0), len(text)) for span in spans for offset in span)})
    return [
        Segment(
            text[start:end],
            next((name for name, span in fields if span[0] <= start and end <= span[1]), None),
            any(span[0] <= start and end <= span[1] for span in quotes),
        )
        for start, end in pairwise(cuts)
    ]


def safe_address(url: str) -> str | None:
    """The address if it may be a link (http or https with a host), else ``None``."""
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def claim_html(gazetteer: Gazetteer, report: Report, shown: Shown, rejected: Sequence[Rejected] = ()) -> str:
    """A claim in words, its quote with the fields marked, and who says so."""
    claim = shown.claim
    return TEMPLATES.get_template("claim.html").render(
        claim=claim,
        state=words.STATE_WORDS[shown.state],
        **_claim_words(gazetteer, claim),
        quote=_around(report.text, claim),
        report=report,
        report_day=words.day_in_words(report.published),
        address=safe_address(report.url),
        rejected=_rejected_words(item for item in rejected if _overlaps(item, claim)),
    )


def report_html(
    gazetteer: Gazetteer, report: Report, claims: Sequence[Claim], rejected: Sequence[Rejected] = ()
) -> str:
    """A whole report with every claim's evidence marked, and its claims in words beside it."""
    fields = [field for claim in claims for field in claim.fields.items()]
    quotes = [(claim.evidence.start, claim.evidence.end) for claim in claims]
    return TEMPLATES.get_template("report.html").render(
        report=report,
        report_day=words.day_in_words(report.published),
        address=safe_address(report.url),
        segments=segments(report.text, quotes, fields),
        claims=[{"claim": claim, **_claim_words(gazetteer, claim)} for claim in claims],
        rejected=_rejected_words(item for item in rejected if item.report == report.id),
    )


def _claim_words(gazetteer: Gazetteer, claim: Claim) -> Mapping[str, object]:
    measure = load_measures()[claim.measure]
    return {
        "measure": measure.label,
        "layer": load_layer_styles()[measure.layer],
        "place": words.place_in_words(gazetteer, claim),
        "interval": words.interval_in_words(claim.start, claim.end),
        "attribution": words.ATTRIBUTION_WORDS.get(claim.attribution, claim.attribution),
        "decision": words.DECISION_WORDS[claim.decision],
    }


def _rejected_words(rejected: Iterable[Rejected]) -> list[dict[str, str | None]]:
    return [
        {"measure": load_measures()[item.measure].label, "place_text": item.place_text, "reason": item.reason}
        for item in rejected
    ]


def _around(text: str, claim: Claim) -> list[Segment]:
    """The quote with its fields, and a little of its paragraph on both sides, cut between words."""
    start, end = claim.evidence.start, claim.evidence.end
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    high = len(text) if high < 0 else high
    dots = Segment("…", None, False)
    before, after = [], []
    if start - low > CONTEXT:
        low, before = text.find(" ", start - CONTEXT, start) + 1 or start, [dots]
    if high - end > CONTEXT:
        high, after = max(text.rfind(" ", end, end + CONTEXT), end), [dots]
    fields = [(name, (first - low, last - low)) for name, (first, last) in claim.fields.items()]
    return [*before, *segments(text[low:high], [(start - low, end - low)], fields), *after]


def _overlaps(item: Rejected, claim: Claim) -> bool:
    return (
        item.report == claim.report
        and item.evidence.start < claim.evidence.end
        and claim.evidence.start < item.evidence.end
    )
