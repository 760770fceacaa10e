"""The folium map: constant, offline and free of text."""

import json
from datetime import date

from streamlit_folium import generate_leaflet_string

from atlas.current import load_ground
from atlas.map import ShownView, draw_map, view_numbers
from atlas.served import ASSETS, BUNDLES, asset, bundled
from atlas.view import View
from corpus.measures import load_measures
from corpus.models import STATUSES
from geodata.basemap import LAYERS

VIEW = View(
    date(2021, 2, 8), date(2021, 2, 8), frozenset({"lockdown", "curfew"}), frozenset({"imposed"}), "KP-10-hyesan",
    known=date(2021, 3, 14), confidence=40, origins=2,
)  # fmt: skip


def script() -> str:
    drawn = draw_map("0123", "4567")
    drawn.get_root().render()
    return str(generate_leaflet_string(drawn))


def test_the_script_does_not_change_from_one_drawing_to_the_next() -> None:
    assert script() == script()


def test_a_view_is_numbers_and_an_id() -> None:
    assert view_numbers(VIEW) == {
        "first": 18666,
        "last": 18666,
        "known": 18700,
        "against": None,
        "attributions": [0, 1, 2, 3, 4, 5, 6],
        "confidence": 40,
        "origins": 2,
        "measures": [list(load_measures()).index(code) for code in ("lockdown", "curfew")],
        "statuses": [STATUSES.index("imposed")],
        "language": "en",
        "place": "KP-10-hyesan",
    }


def test_showing_a_view_is_one_call_in_the_maps_frame() -> None:
    drawn = draw_map("0123", "4567")
    group = ShownView(VIEW, turn=7).add_to(drawn)
    drawn.get_root().render()
    assert 'reportedMeasures.show({"first": 18666' in generate_leaflet_string(group)
    assert '"turn": 7' in generate_leaflet_string(group)


def test_our_scripts_ask_for_nothing_outside_and_set_no_html() -> None:
    """Texts reach the browser as JSON and are set as text."""
    for name in [*(f"{script}.js" for script in BUNDLES["measures"]), "map.css"]:
        source = (ASSETS / name).read_text(encoding="utf-8")
        for forbidden in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "//cdn",
            "https://",
        ):
            assert forbidden not in source, f"{name}: {forbidden}"


def test_an_assets_address_changes_with_its_content() -> None:
    assert asset("map.js") != asset("map.css")
    assert asset("map.js").startswith("../../assets/map.js?v=")
    assert bundled("measures").startswith("../../bundles/measures.js?v=")
    assert bundled("measures").split("=")[1] != bundled("places").split("=")[1]


def test_the_ground_holds_ids_and_shapes_only() -> None:
    block, _ = load_ground()
    layers = json.loads(block)
    assert set(layers) == set(LAYERS)
    properties = {name for layer in layers.values() for shape in layer["features"] for name in shape["properties"]}
    assert properties == {"id", "approximate"}
    assert len(block) < 400_000
