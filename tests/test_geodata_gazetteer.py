"""The places and their names: what the tables hold, what the loader refuses, what it answers."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from geodata import Gazetteer, load_gazetteer
from geodata.errors import BadRowError, UnknownPlaceError
from geodata.tables import PLACE_COLUMNS, UNIT_LEVELS, read_names, read_places

# The ids that the whole project uses: none may go missing.
AGREED_IDS = """
KP KP-01 KP-02 KP-03 KP-04 KP-05 KP-06 KP-07 KP-08 KP-09 KP-10 KP-13 KP-14 KP-15 KP-01-jung
KP-01-phyongchon KP-01-pothonggang KP-01-moranbong KP-01-sosong KP-01-songyo KP-01-tongdaewon
KP-01-taedonggang KP-01-sadong KP-01-taesong KP-01-mangyongdae KP-01-hyongjesan KP-01-ryongsong
KP-01-samsok KP-01-ryokpho KP-01-rakrang KP-01-sunan KP-01-unjong KP-01-kangdong KP-01-kangnam
KP-01-hwasong KP-02-phyongsong KP-02-anju KP-02-kaechon KP-02-sunchon KP-02-tokchon KP-02-taedong
KP-02-jungsan KP-02-phyongwon KP-02-sukchon KP-02-mundok KP-02-songchon KP-02-sinyang KP-02-yangdok
KP-02-unsan KP-02-pukchang KP-02-maengsan KP-02-nyongwon KP-02-taehung KP-02-hoechang KP-02-chongnam
KP-02-tukjang KP-14-hanggu KP-14-waudo KP-14-kangso KP-14-chonrima KP-14-taean KP-14-ryonggang
KP-14-onchon KP-03-sinuiju KP-03-kusong KP-03-jongju KP-03-ryongchon KP-03-yomju KP-03-cholsan
KP-03-tongrim KP-03-sonchon KP-03-kwaksan KP-03-unjon KP-03-pakchon KP-03-nyongbyon KP-03-kujang
KP-03-hyangsan KP-03-unsan KP-03-thaechon KP-03-chonma KP-03-uiju KP-03-sakju KP-03-taegwan
KP-03-changsong KP-03-tongchang KP-03-pyoktong KP-03-phihyon KP-03-sindo KP-04-kanggye KP-04-manpho
KP-04-huichon KP-04-janggang KP-04-sijung KP-04-wiwon KP-04-chosan KP-04-usi KP-04-kophung KP-04-songwon
KP-04-tongsin KP-04-jonchon KP-04-songgan KP-04-ryongrim KP-04-rangrim KP-04-hwaphyong KP-04-jasong
KP-04-junggang KP-05-haeju KP-05-pyoksong KP-05-kangryong KP-05-ongjin KP-05-thaethan KP-05-ryongyon
KP-05-jangyon KP-05-kwail KP-05-songhwa KP-05-samchon KP-05-unryul KP-05-unchon KP-05-anak KP-05-sinchon
KP-05-jaeryong KP-05-sinwon KP-05-pongchon KP-05-paechon KP-05-yonan KP-05-chongdan KP-06-sariwon
KP-06-songrim KP-06-hwangju KP-06-yonthan KP-06-pongsan KP-06-unpha KP-06-rinsan KP-06-sohung KP-06-suan
KP-06-yonsan KP-06-sinphyong KP-06-koksan KP-06-singye KP-06-thosan KP-06-phyongsan KP-06-kumchon
KP-06-sungho KP-06-sangwon KP-06-junghwa KP-15-kaesong KP-15-kaephung KP-15-phanmun KP-15-jangphung
KP-07-wonsan KP-07-munchon KP-07-anbyon KP-07-kosan KP-07-thongchon KP-07-kosong KP-07-kumgang
KP-07-changdo KP-07-kimhwa KP-07-hoeyang KP-07-sepho KP-07-phyonggang KP-07-cholwon KP-07-ichon
KP-07-phangyo KP-07-poptong KP-07-chonnae KP-08-hamhung KP-08-sinpho KP-08-tanchon KP-08-hamju
KP-08-jongphyong KP-08-kumya KP-08-kowon KP-08-yodok KP-08-sudong KP-08-jangjin KP-08-pujon
KP-08-yonggwang KP-08-sinhung KP-08-rakwon KP-08-hongwon KP-08-pukchong KP-08-toksong KP-08-riwon
KP-08-hochon KP-08-kumho KP-09-chongjin KP-09-kimchaek KP-09-hoeryong KP-09-kilju KP-09-hwadae
KP-09-myongchon KP-09-hwasong KP-09-orang KP-09-kyongsong KP-09-yonsa KP-09-musan KP-09-puryong
KP-09-onsong KP-09-kyongwon KP-09-kyonghung KP-13-rajin KP-13-sonbong KP-10-hyesan KP-10-samjiyon
KP-10-taehongdan KP-10-paekam KP-10-pochon KP-10-unhung KP-10-kapsan KP-10-phungso KP-10-kimhyonggwon
KP-10-samsu KP-10-kimjongsuk KP-10-kimhyongjik zone:cn-border zone:yalu zone:tumen zone:kr-border
zone:west-sea zone:east-sea CN-LN-dandong CN-JL-jian CN-JL-linjiang CN-JL-changbai CN-JL-tumen
CN-JL-hunchun CN-JL-yanji CN-JL-longjing CN-JL-helong CN-LN-kuandian
""".split()  # noqa: SIM905 - 231 quoted ids are no easier to read


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def test_every_agreed_place_is_there(gazetteer: Gazetteer) -> None:
    assert len(AGREED_IDS) == 231
    assert [place_id for place_id in AGREED_IDS if place_id not in gazetteer] == []


def test_every_korean_place_below_the_country_has_names_in_english_and_korean(gazetteer: Gazetteer) -> None:
    languages = {place_id: {name.language for name in names} for place_id, names in gazetteer.names_by_place.items()}
    # Kaesong's own city district is written exactly like Kaesong, and is never read from text.
    lacking = [
        place.id
        for place in gazetteer
        if gazetteer.in_korea(place.id)
        and place.id != "KP-15-kaesong"
        and not {"en", "ko"} <= languages.get(place.id, set())
    ]
    assert lacking == []


def test_no_country_province_or_zone_is_a_point(gazetteer: Gazetteer) -> None:
    assert [p.id for p in gazetteer if p.level in ("country", "province", "zone") and p.latitude] == []


def test_every_point_lies_in_the_region_and_says_how_precise_it_is(gazetteer: Gazetteer) -> None:
    for place in gazetteer:
        if place.latitude is not None and place.longitude is not None and gazetteer.in_korea(place.id):
            assert 37.5 < place.latitude < 43.1, place.id
            assert 124.0 < place.longitude < 130.8, place.id
            finest = 1 if place.coordinate_source in ("ourairports", "wikipedia") else 2
            assert place.precision_km and place.precision_km >= finest, place.id
            assert place.precision_km >= 4 or place.coordinate_source != "by hand", place.id


def test_a_place_without_a_source_has_no_coordinate(gazetteer: Gazetteer) -> None:
    unlocated = {p.id for p in gazetteer if p.level in ("city", "county", "district") and p.latitude is None}
    assert unlocated == {"KP-02-chongnam", "KP-03-unjon", "KP-06-rinsan"}


def test_no_two_units_share_a_point(gazetteer: Gazetteer) -> None:
    points: dict[tuple[float | None, float | None], list[str]] = defaultdict(list)
    for place in gazetteer:
        if place.latitude is not None and place.level in UNIT_LEVELS:
            points[place.latitude, place.longitude].append(place.id)
    assert [ids for ids in points.values() if len(ids) > 1] == []


def test_no_two_places_share_a_geonames_id(gazetteer: Gazetteer) -> None:
    ids = [place.geonames_id for place in gazetteer if place.geonames_id]
    assert len(ids) == len(set(ids))


def test_ancestors_are_named_from_the_nearest_outwards(gazetteer: Gazetteer) -> None:
    assert gazetteer.ancestors("KP-10-hyesan") == ("KP-10", "KP")
    assert gazetteer.ancestors("KP") == ()
    assert gazetteer.ancestors("CN-LN-dandong") == ("CN-LN",)


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("KP", "KP-10-hyesan", True),
        ("KP-10", "KP-10-hyesan", True),
        ("KP-10-hyesan", "KP-10-hyesan", True),
        ("KP-09", "KP-10-hyesan", False),
        ("KP-10-hyesan", "KP-10", False),
        ("KP", "CN-LN-dandong", False),
    ],
)
def test_containment_follows_the_parents(gazetteer: Gazetteer, outer: str, inner: str, expected: bool) -> None:
    assert gazetteer.contains(outer, inner) is expected


def test_foreign_places_are_not_in_korea_and_zones_are(gazetteer: Gazetteer) -> None:
    assert not gazetteer.in_korea("CN-JL-changbai")
    assert not gazetteer.in_korea("KR-42")
    assert gazetteer.in_korea("zone:yalu")


def test_names_are_shown_in_the_language_asked_for(gazetteer: Gazetteer) -> None:
    assert gazetteer.display_name("KP-10-hyesan") == "Hyesan"
    assert gazetteer.display_name("KP-10-hyesan", language="ko") == "혜산시"
    assert gazetteer.display_name("KR-46-yeonggwang", language="ko") == "영광군"


def test_a_missing_place_is_an_error_that_names_it(gazetteer: Gazetteer) -> None:
    with pytest.raises(UnknownPlaceError, match="KP-99"):
        gazetteer["KP-99"]
    assert "KP-99" not in gazetteer


RYANGGANG = {"id": "KP-10", "name": "Ryanggang", "level": "province", "parent": "KP"}
POINT = {"latitude": "41", "longitude": "128", "precision_km": "5", "coordinate_source": "geonames"}
TOWN = {"id": "KP-x", "name": "X", "level": "city", "parent": "KP"}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (RYANGGANG | {"level": "realm"}, "realm"),
        (RYANGGANG | {"parent": "KX"}, "KX"),
        (RYANGGANG | {"id": "KP", "parent": ""}, "twice"),
        (RYANGGANG | {"parent": "KP-10"}, "lies in itself"),
        (RYANGGANG | POINT, "no point"),
        (TOWN | POINT | {"longitude": ""}, "half a coordinate"),
        (TOWN | POINT | {"precision_km": ""}, "half a coordinate"),
        (TOWN | POINT | {"coordinate_source": ""}, "half a coordinate"),
        (TOWN | POINT | {"latitude": "north"}, "north"),
        (TOWN | POINT | {"latitude": "14"}, "14"),
        (TOWN | POINT | {"latitude": "nan"}, "nan"),
        (TOWN | {"geonames_id": "12a"}, "12a"),
        (TOWN | {"wikidata_id": "12"}, "12"),
        (TOWN | {"valid_from": "2019-13"}, "2019-13"),
        (TOWN | {"name": ""}, "KP-x"),
    ],
)
def test_a_bad_place_row_is_refused_with_its_file_row_and_value(tmp_path: Path, row: dict[str, str], told: str) -> None:
    table = write_places(tmp_path, {"id": "KP", "name": "North Korea", "level": "country"}, row)
    with pytest.raises(BadRowError, match=rf"places\.csv, row 3.*{told}"):
        read_places(table).all_rows()


def test_a_row_of_too_few_columns_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_text(",".join(PLACE_COLUMNS) + "\nKP,North Korea\n", encoding="utf-8")
    with pytest.raises(BadRowError, match=r"places\.csv, row 2.*columns"):
        read_places(table).all_rows()


def write_places(folder: Path, *rows: dict[str, str]) -> Path:
    """A table of places with these rows; fields that are not named are empty."""
    path = folder / "places.csv"
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, PLACE_COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("KP-99,Nowhere,en,official,", "KP-99"),
        ("KP,Nordkorea,de,official,", "de"),
        ("KP,North Korea,en,guess,", "guess"),
        ("KP,North Korea,en,official,sometimes", "sometimes"),
        ("KP,,en,official,", "empty"),
        ("KP,DPRK,en,official,", "repeated"),
    ],
)
def test_a_bad_name_row_is_refused_with_its_file_row_and_value(tmp_path: Path, row: str, told: str) -> None:
    table = tmp_path / "names.csv"
    table.write_text(f"place_id,name,language,kind,use\nKP,DPRK,en,short,\n{row}\n", encoding="utf-8")
    with pytest.raises(BadRowError, match=rf"names\.csv, row 3.*{told}"):
        read_names(table, {"KP"}).all_rows()
