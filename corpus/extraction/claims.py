"""Join the steps into claims: one row per measure, place and episode of a report, each with its proof."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.dates import DateMention, find_dates
from corpus.extraction.attribution import attribute_all
from corpus.extraction.choosing import Weights, choose_places, load_weights
from corpus.extraction.confidence import RUMOUR, is_lone_guess, with_confidence
from corpus.extraction.countries import abroad, is_home, other_country
from corpus.extraction.episodes import one_per_episode
from corpus.extraction.intervals import Interval, read_interval
from corpus.extraction.lexicon import PLACE_CLASSES
from corpus.extraction.mentions import NamedPlace, name_places
from corpus.extraction.places import Focus, Placed, Site, move_focus, place_trigger
from corpus.extraction.scene import Scene, Setting, Text
from corpus.extraction.sentences import Sentence, split_sentences
from corpus.extraction.status import Stance, read_stance
from corpus.extraction.triggers import Line, Trigger, find_triggers
from corpus.extraction.words import add_places, find_words
from corpus.models import Claim, Evidence, Rejected, Report, Span

MOST_TRIGGERS = 12
"""Measures read from one sentence, twice as many as in any report, so that no text costs more than its length."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read from one report: its claims, and what was considered and left out."""

    claims: tuple[Claim, ...]
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence with what the steps need to know around it: its places, its dates, the focus so far."""

    report: Report
    setting: Setting
    dates: Sequence[DateMention]
    focus: Focus
    speaker: str
    place_weights: Weights

    @property
    def language(self) -> str:
        """The language that the report is read in: ``en`` or ``ko``."""
        return self.setting.text.language

    @property
    def sentence(self) -> Sentence:
        """The sentence itself."""
        return self.setting.sentence

    @property
    def named(self) -> Sequence[NamedPlace]:
        """The places that the sentence names."""
        return self.setting.inside

    @property
    def quote(self) -> str:
        """The sentence's own words."""
        return self.report.text[self.sentence.start : self.sentence.end]

    @property
    def evidence(self) -> Evidence:
        """The sentence as the proof of a claim."""
        return Evidence(self.quote, self.sentence.start, self.sentence.end)


@dataclass(frozen=True, slots=True)
class Reading:
    """One measure read from a sentence: by which rules, with which stance and dates."""

    trigger: Trigger
    stance: Stance
    placed_by: str
    interval: Interval


def extract(report: Report, place_weights: Weights | None = None) -> Extraction:
    """The claims of a report. Never raises on any text; evidence is always the report's own.

    ``place_weights`` stand in for those of ``lexicon/place_weights.toml`` where these are being checked.
    """
    found = read_all(report, place_weights)
    if len(found.claims) == 1 and is_lone_guess(found.claims[0], len(split_sentences(report.text))):
        return Extraction((), (*found.rejected, *map(_doubt, found.claims)))
    return found


def read_all(report: Report, place_weights: Weights | None = None) -> Extraction:
    """The claims of a report before it is asked whether they are too unsure to stand alone."""
    weights = load_weights() if place_weights is None else place_weights
    language = "ko" if report.language.startswith("ko") else "en"
    named = name_places(report.text)
    focus, last_date = Focus(), None
    outcomes: list[Claim | Rejected] = []
    text = Text(report.text, language, named, split_sentences(report.text))
    speakers = attribute_all(report.text, text.sentences, language)
    for sentence, speaker in zip(text.sentences, speakers, strict=True):
        setting = Setting(text, sentence)
        dates = _dates(report, sentence, last_date)
        last_date = next((d.value for d in reversed(dates) if d.value), last_date)
        outcomes += _read_sentence(Context(report, setting, dates, focus, speaker, weights))
        move_focus(focus, sentence, setting.inside, report.text)
    claims = with_confidence(one_per_episode([outcome for outcome in outcomes if isinstance(outcome, Claim)]))
    rejected = (outcome for outcome in outcomes if isinstance(outcome, Rejected))
    return Extraction(tuple(claims), tuple(dict.fromkeys(rejected)))


def _read_sentence(context: Context) -> Iterator[Claim | Rejected]:
    """The claims and the rejected readings of one sentence."""
    report, sentence = context.report, context.sentence
    line = _line(context)
    for trigger in find_triggers(line)[:MOST_TRIGGERS]:
        stance = read_stance(trigger, line)
        placed = _place(context, trigger)
        clause = sentence.clause_of(report.text, trigger.start, trigger.end)
        reason = _objection(stance, clause, context.language) or _objection_to_sentence(context, trigger)
        if reason:
            yield _reject(context, trigger, placed.sites[0], reason)
            continue
        for place in placed.passed_over:
            yield _reject(context, trigger, _site_of(place), f"{place.role}'s place")
        interval = read_interval(trigger, stance, context.dates, report.published, sentence.start)
        for site in placed.sites:
            yield _claim(context, Reading(trigger, stance, placed.rule, interval), site)


def _place(context: Context, trigger: Trigger) -> Placed:
    """Where a measure applies: the first guess of the rules, weighed against the other places of the text."""
    sentence, text = context.sentence, context.report.text
    guess = place_trigger(trigger, sentence, context.named, text, context.language, context.focus)
    scene = Scene(context.setting, (trigger.start, trigger.end), trigger.rule.measure)
    return choose_places(guess, scene, context.place_weights)


def _line(context: Context) -> Line:
    """The sentence's words, its named places among them."""
    text, sentence = context.report.text, context.sentence
    places = [(PLACE_CLASSES[place.role], *place.span) for place in context.named if place.role in PLACE_CLASSES]
    return Line.of(add_places(find_words(text, sentence, context.language), sentence, places), text, sentence)


def _objection(stance: Stance, quote: str, language: str) -> str | None:
    """Why a reading is no claim, or ``None``."""
    if stance.unreal:
        return "only imagined"
    country = other_country(quote, language)
    return f"another country: {country}" if country else None


def _objection_to_sentence(context: Context, trigger: Trigger) -> str | None:
    """Why a sentence as a whole states no measure of North Korea, or ``None``."""
    if any(is_home(place) for place in context.named):
        return None
    country = abroad(context.quote, trigger.rule.measure, context.language)
    return f"another country: {country}" if country else None


def _claim(context: Context, reading: Reading, site: Site) -> Claim:
    trigger, interval = reading.trigger, reading.interval
    measure = _beside((trigger.start, trigger.end), site.span, context.report.text)
    spans = {"measure": measure, "place": site.span}
    spans |= {"start": interval.start_span, "end": interval.end_span}
    return Claim(
        report=context.report.id,
        measure=trigger.rule.measure,
        place_id=site.place_id,
        place_text=site.text,
        start=interval.start,
        end=interval.end,
        status=reading.stance.status,
        attribution=context.speaker,
        evidence=context.evidence,
        fields={name: span for name, span in spans.items() if span is not None},
        rule=f"{trigger.rule.name}{RUMOUR if reading.stance.rumour else ''}; {reading.placed_by}",
        confidence=trigger.rule.confidence,
    )


def _beside(measure: Span, place: Span | None, text: str) -> Span:
    """The words of the measure without a place that they begin or end with: "was sealed" of "Hyesan was sealed"."""
    start, end = measure
    if place is not None and place[0] <= start < place[1] < end:
        start = end - len(text[place[1] : end].lstrip())
    if place is not None and start < place[0] < end <= place[1]:
        end = start + len(text[start : place[0]].rstrip())
    return start, end


def _reject(context: Context, trigger: Trigger, site: Site, reason: str) -> Rejected:
    measure = trigger.rule.measure
    return Rejected(context.report.id, measure, site.place_id, site.text, context.evidence, reason)


def _doubt(claim: Claim) -> Rejected:
    reason = "the only reading of a long text, and unsure"
    return Rejected(claim.report, claim.measure, claim.place_id, claim.place_text, claim.evidence, reason)


def _site_of(place: NamedPlace) -> Site:
    return Site(place.mention.place_id, place.mention.text, place.span)


def _dates(report: Report, sentence: Sentence, context: str | None) -> list[DateMention]:
    """The dates of one sentence, with offsets in the report."""
    found = find_dates(report.text[sentence.start : sentence.end], report.published, context)
    return [replace(d, start=d.start + sentence.start, end=d.end + sentence.start) for d in found]
