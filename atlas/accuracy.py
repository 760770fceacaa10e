"""The accuracy card in words and tables."""

from atlas.words import count_of, day_in_words
from corpus.evaluation.card import Card

VIEWS = {
    "measure+place": "measure and place",
    "measure+place~": "measure, and a place that holds the other",
    "+start": "measure, place and start",
    "full": "measure, place, start and end",
}
LANGUAGES = {"en": "English", "ko": "Korean"}


def introduction(card: Card) -> str:
    """What was measured, on what and when."""
    return (
        f"The rules alone, without any reviewer's decision, against {card.gold}: "
        f"{count_of(card.reports, 'report')} with {count_of(card.claims, 'claim')}, measured on "
        f"{day_in_words(card.measured)}, each fifth of them read by weights that were learned without it. The words "
        "and rules were written with most of these reports in sight: on others expect less. The last rows tell how "
        "much less on made-up reports, more local and less direct than these, by an author who had seen neither."
    )


def view_table(card: Card) -> list[dict[str, str]]:
    """A row for each view, then for measure and place in each language; shares as two decimals."""
    rows = [_row(VIEWS[view], figures) for view, figures in card.views.items()]
    own = [
        _row(f"measure and place, {LANGUAGES.get(language, language)} ({figures['reports']:.0f} reports)", figures)
        for language, figures in card.languages.items()
    ]
    fresh = [
        _row(f"{VIEWS[view]}, made-up reports ({figures['reports']:.0f})", figures)
        for view, figures in card.fresh.items()
        if view in ("measure+place", "full")
    ]
    return rows + own + fresh


def _row(what: str, figures: object) -> dict[str, str]:
    shares = dict(figures)  # type: ignore[call-overload]
    return {
        "Right when compared by": what,
        "Precision": f"{shares['precision']:.2f}",
        "Recall": f"{shares['recall']:.2f}",
        "F1": f"{shares['f1']:.2f}",
        "95 % interval of F1": f"{shares['low']:.2f}–{shares['high']:.2f}",
    }


def fields_in_words(card: Card) -> str:
    """``Of the claims whose measure and place are right, the start is right in 61 of 120 …``."""
    parts = [f"the {name} in {own['right']} of {own['stated']}" for name, own in card.fields.items()]
    listed = f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"Of the claims whose measure and place are right, and where the annotation states one, {listed} is right."


def made_up_in_words(card: Card) -> str:
    """How many claims were read from reports that state none."""
    return f"From the {count_of(card.empty, 'report')} that state no measure {count_of(card.made_up, 'claim')} came."


def confidence_table(card: Card) -> list[dict[str, str]]:
    """What is left at each threshold of confidence: claims kept, their precision, and the gold they still cover."""
    total = card.claims
    return [
        {
            "Confidence at least": f"{row['threshold']:.2f}",
            "Claims kept": f"{row['kept']:.0f}",
            "Of them right": f"{row['right'] / row['kept']:.2f}" if row["kept"] else "–",
            "Annotated claims covered": f"{row['right'] / total:.2f}" if total else "–",
        }
        for row in card.thresholds
    ]
