"""The map alone as a picture, for slides and handouts that set their own words around it."""

import io
from dataclasses import replace

from atlas.exports.snapshot import Snapshot
from atlas.figures.drawing import draw_map
from atlas.figures.sheet import Sheet, let_go_of_pixels
from atlas.figures.sizes import Box, Layout, Size

DPI = 200
INSET = (1.35, 1.2)


def map_layout(width: float, height: float) -> Layout:
    """A page of this size in inches that is all map."""
    margin = 0.12
    low = 0.05 if width > 1.1 * height else 0.22  # on a narrow page the legend stands below the country
    inset = Box(margin, height - margin - INSET[1], margin + INSET[0], height - margin)
    return replace(
        Size.SLIDE.value,
        width=width,
        height=height,
        ground=Box(0, 0, width, height),
        country=Box(0.13 * width, low * height, 0.86 * width, 0.96 * height),
        inset=inset,
        legend=(width - margin, margin),
        scale=(margin + 0.1, margin + 0.12),
    )


def map_picture(snapshot: Snapshot, width: float, height: float) -> bytes:
    """The map of a snapshot as PNG, ``width`` by ``height`` inches at 200 dots per inch."""
    sheet = Sheet(width, height)
    draw_map(sheet, map_layout(width, height), snapshot)
    stream = io.BytesIO()
    sheet.figure.savefig(stream, format="png", dpi=DPI, metadata={"Software": None})
    let_go_of_pixels(sheet.figure)
    return stream.getvalue()
