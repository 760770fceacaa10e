"""Figures: the same bytes again, nothing cut off or on top of each other, and hostile reports as plain text."""

import gc
import io
import json
import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import combinations
from xml.etree import ElementTree

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from PIL import Image
from pypdf import PdfReader

from atlas.exports.manifest import make_manifest, to_json
from atlas.exports.snapshot import Snapshot, take_snapshot
from atlas.figures import (
    PRINT,
    SCREEN,
    Size,
    draw_figure,
    read_manifest_pdf,
    read_manifest_png,
    read_manifest_svg,
    write_pdf,
    write_png,
    write_svg,
)
from atlas.figures.fonts import Type, drawable, shorten, width, wrap
from atlas.figures.ground import point_km, whole
from atlas.figures.lead import NOTHING, lead
from atlas.figures.marks import groups_by_place
from atlas.figures.pictures import map_picture
from corpus.models import Report
from corpus.store import Corpus, load_corpus
from geodata import load_gazetteer
from tests.factories import make_claim
from tests.hostile import ADDRESSES, PAYLOADS
from tests.test_atlas_selection import corpus_of, view

pytestmark = pytest.mark.drawing
GAZETTEER = load_gazetteer()
EMPTY = Corpus({}, (), (), (), ())
DAYS = [("2021-02-08", None), ("2020-08-10", None), ("2022-05-20", None), ("2020-11-01", "2021-03-01")]
PLAIN = Type("Regular", 10, "#000")
WRITERS = {"png": write_png, "svg": write_svg, "pdf": write_pdf}
READERS = {"png": read_manifest_png, "svg": read_manifest_svg, "pdf": read_manifest_pdf}


@pytest.fixture(autouse=True)
def _warnings_are_errors() -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        yield


def snapshot_of(day: str, until: str | None = None, corpus: Corpus | None = None, **fields: object) -> Snapshot:
    return take_snapshot(load_corpus() if corpus is None else corpus, GAZETTEER, view(day, until, **fields))


def hostile_corpus() -> Corpus:
    claims = [make_claim(report=f"r{number}", start="2021-01-29") for number in range(len(PAYLOADS))]
    reports = {
        f"r{number}": Report(
            f"r{number}", payload, f"Title {payload}", date(2021, 2, 17), "en", ADDRESSES[number % len(ADDRESSES)],
            f"o{number}", "Hyesan.",
        )
        for number, payload in enumerate(PAYLOADS)
    }  # fmt: skip
    return replace(corpus_of(*claims), reports=reports)


def texts(figure: Figure) -> list[tuple[Text, Bbox]]:
    """What is written on a figure, with the boxes that it takes."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    found = [artist for artist in figure.findobj(Text) if artist.get_text()]
    return [(text, text.get_window_extent(canvas.get_renderer())) for text in found]


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_snapshot_gives_the_same_bytes(kind: str) -> None:
    assert WRITERS[kind](snapshot_of("2021-02-08")) == WRITERS[kind](snapshot_of("2021-02-08"))


@pytest.mark.parametrize("kind", WRITERS)
def test_a_file_carries_its_manifest(kind: str) -> None:
    snapshot = snapshot_of("2021-02-08", language="ko")
    content = WRITERS[kind](snapshot)
    found = READERS[kind](content)
    assert found is not None
    options = found.pop("options")
    expected = json.loads(to_json(make_manifest(snapshot, kind)))
    del expected["options"]
    assert found == expected
    assert options["size"] in Size.__members__


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"<svg/>", b"%PDF-1.7\n", b"<!DOCTYPE", "가".encode()])
def test_what_has_no_manifest_has_none(kind: str, content: bytes) -> None:
    assert READERS[kind](content) is None


@pytest.mark.parametrize(
    ("size", "dpi", "pixels"),
    [
        (Size.SLIDE, SCREEN, (1280, 720)),
        (Size.SLIDE, PRINT, (4000, 2250)),
        (Size.A4_PORTRAIT, PRINT, (2480, 3507)),
        (Size.A4_LANDSCAPE, PRINT, (3507, 2480)),
        (Size.SQUARE, SCREEN, (768, 768)),
    ],
)
def test_a_png_has_the_pixels_of_its_size(size: Size, dpi: int, pixels: tuple[int, int]) -> None:
    with Image.open(io.BytesIO(write_png(snapshot_of("2021-02-08"), size, dpi))) as picture:
        assert picture.size == pixels
        assert picture.info["dpi"] == pytest.approx((dpi, dpi), abs=0.1)


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("days", DAYS)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_nothing_is_cut_off_and_no_two_texts_overlap(size: Size, days: tuple[str, str | None], language: str) -> None:
    figure = draw_figure(snapshot_of(*days, language=language), size)
    written = texts(figure)
    assert [text.get_text() for text, box in written if not _within(box, figure)] == []
    assert [(one.get_text(), other.get_text()) for one, other in _overlapping(written)] == []


def _within(box: Bbox, figure: Figure) -> bool:
    page = figure.bbox
    return box.x0 >= page.x0 and box.y0 >= page.y0 and box.x1 <= page.x1 and box.y1 <= page.y1


def _overlapping(written: list[tuple[Text, Bbox]]) -> list[tuple[Text, Text]]:
    """Texts that lie on each other by more than the room that their lines leave above and below letters."""
    return [
        (one, other)
        for (one, a), (other, b) in combinations(written, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1
        and min(a.y1, b.y1) - max(a.y0, b.y0) > 0.2 * min(a.height, b.height)
    ]  # fmt: skip


@pytest.mark.parametrize("size", Size)
def test_a_long_title_stays_on_the_page(size: Size) -> None:
    figure = draw_figure(snapshot_of("2020-11-01", "2021-03-01", known=date(2021, 3, 12)), size)
    assert [text.get_text() for text, box in texts(figure) if not _within(box, figure)] == []


def test_marked_places_are_named() -> None:
    named = {text.get_text() for text, _ in texts(draw_figure(snapshot_of("2021-02-08")))}
    assert {"Hyesan", "Yalu (Amnok) River", "East Sea coast"} <= named


def test_names_are_korean_where_the_view_is() -> None:
    assert "혜산시" in pdf_text(write_pdf(snapshot_of("2021-02-08", language="ko")))


@pytest.mark.parametrize("size", Size)
def test_a_pdf_lists_all_sources(size: Size) -> None:
    snapshot = snapshot_of("2020-08-10")
    read = _letters(pdf_text(write_pdf(snapshot, size)))
    assert [own.number for own in snapshot.sources if _letters(drawable(own.report.title)) not in read] == []
    assert [own.number for own in snapshot.sources if _letters(drawable(own.report.url)) not in read] == []


def _letters(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("kind", WRITERS)
def test_hostile_reports_are_written_as_plain_text(kind: str) -> None:
    content = WRITERS[kind](snapshot_of("2021-02-08", corpus=hostile_corpus()))
    assert READERS[kind](content) is not None
    if kind == "svg":
        attributes = [value for node in ElementTree.fromstring(content).iter() for value in node.attrib.values()]
        assert [value for value in attributes if "javascript" in value or "data:" in value] == []
    if kind == "pdf":
        assert b"/URI (javascript" not in content and b"/URI (data" not in content
        assert _letters("$x^2$ <u>under</u>") in _letters(pdf_text(content))


@pytest.mark.parametrize("size", Size)
def test_a_corpus_without_reports_is_drawn(size: Size) -> None:
    snapshot = snapshot_of("2021-02-08", corpus=EMPTY)
    written = " ".join(text.get_text() for text, _ in texts(draw_figure(snapshot, size)))
    assert lead(snapshot) == NOTHING
    assert "Sources: none on these days" in written
    assert len(PdfReader(io.BytesIO(write_pdf(snapshot, size))).pages) == 1


def test_the_lead_names_the_strongest_measure_of_the_smallest_place() -> None:
    assert lead(snapshot_of("2021-02-08")) == (
        "12 measures in force, at six places and nation-wide, among them lockdown in Hyesan (day 11, one origin)."
    )
    one = corpus_of(make_claim(start="2021-01-29"))
    assert lead(snapshot_of("2021-02-08", corpus=one)) == "One measure in force, at one place."


def test_a_contradicted_measure_has_a_cut() -> None:
    one = make_claim(report="r1", start="2021-01-29", end="2021-02-20")
    other = make_claim(report="r2", start="2021-02-02", end="2021-02-20")
    groups = groups_by_place(snapshot_of("2021-02-08", corpus=corpus_of(one, other)))
    (group,) = groups["KP-10-hyesan"]
    assert (group.state, group.origins, group.contradicted) == ("in_force", 2, True)
    assert group.glyph.contradicted


DRAWABLE = [
    ("Plain – “text” … 혜산", "Plain – “text” … 혜산"),
    ("two\nlines\tand\u00a0more", "two lines and\u00a0more"),
    ("\u202etxet desrever\u202c\u200b", "txet desrever"),
    ("漢字", "□□"),
    ("a\ud800b\x00", "ab"),
    ("\u1112\u1167", "혀"),
    ("ﬁne ①", "fine 1"),
]


@pytest.mark.parametrize(("text", "expected"), DRAWABLE)
def test_a_text_is_drawn_with_what_the_typeface_has(text: str, expected: str) -> None:
    assert drawable(text) == expected


def test_lines_fit_their_room() -> None:
    words = "Residents face starvation as https://example.org/a-very-long-address-without-any-space is blocked off"
    lines = wrap(words, PLAIN, 1.2)
    assert max(width(line, PLAIN) for line in lines) <= 1.2
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert len(wrap(words, PLAIN, 1.2, 2)) == 2
    assert shorten(words, PLAIN, 1.2).endswith("…")
    assert shorten("short", PLAIN, 1.2) == "short"


def test_distances_on_the_map_are_right() -> None:
    """From Pyongyang to Hyesan 334 km, along the great circle."""
    (x0, y0), (x1, y1) = point_km(39.0194, 125.7547), point_km(41.4017, 128.1778)
    assert ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 == pytest.approx(335.6, abs=1.5)
    assert whole("country").get_extents().height == pytest.approx(594, abs=2)


@pytest.mark.parametrize("write", [write_png, lambda snapshot: map_picture(snapshot, 6, 4)])
def test_the_pixels_of_a_picture_go_at_once(write: Callable[[Snapshot], bytes]) -> None:
    snapshot = snapshot_of("2021-02-08")
    gc.collect()
    gc.disable()
    try:
        write(snapshot)
        assert not [found for found in gc.get_objects() if isinstance(found, RendererAgg)]
    finally:
        gc.enable()
