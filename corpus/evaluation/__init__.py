"""Measure extraction against a gold annotation: what was found, what was missed, what was made up, and why."""

from corpus.evaluation.errors import Mistake, find_mistakes
from corpus.evaluation.gold import read_gold
from corpus.evaluation.scoring import Score, Tally, score_claims
from corpus.evaluation.tables import format_mistakes, format_score

__all__ = [
    "Mistake",
    "Score",
    "Tally",
    "find_mistakes",
    "format_mistakes",
    "format_score",
    "read_gold",
    "score_claims",
]
