"""The review page: curators check what the reports were read to say, one claim after another."""

import streamlit as st

from pages.parts import access, corpus_in_use, review_actions, review_claim, review_log, review_queue, review_text
from pages.parts.review_state import reviewing

current = corpus_in_use.load()

st.title("Review", anchor=False)
corpus_in_use.say_what_is_missing(current)
curator = access.require_curator()
own, after = review_queue.choose(current, curator)
if own is None:
    review_actions.draw_messages()
    review_log.draw(current)
    st.stop()
text_column, claim_column = st.columns([3, 2], gap="medium")
report = current.read.reports[own.claim.report]
with text_column:
    review_claim.draw_source(report)
    review_text.draw(report, own.claim, selectable=reviewing().doing in ("adding", "correcting"))
with claim_column, st.container(key="review-side"):
    review_claim.draw(own)
    review_actions.draw(current, own, after)
    review_actions.draw_messages()
    review_claim.draw_history(current, own.claim)
review_log.draw(current)
