"""A report's text as the Review page hands it to its component: stretches with what was read from each, as JSON."""

from typing import Any

from atlas.evidence import segments
from corpus.extraction.sentences import split_sentences
from corpus.models import Claim, Report, Span


def passage(report: Report, claim: Claim, chosen: Span | None, *, selectable: bool) -> dict[str, Any]:
    """The text with the claim's fields marked, or only with the words that a curator has ``chosen`` as the quote."""
    quote = claim.evidence.start, claim.evidence.end
    parts = segments(report.text, [chosen or quote], [] if chosen else claim.fields.items())
    return {
        "shown": f"{report.id} {quote} {chosen} {sorted(claim.fields.items())}",
        "language": report.language,
        "selectable": selectable,
        "segments": [{"text": part.text, "field": part.field, "quoted": part.quoted} for part in parts],
        "sentences": [[sentence.start, sentence.end] for sentence in split_sentences(report.text)],
    }
