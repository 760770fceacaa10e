"""Evidence as HTML: the text is whole, marked where it was read, and escaped everywhere."""

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.evidence import claim_html, report_html, safe_address, segments
from atlas.selection import Shown
from corpus.models import Claim, Evidence, Rejected, Report
from corpus.store import load_corpus
from geodata import load_gazetteer
from tests.factories import make_claim
from tests.hostile import PAYLOADS

TEXT = "Before it. Hyesan was sealed on January 29. After it."
CLAIM = make_claim(evidence=Evidence(TEXT[11:43], 11, 43), fields={"place": (11, 17), "start": (32, 42)})


class Elements(HTMLParser):
    """The elements and the text of an HTML fragment."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def report(text: str = TEXT, **fields: str) -> Report:
    standard = {"publisher": "P", "title": "T", "language": "en", "url": "https://example.org/a", "origin": "O"}
    return Report(id="r1", published=date(2021, 2, 17), text=text, **{**standard, **fields})  # type: ignore[arg-type]


def parsed(html: str) -> Elements:
    elements = Elements()
    elements.feed(html)
    return elements


def panel(own: Report, claim: Claim) -> str:
    return claim_html(load_gazetteer(), own, Shown(claim, (), "in_force"))


def test_the_quote_is_shown_in_its_surroundings_with_its_fields_marked() -> None:
    elements = parsed(panel(report(), CLAIM))
    assert TEXT in elements.text
    marks = [attributes["class"] for tag, attributes in elements.tags if tag == "mark"]
    assert marks == ["field-place", "field-start"]


def test_a_field_read_elsewhere_in_the_report_is_shown_in_an_excerpt_of_its_own() -> None:
    text = "On January 29 guards came." + " More was said." * 30 + "\n\n" + TEXT
    shift = text.index(TEXT)
    quote = Evidence(TEXT[11:43], 11 + shift, 43 + shift)
    claim = make_claim(evidence=quote, fields={"start": (3, 13), "place": (11 + shift, 17 + shift)})
    elements = parsed(panel(report(text), claim))
    marks = [attributes["class"] for tag, attributes in elements.tags if tag == "mark"]
    assert marks == ["field-place", "field-start"]
    assert "On January 29 guards came." in elements.text


def test_every_field_of_every_bundled_claim_is_marked_in_the_panel() -> None:
    corpus = load_corpus()
    for claim in corpus.claims:
        elements = parsed(panel(corpus.reports[claim.report], claim))
        marks = {attributes["class"] for tag, attributes in elements.tags if tag == "mark"}
        spans = set(claim.fields.values())
        hidden = {f"field-{name}" for name in claim.fields} - marks
        assert len(hidden) <= len(claim.fields) - len(spans), (claim.report, claim.fields, marks)


def test_a_rejected_reading_of_the_same_words_is_told_with_its_reason() -> None:
    speaker = Rejected("r1", "curfew", "KP-03", "North Pyongan", Evidence("x", 20, 30), "where the speaker is")
    elsewhere = Rejected("r1", "mask_mandate", "KP-03", "Musan", Evidence("x", 44, 50), "another country")
    html = claim_html(load_gazetteer(), report(), Shown(CLAIM, (), "in_force"), [speaker, elsewhere])
    assert "Curfew, “North Pyongan” (where the speaker is)" in parsed(html).text
    assert "another country" not in html


def test_the_whole_report_is_one_click_away_whatever_its_id() -> None:
    own = replace(report(), id="../a b?x=<1>&y#z")
    claim = replace(CLAIM, report=own.id)
    links = [attributes["href"] for tag, attributes in parsed(panel(own, claim)).tags if tag == "a"]
    assert links[-1] == "reports?report=../a%20b%3Fx%3D%3C1%3E%26y%23z"


def test_long_surroundings_are_cut_between_words_and_say_so() -> None:
    text = "word " * 200 + TEXT + " word" * 200
    shift = 1000
    claim = make_claim(evidence=Evidence(TEXT[11:43], 11 + shift, 43 + shift))
    quote = parsed(panel(report(text), claim)).text
    assert "…word" in quote
    assert len(quote) < 800


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_from_a_report_becomes_an_element_or_an_attribute_that_runs(payload: str) -> None:
    own = report(TEXT + payload, publisher=payload, title=payload, url=payload, origin=payload, language=payload)
    claim = make_claim(
        evidence=CLAIM.evidence, rule=payload, place_id=None, place_text=payload, fields={"place": (0, 9)}
    )
    for html in (panel(own, claim), report_html(load_gazetteer(), own, [claim])):
        elements = parsed(html)
        assert {tag for tag, _ in elements.tags} <= {
            "article", "p", "span", "blockquote", "strong", "mark", "a", "h3", "h4", "div", "ul", "li", "br", "aside",
        }  # fmt: skip
        names = {name for _, attributes in elements.tags for name in attributes}
        assert names <= {"class", "lang", "href", "target", "rel", "title", "style", "data-report"}
        assert payload in elements.text


ADDRESSES = [
    ("https://example.org/a?b=c", True),
    ("http://example.org", True),
    ("javascript:alert(1)", False),
    ("JaVaScRiPt:alert(1)", False),
    (" javascript:alert(1)", False),
    ("data:text/html,x", False),
    ("//example.org", False),
    ("https://", False),
    ("http://[broken", False),
    ("ftp://example.org", False),
    ("", False),
]


@pytest.mark.parametrize(("url", "safe"), ADDRESSES)
def test_only_web_addresses_become_links(url: str, safe: bool) -> None:
    assert (safe_address(url) is not None) == safe
    links = [attributes["href"] for tag, attributes in parsed(panel(report(url=url), CLAIM)).tags if tag == "a"]
    assert links == ([url] if safe else []) + ["reports?report=r1"]


spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair)))


@given(st.text(max_size=50), st.lists(spans, max_size=3), st.lists(st.tuples(st.sampled_from("ab"), spans), max_size=4))
def test_segments_joined_are_the_text_again(
    text: str, quotes: list[tuple[int, int]], fields: list[tuple[str, tuple[int, int]]]
) -> None:
    found = segments(text, quotes, fields)
    assert "".join(segment.text for segment in found) == text
    offset = 0
    for segment in found:
        end = offset + len(segment.text)
        assert segment.quoted == any(start <= offset and end <= last for start, last in quotes)
        offset = end


@given(st.text(max_size=200))
def test_any_text_comes_through_the_template_unchanged(text: str) -> None:
    own = report("\x00".join(["a", "b"]) if not text.strip() else text)
    claim = make_claim(evidence=Evidence(own.text, 0, len(own.text)))
    html = panel(own, claim)
    assert {tag for tag, _ in parsed(html).tags} <= {"article", "p", "span", "blockquote", "strong", "a"}
