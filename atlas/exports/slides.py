"""Slides for PowerPoint: native text beside a picture of the map, notes, and the sources of each slide.

A snapshot is one slide, a briefing one for each step after its title. The manifest is a custom XML part.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Inches, Length, Pt

from atlas.briefing import CITED, Advance, Briefing, silent
from atlas.exports.carried import LARGEST, manifest_from
from atlas.exports.manifest import Manifest, make_manifest, to_json
from atlas.exports.snapshot import UNCERTAINTY, Snapshot, Source
from atlas.exports.zips import UNREADABLE, write_zip
from atlas.figures.pictures import map_picture
from atlas.map import ATTRIBUTION
from atlas.words import day_in_words, nation_in_words

KIND = "pptx"
PART = "customXml/item1.xml"
NAMESPACE = "urn:reported-measures:manifest"
INK, SOFT = RGBColor.from_string("24211C"), RGBColor.from_string("6B665C")  # type: ignore[no-untyped-call]
WIDE, HIGH = Inches(13.333), Inches(7.5)
PICTURE = (Inches(0.35), Inches(0.35), 7.9, 6.8)  # left, top; width and height in inches
TEXT = (Inches(8.55), Inches(4.4))  # left and width of what stands beside it
MOST_SOURCES = 7

Box = tuple[Length, Length, Length, Length]  # left, top, width, height


@dataclass(frozen=True, slots=True)
class _Told:
    heading: str
    caption: str
    notes: str
    sources: Sequence[Source]


def write_pptx(snapshot: Snapshot) -> bytes:
    """One slide: title, counts and sources as text beside the map."""
    slides = _new_slides()
    told = _Told(snapshot.title, snapshot.counts, "", snapshot.sources)
    _add_slide(slides, snapshot, told)
    return _written(slides, make_manifest(snapshot, KIND))


def write_briefing_pptx(briefing: Briefing, snapshots: Sequence[Snapshot], advance: Advance = silent) -> bytes:
    """A title slide, and a slide for each step; ``snapshots`` are those of the steps, at least one."""
    slides = _new_slides()
    _add_title(slides, briefing, snapshots[0])
    for number, (step, snapshot) in enumerate(zip(briefing.steps, snapshots, strict=True)):
        advance(number, len(snapshots))
        cited = [snapshot.corpus.reports[name] for name in step.cited if name in snapshot.corpus.reports]
        sources = [Source(number, report) for number, report in enumerate(cited, 1)]
        caption = " ".join(CITED.sub("", step.caption).split())
        _add_slide(slides, snapshot, _Told(step.heading, caption, step.notes, sources))
    return _written(slides, make_manifest(snapshots[0], "briefing-pptx"))


def read_manifest_pptx(content: bytes) -> Manifest | None:
    """The manifest of such a file, or ``None``."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts, parts.open(PART) as part:
            root = ElementTree.fromstring(part.read(LARGEST + 1))
    except (*UNREADABLE, ElementTree.ParseError):
        return None
    return manifest_from(root.text) if root.tag == f"{{{NAMESPACE}}}manifest" else None


def _new_slides() -> Slides:
    slides = Presentation()
    slides.slide_width, slides.slide_height = WIDE, HIGH
    return slides


def _blank(slides: Slides) -> Slide:
    slide = slides.slides.add_slide(slides.slide_layouts[5])  # with a title, which readers of a screen look for
    assert isinstance(slide, Slide)
    return slide


def _add_title(slides: Slides, briefing: Briefing, snapshot: Snapshot) -> None:
    slide = _blank(slides)
    _title(slide, briefing.title, (Inches(0.9), Inches(2.4), Inches(11.5), Inches(1.6)), 44)
    about = f"{len(snapshot.corpus.reports)} reports. {UNCERTAINTY}"
    _text(slide, about, (Inches(0.9), Inches(4.2), Inches(9.5), Inches(1.6)), 18, SOFT)


def _add_slide(slides: Slides, snapshot: Snapshot, told: _Told) -> None:
    slide = _blank(slides)
    left, top, width, height = PICTURE
    drawn = slide.shapes.add_picture(
        io.BytesIO(map_picture(snapshot, width, height)), left, top, Inches(width), Inches(height)
    )
    drawn._element.nvPicPr.cNvPr.set(  # type: ignore[union-attr]
        "descr", f"Map: {snapshot.title}. {snapshot.counts}"
    )
    x, wide = TEXT
    _title(slide, told.heading, (x, Inches(0.3), wide, Inches(1.7)), 28)
    _text(slide, told.caption, (x, Inches(2.05), wide, Inches(2.2)), 18, INK)
    _text(slide, nation_in_words(snapshot.standings, snapshot.view), (x, Inches(4.1), wide, Inches(0.7)), 10, SOFT)
    _sources(slide, told.sources, (x, Inches(4.75), wide, Inches(1.75)))
    _text(slide, f"{ATTRIBUTION} {snapshot.permalink}", (x, Inches(6.55), wide, Inches(0.6)), 8, SOFT)
    notes = slide.notes_slide.notes_text_frame
    assert notes is not None
    notes.text = _clean("\n".join([told.notes, "", *map(_in_words, told.sources)]).strip())


def _title(slide: Slide, text: str, box: Box, size: int) -> None:
    shape = slide.shapes.title
    assert shape is not None
    shape.left, shape.top, shape.width, shape.height = box
    _fill(shape.text_frame, text, size, INK, bold=True)


def _text(slide: Slide, text: str, box: Box, size: int, color: RGBColor) -> None:
    _fill(slide.shapes.add_textbox(*box).text_frame, text, size, color)


def _fill(frame: TextFrame, text: str, size: int, color: RGBColor, *, bold: bool = False) -> None:
    frame.word_wrap = True
    frame.text = _clean(text)
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        for run in paragraph.runs:
            run.font.size, run.font.bold, run.font.name = Pt(size), bold, "Arial"
            run.font.color.rgb = color


def _sources(slide: Slide, sources: Sequence[Source], box: Box) -> None:
    shown = [_in_words(source) for source in sources[:MOST_SOURCES]]
    more = [f"and {len(sources) - MOST_SOURCES} more in the notes"] if len(sources) > MOST_SOURCES else []
    _text(slide, "\n".join([*shown, *more]), box, 9, SOFT)


def _in_words(source: Source) -> str:
    report = source.report
    return f"{source.number}. {report.publisher}, {day_in_words(report.published)}: {report.title}"


def _clean(text: str) -> str:
    """A text without what XML cannot hold; a line break stays one."""
    return "".join(
        own if own in "\n\t" or (own.isprintable() and not "\ud800" <= own <= "\udfff") else " " for own in text
    )


def _written(slides: Slides, manifest: Manifest) -> bytes:
    """The slides with their manifest, the same bytes for the same slides."""
    root = ElementTree.Element(f"{{{NAMESPACE}}}manifest")
    root.text = to_json(manifest)
    package = slides.part.package
    part = Part(PackURI(f"/{PART}"), "application/xml", package, ElementTree.tostring(root, "utf-8"))
    slides.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    written = io.BytesIO()
    slides.save(written)
    with zipfile.ZipFile(written) as parts:
        return write_zip({name: parts.read(name) for name in parts.namelist()})
