"""Scores and mistakes as text for the terminal."""

from collections import Counter
from collections.abc import Iterable, Mapping

from corpus.evaluation.errors import CAUSES, Mistake
from corpus.evaluation.gold import Fact
from corpus.evaluation.scoring import Score, Tally

QUOTED = 90
"""Characters of a quote that are shown."""


def format_score(score: Score, by_language: Mapping[str, Score] | None = None) -> str:
    """The score as a table: the views with their intervals, the fields, the languages, the measure types."""
    lines = [f"{score.reports} reports, {score.empty} of them without a measure", _head()]
    lines += [_row(view, tally, score.intervals.get(view)) for view, tally in score.views.items()]
    lines += ["", "of the matches of measure and place whose gold states one:"]
    lines += [f"{name:24}{_share(right, of):>10}  ({right} of {of})" for name, (right, of) in score.fields.items()]
    for language, own in (by_language or {}).items():
        lines += ["", f"language {language}: {own.reports} reports"]
        lines += [_row(view, tally, own.intervals.get(view)) for view, tally in own.views.items()]
    lines += ["", _head(), *(_row(name, tally, None) for name, tally in score.measures.items()), ""]
    lines.append(f"claims on reports without measures: {score.made_up}")
    lines.append(f"quotes that are not the report's text at their offsets: {score.unproven}")
    return "\n".join(lines)


def _head() -> str:
    return f"{'':24}{'precision':>10}{'recall':>8}{'F1':>8}  {'95 % interval':14}{'right':>7}{'gold':>6}{'claimed':>9}"


def _row(name: str, tally: Tally, interval: tuple[float, float] | None) -> str:
    shares = f"{tally.precision:10.3f}{tally.recall:8.3f}{tally.f1:8.3f}"
    spread = f"{interval[0]:.3f}-{interval[1]:.3f}" if interval else ""
    return f"{name:24}{shares}  {spread:14}{tally.right:7}{tally.gold:6}{tally.claimed:9}"


def _share(right: int, of: int) -> str:
    return f"{right / of:.3f}" if of else "-"


def format_mistakes(mistakes: Iterable[Mistake]) -> str:
    """The mistakes, one a line, grouped by cause with their numbers."""
    mistakes = list(mistakes)
    counts = Counter(mistake.cause for mistake in mistakes)
    lines = []
    for cause in CAUSES:
        if counts[cause]:
            lines += ["", f"{cause}: {counts[cause]}"]
            lines += [f"  {_line(mistake)}" for mistake in mistakes if mistake.cause == cause]
    return "\n".join(lines)


def _line(mistake: Mistake) -> str:
    said = [_say(fact) for fact in (mistake.gold, mistake.claimed) if fact is not None]
    quote = next((fact.quote for fact in (mistake.claimed, mistake.gold) if fact is not None and fact.quote), "")
    return f"{mistake.report}: {' -> '.join(said)}: {_shown(quote)!r}"


def _say(fact: Fact) -> str:
    return f"{fact.measure} at {fact.place_id}, {fact.start or '?'}/{fact.end or '?'}, {fact.status}"


def _shown(quote: str) -> str:
    flat = " ".join(quote.split())
    return flat if len(flat) <= QUOTED else flat[:QUOTED] + "…"
