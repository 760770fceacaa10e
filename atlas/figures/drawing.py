"""A snapshot as a page: the map with what stands on it, and the words around it."""

from matplotlib.figure import Figure

from atlas.exports.manifest import Manifest, make_manifest
from atlas.exports.snapshot import Snapshot
from atlas.figures.areas import band_points, draw_areas
from atlas.figures.furniture import draw_inset, draw_scale, scale_box
from atlas.figures.ground import draw_ground, fitted
from atlas.figures.legend import draw_legend, legend_box
from atlas.figures.marks import draw_marks, groups_by_place, place_marks
from atlas.figures.names import AIR, draw_names, map_names, place_names
from atlas.figures.notes import draw_foot, draw_head, draw_nation
from atlas.figures.sheet import Sheet
from atlas.figures.sizes import Layout, Size
from atlas.figures.sources import draw_sources

ELSEWHERE = "in the PDF and the data"


def draw_figure(snapshot: Snapshot, size: Size = Size.SLIDE, manifest: Manifest | None = None) -> Figure:
    """The snapshot as a page of this size. ``manifest``: that of its file, if it is made already."""
    return draw_sheet(snapshot, size.value, manifest or make_manifest(snapshot, "figure"), ELSEWHERE)[0].figure


def draw_sheet(snapshot: Snapshot, layout: Layout, manifest: Manifest, rest: str) -> tuple[Sheet, int]:
    """The page, and how many sources found no room on it; ``rest`` says where those are."""
    sheet = Sheet(layout.width, layout.height)
    draw_map(sheet, layout, snapshot)
    top = draw_head(sheet, layout, snapshot)
    foot = draw_foot(sheet, layout, snapshot, manifest) + layout.text.line
    notes, sources = layout.notes._replace(bottom=foot), layout.sources._replace(bottom=foot)
    if notes.left == sources.left:  # one below the other: what is below begins where the other ends
        notes = notes._replace(top=top - layout.text.line)
        below = draw_nation(sheet, layout, snapshot, notes)
        sources = sources._replace(top=below - layout.text.line)
    else:
        draw_nation(sheet, layout, snapshot, notes)
    return sheet, draw_sources(sheet, layout, snapshot, sources, rest)


def draw_map(sheet: Sheet, layout: Layout, snapshot: Snapshot) -> None:
    """The map with its marks, names, legend, scale and inset."""
    at, dot, ground = fitted(layout.country), layout.dot, layout.ground
    groups = groups_by_place(snapshot)
    draw_ground(sheet, ground, at)
    draw_areas(sheet, groups, at, ground, dot)
    taken = [legend_box(sheet, layout), layout.inset, scale_box(layout, at)]
    marks = place_marks(snapshot, groups, at, ground, dot)
    taken = [box.grown(AIR) for box in taken]
    names = map_names(snapshot, marks, at, layout.name_size, dot)
    placed = place_names(names, ground, [*taken, *(mark.box for mark in marks)], band_points(groups, at))
    draw_marks(sheet, marks, dot)
    draw_names(sheet, placed, dot)
    draw_legend(sheet, layout)
    draw_scale(sheet, layout, at)
    draw_inset(sheet, layout, snapshot.view.language)
