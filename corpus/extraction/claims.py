"""Join the steps into claims: one row per measure, place and episode of a report, each with its proof."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.dates import DateMention, find_dates
from corpus.extraction.attribution import attribute
from corpus.extraction.countries import other_country
from corpus.extraction.episodes import one_per_episode
from corpus.extraction.intervals import Interval, read_interval
from corpus.extraction.places import Focus, NamedPlace, Placed, Site, move_focus, name_places, place_trigger
from corpus.extraction.sentences import Sentence, split_sentences
from corpus.extraction.status import Stance, read_stance
from corpus.extraction.triggers import Line, Trigger, find_triggers
from corpus.extraction.words import find_words
from corpus.models import Claim, Evidence, Rejected, Report


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read from one report: its claims, and what was considered and left out."""

    claims: tuple[Claim, ...]
    rejected: tuple[Rejected, ...]


def extract(report: Report) -> Extraction:
    """Read the claims of a report. Never raises on any text; evidence is always the report's own."""
    language = "ko" if report.language.startswith("ko") else "en"
    named = name_places(report.text, language)
    focus, context = Focus(), None
    outcomes: list[Claim | Rejected] = []
    for sentence in split_sentences(report.text):
        own_places = _within(named, sentence)
        dates = _dates(report, sentence, context)
        context = next((d.value for d in reversed(dates) if d.value), context)
        outcomes += _read_sentence(report, sentence, language, own_places, dates, focus)
        move_focus(focus, sentence, own_places, report.text)
    claims = [outcome for outcome in outcomes if isinstance(outcome, Claim)]
    rejected = (outcome for outcome in outcomes if isinstance(outcome, Rejected))
    return Extraction(tuple(one_per_episode(claims)), tuple(dict.fromkeys(rejected)))


def _read_sentence(
    report: Report,
    sentence: Sentence,
    language: str,
    named: Sequence[NamedPlace],
    dates: Sequence[DateMention],
    focus: Focus,
) -> Iterator[Claim | Rejected]:
    """The claims and the rejected readings of one sentence."""
    line = Line.of(find_words(report.text, sentence, language))
    quote = report.text[sentence.start : sentence.end]
    for trigger in find_triggers(line):
        stance = read_stance(trigger, line)
        placed = place_trigger(trigger, sentence, named, report.text, language, focus)
        reason = _objection(stance, sentence.clause_of(report.text, trigger.start, trigger.end), language)
        if reason:
            yield _reject(report, sentence, trigger, placed.sites[0], reason)
            continue
        for place in placed.passed_over:
            yield _reject(report, sentence, trigger, _site_of(place), f"{place.role}'s place")
        interval = read_interval(trigger, stance, dates, report.published)
        for site in placed.sites:
            yield _claim(report, sentence, trigger, stance, placed, site, interval, attribute(quote, language))


def _objection(stance: Stance, quote: str, language: str) -> str | None:
    """Why a reading is no claim, or ``None``."""
    if stance.unreal:
        return "only imagined"
    country = other_country(quote, language)
    return f"another country: {country}" if country else None


def _claim(
    report: Report,
    sentence: Sentence,
    trigger: Trigger,
    stance: Stance,
    placed: Placed,
    site: Site,
    interval: Interval,
    attribution: str,
) -> Claim:
    spans = {"measure": (trigger.start, trigger.end), "place": site.span}
    spans |= {"start": interval.start_span, "end": interval.end_span}
    return Claim(
        report=report.id,
        measure=trigger.rule.measure,
        place_id=site.place_id,
        place_text=site.text,
        start=interval.start,
        end=interval.end,
        status=stance.status,
        attribution=attribution,
        evidence=_evidence(report, sentence),
        fields={name: span for name, span in spans.items() if span is not None},
        rule=f"{trigger.rule.name}; {placed.rule}",
        confidence=trigger.rule.confidence,
    )


def _evidence(report: Report, sentence: Sentence) -> Evidence:
    return Evidence(report.text[sentence.start : sentence.end], sentence.start, sentence.end)


def _reject(report: Report, sentence: Sentence, trigger: Trigger, site: Site, reason: str) -> Rejected:
    evidence = _evidence(report, sentence)
    return Rejected(report.id, trigger.rule.measure, site.place_id, site.text, evidence, reason)


def _site_of(place: NamedPlace) -> Site:
    return Site(place.mention.place_id, place.mention.text, place.span)


def _within(named: Sequence[NamedPlace], sentence: Sentence) -> list[NamedPlace]:
    return [place for place in named if sentence.start <= place.span[0] < sentence.end]


def _dates(report: Report, sentence: Sentence, context: str | None) -> list[DateMention]:
    """The dates of one sentence, with offsets in the report."""
    found = find_dates(report.text[sentence.start : sentence.end], report.published, context)
    return [replace(d, start=d.start + sentence.start, end=d.end + sentence.start) for d in found]
