"""The tables of the places page."""

import pandas as pd
import streamlit as st

from atlas import words
from atlas.places import DoubtfulName
from corpus.store import Corpus
from geodata import Gazetteer


def draw_doubtful_names(names: list[DoubtfulName], gazetteer: Gazetteer) -> None:
    """Names that stand in reports and were not resolved: nothing is guessed, so nothing is drawn."""
    st.subheader("Names found but not settled", anchor=False)
    if not names:
        st.info("Every place name found in the reports stands for one place of the gazetteer.")
        return
    st.caption(
        f"{words.count_of(len(names), 'name')}. Ambiguous names may mean several places, unknown ones are not in the "
        "gazetteer. Neither is guessed."
    )
    st.dataframe(
        [
            {
                "Name": name.text,
                "Answer": name.status,
                "May mean": ", ".join(
                    f"{gazetteer.display_name(place_id, 'en')} ({place_id})" for place_id in name.candidates
                ),
                "Reports": len(name.reports),
                "In": ", ".join(name.reports),
            }
            for name in names
        ],
        hide_index=True,
    )


def draw_gazetteer(rows: list[dict[str, object]]) -> None:
    """The gazetteer, filtered by a part of a name or id."""
    st.subheader("The gazetteer", anchor=False)
    table = pd.DataFrame(rows)
    wanted = st.text_input("Find", placeholder="Hyesan, 혜산, KP-10 …", key="find", bind="query-params")
    if wanted:
        table = table[_matches(table, wanted)]
    st.caption(
        f"{words.count_of(len(table), 'place')}. “Within km” is how far the true position may lie from the coordinate; "
        "provinces, zones and the country are drawn as areas, bands and an outline, never as points."
    )
    st.dataframe(table, hide_index=True, height=560, placeholder="–")


def _matches(table: pd.DataFrame, wanted: str) -> pd.Series:
    names = table["Id"] + " " + table["Name"] + " " + table["Korean"].fillna("")
    return names.str.contains(wanted, case=False, regex=False)


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
