"""How the basemap is written: GeoJSON that is the same whatever order it was made in, and its provenance."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import shapely

from geodata.build_sources import Recipe


def write_basemap(recipe: Recipe, layers: Mapping[str, Mapping[str, shapely.Geometry]], folder: Path) -> None:
    """One ``NAME.geojson`` a layer and their ``provenance.toml`` in ``folder``; layers of another build go."""
    folder.mkdir(exist_ok=True)
    for former in folder.glob("*.geojson"):
        former.unlink()
    for name, shapes in layers.items():
        (folder / f"{name}.geojson").write_text(as_geojson(recipe, shapes), encoding="utf-8")
    _write_provenance(recipe, folder)


def as_geojson(recipe: Recipe, shapes: Mapping[str, shapely.Geometry]) -> str:
    """A feature collection, one feature a line, sorted by id, coordinates rounded (degrees).

    Where any shape of the layer is approximate, every feature says whether it is.
    """
    approximate = recipe["approximate"]["ids"]
    marked = not set(shapes).isdisjoint(approximate)
    lines = [
        json.dumps(
            {
                "type": "Feature",
                "properties": {"id": id_} | ({"approximate": id_ in approximate} if marked else {}),
                "geometry": _geometry(shape, recipe["decimals"]),
            },
            separators=(",", ":"),
        )
        for id_, shape in sorted(shapes.items())
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


def _write_provenance(recipe: Recipe, folder: Path) -> None:
    """``provenance.toml`` for every layer in ``folder``: who, where from, licence, date, SHA-256 and sources."""
    lines = ["# Written by `python -m geodata build` from build.toml.", ""]
    for path in sorted(folder.glob("*.geojson")):
        own = dict(recipe["layers"][path.stem])
        sources = [recipe["packages"][name] for name in own.pop("packages")]
        facts = {key: str(value) for key, value in {**recipe["provenance"], **own}.items()}
        facts["sha256"] = digest(path)
        lines.append(f'["{path.name}"]')
        lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()]
        lines += [f"made_from = {json.dumps([_pinned(package) for package in sources])}", ""]
    (folder / "provenance.toml").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def _pinned(package: Mapping[str, str]) -> str:
    where = f"{package['registry']} {package['name']} {package['version']}, {package['member']}"
    return f"{where}, SHA-256 {package['sha256']}"


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
