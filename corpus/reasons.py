"""Why a measure was taken: the reason that the authorities gave, and the one that others say is behind it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from corpus.extraction.lexicon import LexiconError, load_table
from corpus.extraction.sentences import CLAUSE_MARKS, CLOSERS, Sentence, split_sentences
from corpus.models import Claim, Evidence, Report, Span

FILE = "reasons.toml"
KINDS = ("stated", "alleged")
QUOTES = ("wording", "on", "back", "clause", "rest", "sentence")
REACHES = ("evidence", "sentence", "near", "before")
NEAR = {"near": 2, "before": 5}  # sentences from the measure on to its reason
OPENERS = ('"', "“")  # a clause begins where speech does
ENDING = " \t\r\n.,;:—–"  # what a quote that ends with its clause does not carry

Kind = Literal["stated", "alleged"]


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason in the report's own words. ``stated``: the authorities gave it; ``alleged``: somebody else does."""

    kind: Kind
    evidence: Evidence


class Cue(NamedTuple):
    """A wording that gives a reason: see ``lexicon/reasons.toml``."""

    kind: Kind
    quote: str
    reach: str
    pattern: re.Pattern[str]


class Found(NamedTuple):
    """A reason, the index of its sentence, the span of the wording in it, and where its measure may stand."""

    reason: Reason
    sentence: int
    wording: Span
    reach: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A text's sentences and the reasons in them."""

    sentences: tuple[Sentence, ...]
    found: tuple[Found, ...]

    def index_at(self, offset: int) -> int:
        """The sentence that holds a character, or the last one before it."""
        return max(0, bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1)


def reasons_of(report: Report, claim: Claim, others: Iterable[Claim] = ()) -> tuple[Reason, ...]:
    """The reasons that a report gives for a claim's measure, in the order of its text.

    ``others`` are the report's claims: what stands nearer to another of them is not this one's reason.
    """
    outline = outline_of(report.text, report.language)
    its = [other for other in others if other.report == claim.report]
    return tuple(found.reason for found in outline.found if _belongs(report.text, outline, found, claim, its))


@lru_cache(maxsize=256)
def outline_of(text: str, language: str) -> Outline:
    """The sentences of a text with the reasons given in them, whatever they are the reasons of."""
    sentences = tuple(split_sentences(text))
    cues = load_cues("ko" if language == "ko" else "en")
    found = [each for at, sentence in enumerate(sentences) for each in _reasons_in(text, sentence, at, cues)]
    return Outline(sentences, tuple(found))


@cache
def load_cues(language: str) -> tuple[Cue, ...]:
    """The wordings of a language in the order of the file; raises `LexiconError` for a row that makes no sense."""
    table = load_table(FILE)[language]
    edge = "" if language == "ko" else r"(?<!\w)"
    return tuple(_cue(row, table["parts"], edge) for row in table["cue"])


def _cue(row: Mapping[str, Any], parts: Mapping[str, str], edge: str) -> Cue:
    for key, allowed in (("kind", KINDS), ("quote", QUOTES), ("reach", REACHES)):
        if row.get(key) not in allowed:
            raise LexiconError(f"{FILE}: row {row.get('pattern')!r}: {key} is {row.get(key)!r}")
    return Cue(row["kind"], row["quote"], row["reach"], _pattern(str(row.get("pattern")), parts, edge))


def _pattern(written: str, parts: Mapping[str, str], edge: str) -> re.Pattern[str]:
    pattern = written
    for name in re.findall(r"{([a-z]+)}", written):
        if name not in parts:
            raise LexiconError(f"{FILE}: row {written!r}: no part {name!r}")
        pattern = pattern.replace(f"{{{name}}}", parts[name])
    try:
        return re.compile(edge + pattern.replace(" ", r"\s"))
    except re.error as error:
        raise LexiconError(f"{FILE}: row {written!r}: {error}") from error


def _reasons_in(text: str, sentence: Sentence, at: int, cues: Sequence[Cue]) -> Iterator[Found]:
    """The reasons in one sentence, in its order; of two that overlap, that of the earlier row."""
    if text[sentence.start : sentence.end].rstrip(CLOSERS).endswith("?"):
        return
    taken: dict[Span, tuple[Cue, Span]] = {}
    for cue in cues:
        for match in cue.pattern.finditer(text, sentence.start, sentence.end):
            wording = match.span("reason" if "reason" in cue.pattern.groupindex else 0)
            quoted = _quoted(text, sentence, cue, wording)
            if all(end <= quoted[0] or quoted[1] <= start for start, end in taken):
                taken[quoted] = cue, wording
    for (start, end), (cue, wording) in sorted(taken.items()):
        yield Found(Reason(cue.kind, Evidence(text[start:end], start, end)), at, wording, cue.reach)


def _quoted(text: str, sentence: Sentence, cue: Cue, wording: Span) -> Span:
    """The stretch to quote around a wording, within its sentence and without white space and marks at its end."""
    start, end = wording
    before = (
        at + len(mark) for mark in (*CLAUSE_MARKS, *OPENERS) if (at := text.rfind(mark, sentence.start, start)) >= 0
    )
    after = (at for mark in CLAUSE_MARKS if (at := text.find(mark, end, sentence.end)) >= 0)
    if cue.quote == "sentence":
        return sentence.start, sentence.end
    if cue.quote in ("back", "clause"):
        start = max(before, default=sentence.start)
    if cue.quote in ("on", "clause", "rest"):
        end = sentence.end if cue.quote == "rest" else min(after, default=sentence.end)
    stretch = text[start:end]
    return start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip(ENDING))


def _belongs(text: str, outline: Outline, found: Found, claim: Claim, others: Iterable[Claim]) -> bool:
    """Whether a reason stands near enough to a claim, and to no other one nearer."""
    own = _distance(text, outline, found, claim)
    if own is None:
        return False
    distances = ((other, _distance(text, outline, found, other)) for other in others)
    return all(
        its is None or own <= its or (own[0] == its[0] and other.measure == claim.measure) for other, its in distances
    )


def _distance(text: str, outline: Outline, found: Found, claim: Claim) -> tuple[int, int, int] | None:
    """How far from a reason a claim stands: sentences, in the same one clauses and characters; ``None``: too far."""
    start, end = claim.fields.get("measure") or (claim.evidence.start, claim.evidence.end)
    first, last = found.wording
    sentences = found.sentence - outline.index_at(start)
    if found.reach == "evidence" and not claim.evidence.start <= first < claim.evidence.end:
        return None
    if sentences == 0 and (found.reach != "before" or start < first):
        between = text[min(end, last) : max(start, first)]
        return 0, sum(between.count(mark) for mark in CLAUSE_MARKS), len(between)
    if found.reach in ("near", "before") and _is_near(text, outline, found, claim, sentences):
        return abs(sentences), 0, 0
    return None


def _is_near(text: str, outline: Outline, found: Found, claim: Claim, sentences: int) -> bool:
    """Whether a reason stands shortly after the claim, or in its paragraph with the words of its measure."""
    if 0 < sentences <= NEAR[found.reach]:
        return True
    own = outline.sentences[found.sentence]
    start, end = claim.fields.get("measure", (0, 0))
    together = own.paragraph == outline.sentences[found.sentence - sentences].paragraph
    return together and start < end and text[start:end].lower() in text[own.start : own.end].lower()
