"""Why a measure was taken: wordings in two languages, how near they stand, and the bundled reports."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.extraction import lexicon
from corpus.extraction.lexicon import LexiconError
from corpus.models import Claim, Evidence
from corpus.reasons import load_cues, outline_of, reasons_of
from corpus.store import Corpus, load_corpus
from tests.factories import make_claim, make_report

Given = tuple[tuple[str, str], ...]


def claim_on(text: str, words: str, **fields: object) -> Claim:
    """A claim whose evidence is these words of a text."""
    start = text.index(words)
    return make_claim(evidence=Evidence(words, start, start + len(words)), **fields)


def reasons_in(text: str, words: str, language: str = "en") -> Given:
    found = reasons_of(make_report(text=text, language=language), claim_on(text, words))
    return tuple((reason.kind, reason.evidence.quote) for reason in found)


ENGLISH: list[tuple[str, str, Given]] = [
    (
        "Hyesan was sealed to prevent the spread of the virus, the order said.",
        "Hyesan was sealed",
        (("stated", "to prevent the spread of the virus"),),
    ),
    (
        "To keep the new coronavirus out, the authorities sealed the border last week.",
        "sealed the border",
        (("stated", "To keep the new coronavirus out"),),
    ),
    (
        "The market was closed under the pretext of disinfection, a trader said.",
        "The market was closed",
        (("stated", "under the pretext of disinfection"),),
    ),
    ("Trains stopped on account of COVID-19.", "Trains stopped", (("stated", "on account of COVID-19"),)),
    ("Citing the epidemic is common. Trains stopped.", "Trains stopped", ()),
    ("Officials shut the market, citing the epidemic.", "shut the market", (("stated", "citing the epidemic"),)),
    (
        "It closed the border against the coronavirus, which hurt trade.",
        "It closed the border against the coronavirus",
        (("stated", "against the coronavirus"),),
    ),
    (
        "Foreigners are kept apart for a month so that the disease does not come in with them.",
        "Foreigners are kept apart",
        (("stated", "so that the disease does not come in with them"),),
    ),
    (
        "Residents must stay indoors. A rise in flu was given as the reason.",
        "Residents must stay indoors",
        (("stated", "A rise in flu was given as the reason."),),
    ),
    (
        "The city may open again, and officials justified the early end by pointing to hungry households.",
        "The city may open again",
        (("stated", "and officials justified the early end by pointing to hungry households"),),
    ),
    (
        "The city was sealed. Sources believe the real concern was smuggling.",
        "The city was sealed",
        (("alleged", "Sources believe the real concern was smuggling."),),
    ),
    (
        "Teams check every mask. Officially this is about quality. In practice, buyers prefer the other kind.",
        "Teams check every mask",
        (
            ("stated", "Officially this is about quality"),
            ("alleged", "In practice, buyers prefer the other kind"),
        ),
    ),
    (
        "Hyesan was locked down. Sources say the lockdown followed a gold smuggling case.",
        "Hyesan was locked down",
        (("alleged", "Sources say the lockdown followed a gold smuggling case."),),
    ),
    (
        "A curfew began. It is believed to be aimed at smugglers.",
        "A curfew began",
        (("alleged", "It is believed to be aimed at smugglers."),),
    ),
    (
        "Fishing was forbidden out of fear that the virus could get into seawater.",
        "Fishing was forbidden",
        (("alleged", "out of fear that the virus could get into seawater"),),
    ),
]

KOREAN: list[tuple[str, str, Given]] = [
    ("당국은 방역을 이유로 장마당을 닫았다.", "장마당을 닫았다", (("stated", "당국은 방역을 이유로"),)),
    ("코로나 차단을 명분으로 국경을 막았다.", "국경을 막았다", (("stated", "코로나 차단을 명분으로"),)),
    (
        "소독을 한다는 구실로 시장을 폐쇄했다.",
        "시장을 폐쇄했다",
        (("stated", "소독을 한다는 구실로"),),
    ),
    (
        "바이러스 유입을 차단하기 위해 국경을 봉쇄했다.",
        "국경을 봉쇄했다",
        (("stated", "바이러스 유입을 차단하기 위해"),),
    ),
    (
        "통행이 금지됐다. 당국은 감염을 막기 위한 조치라고 밝혔다.",
        "통행이 금지됐다",
        (("stated", "당국은 감염을 막기 위한 조치라고 밝혔다."),),
    ),
    (
        "방역을 이유로 혜산을 봉쇄했지만 실제로는 밀수를 막기 위한 것이다.",
        "혜산을 봉쇄했지만",
        (("stated", "방역을 이유로"), ("alleged", "실제로는 밀수를 막기 위한 것이다")),
    ),
    (
        "혜산이 봉쇄됐다. 속내는 밀수 단속이다.",
        "혜산이 봉쇄됐다",
        (("alleged", "속내는 밀수 단속이다"),),
    ),
    (
        "혜산이 봉쇄됐다. 주민들은 금 밀수 사건 때문이라고 말한다.",
        "혜산이 봉쇄됐다",
        (("alleged", "주민들은 금 밀수 사건 때문이라고 말한다."),),
    ),
    (
        "야간 통행이 금지됐다. 주민 감시를 조이려는 것으로 보인다.",
        "야간 통행이 금지됐다",
        (("alleged", "주민 감시를 조이려는 것으로 보인다."),),
    ),
]

NONE = [
    ("Hyesan was sealed on January 29, a resident said.", "Hyesan was sealed", "en"),
    ("Hyesan was sealed. China is struggling to contain the disease.", "Hyesan was sealed", "en"),
    ("Hyesan was sealed. Kim declared victory over the virus.", "Hyesan was sealed", "en"),
    ("Was Hyesan sealed because of the virus?", "Hyesan sealed", "en"),
    ("Hyesan was sealed. Outsiders suspect that the virus has spread for months.", "Hyesan was sealed", "en"),
    ("Hyesan was sealed. People suspected of having met travelers are held.", "Hyesan was sealed", "en"),
    ("Hyesan was sealed. The term began late because of the virus.", "Hyesan was sealed", "en"),
    ("혜산이 봉쇄됐다. 언제까지인지는 알려지지 않았다.", "혜산이 봉쇄됐다", "ko"),
    ("혜산이 봉쇄됐다. 실제로는 병이 크게 번졌다고 한다.", "혜산이 봉쇄됐다", "ko"),
]


@pytest.mark.parametrize(("text", "words", "expected"), ENGLISH)
def test_english_wordings_give_a_reason(text: str, words: str, expected: Given) -> None:
    assert reasons_in(text, words) == expected


@pytest.mark.parametrize(("text", "words", "expected"), KOREAN)
def test_korean_wordings_give_a_reason(text: str, words: str, expected: Given) -> None:
    assert reasons_in(text, words, "ko") == expected


@pytest.mark.parametrize(("text", "words", "language"), NONE)
def test_other_sentences_give_none(text: str, words: str, language: str) -> None:
    assert reasons_in(text, words, language) == ()


def test_a_reason_far_from_the_measure_is_not_its_reason() -> None:
    between = "Rice is dear. Oil is dear. Salt is dear. "
    assert reasons_in("Hyesan was sealed. " + between + "The real concern was smuggling.", "Hyesan was sealed") == ()


def test_a_reason_belongs_to_the_nearer_measure() -> None:
    text = "It shut its borders on account of Covid-19 and limited trade."
    report = make_report(text=text)
    border, trade = claim_on(text, "shut its borders", measure="border_closure"), claim_on(text, "limited trade")
    assert len(reasons_of(report, border, [border, trade])) == 1
    assert reasons_of(report, trade, [border, trade]) == ()
    assert len(reasons_of(report, trade)) == 1, "alone in the sentence it is the nearest"


def test_claims_of_one_measure_in_one_sentence_share_its_reason() -> None:
    text = "Hyesan and Samjiyon were sealed because of the virus."
    report = make_report(text=text)
    claims = [claim_on(text, words, place_id=words) for words in ("Hyesan and", "Samjiyon were sealed")]
    assert [len(reasons_of(report, claim, claims)) for claim in claims] == [1, 1]


def test_claims_of_other_reports_do_not_compete() -> None:
    text = "Hyesan was sealed long ago because of the virus."
    other = claim_on(text, "long ago", measure="curfew", report="r2")
    assert len(reasons_of(make_report(text=text), claim_on(text, "Hyesan was sealed"), [other])) == 1


WORDS = st.sampled_from(
    ["The real reason", "was", "because of the virus", "Sources", "suspect", ",", ".", "?", "\n\n", "“", "to stop",
     "sealed", "the epidemic", "officially", "방역을 이유로", "실제로는", "때문", "것으로 보인다", "주민들은", "위해"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join))


@given(TEXTS, st.sampled_from(["en", "ko", "fr"]))
def test_a_quote_is_the_text_at_its_place_and_never_more_than_its_sentence(text: str, language: str) -> None:
    outline = outline_of(text, language)
    for found in outline.found:
        quoted, sentence = found.reason.evidence, outline.sentences[found.sentence]
        assert quoted.quote == text[quoted.start : quoted.end] != ""
        assert sentence.start <= quoted.start < quoted.end <= sentence.end


@given(TEXTS, st.integers(0, 250), st.integers(0, 50))
def test_any_claim_can_be_asked_for(text: str, start: int, length: int) -> None:
    claim = make_claim(evidence=Evidence("", start, start + length))
    kinds = {reason.kind for reason in reasons_of(make_report(text=text), claim, [claim])}
    assert kinds <= {"stated", "alleged"}


def test_reading_takes_time_in_line_with_the_length() -> None:
    text = "The real reason " + "the new virus " * 20_000 + "because of the " * 20_000
    assert len(outline_of(text, "en").sentences) > 400


BUNDLED = [
    ("002", "lockdown", "alleged", "the real concern was smuggling"),
    ("002", "lockdown", "stated", "the large number of households in difficulty"),
    ("2020-08-rfa-border-brigade", "border_security", "alleged", "keep the regular guards from taking"),
    ("2020-09-afp-buffer-strip", "border_security", "stated", "nobody carries the coronavirus across"),
    ("2020-09-afp-buffer-strip", "border_security", "alleged", "Smuggling explains the step"),
    ("2020-02-tongil-diplomats", "market_closure", "stated", "차단하려는 것이다"),
    ("2022-10-dailynk-hoeryong-curfew", "curfew", "alleged", "감시를 더 조이려는 것으로 풀이된다"),
]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus()


@pytest.mark.parametrize(("report", "measure", "kind", "words"), BUNDLED)
def test_reasons_in_the_bundled_reports(corpus: Corpus, report: str, measure: str, kind: str, words: str) -> None:
    claims = corpus.claims_of(report)
    found = [
        reason
        for claim in claims
        if claim.measure == measure
        for reason in reasons_of(corpus.reports[report], claim, claims)
    ]
    assert any(reason.kind == kind and words in reason.evidence.quote for reason in found)


def test_every_language_has_wordings_of_both_kinds() -> None:
    for language in lexicon.LANGUAGES:
        assert {cue.kind for cue in load_cues(language)} == {"stated", "alleged"}


BAD_ROWS = [
    ('kind = "guessed"\nquote = "on"\nreach = "near"\npattern = "x"', "kind is 'guessed'"),
    ('kind = "stated"\nquote = "on"\nreach = "far"\npattern = "x"', "reach is 'far'"),
    ('kind = "stated"\nquote = "on"\nreach = "near"\npattern = "(x"', "missing \\)"),
    ('kind = "stated"\nquote = "on"\nreach = "near"\npattern = "{no}"', "no part 'no'"),
]


@pytest.mark.parametrize(("row", "message"), BAD_ROWS)
def test_a_bad_row_is_an_error_naming_file_and_value(
    row: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reasons.toml").write_text(f"[en.parts]\n[[en.cue]]\n{row}\n", encoding="utf-8")
    monkeypatch.setattr(lexicon, "LEXICON", tmp_path)
    lexicon.load_table.cache_clear()
    load_cues.cache_clear()
    try:
        with pytest.raises(LexiconError, match=f"reasons.toml.*{message}"):
            load_cues("en")
    finally:
        lexicon.load_table.cache_clear()
        load_cues.cache_clear()
