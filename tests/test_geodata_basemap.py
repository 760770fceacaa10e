"""The basemap that ships: complete, whole, small, and agreeing with the gazetteer."""

import geopandas
import pytest
import shapely

from geodata import label_point, label_span_km, load_gazetteer, load_layer
from geodata.basemap import BASEMAP, LAYERS
from geodata.errors import UnknownLayerError, UnknownPlaceError

PROVINCES = [f"KP-{number:02}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15)]
ZONES = ["zone:cn-border", "zone:east-sea", "zone:kr-border", "zone:tumen", "zone:west-sea", "zone:yalu"]
KM_PER_DEGREE = 111.2
LARGEST_BYTES = 400_000


@pytest.fixture(scope="module")
def layers() -> dict[str, geopandas.GeoDataFrame]:
    return {name: load_layer(name) for name in LAYERS}


@pytest.mark.parametrize(
    ("layer", "ids"),
    [
        ("provinces", PROVINCES),
        ("neighbours", ["CN", "JP", "KR", "RU"]),
        ("country", ["KP"]),
        ("zones", ZONES),
        ("borders", ["CN-KP", "CN-RU", "DMZ-KP", "DMZ-KR", "KP-KR", "KP-RU"]),
    ],
)
def test_a_layer_holds_exactly_its_ids(layers: dict[str, geopandas.GeoDataFrame], layer: str, ids: list[str]) -> None:
    assert list(layers[layer]["id"]) == ids


def test_the_rivers_of_the_border_are_there(layers: dict[str, geopandas.GeoDataFrame]) -> None:
    assert {"yalu", "tumen"} <= set(layers["rivers"]["id"])


def test_every_zone_and_province_is_a_place(layers: dict[str, geopandas.GeoDataFrame]) -> None:
    assert {*layers["provinces"]["id"], *layers["zones"]["id"]} <= {p.id for p in load_gazetteer()}


def test_layers_are_in_degrees_and_hold_only_ids_and_flags(
    layers: dict[str, geopandas.GeoDataFrame],
) -> None:
    for name, layer in layers.items():
        assert layer.crs == "EPSG:4326", name
        assert set(layer.columns) <= {"id", "approximate", "geometry"}, name
        assert layer.is_valid.all(), name
        assert not layer.is_empty.any(), name


def test_outlines_share_their_edges_without_gap_or_overlap(
    layers: dict[str, geopandas.GeoDataFrame],
) -> None:
    outlines = [*layers["provinces"].geometry, *layers["neighbours"].geometry]
    assert shapely.coverage_is_valid(outlines)


def test_the_country_is_its_provinces_and_has_no_holes(layers: dict[str, geopandas.GeoDataFrame]) -> None:
    country = layers["country"].geometry[0]
    assert country.equals(shapely.coverage_union_all(layers["provinces"].geometry.to_numpy()))
    assert sum(len(part.interiors) for part in shapely.get_parts(country)) == 0


def test_outlines_made_with_cells_are_marked_approximate(
    layers: dict[str, geopandas.GeoDataFrame],
) -> None:
    provinces = layers["provinces"]
    assert set(provinces["id"][provinces["approximate"]]) == {"KP-01", "KP-02", "KP-06", "KP-14", "KP-15"}


def test_no_province_is_a_sliver_and_only_coasts_have_islands(
    layers: dict[str, geopandas.GeoDataFrame],
) -> None:
    for id_, outline in zip(layers["provinces"]["id"], layers["provinces"].geometry, strict=True):
        assert label_span_km(id_) > 10, id_
        assert id_ in ("KP-03", "KP-05") or outline.geom_type == "Polygon", id_


def test_places_lie_in_or_beside_their_own_province(layers: dict[str, geopandas.GeoDataFrame]) -> None:
    """Towns on a border river may lie just outside; anything farther is a wrong parent or coordinate."""
    outlines = dict(zip(layers["provinces"]["id"], layers["provinces"].geometry, strict=True))
    astray = [
        place.id
        for place in load_gazetteer()
        if place.parent in outlines
        and place.latitude is not None
        and outlines[place.parent].distance(shapely.Point(place.longitude, place.latitude)) * KM_PER_DEGREE > 1
    ]
    assert astray == []


def test_a_label_lies_inside_its_province_and_never_on_its_largest_city(
    layers: dict[str, geopandas.GeoDataFrame],
) -> None:
    gazetteer = load_gazetteer()
    for id_, outline in zip(layers["provinces"]["id"], layers["provinces"].geometry, strict=True):
        latitude, longitude = label_point(id_)
        assert outline.contains(shapely.Point(longitude, latitude)), id_
        cities = [p for p in gazetteer if p.parent == id_ and p.level == "city" and id_ != "KP-15"]
        for city in cities:
            distance = shapely.Point(city.longitude, city.latitude).distance(shapely.Point(longitude, latitude))
            assert distance * KM_PER_DEGREE > 5, city.id


def test_the_yalu_and_the_tumen_make_up_the_chinese_border(
    layers: dict[str, geopandas.GeoDataFrame],
) -> None:
    zones = dict(zip(layers["zones"]["id"], layers["zones"].geometry, strict=True))
    rivers = shapely.union_all([zones["zone:yalu"], zones["zone:tumen"]])
    assert zones["zone:cn-border"].difference(rivers).length < 0.001
    assert zones["zone:yalu"].intersection(zones["zone:tumen"]).length == 0


def test_zone_lines_run_along_the_outline_of_the_country(
    layers: dict[str, geopandas.GeoDataFrame],
) -> None:
    edge = layers["country"].geometry[0].boundary.buffer(0.0002)
    for id_, line in zip(layers["zones"]["id"], layers["zones"].geometry, strict=True):
        assert edge.contains(line), id_
        assert line.geom_type == "LineString", id_


def test_the_whole_basemap_is_small() -> None:
    assert sum(path.stat().st_size for path in BASEMAP.iterdir()) < LARGEST_BYTES


def test_a_layer_or_label_that_is_not_there_is_an_error_that_names_it() -> None:
    with pytest.raises(UnknownLayerError, match=r"\.\./places"):
        load_layer("../places")
    with pytest.raises(UnknownPlaceError, match="KP-99"):
        label_point("KP-99")
