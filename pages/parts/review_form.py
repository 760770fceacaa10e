"""The fields of a claim as a curator sets them, each with what it means in words."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from atlas.current import Current
from atlas.current_places import places_of
from atlas.evidence import said_html
from atlas.review.decisions import Entered, Unusable, check_dates
from atlas.words import SOURCE_WORDS, interval_in_words
from corpus.measures import load_measures
from corpus.models import ATTRIBUTIONS, STATUSES, Span
from geodata import Gazetteer, load_gazetteer
from pages.parts import place_drawing
from pages.parts.review_state import reviewing

PLACE = "entered place"
MAP = "review places map"
PICKING = "pick on map"
PRECISIONS = "2021-01-29, 2021-01 or 2021; empty if the report does not say"


def draw(current: Current, before: Entered) -> Entered:
    """The fields, first as they are; what the curator has made of them."""
    measure = st.selectbox(
        "Measure", list(load_measures()), index=list(load_measures()).index(before.measure), key="entered measure",
        format_func=lambda code: load_measures()[code].label,
    )  # fmt: skip
    place = _choose_place(current, before.place_id)
    start, end = _choose_dates(before)
    left, right = st.columns(2)
    status = left.selectbox("Status", STATUSES, STATUSES.index(before.status), key="entered status")
    told = right.selectbox(
        "Told by", ATTRIBUTIONS, _number(ATTRIBUTIONS, before.attribution), key="entered attribution",
        format_func=SOURCE_WORDS.__getitem__,
    )  # fmt: skip
    return Entered(measure, place, start, end, status, told, _quote(before.quote))


def ask_why(label: str) -> str:
    """The curator's own words on their decision."""
    return st.text_input(label, key="entered why", max_chars=500)


def _choose_place(current: Current, before: str | None) -> str | None:
    """A place of the gazetteer by any part of its name, or by a click on the map; none waits in the tray."""
    gazetteer = load_gazetteer()
    st.session_state.setdefault(PLACE, before if before in gazetteer else None)
    field, map_ = st.columns([3, 1], vertical_alignment="bottom")
    place: str | None = field.selectbox(
        "Place", [place.id for place in gazetteer], index=None, key=PLACE, placeholder="Not known",
        format_func=lambda place_id: _place_in_words(gazetteer, place_id),
    )  # fmt: skip
    with map_:
        picking = st.popover("Map", icon=":material/map:", width="stretch", key=PICKING, on_change="rerun")
    if picking.open:
        places = places_of(current)
        with picking, st.container(key="review-map"):
            place_drawing.draw(places, places.rows, place, MAP, _take_place)
    return place


def _take_place(place_id: object) -> None:
    if isinstance(place_id, str) and place_id in load_gazetteer():
        st.session_state[PLACE] = place_id
        st.session_state[PICKING] = False


def _place_in_words(gazetteer: Gazetteer, place_id: str) -> str:
    """``Hyesan 혜산, Ryanggang``: names of several places are told apart by what they lie in."""
    place = gazetteer[place_id]
    outer = [gazetteer.display_name(own) for own in gazetteer.ancestors(place_id)[:1] if own != "KP"]
    return ", ".join([f"{place.name} {place.hangul or ''}".strip(), *outer])


def _choose_dates(before: Entered) -> tuple[str, str]:
    """Start and end at the precision that the report supports, said back in words."""
    left, right = st.columns(2)
    start = _date_field(left, "Start", before.start)
    end = _date_field(right, "End", before.end)
    try:
        check_dates(start, end)
    except Unusable as error:
        st.html(said_html(str(error)))
    else:
        said = interval_in_words(start or None, end or None)
        st.caption(f"{said[0].upper()}{said[1:]}.")
    return start, end


def _date_field(column: DeltaGenerator, name: str, before: str) -> str:
    text = column.text_input(
        name, before, key=f"entered {name.lower()}", max_chars=10, help=PRECISIONS, placeholder="Not known"
    )
    return text.strip()


def _quote(before: Span) -> Span:
    return reviewing().selected or before


def _number(values: tuple[str, ...], value: str) -> int:
    return values.index(value) if value in values else 0
