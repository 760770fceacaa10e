"""All kinds of files that a snapshot can be written as: a new one is a row here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from atlas.exports.datapackage import read_manifest_datapackage, write_datapackage
from atlas.exports.events import write_csv, write_csv_hxl
from atlas.exports.geojson import read_manifest_geojson, write_geojson
from atlas.exports.geopackage import read_manifest_gpkg, write_gpkg
from atlas.exports.geoparquet import read_manifest_parquet, write_parquet
from atlas.exports.kml import read_manifest_kml, write_kml
from atlas.exports.manifest import Manifest
from atlas.exports.slides import read_manifest_pptx, write_pptx
from atlas.exports.snapshot import Snapshot
from atlas.exports.standalone import read_manifest_html, write_html
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


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name on the command line, ending, media type, what it is called and is good for, what
    writes it, what reads its manifest, if it carries one, and the options of writing: for each by name what it is
    called and its values, the default first."""

    name: str
    ending: str
    media_type: str
    label: str
    use: str
    write: Callable[..., bytes]
    read_manifest: Callable[[bytes], Manifest | None] | None = None
    options: Mapping[str, tuple[str, tuple[str | int, ...]]] = field(default_factory=dict)

    def file_name(self, snapshot: Snapshot) -> str:
        """``reported-measures-2021-02-08.html``: made of days only."""
        first, last = snapshot.view.first, snapshot.view.last
        days = f"{first}" if first == last else f"{first}-to-{last}"
        known = f"-known-{snapshot.view.known}" if snapshot.view.known else ""
        return f"reported-measures-{days}{known}.{self.ending}"


SIZES = ("Size", tuple(size.name for size in Size))
PDF_SIZES = ("Size", (Size.A4_PORTRAIT.name, *(size.name for size in Size if size is not Size.A4_PORTRAIT)))


def _png(snapshot: Snapshot, size: str = Size.SLIDE.name, dpi: int = PRINT) -> bytes:
    return write_png(snapshot, _size(size), dpi if dpi in (SCREEN, SHARP_SCREEN, PRINT) else PRINT)


def _svg(snapshot: Snapshot, size: str = Size.SLIDE.name) -> bytes:
    return write_svg(snapshot, _size(size))


def _pdf(snapshot: Snapshot, size: str = Size.A4_PORTRAIT.name) -> bytes:
    return write_pdf(snapshot, _size(size))


def _size(name: str) -> Size:
    """The size of a name; that of a slide for any other."""
    return Size[name] if name in Size.__members__ else Size.SLIDE


@cache
def formats() -> dict[str, Format]:
    """The kinds of files by name, in the order in which they are offered."""
    rows = [
        Format(
            "png", "png", "image/png", "Picture (PNG)", "For a page, a slide or a print, with its sources.",
            _png, read_manifest_png, {"size": SIZES, "dpi": ("Dots per inch", (PRINT, SHARP_SCREEN, SCREEN))},
        ),
        Format(
            "svg", "svg", "image/svg+xml", "Drawing (SVG)", "The same as a drawing that can be enlarged and edited.",
            _svg, read_manifest_svg, {"size": SIZES},
        ),
        Format(
            "pdf", "pdf", "application/pdf", "Document (PDF)", "The same for print, with all sources on further pages.",
            _pdf, read_manifest_pdf, {"size": PDF_SIZES},
        ),
        Format(
            "html", "html", "text/html", "Interactive map", "One file that opens in any browser, without a network.",
            write_html, read_manifest_html,
        ),
        Format(
            "pptx", "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "PowerPoint",
            "A slide with native text beside the map.", write_pptx, read_manifest_pptx,
        ),
        Format(
            "geojson", "geojson", "application/geo+json", "GeoJSON", "Claims with their shapes, for web maps.",
            write_geojson, read_manifest_geojson,
        ),
        Format(
            "gpkg", "gpkg", "application/geopackage+sqlite3", "GeoPackage", "For QGIS, its time control set.",
            write_gpkg, read_manifest_gpkg,
        ),
        Format(
            "parquet", "parquet", "application/vnd.apache.parquet", "GeoParquet", "For analysis in Python or R.",
            write_parquet, read_manifest_parquet,
        ),
        Format("csv", "csv", "text/csv", "CSV", "A table of events, safe to open in a spreadsheet.", write_csv),
        Format(
            "csv-hxl", "hxl.csv", "text/csv", "CSV with HXL tags", "The same for humanitarian tools.", write_csv_hxl
        ),
        Format(
            "kml", "kml", "application/vnd.google-earth.kml+xml", "KML", "For Google Earth, with spans of time.",
            write_kml, read_manifest_kml,
        ),
        Format(
            "datapackage", "zip", "application/zip", "Data package",
            "All tables with their schema in one ZIP, to be archived.",
            write_datapackage, read_manifest_datapackage,
        ),
    ]  # fmt: skip
    return {row.name: row for row in rows}
