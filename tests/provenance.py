"""The ``provenance.toml`` files: where each data file comes from, and the hash of what was described.

``python -m tests.provenance`` (``make provenance``) writes today's date and the new hash for files that changed.
A row's name may be a pattern: its hash is that of all its files, in the order of their names.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
FACTS = ("producer", "citation", "url", "licence", "date", "sha256")
# Data files, wherever they lie; the licences beside vendored files describe themselves.
DATA = (
    "*.csv",
    "*.toml",
    "*.geojson",
    "*.jsonl",
    "*.woff2",
    "*.ttf",
    "vendor/*/*.js",
    "vendor/*/*.css",
    "reports/*.md",
    "learning/*.txt",
)
NOT_DATA = ("provenance.toml", "pyproject.toml", "config.toml")


def provenance_files() -> list[Path]:
    """Every provenance file of the project."""
    return sorted(path for path in ROOT.rglob("provenance.toml") if not _hidden(path))


def data_files() -> list[Path]:
    """Every data file of the project."""
    found = {path for pattern in DATA for path in ROOT.rglob(pattern) if not _hidden(path)}
    return sorted(path for path in found if path.name not in NOT_DATA)


def rows(described: Path) -> Iterator[tuple[str, dict[str, object], list[Path]]]:
    """Each row of a provenance file: its name, its facts, and the files it describes."""
    for name, facts in tomllib.loads(described.read_text(encoding="utf-8")).items():
        yield name, facts, sorted(described.parent.glob(name))


def sha256(files: list[Path]) -> str:
    """The hash of the files' content, one after another."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def refresh(described: Path, today: date) -> list[str]:
    """Bring date and hash of changed files up to date; returns their names."""
    text = described.read_text(encoding="utf-8")
    changed = [(name, sha256(files)) for name, facts, files in rows(described) if facts["sha256"] != sha256(files)]
    for name, digest in changed:
        head = re.escape(f'["{name}"]')
        for key, value in (("date", today.isoformat()), ("sha256", digest)):
            text = re.sub(rf'({head}\n(?:[^\[\n].*\n)*?{key} = ")[^"]*', rf"\g<1>{value}", text)
    described.write_text(text, encoding="utf-8")
    return [name for name, _ in changed]


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(ROOT).parts)


if __name__ == "__main__":
    for path in provenance_files():
        for name in refresh(path, date.today()):
            print(f"{path.relative_to(ROOT)}: {name}")
