"""The single steps of extraction: sentences, words, triggers, and the lexicon they read from."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.extraction import lexicon
from corpus.extraction.lexicon import LexiconError, load_rules, load_words
from corpus.extraction.sentences import split_sentences
from corpus.extraction.triggers import Line, find_triggers
from corpus.extraction.words import base_forms, find_words
from corpus.measures import load_measures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("The U.N. agency left on Jan. 5. It came back.", ["The U.N. agency left on Jan. 5.", "It came back."]),
        ('"No one leaves." He said so.', ['"No one leaves."', "He said so."]),
        ("First paragraph\n\nsecond one.", ["First paragraph", "second one."]),
        ("한 문장이다. 또 한 문장이다.", ["한 문장이다.", "또 한 문장이다."]),
        ("Rice cost 4.5 yuan.", ["Rice cost 4.5 yuan."]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_texts_are_cut_into_sentences(text: str, expected: list[str]) -> None:
    assert [text[s.start : s.end] for s in split_sentences(text)] == expected


def test_paragraphs_are_counted() -> None:
    assert [s.paragraph for s in split_sentences("One. Two.\n\nThree.\n\n\nFour.")] == [0, 0, 1, 2]


@given(st.text(max_size=300))
def test_sentences_follow_one_another_and_leave_no_word_out(text: str) -> None:
    sentences = split_sentences(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(sentences))
    kept = "".join(text[s.start : s.end] for s in sentences)
    assert "".join(kept.split()) == "".join(text.split())


def test_a_clause_ends_at_commas() -> None:
    text = "Japan closed its schools, but here the markets stayed open, people said."
    (sentence,) = split_sentences(text)
    at = text.index("markets")
    assert sentence.clause_of(text, at, at + 7) == "but here the markets stayed open"


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("closes", "close"),
        ("closed", "close"),
        ("closing", "close"),
        ("banned", "ban"),
        ("carries", "carry"),
        ("cities", "city"),
    ],
)
def test_inflected_words_are_traced_to_their_base(word: str, base: str) -> None:
    assert base in base_forms(word)


def classes_in(text: str, language: str = "en") -> dict[str, frozenset[str]]:
    (sentence,) = split_sentences(text)
    return {text[w.start : w.end]: w.classes for w in find_words(text, sentence, language)}


def test_words_are_found_in_any_inflection_with_their_span() -> None:
    found = classes_in("Schools were shut")
    assert "school" in found["Schools"]
    assert "close" in found["shut"]


def test_the_longest_phrase_hides_the_words_in_it() -> None:
    assert "border" not in classes_in("He wrote for Doctors Without Borders")
    assert all("market" not in classes for classes in classes_in("The stock market closed").values())


def test_korean_words_are_found_before_their_particles() -> None:
    found = classes_in("학교들이 폐쇄됐다", "ko")
    assert "school" in found["학교"]
    assert "close" in found["폐쇄"]


def measures_in(text: str) -> set[str]:
    (sentence,) = split_sentences(text)
    return {
        trigger.rule.measure for trigger in find_triggers(Line.of(find_words(text, sentence, "en"), text, sentence))
    }


def test_object_and_action_are_joined_in_any_order() -> None:
    assert measures_in("They closed the schools.") == measures_in("The schools were closed.") == {"school_closure"}


def test_an_action_far_from_the_object_is_not_joined() -> None:
    words = "of the old town beside the river where the people of the county used to meet"
    assert measures_in(f"The school {words} closed.") == set()


def test_a_forbidding_word_stops_the_reading() -> None:
    assert "quarantine" not in measures_in("People who arrive are quarantined.")


def test_every_rule_names_a_measure_and_has_a_confidence() -> None:
    names = [rule.name for rule in load_rules()]
    assert len(names) == len(set(names))
    for rule in load_rules():
        assert rule.measure in load_measures()
        assert 0 < rule.confidence <= 1


def test_every_measure_can_be_read_in_both_languages() -> None:
    for language in lexicon.LANGUAGES:
        words = load_words(language)
        readable = {
            rule.measure for rule in load_rules() if all(any(words.get(c) for c in need) for need in rule.needs)
        }
        assert readable == set(load_measures())


def test_a_phrase_stands_once_in_its_class() -> None:
    for language in lexicon.LANGUAGES:
        for name, phrases in load_words(language).items():
            assert len(phrases) == len(set(phrases)), (language, name)


def test_every_word_class_serves_a_rule_or_a_step() -> None:
    rules = {name for rule in load_rules() for name in rule.without.union(*rule.needs)}
    steps = {"aside", "barrier", "ignored", "denial", "plan", "plan_weak", "holding", "unreal", "rumour", "negation"}
    for language in lexicon.LANGUAGES:
        assert set(load_words(language)) <= rules | steps


BAD_RULES = [
    ('needs = ["no-such-class"]\nmeasure = "lockdown"', "no word class 'no-such-class'"),
    ('needs = ["border"]\nmeasure = "no-such-measure"', "no measure 'no-such-measure'"),
    ('needs = ["border"]\nmeasure = "lockdown"\nstatus = "over"', "'over' is no status"),
]


@pytest.mark.parametrize(("row", "message"), BAD_RULES)
def test_a_bad_rule_is_an_error_naming_file_row_and_value(
    row: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in lexicon.LEXICON.glob("words.*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "rules.toml").write_text(f'[[rule]]\nname = "bad"\n{row}\n', encoding="utf-8")
    monkeypatch.setattr(lexicon, "LEXICON", tmp_path)
    lexicon.load_table.cache_clear()
    try:
        with pytest.raises(LexiconError, match=f"rules.toml: row bad: {message}"):
            load_rules.__wrapped__()
    finally:
        lexicon.load_table.cache_clear()
