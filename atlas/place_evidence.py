"""What is known of a place, and where reports name it, as HTML: escaped by the templates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from atlas import words
from atlas.evidence import TEMPLATES, Segment, segments
from atlas.place_table import PlaceRow, outlined
from atlas.place_words import (
    ROLE_WORDS,
    NamesOfKind,
    coordinate_in_words,
    former_in_words,
    names_by_kind,
    standing_in_words,
    validity_in_words,
)
from atlas.places import DoubtfulName, Mentions
from corpus.extraction.mentions import RoledMention
from corpus.extraction.sentences import Sentence, split_sentences
from corpus.models import Report
from geodata import Gazetteer
from geodata.history import load_history

ROLES = tuple(ROLE_WORDS)
# A doubtful name's sentences beyond this number wait behind a line that says how many they are.
SENTENCES_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class NamingSentence:
    """A sentence of a report that names a place, with the name marked, and what the place does in it."""

    report: Report
    roles: tuple[str, ...]
    parts: tuple[Segment, ...]


def place_html(gazetteer: Gazetteer, row: PlaceRow) -> str:
    """All that the gazetteer knows of a place: coordinate, time, names, ids, and the way to its measures."""
    place = row.place
    return TEMPLATES.get_template("place.html").render(
        row=row,
        place=place,
        standing=standing_in_words(gazetteer, place),
        coordinate=coordinate_in_words(place, outlined=place.id in outlined()),
        validity=validity_in_words(place),
        former=[(*former_in_words(gazetteer, unit), unit.source) for unit in load_history().get(place.id, ())],
        names=_by_script(names_by_kind(gazetteer.names_by_place.get(place.id, ()))),
        inside=[child for child in gazetteer.places if child.parent == place.id],
        unit=gazetteer[gazetteer.unit_of(place.id)] if gazetteer.in_korea(place.id) else None,
        claims=words.count_of(row.claims, "claim"),
    )


def sentences_html(reports: Mapping[str, Report], mentions: Mentions, at_most: int | None = None) -> str:
    """The sentences of the mentions by report: where a measure applies first, then the newest; so many reports."""
    found = sorted(naming_sentences(reports, mentions), key=lambda sentence: sentence.report.published, reverse=True)
    by_report: dict[str, list[NamingSentence]] = {}
    for sentence in found:
        by_report.setdefault(sentence.report.id, []).append(sentence)
    groups = sorted(by_report.values(), key=lambda group: min(ROLES.index(role) for s in group for role in s.roles))
    shown = [_in_words(group) for group in groups[:at_most]]
    return TEMPLATES.get_template("place_sentences.html").render(groups=shown)


def doubtful_html(gazetteer: Gazetteer, reports: Mapping[str, Report], name: DoubtfulName) -> str:
    """A name that stayed open, what it may mean, and its sentences."""
    found = [_in_words([sentence]) for sentence in naming_sentences(reports, name.mentions)]
    return TEMPLATES.get_template("doubtful_name.html").render(
        name=name,
        times=words.count_of(len(name.mentions), "mention"),
        in_reports=words.count_of(len(name.reports), "report"),
        candidates=[(place_id, _candidate(gazetteer, place_id)) for place_id in name.candidates],
        first=found[:SENTENCES_AT_ONCE],
        rest=found[SENTENCES_AT_ONCE:],
    )


def naming_sentences(reports: Mapping[str, Report], mentions: Iterable[RoledMention]) -> list[NamingSentence]:
    """The sentences in which the mentions stand, in their order; one that names a place twice is there once."""
    by_report: dict[str, list[RoledMention]] = {}
    for roled in mentions:
        by_report.setdefault(roled.report, []).append(roled)
    return [
        sentence
        for report_id, found in by_report.items()
        for sentence in _sentences_of(reports[report_id], found)
    ]  # fmt: skip


def _by_script(groups: Iterable[NamesOfKind]) -> dict[str, list[NamesOfKind]]:
    by_script: dict[str, list[NamesOfKind]] = {}
    for group in groups:
        by_script.setdefault(group.script, []).append(group)
    return by_script


def _sentences_of(report: Report, mentions: Sequence[RoledMention]) -> list[NamingSentence]:
    sentences = split_sentences(report.text)
    naming = []
    for sentence in sentences:
        inside = [roled for roled in mentions if sentence.start <= roled.mention.offset < sentence.end]
        if inside:
            roles = sorted({roled.role for roled in inside}, key=ROLES.index)
            naming.append(NamingSentence(report, tuple(roles), _marked(report, sentence, inside)))
    return naming


def _marked(report: Report, sentence: Sentence, mentions: Iterable[RoledMention]) -> tuple[Segment, ...]:
    spans = [(roled.mention.offset - sentence.start, roled.mention.end - sentence.start) for roled in mentions]
    text = report.text[sentence.start : sentence.end]
    return tuple(segments(text, [(0, len(text))], [("place", span) for span in spans]))


def _in_words(group: Sequence[NamingSentence]) -> dict[str, object]:
    report = group[0].report
    return {
        "report": report,
        "day": words.day_in_words(report.published),
        "sentences": [
            {"roles": words.listed(ROLE_WORDS[role] for role in sentence.roles), "parts": sentence.parts}
            for sentence in group
        ],
    }


def _candidate(gazetteer: Gazetteer, place_id: str) -> str:
    return f"{gazetteer.display_name(place_id)}, {standing_in_words(gazetteer, gazetteer[place_id])}"
