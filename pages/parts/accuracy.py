"""The accuracy card of the About page: how well the rules read annotated reports, and what confidence is worth."""

import pandas as pd
import streamlit as st

from atlas.accuracy import confidence_table, fields_in_words, introduction, made_up_in_words, view_table
from corpus.evaluation.card import Card


def draw(card: Card) -> None:
    """What was measured on which reports, by view and language, and by threshold of confidence."""
    st.header("How well it reads", anchor=False)
    st.markdown(introduction(card))
    st.dataframe(pd.DataFrame(view_table(card)), hide_index=True, width="content", alt="Accuracy by what is compared")
    st.markdown(f"{fields_in_words(card)} {made_up_in_words(card)}")
    st.markdown(
        "Each claim carries a **confidence**: the share of claims read and placed by the same rules that were right, "
        "learned on these reports. The table is made by cross-validation: each report's claims were judged by "
        "weights learned on the others. Raising the threshold leaves fewer claims, of which more are right."
    )
    st.dataframe(pd.DataFrame(confidence_table(card)), hide_index=True, width="content", alt="Accuracy by confidence")
