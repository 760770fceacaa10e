"""The word lists around place names: each of their rows is of use."""

import pytest

from geodata import geocode, load_gazetteer
from geodata.folding import fold
from geodata.matching import places_named
from geodata.tables import LEVELS
from geodata.wording import load_cues, load_passed_over, load_wording


def test_fold_keeps_every_offset() -> None:
    for text in ("Sinŭiju’s", "İstanbul ẞ ŉ ǰ", "평양 \u3000北", "o\u0306", "\U0001f600 x\tx\u00a0x"):
        assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Sinŭiju", "SINUIJU"), ("Ch’ŏngjin", "ch'ongjin"), ("China–Korea", "china-korea"), ("a\u00a0b", "a\nb")],
)
def test_spellings_that_differ_in_type_only_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("wording", load_passed_over())
def test_what_is_passed_over_is_no_mention(wording: str) -> None:
    assert [mention for mention in geocode(wording.removesuffix("*")) if mention.place_id != "KP"] == []


def test_nothing_is_passed_over_twice() -> None:
    folded = [fold(wording) for wording in load_passed_over()]
    assert sorted(folded) == sorted(set(folded))


def test_nothing_that_is_passed_over_is_a_place_of_the_table() -> None:
    assert [wording for wording in load_passed_over() if places_named(fold(wording))] == []


def test_cues_settle_places_of_the_table_whose_names_are_shared() -> None:
    names = load_gazetteer().names_by_place
    for place_id in load_cues():
        assert any(len(places_named(fold(name.name))) > 1 for name in names[place_id]), place_id


def test_administrative_words_stand_for_levels_of_the_table() -> None:
    assert set().union(*load_wording().levels.values()) <= LEVELS
