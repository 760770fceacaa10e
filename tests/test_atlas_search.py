"""A phrase is found as a reader types it, best place first, with the words around it."""

import time
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.folding import fold, fold_phrase, locate
from atlas.search import AROUND, WHERE, Found, find
from corpus.models import Claim, Evidence, Report
from corpus.store import Corpus, load_corpus
from geodata import load_gazetteer
from tests.factories import make_claim, make_report

GAZETTEER = load_gazetteer()
TEXT = (
    "Markets in Hyesan were shut on 3 May. Café owners\nin the  city complained.\n\n"
    "The “Storm Corps” came in August, a trader of gold said."
)


def corpus_of(*reports: Report, claims: tuple[Claim, ...] = ()) -> Corpus:
    return Corpus({report.id: report for report in reports}, claims, tuple(() for _ in claims), (), ())


def claim_on(text: str, words: str, **fields: object) -> Claim:
    start = text.index(words)
    return make_claim(evidence=Evidence(words, start, start + len(words)), **fields)


def hits(phrase: str, text: str = TEXT) -> list[str]:
    claim = claim_on(text, text[:20])
    return [found.hit for found in find(corpus_of(make_report(text=text), claims=(claim,)), GAZETTEER, phrase)]


@pytest.mark.parametrize(
    ("phrase", "hit"),
    [
        ("markets", "Markets"),
        ("MARKETS IN", "Markets in"),
        ("  markets   in ", "Markets in"),
        ('"markets in"', "Markets in"),
        ("“markets in”", "Markets in"),
        ("cafe owners in the city", "Café owners\nin the  city"),
        ("CAFÉ", "Café"),
        (unicodedata.normalize("NFD", "Café"), "Café"),
        ("complained. the", "complained.\n\nThe"),
        ("storm corps", "Storm Corps"),
        ("lockdown", "Lockdown"),
        ("혜산", "혜산"),
    ],
)
def test_a_phrase_is_found_as_it_is_typed(phrase: str, hit: str) -> None:
    assert hits(phrase) == [hit]


@pytest.mark.parametrize("phrase", ["", "  ", '""', "“ ”", "nowhere", "gold silver", ".*", "M[a]rkets", "\u0301"])
def test_what_is_not_there_is_not_found(phrase: str) -> None:
    assert hits(phrase) == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_hangul_is_found_in_either_form(form: str) -> None:
    text = unicodedata.normalize(form, "양강도 혜산시가 봉쇄됐다고 전했다.")
    assert [fold(hit) for hit in hits("봉쇄됐다고", text)] == ["봉쇄됐다고"]
    assert hits(unicodedata.normalize("NFD", "봉쇄"), text) == [unicodedata.normalize(form, "봉쇄")]


def test_a_part_of_a_character_is_no_hit() -> None:
    assert locate("Straße", "stras") is None
    assert locate("Straße es", "s") == (0, 1)
    assert locate("ße es", "s") == (4, 5)
    assert locate("각", fold("ㄱ")) is None


def test_the_quote_comes_first_then_place_measure_title_and_text() -> None:
    text = "Curfew came. In Musan nothing moved. Rice was dear."
    reports = [make_report(name, text) for name in ("r1", "r2", "r4", "r5")] + [make_report("r3", text, title="Musan")]
    claims = (
        claim_on(text, "Curfew came", report="r1"),
        claim_on(text, "Curfew came", report="r2", place_id="KP-09-musan", place_text=None),
        claim_on(text, "Curfew came", report="r3"),
        claim_on(text, "In Musan nothing moved", report="r4"),
    )
    found = find(corpus_of(*reports, claims=claims), GAZETTEER, "musan")
    assert [(one.report, one.where) for one in found] == [
        ("r4", "quote"),
        ("r2", "place"),
        ("r3", "title"),
        ("r1", "text"),
        ("r5", "text"),
    ]
    assert [one.claim for one in found] == [claims[3], claims[1], claims[2], claims[0], None]
    assert [one.report for one in find(corpus_of(*reports, claims=claims), GAZETTEER, "musan", most=2)] == ["r4", "r2"]


def test_a_place_that_the_gazetteer_does_not_know_is_found_by_the_reports_word() -> None:
    claim = make_claim(place_id="nowhere", place_text="Muchang village")
    (found,) = find(corpus_of(make_report(), claims=(claim,)), GAZETTEER, "muchang")
    assert (found.where, found.before, found.hit, found.after) == ("place", "", "Muchang", " village")


def test_the_country_is_found_by_its_words() -> None:
    corpus = corpus_of(make_report(), claims=(make_claim(place_id="KP", place_text=None),))
    assert [found.hit for found in find(corpus, GAZETTEER, "nation-wide")] == ["Nation-wide"]
    assert [found.hit for found in find(corpus, GAZETTEER, "전국")] == ["전국"]


def test_an_excerpt_is_cut_between_words() -> None:
    text = "lorem ipsum " * 20 + "HERE" + " dolor sit" * 20
    (found,) = find(corpus_of(make_report(text=text)), GAZETTEER, "here")
    assert found.before + found.hit + found.after in text
    assert len(found.before) <= AROUND >= len(found.after)
    assert {*found.before.split(), *found.after.split()} == {"lorem", "ipsum", "dolor", "sit"}
    assert min(len(found.before), len(found.after)) > AROUND - 12


def test_an_excerpt_at_the_edge_of_a_text_is_shorter() -> None:
    (found,) = find(corpus_of(make_report(text="Hyesan was sealed.")), GAZETTEER, "was")
    assert found == Found("r1", None, "text", "Hyesan ", "was", " sealed.")


@pytest.fixture(scope="module")
def bundled() -> Corpus:
    return load_corpus()


@pytest.mark.parametrize("phrase", ["lockdown", "혜산", "the", "e", "gold on a large scale", "no such words"])
def test_the_bundled_reports_are_searched_in_50_ms(bundled: Corpus, phrase: str) -> None:
    times = []
    for _ in range(5):
        locate.cache_clear()
        start = time.perf_counter()
        find(bundled, GAZETTEER, phrase)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.05


def test_a_claims_own_words_find_it(bundled: Corpus) -> None:
    for claim in bundled.claims[::25]:
        found = find(bundled, GAZETTEER, claim.evidence.quote)
        assert found[0].where == "quote"
        assert claim in [one.claim for one in found]


ODD = [
    *("a", "A", "é", "e\u0301", "ß", "İ", "ﬁ", "Σ", "ς", " ", "\n", "\u00a0", '"', "“", "”", "'", "\ud800"),
    *("혜", "\u1112\u1168", "\u11ab", "각", "\u0301", "\u0345", "\u0344", "\u0903", "\u09c7\u09be"),
]
LETTERS = st.one_of(st.sampled_from(ODD), st.characters())
TEXTS = st.lists(LETTERS, max_size=40).map("".join)


@given(TEXTS)
def test_a_text_holds_itself(text: str) -> None:
    folded = fold(text)
    span = locate(text, folded)
    assert (span is None) == (not folded)
    if span is not None:
        assert fold(text[slice(*span)]) == folded


@given(TEXTS, TEXTS, st.one_of(TEXTS, st.just("lockdown")), st.data())
def test_any_phrase_may_be_looked_for(text: str, title: str, phrase: str, data: st.DataObject) -> None:
    if text and data.draw(st.booleans()):
        start = data.draw(st.integers(0, len(text)))
        phrase = text[start : data.draw(st.integers(start, len(text)))]
    first = data.draw(st.integers(0, len(text)))
    evidence = Evidence(text[first : first + 9], first, min(first + 9, len(text)))
    claims = (make_claim(evidence=evidence), replace(make_claim(evidence=evidence), report="gone"))
    reports = (make_report(text=text, title=title), make_report("r2", text))
    found = find(corpus_of(*reports, claims=claims), GAZETTEER, phrase)
    assert all(fold(one.hit) == fold_phrase(phrase) for one in found)
    assert all(len(one.before) <= AROUND >= len(one.after) for one in found)
    ranks = [WHERE.index(one.where) for one in found]
    assert len(found) <= 2
    assert ranks == sorted(ranks)


@given(TEXTS, st.integers(-2, 3))
def test_no_more_are_found_than_asked_for(phrase: str, most: int) -> None:
    claims = tuple(make_claim() for _ in range(4))
    assert len(find(corpus_of(make_report(), claims=claims), GAZETTEER, phrase, most)) <= max(0, most)
