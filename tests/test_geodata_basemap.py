"""The basemap that ships: complete, whole, small, and agreeing with the gazetteer."""

import geopandas
import pytest
import shapely

from geodata import label_point, label_span_km, load_gazetteer, load_layer
from geodata.basemap import BASEMAP, LAYERS, label_ids
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
        ("bands", ZONES),
        ("neighbour_provinces", ["CN-JL/CN-LN", "CN/CN-JL", "CN/CN-LN"]),
        ("lakes", ["lake:biwa", "lake:chagan", "lake:chon", "lake:khanka", "lake:songhua", "lake:suphung"]),
        ("borders", ["CN-KP", "CN-RU", "DMZ-KP", "DMZ-KR", "KP-KR", "KP-RU"]),
    ],
)
def test_a_layer_holds_exactly_its_ids(layers: dict[str, geopandas.GeoDataFrame], layer: str, ids: list[str]) -> None:
    assert list(layers[layer]["id"]) == ids


def test_the_rivers_of_the_border_are_there(layers: dict[str, geopandas.GeoDataFrame]) -> None:
    assert {"yalu", "tumen"} <= set(layers["rivers"]["id"])


def test_rivers_of_the_border_are_drawn_as_the_border(layers: dict[str, geopandas.GeoDataFrame]) -> None:
    rivers = layers["rivers"].set_index("id").geometry
    borders = layers["borders"].set_index("id").geometry
    edge = shapely.union_all([borders["CN-KP"], borders["KP-RU"]])
    for river in ("yalu", "tumen"):
        assert edge.buffer(1e-6).contains(rivers[river]), river
    assert rivers["yalu"].length + rivers["tumen"].length > 0.85 * edge.length


def test_lakes_are_outlines_but_lake_chon_which_is_a_marked_point(layers: dict[str, geopandas.GeoDataFrame]) -> None:
    lakes = layers["lakes"].set_index("id")
    approximate = lakes.index[lakes["approximate"]]
    assert list(approximate) == ["lake:chon"]
    assert set(lakes.geom_type[lakes.index != "lake:chon"]) == {"Polygon"}
    border = layers["borders"].set_index("id").geometry["CN-KP"]
    assert lakes.geometry["lake:suphung"].intersects(border)
    assert lakes.geometry["lake:chon"].distance(border) * KM_PER_DEGREE < 2


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


def test_neighbours_provinces_and_lakes_have_a_label_point() -> None:
    for id_ in ("CN-JL", "CN-LN", "RU-PRI", "lake:chon", "lake:suphung"):
        latitude, longitude = label_point(id_)
        assert 40 < latitude < 44, id_
        assert 124 < longitude < 132, id_
    assert {*PROVINCES} < set(label_ids())


def test_the_yalu_and_the_tumen_make_up_the_chinese_border(
    layers: dict[str, geopandas.GeoDataFrame],
) -> None:
    bands = dict(zip(layers["bands"]["id"], layers["bands"].geometry, strict=True))
    rivers = shapely.union_all([bands["zone:yalu"], bands["zone:tumen"]])
    assert bands["zone:cn-border"].difference(rivers).length < 0.001
    assert bands["zone:yalu"].intersection(bands["zone:tumen"]).length == 0


def test_bands_run_along_the_outline_of_the_country(layers: dict[str, geopandas.GeoDataFrame]) -> None:
    edge = layers["country"].geometry[0].boundary.buffer(0.0002)
    for id_, line in zip(layers["bands"]["id"], layers["bands"].geometry, strict=True):
        assert edge.contains(line), id_
        assert line.geom_type == "LineString", id_


def test_zones_are_strips_of_the_country_along_their_bands(layers: dict[str, geopandas.GeoDataFrame]) -> None:
    country = layers["country"].geometry[0].buffer(0.0002)
    bands = layers["bands"].set_index("id").geometry
    for id_, strip in zip(layers["zones"]["id"], layers["zones"].geometry, strict=True):
        assert strip.geom_type in ("Polygon", "MultiPolygon"), id_
        assert country.contains(strip), id_
        assert strip.buffer(0.0005).contains(bands[id_]), id_
        reach = shapely.hausdorff_distance(strip, bands[id_]) * KM_PER_DEGREE
        assert 7 < reach < 16, id_  # 10 km wide, which is less of a degree north than east


def test_the_whole_basemap_is_small() -> None:
    assert {path.stem for path in BASEMAP.glob("*.geojson")} == set(LAYERS)
    assert sum(path.stat().st_size for path in BASEMAP.iterdir()) < LARGEST_BYTES


def test_a_layer_or_label_that_is_not_there_is_an_error_that_names_it() -> None:
    with pytest.raises(UnknownLayerError, match=r"\.\./places"):
        load_layer("../places")
    with pytest.raises(UnknownPlaceError, match="KP-99"):
        label_point("KP-99")
