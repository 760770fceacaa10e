"""Tables that several pages draw."""

from collections.abc import Iterable

import streamlit as st

from corpus.models import Problem
from corpus.store import Corpus


def draw_corpus_figures(corpus: Corpus) -> None:
    """How much is behind the map: reports, claims, review and problems."""
    reviewed = sum(claim.decision is not None for claim in corpus.claims)
    figures = {
        "Reports": len(corpus.reports),
        "Publishers": len({report.publisher for report in corpus.reports.values()}),
        "Claims": len(corpus.claims),
        "of them reviewed": reviewed,
        "Problems while reading": len(corpus.problems),
    }
    for column, (label, number) in zip(st.columns(len(figures)), figures.items(), strict=True):
        column.metric(label, number)


def draw_problem_table(problems: Iterable[Problem]) -> None:
    """What could not be used: file, row or field, value and reason."""
    rows = [{"File": own.file, "Where": own.where, "Value": own.value, "Reason": own.reason} for own in problems]
    st.dataframe(rows, hide_index=True)
