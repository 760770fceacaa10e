"""Imports go one way: geodata, corpus, atlas, pages, app; and only pages and app know Streamlit."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "geodata": {"geodata"},
    "corpus": {"corpus", "geodata"},
    "atlas": {"atlas", "corpus", "geodata"},
    "pages": {"pages", "atlas", "corpus", "geodata"},
    "app": {"atlas", "corpus", "geodata"},
}
KNOW_STREAMLIT = {"pages", "app"}
STREAMLIT = {"streamlit", "streamlit_folium"}
# Scripts that Streamlit runs and nobody imports: the plain way to make such a map, measured beside ours.
RUN_BY_STREAMLIT = ("atlas/bench/plain_way/plain_app.py", "atlas/bench/plain_way/plain_page.py")
# The one step of corpus that joins claims to places.
JOINS_PLACES = "corpus/extraction/mentions.py"


def imported(source: str) -> set[str]:
    """The top-level names that a module imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names.add((node.module or "").split(".")[0])
    return names


def breaches(package: str, path: str, source: str) -> list[str]:
    """What a module of a package imports and may not."""
    names = imported(source)
    wrong = names & set(MAY_IMPORT) - MAY_IMPORT[package]
    if package not in KNOW_STREAMLIT and path not in RUN_BY_STREAMLIT:
        wrong |= names & STREAMLIT
    if package == "corpus" and path != JOINS_PLACES:
        wrong |= names & {"geodata"}
    return sorted(f"{path} imports {name}" for name in wrong)


def modules() -> list[tuple[str, str]]:
    found = [(package, path) for package in MAY_IMPORT for path in sorted((ROOT / package).rglob("*.py"))]
    return [(package, path.relative_to(ROOT).as_posix()) for package, path in found] + [("app", "app.py")]


@pytest.mark.parametrize(("package", "path"), modules())
def test_a_module_imports_only_what_lies_before_it(package: str, path: str) -> None:
    assert breaches(package, path, (ROOT / path).read_text(encoding="utf-8")) == []


PLANTED = [
    ("corpus", "corpus/store.py", "import streamlit", "corpus/store.py imports streamlit"),
    ("corpus", "corpus/store.py", "def f():\n    from streamlit_folium import st_folium", "streamlit_folium"),
    ("corpus", "corpus/dates.py", "from geodata import geocode", "corpus/dates.py imports geodata"),
    ("geodata", "geodata/models.py", "import corpus.models", "geodata/models.py imports corpus"),
    ("atlas", "atlas/map.py", "from pages.parts import panel", "atlas/map.py imports pages"),
    ("pages", "pages/map.py", "import app", "pages/map.py imports app"),
]


@pytest.mark.parametrize(("package", "path", "planted", "breach"), PLANTED)
def test_a_planted_import_is_found(package: str, path: str, planted: str, breach: str) -> None:
    source = (ROOT / path).read_text(encoding="utf-8") + "\n" + planted + "\n"
    assert [found for found in breaches(package, path, source) if breach in found]


def test_what_streamlit_runs_is_imported_by_nobody() -> None:
    names = tuple(path.removesuffix(".py").replace("/", ".") for path in RUN_BY_STREAMLIT)
    sources = [(ROOT / path).read_text(encoding="utf-8") for _, path in modules()]
    assert not [name for name in names for source in sources if f"import {name}" in source or f"from {name}" in source]


def test_every_package_is_covered() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert packages | {"app"} == set(MAY_IMPORT)
    assert not packages & set(sys.stdlib_module_names)
