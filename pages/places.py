"""The places page: the gazetteer as a table beside a map, and what the reports name."""

import streamlit as st

from atlas.current_places import places_of
from geodata import load_gazetteer
from pages.parts import corpus_in_use, place_choice, place_details, place_drawing, place_list

current = corpus_in_use.load()
gazetteer = load_gazetteer()
places = places_of(current)

st.title("Places", anchor=False)
corpus_in_use.say_what_is_missing(current)
chosen = place_choice.chosen_place()
table_column, map_column = st.columns(place_details.WIDTHS)
with table_column:
    listed = place_choice.choose_listed(places.rows)
    with st.container(key="place-table"):
        place_list.draw_table(listed, chosen)
    place_list.draw_downloads(listed, gazetteer)
with map_column, st.container(key="place-map"):
    place_list.draw_counts(listed)
    place_drawing.draw(places, listed, chosen)
if chosen:
    place_details.draw_place(places.row(chosen), places.named.mentions_of(chosen), current.corpus, gazetteer)
place_details.draw_doubtful(places.named.doubtful, current.corpus, gazetteer)
