"""A claim and its proof as HTML. Untrusted text is escaped here, once, by templates with autoescape."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from atlas import words
from atlas.layers import load_layer_styles
from atlas.panel import Side, contradictions, reasons
from atlas.review.history import decision_in_words
from atlas.review.queue import Checkable
from atlas.search import Found
from atlas.selection import Shown
from corpus.decisions import Decision
from corpus.episodes import Episode
from corpus.grades import CREDIBILITY_WORDS, RELIABILITY_WORDS
from corpus.measures import load_measures
from corpus.models import Claim, Rejected, Report, Span
from geodata import Gazetteer

# How far before and after the quote a panel shows the report's text, in characters.
CONTEXT = 120
# The same around a field that stands elsewhere in the report.
SHORT_CONTEXT = 60

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
    """The whole text cut at the ends of quotes and fields; the shorter field wins where two overlap.

    Spans outside the text are cut to it. The segments' texts joined are the text again.
    """
    quotes, fields = list(quotes), sorted(fields, key=lambda field: field[1][1] - field[1][0])
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
    if not url.isprintable() or not url.lower().startswith(("http://", "https://")):
        return None  # a browser would leave out what cannot be seen, and find another scheme
    try:
        return url if urlsplit(url).hostname else None
    except ValueError:
        return None


def claim_html(gazetteer: Gazetteer, report: Report, shown: Shown, rejected: Sequence[Rejected] = ()) -> str:
    """A claim in words, its quote with the fields marked, and who says so; with a link to the whole report."""
    return _claim(gazetteer, report, shown, rejected, in_app=True)


def claim_html_alone(gazetteer: Gazetteer, report: Report, shown: Shown, rejected: Sequence[Rejected] = ()) -> str:
    """The same for a file that has no other pages."""
    return _claim(gazetteer, report, shown, rejected, in_app=False)


def _claim(gazetteer: Gazetteer, report: Report, shown: Shown, rejected: Sequence[Rejected], *, in_app: bool) -> str:
    claim = shown.claim
    quote = _quote_span(report.text, claim)
    return TEMPLATES.get_template("claim.html").render(
        claim=claim,
        in_app=in_app,
        state=words.STATE_WORDS[shown.state] if shown.state else "of other days",
        **_claim_words(gazetteer, claim),
        quote=_excerpt(report.text, quote, claim),
        elsewhere=_elsewhere(report.text, claim, quote),
        report=report,
        report_day=words.day_in_words(report.published),
        address=safe_address(report.url),
        rejected=_rejected_words(item for item in rejected if _overlaps(item, claim)),
    )


def grade_html(episode: Episode) -> str:
    """An episode's grade in words, its independent origins by name, and the days on which it is known."""
    grade = episode.grade
    return TEMPLATES.get_template("grade.html").render(
        grade=grade,
        reliability=RELIABILITY_WORDS[grade.reliability],
        credibility=CREDIBILITY_WORDS[grade.credibility],
        origins=words.counted(len(episode.origins), "independent origin").capitalize() + " in all",
        names=episode.origins,
        days=words.episode_span(episode),
    )


def contradictions_html(episode: Episode) -> str:
    """What an episode's claims contradict each other in, and the reasons that they give, side by side."""
    found = [
        (title, [{"value": side.value, "origins": _origins(episode, side)} for side in sides])
        for title, sides in contradictions(episode)
    ]
    return TEMPLATES.get_template("contradictions.html").render(contradictions=found, reasons=reasons(episode))


def _origins(episode: Episode, side: Side) -> list[str]:
    return list(dict.fromkeys(episode.reports[claim.report].origin for claim in side.claims))


def search_heading_html(hits: int, phrase: str) -> str:
    """How many hits there are for a phrase."""
    return TEMPLATES.get_template("search_heading.html").render(hits=words.count_of(hits, "hit"), phrase=phrase)


def found_html(report: Report, found: Found) -> str:
    """A hit of a search among the words around it, and the report that it stands in."""
    return TEMPLATES.get_template("found.html").render(
        report=report, report_day=words.day_in_words(report.published), found=found
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
        "decision": words.decision_in_words(claim),
    }


def _rejected_words(rejected: Iterable[Rejected]) -> list[dict[str, str | None]]:
    return [
        {"measure": load_measures()[item.measure].label, "place_text": item.place_text, "reason": item.reason}
        for item in rejected
    ]


def _quote_span(text: str, claim: Claim) -> Span:
    """The quote and a little of its paragraph on both sides."""
    start, end = claim.evidence.start, claim.evidence.end
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return _cut(text, (low, len(text) if high < 0 else high), (start, end), CONTEXT)


def _cut(text: str, paragraph: Span, kept: Span, context: int) -> Span:
    """A stretch of a paragraph around what is kept, with at most ``context`` characters on each side,
    cut between words."""
    low, high = paragraph
    if kept[0] - low > context:
        low = text.find(" ", kept[0] - context, kept[0]) + 1 or kept[0]
    if high - kept[1] > context:
        high = max(text.rfind(" ", kept[1], kept[1] + context), kept[1])
    return low, high


def _excerpt(text: str, span: Span, claim: Claim) -> list[Segment]:
    """A stretch of the report with the claim's quote and fields marked; dots where its paragraph goes on."""
    low, high = span
    dots = Segment("…", None, False)
    before = [dots] if low > 0 and text[low - 1] != "\n" else []
    after = [dots] if high < len(text) and text[high] != "\n" else []
    quote = (claim.evidence.start - low, claim.evidence.end - low)
    fields = [(name, (start - low, end - low)) for name, (start, end) in claim.fields.items()]
    return [*before, *segments(text[low:high], [quote], fields), *after]


def _elsewhere(text: str, claim: Claim, shown: Span) -> list[list[Segment]]:
    """Excerpts for the fields that were read outside the quote's surroundings, in the order of the text."""
    outside = sorted(span for span in claim.fields.values() if span[0] < shown[0] or shown[1] < span[1])
    excerpts: list[Span] = []
    for span in outside:
        if not excerpts or excerpts[-1][1] < span[1]:
            low, high = text.rfind("\n", 0, span[0]) + 1, text.find("\n", span[1])
            excerpts.append(_cut(text, (low, len(text) if high < 0 else high), span, SHORT_CONTEXT))
    return [_excerpt(text, span, claim) for span in excerpts]


def _overlaps(item: Rejected, claim: Claim) -> bool:
    return (
        item.report == claim.report
        and item.evidence.start < claim.evidence.end
        and claim.evidence.start < item.evidence.end
    )


def source_html(report: Report) -> str:
    """Who published a report, when, and its title, with the link to the article."""
    return TEMPLATES.get_template("source.html").render(
        report=report, report_day=words.day_in_words(report.published), address=safe_address(report.url)
    )


def checked_claim_html(gazetteer: Gazetteer, own: Checkable) -> str:
    """A claim field by field, as a curator checks it."""
    return _checked_claim(gazetteer, own, in_full=True)


def checked_claim_heading_html(gazetteer: Gazetteer, own: Checkable) -> str:
    """Which claim it is, where its fields stand in a form."""
    return _checked_claim(gazetteer, own, in_full=False)


def _checked_claim(gazetteer: Gazetteer, own: Checkable, *, in_full: bool) -> str:
    claim = own.claim
    return TEMPLATES.get_template("checked_claim.html").render(
        **_claim_words(gazetteer, claim), claim=claim, own=own, in_full=in_full
    )


def history_html(decisions: Sequence[Decision]) -> str:
    """What was decided about a claim, each with its reason."""
    return TEMPLATES.get_template("history.html").render(
        decisions=[(decision_in_words(decision), decision.why) for decision in decisions]
    )


def signed_html(name: str) -> str:
    """Under which name decisions are written down."""
    return TEMPLATES.get_template("signed.html").render(name=name)


def said_html(text: str, kind: Literal["trouble", "done"] = "trouble") -> str:
    """A message whose words may come from anywhere, read out when it appears."""
    return TEMPLATES.get_template("said.html").render(text=text, kind=kind)
