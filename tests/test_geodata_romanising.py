"""Hangul in Latin letters: each system, and the sounds that change where syllables meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import load_gazetteer
from geodata.models import Name, Place
from geodata.romanising import load_systems, romanise, spell_southern
from geodata.rule_names import make_rule_names


@pytest.mark.parametrize(
    ("hangul", "dprk", "mccune_reischauer", "revised"),
    [
        ("혜산", "Hyesan", "Hyesan", "Hyesan"),
        ("신의주", "Sinuiju", "Sinŭiju", "Sinuiju"),
        ("평성", "Phyongsong", "P'yŏngsŏng", "Pyeongseong"),
        ("평산", "Phyongsan", "P'yŏngsan", "Pyeongsan"),
        ("청진", "Chongjin", "Ch'ŏngjin", "Cheongjin"),
        ("김책", "Kimchaek", "Kimch'aek", "Gimchaek"),
        ("라선", "Rason", "Rasŏn", "Raseon"),
        ("락랑", "Rakrang", "Rangnang", "Rangnang"),
        ("백암", "Paekam", "Paegam", "Baegam"),
        ("강령", "Kangryong", "Kangnyŏng", "Gangnyeong"),
        ("천리마", "Chonrima", "Ch'ŏllima", "Cheollima"),
        ("판교", "Phangyo", "P'an'gyo", "Pangyo"),
        ("길주", "Kilju", "Kilju", "Gilju"),
        ("덕천", "Tokchon", "Tŏkch'ŏn", "Deokcheon"),
        ("만경대", "Mangyongdae", "Man'gyŏngdae", "Mangyeongdae"),
    ],
)
def test_a_name_is_written_by_each_system(hangul: str, dprk: str, mccune_reischauer: str, revised: str) -> None:
    systems = load_systems()
    written = [romanise(hangul, systems[name]) for name in ("dprk", "mccune-reischauer", "revised")]
    assert written == [dprk, mccune_reischauer, revised]


def test_the_official_names_of_cities_and_counties_follow_from_their_hangul() -> None:
    """All of them: the agreed ids and names are the DPRK's own romanisation."""
    by_rule = {
        (name.place_id, name.name)
        for name in make_rule_names(load_gazetteer().places, [])
        if name.language == "en" and name.kind == "official"
    }
    units = [p for p in load_gazetteer() if p.level in ("city", "county", "district") and p.id != "KP-15-kaesong"]
    assert [p.id for p in units if (p.id, p.name) not in by_rule] == []


@pytest.mark.parametrize(
    ("hangul", "southern"),
    [
        ("량강도", "양강도"),
        ("라선시", "나선시"),
        ("룡천군", "용천군"),
        ("녕변군", "영변군"),
        ("리원군", "이원군"),
        ("락원군", "낙원군"),
        ("남포시", "남포시"),
        ("혜산시", "혜산시"),
    ],
)
def test_the_south_writes_no_r_at_the_start(hangul: str, southern: str) -> None:
    assert spell_southern(hangul) == southern


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=6))
def test_any_hangul_can_be_written_in_letters_and_apostrophes(hangul: str) -> None:
    for system in load_systems().values():
        written = romanise(hangul, system)
        assert written
        assert written[0].isupper() or not written[0].isalpha()
        assert all(character.isalpha() or character == "'" for character in written)
    assert len(spell_southern(hangul)) == len(hangul)


def test_what_is_no_hangul_is_refused() -> None:
    with pytest.raises(ValueError, match="'H' is no Hangul"):
        romanise("H", load_systems()["dprk"])


PROVINCE = Place("KP-10", "Ryanggang", "province", "KP", hangul="량강도", hanja="兩江道")


def names_of(*places: Place, curated: tuple[Name, ...] = ()) -> dict[tuple[str, str], str]:
    return {(name.name, name.language): name.kind for name in make_rule_names(places, curated)}


def test_a_province_gets_its_names_in_four_languages() -> None:
    names = names_of(PROVINCE)
    assert names["량강도", "ko"] == "official"
    assert names["양강도", "ko"] == "south-korean"
    assert names["兩江道", "ko"] == "hanja"
    assert names["两江道", "zh"] == "official"
    assert names["両江道", "ja"] == "official"
    assert names["Ryanggang", "en"] == names["Ryanggang-do", "en"] == "official"
    assert names["Yanggang", "en"] == "south-korean"


def test_a_curated_name_is_not_made_again() -> None:
    assert ("Yanggang", "en") not in names_of(PROVINCE, curated=(Name("KP-10", "yanggang", "en", "short"),))


def test_what_two_places_are_called_is_marked_as_shared() -> None:
    made = make_rule_names(
        [Place("a", "Unsan", "county", hangul="운산군"), Place("b", "Unsan", "county", hangul="은산군")], []
    )
    shared = {(name.place_id, name.name) for name in made if name.is_used("shared")}
    assert {("a", "Unsan"), ("b", "Unsan")} <= shared
    assert ("a", "운산군") not in shared
