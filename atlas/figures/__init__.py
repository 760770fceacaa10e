"""The snapshot of a view as a figure for print, slides and screens."""

from atlas.figures.drawing import draw_figure
from atlas.figures.files import (
    PRINT,
    SCREEN,
    SHARP_SCREEN,
    read_manifest_pdf,
    read_manifest_png,
    read_manifest_svg,
    write_pdf,
    write_png,
    write_svg,
)
from atlas.figures.sizes import Size

__all__ = [
    "PRINT",
    "SCREEN",
    "SHARP_SCREEN",
    "Size",
    "draw_figure",
    "read_manifest_pdf",
    "read_manifest_png",
    "read_manifest_svg",
    "write_pdf",
    "write_png",
    "write_svg",
]
