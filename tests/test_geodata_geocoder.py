"""Places in texts: rows of text and the mentions expected. A fix to the geocoder is a new row here."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import geocode, load_gazetteer
from geodata.folding import fold
from geodata.wording import load_contextual

Found = list[tuple[str, str]]


def resolved(text: str) -> Found:
    return [(mention.text, mention.place_id or mention.status) for mention in geocode(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Guards in Hyesan shut the gates.", [("Hyesan", "KP-10-hyesan")]),
        ("A source in Ryanggang Province said", [("Ryanggang Province", "KP-10")]),
        ("A source in Yanggang-do said", [("Yanggang-do", "KP-10")]),
        ("Sinuiju and Shinuiju and Sinŭiju", [(n, "KP-03-sinuiju") for n in ("Sinuiju", "Shinuiju", "Sinŭiju")]),
        ("Ch’ŏngjin, Cheongjin, Ch'ongjin", [(n, "KP-09-chongjin") for n in ("Ch’ŏngjin", "Cheongjin", "Ch'ongjin")]),
        ("North Hamkyung Province", [("North Hamkyung Province", "KP-09")]),
        ("Pyonganbuk-do officials", [("Pyonganbuk-do", "KP-03")]),
        ("Nampho Port, Nampo and Namp'o", [("Nampho Port", "KP-14"), ("Nampo", "KP-14"), ("Namp'o", "KP-14")]),
        ("Rajin-Sonbong, now Rason", [("Rajin-Sonbong", "KP-13"), ("Rason", "KP-13")]),
        ("Jagang and Chagang", [("Jagang", "KP-04"), ("Chagang", "KP-04")]),
        ("Gaesong’s streets", [("Gaesong", "KP-15")]),
        ("Bocheon County", [("Bocheon County", "KP-10-pochon")]),
        ("Kim Hyong Jik County", [("Kim Hyong Jik County", "KP-10-kimhyongjik")]),
        ("SINUIJU, NORTH KOREA", [("SINUIJU", "KP-03-sinuiju"), ("NORTH KOREA", "KP")]),
        ("the DPRK", [("DPRK", "KP")]),
        ("Democratic People’s Republic of Korea", [("Democratic People’s Republic of Korea", "KP")]),
        ("across the Yalu to Dandong", [("Yalu", "zone:yalu"), ("Dandong", "CN-LN-dandong")]),
        ("the border with\nChina", [("border with\nChina", "zone:cn-border")]),
        ("Northern border guards", [("Northern border", "zone:cn-border")]),
        ("the China–North Korea border", [("China–North Korea border", "zone:cn-border")]),
        ("the Sino-North Korean border", [("Sino-North Korean border", "zone:cn-border")]),
        ("north of the DMZ", [("DMZ", "zone:kr-border")]),
        ("in the West Sea and off the east coast", [("West Sea", "zone:west-sea"), ("east coast", "zone:east-sea")]),
        ("North and South Hamgyong", [("North", "KP-09"), ("South Hamgyong", "KP-08")]),
        ("N. Hamgyong", [("N. Hamgyong", "KP-09")]),
        ("the mine at Komdok", [("Komdok", "KP-08-tanchon")]),
        ("Chongjin's Songpyong district", [("Chongjin", "KP-09-chongjin"), ("Songpyong district", "KP-09-chongjin")]),
        ("Jung District in Pyongyang", [("Jung District", "KP-01-jung"), ("Pyongyang", "KP-01")]),
    ],
)  # fmt: skip
def test_english_names_in_all_their_spellings_are_resolved(text: str, expected: Found) -> None:
    assert resolved(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("혜산에서는 시장이 닫혔다", [("혜산", "KP-10-hyesan")]),
        ("량강도와 양강도", [("량강도", "KP-10"), ("양강도", "KP-10")]),
        ("함북 회령시 주민들은", [("함북", "KP-09"), ("회령시", "KP-09-hoeryong")]),
        ("함경북도회령시에서", [("함경북도", "KP-09"), ("회령시", "KP-09-hoeryong")]),
        ("룡천군과 용천군", [("룡천군", "KP-03-ryongchon"), ("용천군", "KP-03-ryongchon")]),
        ("혜산서 벌어진 일", [("혜산", "KP-10-hyesan")]),
        ("평양시내와 평양에서만", [("평양시", "KP-01"), ("평양", "KP-01")]),
        ("개성만이 아니다", [("개성", "KP-15")]),
        ("압록강 건너 단둥", [("압록강", "zone:yalu"), ("단둥", "CN-LN-dandong")]),
        ("두만강변과 휴전선", [("두만강변", "zone:tumen"), ("휴전선", "zone:kr-border")]),
        ("북·중 국경과 국경 지역", [("북·중 국경", "zone:cn-border"), ("국경 지역", "zone:cn-border")]),
        ("북한은 국경을 닫았다", [("북한", "KP")]),
        ("나선시와 나선에서", [("나선시", "KP-13"), ("나선", "KP-13")]),
        ("양강도 삼수·갑산", [("양강도", "KP-10"), ("삼수", "KP-10-samsu"), ("갑산", "KP-10-kapsan")]),
        ("강원도 세포군", [("강원도", "KP-07"), ("세포군", "KP-07-sepho")]),
        ("초산과 고풍에서는", [("초산", "KP-04-chosan"), ("고풍", "KP-04-kophung")]),
    ],
)  # fmt: skip
def test_korean_names_are_resolved_with_particles_and_endings(text: str, expected: Found) -> None:
    assert resolved(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "North Korean officials and North Koreans",
        "The Pyongyang Times reported",
        "a professor at Yanbian University",
        "Kangwon National University",
        "doctors of the Pyongyang Friendship Hospital",
        "the North, the capital, the border",
        "a Hwasong-15 missile",
        "the Jung family, an orang-utan, Orang",
        "Kim Jong Suk was her name",
        "the Chinese border city",
        "sinuiju in small letters",
        "Seoul, New York City, Hubei Province and Gyeonggi Province",
        "Orange County",
        "회담이 무산됐다. 계획을 무산시켰다. 무산될 것이다",
        "거래에 나선 것은",
        "평양타임스와 서울평양뉴스",
        "대동강맥주와 북한산과 국경일",
        "세포 검사와 과일 운전 온천",
        "개성적인 옷, 원산지 표시",
        "도와 해주는 사람",
        "조선일보와 조선 노동당",
    ],
)
def test_adjectives_bodies_and_ordinary_words_are_no_mentions(text: str) -> None:
    assert resolved(text) == []


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("Unsan was sealed.", ("KP-02-unsan", "KP-03-unsan")),
        ("Tumen was quiet.", ("zone:tumen", "CN-JL-tumen")),
        ("Hwasong was sealed.", ("KP-01-hwasong", "KP-09-hwasong")),
        ("The Hamgyong provinces", ("KP-08", "KP-09")),
        ("강원도에 눈이 내렸다", ("KP-07", "KR-42")),
        ("동서해안에서", ("zone:west-sea", "zone:east-sea")),
    ],
)
def test_a_name_of_several_places_stays_ambiguous_where_the_text_does_not_settle_it(
    text: str, candidates: tuple[str, ...]
) -> None:
    (mention,) = geocode(text)
    assert (mention.status, mention.place_id) == ("ambiguous", None)
    assert set(mention.candidates) == set(candidates)


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Unsan, North Pyongan, was sealed", "KP-03-unsan"),
        ("Unsan County in South Pyongan Province", "KP-02-unsan"),
        ("North Pyongan's Unsan", "KP-03-unsan"),
        ("South Korea's Gangwon Province", "KR-42"),
        ("North Korea closed its schools. Kangwon Province followed.", "KP-07"),
        ("South Korea said a missile left Kangwon Province. North Korea was silent.", "KP-07"),
        ("South Korea's army says it flew from Wonsan, Gangwon Province", "KP-07"),
        ("South Korea counted 20 cases, most of them in Gangwon Province.", "KR-42"),
        ("Kosong, a county of Kangwon Province in North Korea", "KP-07-kosong"),
        ("across the Tumen River", "zone:tumen"),
        ("shot on the Tumen", "zone:tumen"),
        ("the Chinese city of Tumen", "CN-JL-tumen"),
        ("Tumen, Jilin", "CN-JL-tumen"),
        ("Hwasong County", "KP-09-hwasong"),
        ("Hwasong District", "KP-01-hwasong"),
        ("Hwasong, North Hamgyong", "KP-09-hwasong"),
        ("Orang, North Hamgyong", "KP-09-orang"),
        ("북한 강원도에서", "KP-07"),
        ("평안북도 운산에서", "KP-03-unsan"),
    ],
)
def test_what_stands_beside_a_name_settles_it(text: str, place_id: str) -> None:
    assert place_id in [mention.place_id for mention in geocode(text)]
    assert {mention.status for mention in geocode(text)} == {"resolved"}


def test_a_town_inside_one_of_two_namesakes_settles_which_is_meant() -> None:
    text = "South Korea's army said it left Wonsan, Gangwon Province"
    assert resolved(text) == [("Wonsan", "KP-07-wonsan"), ("Gangwon Province", "KP-07")]


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Hagal County, South Hamgyong Province", ["Hagal County"]),
        ("Taegi-ri in North Hamgyong", ["Taegi-ri"]),
        ("함경북도 하갈군에서 벌어진", ["하갈군"]),
        ("Floods in Hagal County", []),
        ("The County in South Hamgyong, Every Province of North Korea", []),
        ("양강도 역시, 평안북도 인민군", []),
        ("Hubei Province and North Korea", []),
        ("North Korea's consul in New York City", []),
    ],
)
def test_what_the_text_presents_as_a_north_korean_place_is_unknown_where_the_table_lacks_it(
    text: str, unknown: list[str]
) -> None:
    mentions = [mention for mention in geocode(text) if mention.status == "unknown"]
    assert [mention.text for mention in mentions] == unknown
    assert all(mention.place_id is None and mention.candidates == () for mention in mentions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Traders in Tumen, the Chinese city on the Tumen River, said the Tumen was frozen.",
            [("Tumen", "CN-JL-tumen"), ("Tumen River", "zone:tumen"), ("Tumen", "zone:tumen")],
        ),
        ("Kosong, on South Korea's east coast, reported fires.", [("Kosong", "KR-42-goseong")]),
        (
            "Unsan County in South Pyongan and Unsan in North Pyongan",
            [
                ("Unsan County", "KP-02-unsan"),
                ("South Pyongan", "KP-02"),
                ("Unsan", "KP-03-unsan"),
                ("North Pyongan", "KP-03"),
            ],
        ),
        ("A graduate of Kim Chaek University reads the Pyongyang Times.", []),
        ("Kim Chaek City is sealed.", [("Kim Chaek City", "KP-09-kimchaek")]),
        (
            "North Pyongan's Sinuiju and Uiju airfield",
            [("North Pyongan", "KP-03"), ("Sinuiju", "KP-03-sinuiju"), ("Uiju airfield", "KP-03-uiju")],
        ),
        (
            "Songhwa Street was finished while Songhwa County stayed closed.",
            [("Songhwa Street", "KP-01-sadong"), ("Songhwa County", "KP-05-songhwa")],
        ),
        ("Hagal County, South Hamgyong", [("Hagal County", "unknown"), ("South Hamgyong", "KP-08")]),
        (
            "the Taedong River and the Suphung Reservoir",
            [("Taedong River", "river:taedong"), ("Suphung Reservoir", "lake:suphung")],
        ),
        ("한국 강원도 고성군에서", [("강원도", "KR-42"), ("고성군", "KR-42-goseong")]),
        ("강원도 원산시와 고성군에", [("강원도", "KP-07"), ("원산시", "KP-07-wonsan"), ("고성군", "KP-07-kosong")]),
        (
            "황해남도 연안군과 은천군의 온천이",
            [("황해남도", "KP-05"), ("연안군", "KP-05-yonan"), ("은천군", "KP-05-unchon")],
        ),
    ],
)
def test_namesakes_are_told_apart_by_what_stands_beside_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert resolved(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Unsan was sealed. Trucks from North Pyongan wait outside.", "KP-03-unsan"),
        ("Unsan was sealed. Trucks wait in Pyongsong.", "KP-02-unsan"),
        ("Unsan County in South Pyongan closed its market. Days later Unsan was sealed.", "KP-02-unsan"),
        ("Unsan was sealed. Trucks from North and South Pyongan wait outside.", "ambiguous"),
        ("Unsan was sealed. Trucks from Wonsan wait outside.", "ambiguous"),
    ],
)
def test_the_rest_of_the_text_settles_what_a_sentence_leaves_open(text: str, expected: str) -> None:
    found = [place for name, place in resolved(text) if name == "Unsan"]
    assert found == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Snow fell in Kangwon Province.", [("Kangwon Province", "KP-07")]),
        ("Snow fell in Gangwon Province.", [("Gangwon Province", "ambiguous")]),
        ("Kosong and Cholwon were quiet.", [("Kosong", "KP-07-kosong"), ("Cholwon", "KP-07-cholwon")]),
        ("South Korea's army left Kangwon Province.", [("Kangwon Province", "KR-42")]),
    ],
)
def test_a_spelling_that_the_south_has_given_up_means_the_north(text: str, expected: Found) -> None:
    assert resolved(text) == expected


@pytest.mark.parametrize("text", ["both coasts", "동서해안에서", "평안남북도에서"])
def test_a_name_of_several_places_together_means_them_all(text: str) -> None:
    (mention,) = geocode(text)
    assert mention.together
    assert len(mention.candidates) == 2
    assert not geocode("Unsan")[0].together


@pytest.mark.parametrize(
    ("text", "unit", "site"),
    [
        ("the Uiju airfield", "KP-03-uiju", "KP-03-uiju-airfield"),
        ("Sunan International Airport", "KP-01-sunan", "KP-01-sunan-airport"),
        ("Namyang Workers' District", "KP-09-onsong", "KP-09-onsong-namyang"),
        ("Panmunjom", "zone:kr-border", "zone:kr-border-panmunjom"),
        ("the Kaesong Industrial Zone", "KP-15", "KP-15-kaesong-industrial-zone"),
        ("혜산시 위연동에서", "KP-10-hyesan", "KP-10-hyesan-wiyon-dong"),
    ],
)
def test_a_site_stands_for_the_unit_it_lies_in(text: str, unit: str, site: str) -> None:
    mention = geocode(text)[-1]
    assert (mention.place_id, mention.site_id) == (unit, site)


NAMES = [name.name for name in load_gazetteer().names]
PHRASES = st.lists(
    st.sampled_from(NAMES)
    | st.sampled_from([", ", ". ", " and ", "과 ", "에서 ", "the ", " County", "-ri", "군", "’s ", "\n", "İ", "ǅ", "́"])
    | st.text(max_size=5),
    max_size=12,
).map("".join)


@given(PHRASES | st.text())
def test_any_text_gives_mentions_that_quote_it_in_order_without_overlap(text: str) -> None:
    end = 0
    for mention in geocode(text):
        assert mention.offset >= end
        assert mention.text == text[mention.offset : mention.end] != ""
        assert (mention.status == "resolved") == (mention.place_id is not None)
        assert (mention.status == "unknown") == (mention.candidates == ())
        assert mention.place_id is None or mention.candidates == (mention.place_id,)
        end = mention.end


def test_every_name_of_the_table_is_found_by_itself() -> None:
    lost = [
        (name.place_id, name.name)
        for name in load_gazetteer().names
        if fold(name.name) not in load_contextual()
        and not name.is_used("particled")
        and not (name.kind == "former" and name.is_used("shared"))
        and not any(
            m.text == name.name and load_gazetteer().unit_of(name.place_id) in m.candidates for m in geocode(name.name)
        )
    ]
    assert lost == []


def test_a_contextual_name_is_no_mention_by_itself() -> None:
    names = load_gazetteer().names
    fired = [name.name for name in names if fold(name.name) in load_contextual() and geocode(name.name)]
    assert fired == []


@pytest.mark.parametrize(
    "text",
    [
        "North " * 20_000,
        "Aa" * 50_000 + " County North Korea",
        "Kim Jong " * 20_000,
        "가" * 100_000,
        "함경북도 " * 20_000,
        "Hagal County, " * 7_000 + "North Korea",
        "Unsan " * 15_000,
        "Kosong " * 15_000 + "South Korea",
        "Kosong, South Korea, Hyesan, North Korea, Hagal County. " * 2_000,
    ],
)
def test_hostile_text_takes_time_in_proportion_to_its_length(text: str) -> None:
    start = time.perf_counter()
    geocode(text)
    assert time.perf_counter() - start < 60  # what explodes takes hours
