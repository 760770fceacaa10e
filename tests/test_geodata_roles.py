"""What a place is doing in a text: it speaks, files a dispatch, governs, holds another place, or something is there."""

import pytest

from geodata import geocode


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("A source in Hyesan said the market was shut.", ["speaker"]),
        ("A source in Hyesan, Ryanggang Province, said so.", ["speaker", "context"]),
        ("Residents of the city of Sinuiju told the outlet so.", ["speaker"]),
        ("In North Pyongan Province, a partner said so.", ["speaker"]),
        ("Hyesan-based traders were caught.", ["speaker"]),
        ("Food is delivered to residents of Kaesong, state media said.", ["location"]),
        ("The market in Hyesan was shut.", ["location"]),
        ("PYONGYANG, March 3 (Xinhua) -- All schools in Wonsan closed.", ["dateline", "location"]),
        ("PYONGYANG (AP) — Schools closed.", ["dateline"]),
        ("Schools in Wonsan closed.\nRASON, April 1 -- Shops too.", ["location", "dateline"]),
        ("Pyongyang has denied every case.", ["metonym"]),
        ("China is the main ally of Pyongyang.", ["metonym"]),
        ("Masks are checked in Pyongyang.", ["location"]),
        ("Pyongyang residents wear masks.", ["location"]),
        ("Musan County in North Hamgyong was sealed.", ["location", "context"]),
        ("North Hamgyong's Musan was sealed.", ["context", "location"]),
        ("Hyesan and Ryanggang Province were sealed.", ["location", "location"]),
        ("함경북도의 한 소식통이 전했다.", ["speaker"]),
        ("양강도 혜산시에서 봉쇄가 시작됐다.", ["context", "location"]),
        ("당국이 혜산시 주민들에게 지시했다고 소식통이 말했다.", ["location"]),
        ("(평양=연합뉴스) 시장이 닫혔다.", ["dateline"]),
        ("혜산시 주민들이 격리됐다고 함경북도의 소식통이 전했다.", ["location", "speaker"]),
        ("조선중앙통신이 평양발로 보도했다.", ["dateline"]),
        ("평양이 이를 부인했다.", ["metonym"]),
        ("평양에서 마스크를 단속한다.", ["location"]),
    ],
)
def test_the_words_beside_a_place_show_its_role(text: str, roles: list[str]) -> None:
    assert [mention.role for mention in geocode(text)] == roles
