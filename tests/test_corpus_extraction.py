"""Rows of text -> the claims read: measure, place, start, end, status. All events are invented."""

import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.extraction import Extraction, extract
from corpus.models import ATTRIBUTIONS, STATUSES, Claim, Rejected, Report

PUBLISHED = date(2021, 2, 17)  # a Wednesday

Row = tuple[str, str | None, str | None, str | None, str]


def report_of(text: str, published: date = PUBLISHED) -> Report:
    language = "ko" if any("가" <= letter <= "힣" for letter in text) else "en"
    return Report("t", "Test Post", "A report", published, language, "https://example.org", "Test Post", text)


def claims_of(text: str) -> set[Row]:
    claims = extract(report_of(text)).claims
    return {(c.measure, c.place_id, c.start, c.end, c.status) for c in claims}


ROWS: list[tuple[str, set[Row]]] = [
    # another country's measure, in a sentence that names no part of North Korea
    ("Schools stay closed until April, since Daegu alone counts 8,000 patients.", set()),
    ("Tours to Panmunjom are suspended, the unification ministry in Seoul announced.", set()),
    ("Once the South Korean restrictions are relaxed, the tours will be resumed.", set()),
    (  # who only tells a thing there does not do it
        "Schools stay closed until April, according to the unification ministry in Seoul.",
        {("school_closure", "KP", None, "2021-04", "imposed")},
    ),
    (  # goods go and come across a border
        "Imports from China have been suspended.",
        {("trade_control", "KP", None, None, "imposed")},
    ),
    (  # a first train eases what is shut; only its end lifts it
        "Train services between Sinuiju and Dandong resumed on January 4.",
        {("transport_suspension", "KP", None, "2021-01-04", "eased")},
    ),
    (
        "The suspension of train services between Sinuiju and Dandong was lifted on January 4.",
        {("transport_suspension", "KP", None, "2021-01-04", "lifted")},
    ),
    (  # why a place is sealed is no measure of its own
        "Smuggling is given as the reason behind the lockdown of Anju.",
        {("lockdown", "KP-02-anju", None, None, "imposed")},
    ),
    (  # a plan means the next May, not the last one
        "The authorities plan to reopen the schools of Anju in May.",
        {("school_closure", "KP-02-anju", None, "2021-05", "planned")},
    ),
    (
        "The quarantine of Anju's fishermen has just been dropped.",
        {("quarantine", "KP-02-anju", None, None, "lifted")},
    ),
    (
        "The lockdown in Anju, South Pyongan Province, which began on January 20, was lifted at noon on February 9.",
        {("lockdown", "KP-02-anju", "2021-01-20", "2021-02-09", "lifted")},
    ),
    (
        "The lockdown of Anju, which nobody had seen lifted, goes on.",
        {("lockdown", "KP-02-anju", None, None, "imposed")},
    ),
    (
        "Musan was placed under lockdown on February 3.",
        {("lockdown", "KP-09-musan", "2021-02-03", None, "imposed")},
    ),
    (
        "The lockdown of Hoeryong, in force since January 20, was lifted on February 9.",
        {("lockdown", "KP-09-hoeryong", "2021-01-20", "2021-02-09", "lifted")},
    ),
    (
        "North Korea closed its border to foreign visitors in January 2020.",
        {("border_closure", "KP", "2020-01", None, "imposed")},
    ),
    (
        "Night curfews are in place in Onsong and Kyongwon.",
        {
            ("curfew", "KP-09-onsong", None, None, "imposed"),
            ("curfew", "KP-09-kyongwon", None, None, "imposed"),
        },
    ),
    (
        "All schools in the country will reopen on March 1, state radio said.",
        {("school_closure", "KP", None, "2021-03-01", "planned")},
    ),
    (
        "The authorities plan to close the schools of Anju next month.",
        {("school_closure", "KP-02-anju", "2021-03", None, "planned")},
    ),
    (
        "It is untrue that Haeju is under lockdown, a port official said.",
        {("lockdown", "KP-05-haeju", None, None, "denied")},
    ),
    (
        "The curfew in Sakju has been extended until the end of March.",
        {("curfew", "KP-03-sakju", None, "2021-03-31", "extended")},
    ),
    (
        "Markets in Wonsan were partially reopened in early February.",
        {("market_closure", "KP-07-wonsan", None, "2021-02", "eased")},
    ),
    (
        "Anyone who approaches the border with China will be shot without warning.",
        {("border_security", "zone:cn-border", None, None, "imposed")},
    ),
    (
        "The mask mandate in Pyongyang was lifted last week.",
        {("mask_mandate", "KP-01", None, "2021-02", "lifted")},
    ),
    (
        "Every flight between Pyongyang and Vladivostok has been suspended since January 31.",
        {("transport_suspension", "KP", "2021-01-31", None, "imposed")},
    ),
    (
        "All arrivals from abroad must spend a month in quarantine.",
        {("entry_quarantine", "KP", None, None, "imposed")},
    ),
    (
        "The state of emergency was declared nationwide in July.",
        {("emergency_governance", "KP", "2020-07", None, "imposed")},
    ),
    ("혜산시가 이달 1일부터 봉쇄됐다.", {("lockdown", "KP-10-hyesan", "2021-02-01", None, "imposed")}),
    ("회령시 봉쇄가 지난 9일 해제됐다.", {("lockdown", "KP-09-hoeryong", None, "2021-02-09", "lifted")}),
    ("북한은 국경을 걸어 잠갔다.", {("border_closure", "KP", None, None, "imposed")}),
    ("무산에서는 통금이 다음 달 말까지 연장됐다.", {("curfew", "KP-09-musan", None, "2021-03-31", "extended")}),
    (
        "평성의 장마당 폐쇄설은 사실이 아니라고 주민이 말했다.",
        {("market_closure", "KP-02-phyongsong", None, None, "denied")},
    ),
    ("전국에서 마스크 착용이 의무화됐다.", {("mask_mandate", "KP", None, None, "imposed")}),
    ("Nobody may enter or leave Anju.", {("lockdown", "KP-02-anju", None, None, "imposed")}),
    ("Soldiers sealed Sakju on February 4.", {("lockdown", "KP-03-sakju", "2021-02-04", None, "imposed")}),
    (  # a longer phrase of advice hides no mask
        "Each visitor has to wear a mask in Wonsan.",
        {("mask_mandate", "KP-07-wonsan", None, None, "imposed")},
    ),
    (
        "Coughing villagers were moved to a guesthouse in Sakju.",
        {("quarantine", "KP-03-sakju", None, None, "imposed")},
    ),
    (
        "Foreigners may not leave the diplomatic quarter of Pyongyang.",
        {("quarantine", "KP-01", None, None, "imposed")},
    ),
    (
        "In Haeju travel to another province is forbidden.",
        {("internal_travel", "KP-05-haeju", None, None, "imposed")},
    ),
    ("Entry to Wonsan has been restricted.", {("internal_travel", "KP-07-wonsan", None, None, "imposed")}),
    (
        "Workers abroad have been allowed to go home since August 2020.",
        {("border_closure", "KP", None, "2020-08", "eased")},
    ),
    ("Washing laundry in the Tumen River is forbidden.", {("border_security", "zone:tumen", None, None, "imposed")}),
    (
        "Nurses in Haeju were told not to speak of the outbreak.",
        {("information_control", "KP-05-haeju", None, None, "imposed")},
    ),
    ("Drugstores in Haeju are being supplied.", {("supply_support", "KP-05-haeju", None, None, "imposed")}),
    (  # what is allowed again has ended
        "Fishing off Wonsan has been permitted since February 3.",
        {("market_closure", "KP-07-wonsan", None, "2021-02-03", "lifted")},
    ),
    (  # a date that opens a sentence dates all of it
        "On January 12, after long talks between the county's party secretary, two doctors and the head of the "
        "mine, the schools of Anju were closed.",
        {("school_closure", "KP-02-anju", "2021-01-12", None, "imposed")},
    ),
    ("평성에서는 집집마다 다니며 체온을 잰다.", {("health_screening", "KP-02-phyongsong", None, None, "imposed")}),
    ("무산의 장마당은 하루 두 시간만 열린다.", {("market_closure", "KP-09-musan", None, None, "imposed")}),
    ("혜산에서는 세 사람 이상 모이지 못하게 했다.", {("gathering_ban", "KP-10-hyesan", None, None, "imposed")}),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_a_sentence_gives_its_claims(text: str, expected: set[Row]) -> None:
    assert claims_of(text) == expected


EMPTY = [
    "Grain prices in Hyesan rose by a third within a week.",
    "The leader visited a fertiliser plant in Sunchon and praised its workers.",
    "Japan closed its schools in March.",
    "Dandong was put under lockdown by the Chinese authorities.",
    "Vietnam has imposed a night curfew.",
    "African swine fever led farmers to isolate their pigs.",
    "A missile was fired on Saturday morning.",
    "The stock market closed higher.",
    "서울의 학교들이 문을 닫았다.",
    "일본은 국경을 봉쇄했다.",
    "쌀값이 크게 올랐다.",
    "Aid organizations say children go hungry.",
]


@pytest.mark.parametrize("text", EMPTY)
def test_no_measure_of_north_korea_gives_no_claim(text: str) -> None:
    assert claims_of(text) == set()


def test_a_speakers_home_is_not_where_the_measure_applies() -> None:
    text = "An official in North Pyongan said mask rules are enforced on every street of Hamhung."
    assert {place for _, place, *_ in claims_of(text)} == {"KP-08-hamhung"}


def test_a_speakers_home_is_kept_among_what_was_passed_over() -> None:
    extraction = extract(report_of("A source in North Pyongan province said the markets have been closed."))
    assert {claim.place_id for claim in extraction.claims} == {"KP"}
    assert ("KP-03", "speaker's place") in {(row.place_id, row.reason) for row in extraction.rejected}


def test_a_korean_speakers_home_is_not_where_the_measure_applies() -> None:
    assert claims_of("평안북도 소식통은 혜산시가 봉쇄됐다고 전했다.") == {
        ("lockdown", "KP-10-hyesan", None, None, "imposed")
    }


def test_the_capitals_name_for_the_government_is_the_whole_country() -> None:
    assert {place for _, place, *_ in claims_of("Pyongyang has closed its borders.")} == {"KP"}


def test_the_capital_itself_is_a_place() -> None:
    assert {place for _, place, *_ in claims_of("Schools in Pyongyang have been closed.")} == {"KP-01"}


def test_the_most_specific_place_stands_for_the_places_it_lies_in() -> None:
    assert {place for _, place, *_ in claims_of("A lockdown of Hyesan, Ryanggang Province, began.")} == {"KP-10-hyesan"}


def test_a_place_is_carried_to_the_next_sentence_of_the_paragraph() -> None:
    text = "People in Musan are afraid. The markets have been closed."
    assert claims_of(text) == {("market_closure", "KP-09-musan", None, None, "imposed")}


def test_a_new_paragraph_about_the_country_leaves_the_place_behind() -> None:
    text = "People in Musan are afraid.\n\nNorth Korea has closed its schools."
    assert claims_of(text) == {("school_closure", "KP", None, None, "imposed")}


def test_a_report_of_one_place_stays_there_until_it_speaks_of_the_country() -> None:
    text = "People in Musan are afraid.\n\nThe markets have been closed."
    assert {place for _, place, *_ in claims_of(text)} == {"KP-09-musan"}


def test_a_report_of_two_places_leaves_open_which_of_them_is_meant() -> None:
    text = "People in Musan are afraid. People in Anju are not.\n\nThe markets have been closed."
    assert {place for _, place, *_ in claims_of(text)} == {"KP"}


def test_another_countrys_measure_is_rejected_with_its_name() -> None:
    extraction = extract(report_of("Japan closed its schools in March."))
    assert [(row.measure, row.reason) for row in extraction.rejected] == [("school_closure", "another country: Japan")]


def test_an_ambiguous_place_waits_without_an_id() -> None:
    claims = extract(report_of("Unsan was placed under lockdown on Monday.")).claims
    assert [(claim.place_id, claim.place_text) for claim in claims] == [(None, "Unsan")]


def test_the_same_measure_said_twice_is_one_claim_with_both_dates() -> None:
    text = "Musan was placed under lockdown on January 5. The lockdown of Musan was lifted on January 25."
    assert claims_of(text) == {("lockdown", "KP-09-musan", "2021-01-05", "2021-01-25", "lifted")}


def test_of_what_is_said_twice_the_sentence_with_the_dates_is_the_proof() -> None:
    dated = "The lockdown of Anju was lifted on February 9."
    (claim,) = extract(report_of(f"Pictures show Anju under lockdown. {dated}")).claims
    assert (claim.evidence.quote, claim.status) == (dated, "lifted")


def test_two_episodes_of_one_measure_are_two_claims() -> None:
    text = "Musan was placed under lockdown on January 5. Musan had been placed under lockdown in March 2020 as well."
    assert {start for _, _, start, *_ in claims_of(text)} == {"2021-01-05", "2020-03"}


def test_the_day_a_medium_carried_the_story_is_no_start() -> None:
    assert {start for _, _, start, *_ in claims_of("Daily NK reported on Monday that Musan is under lockdown.")} == {
        None
    }


def test_a_bare_year_is_no_start() -> None:
    assert {start for _, _, start, *_ in claims_of("North Korea closed its borders in 2020.")} == {None}


def test_each_field_points_at_its_own_words() -> None:
    text = "The lockdown of Hoeryong, in force since January 20, was lifted on February 9."
    (claim,) = extract(report_of(text)).claims
    words = {name: text[start:end] for name, (start, end) in claim.fields.items()}
    assert words["place"] == "Hoeryong"
    assert (words["start"], words["end"]) == ("January 20", "February 9")
    assert "lockdown" in words["measure"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Masks are compulsory, KCNA said.", "state_media"),
        ("Masks are compulsory, a source told the outlet.", "anonymous_source"),
        ("Masks are compulsory, the World Health Organization said.", "ngo"),
        ("Masks are compulsory, the Russian ambassador said.", "foreign_official"),
        ("Masks are compulsory.", "outlet"),
        ("마스크 착용이 의무라고 노동신문이 전했다.", "state_media"),
        ("마스크 착용이 의무라고 소식통이 전했다.", "anonymous_source"),
    ],
)
def test_a_claim_says_who_says_so(text: str, speaker: str) -> None:
    assert {claim.attribution for claim in extract(report_of(text)).claims} == {speaker}


def test_a_speaker_goes_on_speaking_to_the_end_of_the_paragraph() -> None:
    text = "KCNA gave an account of the work. Masks are compulsory.\n\nSchools are closed."
    said = {claim.measure: claim.attribution for claim in extract(report_of(text)).claims}
    assert said == {"mask_mandate": "state_media", "school_closure": "outlet"}


PIECES = st.lists(st.sampled_from([row[0] for row in ROWS] + EMPTY), min_size=1, max_size=6)
TEXTS = st.one_of(st.text(max_size=300), PIECES.map(" ".join), PIECES.map("\n\n".join))


def check(text: str, extraction: Extraction) -> None:
    rows: list[Claim | Rejected] = [*extraction.claims, *extraction.rejected]
    for row in rows:
        assert text[row.evidence.start : row.evidence.end] == row.evidence.quote != ""
    for claim in extraction.claims:
        for start, end in claim.fields.values():
            assert 0 <= start < end <= len(text)
        assert claim.status in STATUSES
        assert claim.attribution in ATTRIBUTIONS
        assert 0 < claim.confidence <= 1
        assert claim.rule
        assert ("start" in claim.fields) == (claim.start is not None)
        assert ("end" in claim.fields) == (claim.end is not None)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS, published=st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_any_text_is_read_without_error_and_every_proof_is_its_own_words(text: str, published: date) -> None:
    check(text, extract(report_of(text, published)))


@given(place=st.sampled_from(["Musan", "Hyesan", "the country"]), weeks=st.integers(1, 9))
def test_without_a_date_in_the_text_no_claim_has_one(place: str, weeks: int) -> None:
    text = f"A lockdown of {place} was ordered for {weeks} weeks and the markets there were closed."
    assert {(claim.start, claim.end) for claim in extract(report_of(text)).claims} == {(None, None)}


@pytest.mark.parametrize(
    "text",
    [
        "a source in the city of the " * 1_500 + "lockdown " * 1_500 + "봉쇄" * 1_500 + "<script>../../etc</script>",
        "Hyesan, Musan, Sinuiju, Kaesong, Hoeryong and Wonsan were sealed off. The market is closed. " * 1_500,
    ],
)
def test_hostile_text_is_read_in_bounded_time(text: str) -> None:
    begun = time.perf_counter()
    check(text, extract(report_of(text)))
    assert time.perf_counter() - begun < 60  # what explodes takes hours


@pytest.mark.parametrize(
    ("said", "rumoured"),
    [
        ("Anju was sealed on January 20.", "Rumour has it that Anju was sealed on January 20."),
        ("안주시가 1월 20일 봉쇄됐다.", "안주시가 1월 20일 봉쇄됐다는 소문이 돈다."),
    ],
)
def test_a_rumour_is_marked_and_less_sure(said: str, rumoured: str) -> None:
    (plain,), (marked,) = (extract(report_of(text)).claims for text in (said, rumoured))
    assert (plain.measure, plain.place_id) == (marked.measure, marked.place_id)
    assert ", a rumour; " in marked.rule
    assert ", a rumour" not in plain.rule
    assert marked.confidence <= plain.confidence / 2 + 0.01
