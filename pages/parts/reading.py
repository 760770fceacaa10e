"""Choosing a report to read, and the list of what could not be read."""

from collections import Counter

import streamlit as st

from atlas import words
from corpus.models import Report
from corpus.store import Corpus
from pages.parts.linked import choose_linked
from pages.parts.tables import draw_problem_table


def choose_report(corpus: Corpus) -> Report | None:
    """One of the corpus's reports, newest first; bound to the address."""
    if not corpus.reports:
        return None
    counts = Counter(claim.report for claim in corpus.claims)
    newest = sorted(corpus.reports.values(), key=lambda report: (report.published, report.id), reverse=True)

    def in_words(report_id: str) -> str:
        report = corpus.reports[report_id]
        claims = words.count_of(counts[report_id], "claim")
        return f"{report.published} · {report.publisher} · {report.title} ({claims})"

    st.caption(f"{words.count_of(len(newest), 'report')}, {words.count_of(len(corpus.claims), 'claim')}.")
    ids = [report.id for report in newest]
    chosen = choose_linked("Report", ids, "report", in_words, placeholder="Search a report by date, publisher or title")
    return corpus.reports[chosen or ids[0]]


def draw_problems(corpus: Corpus) -> None:
    """Files and rows that were left out, each with its reason."""
    if not corpus.problems:
        return
    st.subheader(f"{words.count_of(len(corpus.problems), 'problem')} while reading", anchor=False)
    draw_problem_table(corpus.problems)
