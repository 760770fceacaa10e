"""Find a phrase in the reports: the claims that it stands in or beside, with the words around it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal, NamedTuple, get_args

from atlas.folding import fold, fold_phrase, locate
from atlas.words import place_name
from corpus.measures import load_measures
from corpus.models import Claim, Report, Span
from corpus.store import Corpus
from geodata import Gazetteer

AROUND = 80  # characters shown on either side of a hit

Where = Literal["quote", "place", "measure", "title", "text"]
WHERE: tuple[Where, ...] = get_args(Where)  # best first


@dataclass(frozen=True, slots=True)
class Found:
    """Where a phrase stands: the report, a claim of it, if it has one, and the words around the hit.

    ``where`` says what holds the phrase: the claim's quote, the name of its place or measure, or the report.
    """

    report: str
    claim: Claim | None
    where: Where
    before: str
    hit: str
    after: str


class Candidate(NamedTuple):
    """A claim, or a report without claims, with all that holds the phrase, best first."""

    report: Report
    claim: Claim | None
    where: tuple[Where, ...]


class Holders(NamedTuple):
    """What holds the phrase: reports by their text and their title, places and measures by their names."""

    texts: frozenset[str]
    titles: frozenset[str]
    places: frozenset[str]
    measures: frozenset[str]


def find(corpus: Corpus, gazetteer: Gazetteer, phrase: str, most: int = 40) -> list[Found]:
    """The claims and reports that hold a phrase, at most so many, best first, then in the order of the corpus.

    Case, accents, line breaks and quotation marks around the phrase make no difference; an empty one finds nothing.
    """
    folded = fold_phrase(phrase)
    if not folded:
        return []
    holders = _holders(corpus, gazetteer, folded)
    candidates = sorted(_candidates(corpus, holders, folded), key=lambda one: WHERE.index(one.where[0]))
    found = (_found(candidate, gazetteer, folded) for candidate in candidates)
    first = islice((one for one in found if one is not None), max(0, most))
    return sorted(first, key=lambda one: WHERE.index(one.where))


def _holders(corpus: Corpus, gazetteer: Gazetteer, folded: str) -> Holders:
    reports = corpus.reports.values()
    places = {claim.place_id for claim in corpus.claims if claim.place_id is not None}
    return Holders(
        texts=frozenset(report.id for report in reports if folded in fold(report.text)),
        titles=frozenset(report.id for report in reports if folded in fold(report.title)),
        places=frozenset(
            place for place in places if any(folded in fold(name) for name in _place_names(gazetteer, place))
        ),
        measures=frozenset(code for code, measure in load_measures().items() if folded in fold(measure.label)),
    )


def _candidates(corpus: Corpus, holders: Holders, folded: str) -> Iterator[Candidate]:
    """Claims in the order of the corpus, then reports without any."""
    claimed = set()
    for claim in corpus.claims:
        claimed.add(claim.report)
        report = corpus.reports.get(claim.report)
        if report is not None and (where := tuple(_holding(report, claim, holders, folded))):
            yield Candidate(report, claim, where)
    for report in corpus.reports.values():
        if report.id not in claimed and (where := tuple(_holding(report, None, holders, folded))):
            yield Candidate(report, None, where)


def _holding(report: Report, claim: Claim | None, holders: Holders, folded: str) -> Iterator[Where]:
    """What of a report and its claim holds the phrase, best first."""
    in_text = report.id in holders.texts
    if claim is not None:
        if in_text and folded in fold(claim.evidence.quote):
            yield "quote"
        if claim.place_id in holders.places or (claim.place_text and folded in fold(claim.place_text)):
            yield "place"
        if claim.measure in holders.measures:
            yield "measure"
    if report.id in holders.titles:
        yield "title"
    if in_text:
        yield "text"


def _found(candidate: Candidate, gazetteer: Gazetteer, folded: str) -> Found | None:
    """A candidate with its best hit; ``None`` where the phrase is only a part of a character (``s`` of ``ß``)."""
    report, claim, held = candidate
    for where in held:
        for text, start, end in _sources(report, claim, where, gazetteer):
            span = locate(text[start:end], folded)
            if span is not None:
                return Found(report.id, claim, where, *_excerpt(text, (start + span[0], start + span[1])))
    return None


def _sources(report: Report, claim: Claim | None, where: Where, gazetteer: Gazetteer) -> Iterator[tuple[str, int, int]]:
    """Texts to look in, each with the stretch of it that counts."""
    if where in ("title", "text"):
        text = report.title if where == "title" else report.text
        yield text, 0, len(text)
    elif claim is not None and where == "quote":
        yield report.text, claim.evidence.start, claim.evidence.end
    elif claim is not None:
        names = [load_measures()[claim.measure].label]
        if where == "place":
            names = [*_place_names(gazetteer, claim.place_id), claim.place_text or ""]
        yield from ((name, 0, len(name)) for name in names)


def _place_names(gazetteer: Gazetteer, place_id: str | None) -> Iterable[str]:
    """The English and the Korean name of a place; none for one that the gazetteer does not know."""
    if place_id is None or place_id not in gazetteer:
        return ()
    return place_name(gazetteer, place_id, "en"), place_name(gazetteer, place_id, "ko")


def _excerpt(text: str, span: Span) -> tuple[str, str, str]:
    """The words before a stretch of a text, the stretch, and the words after it, cut between words."""
    start, end = span
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND and not text[start - AROUND - 1].isspace():
        before = _from_space(before)
    if end + AROUND < len(text) and not text[end + AROUND].isspace():
        after = _from_space(after[::-1])[::-1]
    return before, text[start:end], after


def _from_space(text: str) -> str:
    """A text from its first white space on; nothing if it has none."""
    at = next((at for at, character in enumerate(text) if character.isspace()), len(text))
    return text[at:]
