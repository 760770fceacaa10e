"""``python -m geodata build``: the basemap, made from pinned packages; the same bytes every time."""

import csv
import hashlib
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import shapely

from geodata.basemap import BASEMAP, LABELS
from geodata.build_lines import draw_borders, draw_demilitarized_zone, draw_rivers, draw_zone_lines
from geodata.build_outlines import Outlines, draw_outlines, label_circle
from geodata.build_sources import Recipe, fetch_packages, read_lines, read_recipe, read_units
from geodata.gazetteer import COUNTRY, load_gazetteer

Feature = tuple[Mapping[str, object], shapely.Geometry]


def build_basemap(packages: Path | None = None, output: Path = BASEMAP, labels: Path = LABELS) -> None:
    """Write the layers to ``output`` and the label points to ``labels``.

    ``packages`` keeps the downloaded packages between runs; without it they are fetched and thrown away.
    """
    recipe = read_recipe()
    with tempfile.TemporaryDirectory() as temporary:
        folder = packages or Path(temporary)
        fetch_packages(recipe, folder)
        layers, circles = draw_layers(recipe, folder)
    output.mkdir(exist_ok=True)
    for name, features in layers.items():
        (output / f"{name}.geojson").write_text(as_geojson(features, recipe["decimals"]), encoding="utf-8")
    write_labels(circles, labels)
    write_provenance(recipe, output)


def draw_layers(recipe: Recipe, folder: Path) -> tuple[dict[str, list[Feature]], Outlines]:
    """Every layer as properties and geometry, and the provinces for their labels."""
    outlines = draw_outlines(recipe, read_units(recipe, folder), load_gazetteer())
    provinces = {id_: outline for id_, outline in outlines.items() if id_.startswith(f"{COUNTRY}-")}
    neighbours = {id_: outline for id_, outline in outlines.items() if id_ not in provinces}
    country = shapely.coverage_union_all(list(provinces.values()))
    borders = draw_borders(outlines, country)
    zones = draw_zone_lines(recipe, country, borders)
    boundaries = read_lines(recipe, folder, "ne_10m_admin_0_boundary_lines_land")
    rivers = read_lines(recipe, folder, "ne_10m_rivers_lake_centerlines")
    approximate = recipe["outlines"]["approximate"]
    layers: dict[str, list[Feature]] = {
        "provinces": [({"id": id_, "approximate": id_ in approximate}, outline) for id_, outline in provinces.items()],
        "neighbours": _with_ids(neighbours),
        "country": _with_ids({COUNTRY: country}),
        "rivers": _with_ids(draw_rivers(recipe, rivers)),
        "borders": _with_ids(borders | draw_demilitarized_zone(recipe, boundaries)),
        "zones": _with_ids(zones),
    }
    return layers, provinces


def _with_ids(shapes: Outlines) -> list[Feature]:
    return [({"id": id_}, shape) for id_, shape in shapes.items()]


def as_geojson(features: list[Feature], decimals: int) -> str:
    """A feature collection, one feature a line, sorted by id, coordinates rounded."""
    lines = [
        json.dumps(
            {"type": "Feature", "properties": dict(properties), "geometry": _geometry(shape, decimals)},
            separators=(",", ":"),
        )
        for properties, shape in sorted(features, key=lambda feature: str(feature[0]["id"]))
    ]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def _geometry(shape: shapely.Geometry, decimals: int) -> dict[str, Any]:
    mapping = json.loads(shapely.to_geojson(shapely.orient_polygons(shapely.normalize(shape))))
    mapping["coordinates"] = _rounded(mapping["coordinates"], decimals)
    geometry: dict[str, Any] = mapping
    return geometry


def _rounded(coordinates: Any, decimals: int) -> Any:
    if isinstance(coordinates, list):
        return [_rounded(each, decimals) for each in coordinates]
    return round(coordinates, decimals)


def write_labels(provinces: Outlines, path: Path) -> None:
    """The point for each province's name, and how much room there is around it."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["province_id", "latitude", "longitude", "span_km"])
        for id_, outline in sorted(provinces.items()):
            latitude, longitude, span = label_circle(outline)
            writer.writerow([id_, f"{latitude:.4f}", f"{longitude:.4f}", f"{span:.0f}"])


def write_provenance(recipe: Recipe, folder: Path) -> None:
    """``provenance.toml`` for every layer in ``folder``: who, where from, licence, date and SHA-256."""
    packages = [
        f"{package['registry']} {package['name']} {package['version']}, SHA-256 {package['sha256']}"
        for package in recipe["packages"].values()
    ]
    lines = ["# Written by `python -m geodata build` from build.toml.", ""]
    for path in sorted(folder.glob("*.geojson")):
        facts = {key: str(value) for key, value in recipe["provenance"].items()}
        facts["sha256"] = digest(path)
        lines.append(f'["{path.name}"]')
        lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()]
        lines += [f"made_from = {json.dumps(packages)}", ""]
    (folder / "provenance.toml").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
