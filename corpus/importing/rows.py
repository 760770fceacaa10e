"""One row of a table of coded measures becomes one report, whose text is the row, and one claim on it."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast

from corpus.coded import CODED_RULE
from corpus.extraction.mentions import NATION, name_places
from corpus.importing.documents import make_report
from corpus.importing.models import Asked, Found
from corpus.importing.presets import ROLES, Preset
from corpus.importing.tables import Row
from corpus.interval import BadDate, day_range, read_day
from corpus.models import Claim, Evidence, Report, Span, Status
from corpus.reports import Unreadable

CONFIDENCE = 0.9
"""Of what a person coded."""

PLACES = ("place", "province", "country")
ADDRESS = re.compile(r"https?://[^\s;]+")


def is_elsewhere(row: Row, preset: Preset) -> bool:
    """Whether a row is about another country, by its country column."""
    country = preset.value(row, "country").casefold()
    return bool(preset.country) and bool(country) and country not in preset.country


def read_row(file: str, number: int, row: Row, preset: Preset, asked: Asked) -> tuple[Report, Claim]:
    """The report and the claim of a row; raises `Unreadable` with the row's number."""
    try:
        report, spans = _row_report(file, number, row, preset, asked)
        return report, _row_claim(report, spans, file, row, preset)
    except Unreadable as error:
        raise Unreadable(f"row {number}, {error.where}", error.value, error.reason) from error


def locate(row: Row, preset: Preset) -> tuple[str | None, str | None]:
    """The place id of a row's most specific filled place, ``None`` where its name isn't settled; and that name."""
    named = [text for role in PLACES if (text := preset.value(row, role))]
    if not named:
        return None, None
    if len(named) == 1 and named[0].casefold() in preset.country:
        return NATION, named[0]  # only the country column is filled, in the table's own spelling
    words = ", ".join(named)
    return _one_place(
        [place.mention.place_id for place in name_places(words) if place.mention.offset < len(named[0])]
    ), named[0]


def _one_place(ids: Sequence[str | None]) -> str | None:
    """The finest of places that lie in one another; ``None`` for none, an open name, or several apart."""
    settled = [place_id for place_id in ids if place_id is not None]
    if not settled or len(settled) < len(ids):
        return None
    finest = max(settled, key=len)
    return finest if all(f"{finest}-".startswith(f"{place_id}-") for place_id in settled) else None


def _row_report(file: str, number: int, row: Row, preset: Preset, asked: Asked) -> tuple[Report, dict[str, Span]]:
    """The report, and where in its text the value of each role stands."""
    text, spans = _row_text(row, preset)
    published = preset.value(row, "published")
    found = Found(
        text=text,
        title=f"row {number} of {file}",
        publisher=preset.value(row, "publisher"),
        published=_date(published, preset, "published") or "" if published else "",
        url=_first_address(preset.value(row, "url")),
    )
    report = make_report(found, asked, file)
    return report, spans if report.text == text else {}


def _first_address(value: str) -> str:
    """The first web address of a cell that may hold several, or the cell as it is."""
    found = ADDRESS.search(value)
    return found.group() if found else value


def _row_text(row: Row, preset: Preset) -> tuple[str, dict[str, Span]]:
    """``column: value`` lines of what the claim rests on, with the span of each role's value."""
    text, spans = "", {}
    for role in ROLES:
        name = next((name for name in preset.columns.get(role, ()) if row.get(name)), None)
        if name is not None:
            value = "".join(c if c.isprintable() else " " for c in row[name]).strip()
            start = len(text) + len(name) + 2
            text += f"{name}: {value}\n"
            spans[role] = (start, start + len(value))
    return text.strip(), spans


def _row_claim(report: Report, spans: dict[str, Span], file: str, row: Row, preset: Preset) -> Claim:
    place_id, place_text = locate(row, preset)
    status = _meant(preset.value(row, "status"), preset.statuses, "status", "imposed")
    start, end = (_date(preset.value(row, role), preset, role) for role in ("start", "end"))
    if status == "lifted" and end is None:
        start, end = None, start  # a lifting's only date is when it ended
    _check_order(start, end)
    place = next((spans[role] for role in PLACES if role in spans), None)
    fields = {name: spans[name] for name in ("measure", "start", "end") if name in spans}
    return Claim(
        report=report.id,
        measure=_measure(row, preset),
        place_id=place_id,
        place_text=place_text,
        start=start,
        end=end,
        status=cast(Status, status),
        attribution=_meant(preset.value(row, "attribution"), preset.attributions, "attribution", "outlet"),
        evidence=Evidence(report.text, 0, len(report.text)),
        fields=fields | ({"place": place} if place else {}),
        rule=f"{CODED_RULE}: {preset.label}",
        confidence=CONFIDENCE,
    )


def _measure(row: Row, preset: Preset) -> str:
    """The measure type that a row's detail means, else its type."""
    values = [preset.value(row, role) for role in ("detail", "measure")]
    code = next((preset.measures[value.casefold()] for value in values if value.casefold() in preset.measures), None)
    if code is None:
        raise Unreadable("measure", values[-1], "no measure type of this map corresponds to it")
    return code


def _meant(value: str, meanings: Any, where: str, otherwise: str) -> str:
    if not value:
        return otherwise
    return str(meanings.get(value.casefold(), otherwise))


def _date(value: str, preset: Preset, where: str) -> str | None:
    """A date as EDTF; in ISO form, or in a form of the preset."""
    if not value:
        return None
    for form in preset.dates:
        try:
            return read_day(datetime.strptime(value, form).date().isoformat()).isoformat()
        except (ValueError, BadDate):
            continue
    text = value[:10] if value[10:11] in ("T", " ") else value
    try:
        day_range(text)
    except BadDate as error:
        raise Unreadable(where, value, str(error)) from error
    return text


def _check_order(start: str | None, end: str | None) -> None:
    if start and end and _first(start) > day_range(end).latest:
        raise Unreadable("end", end, f"ends before it begins ({start})")


def _first(edtf: str) -> date:
    return day_range(edtf).earliest
