"""How tables of others name what a claim needs: one TOML file each in ``presets/``, read as data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from corpus.measures import load_measures

FOLDER = Path(__file__).with_name("presets")
ROLES = ("measure", "detail", "place", "province", "country", "start", "end", "status", "attribution", "publisher",
         "published", "url", "text")  # fmt: skip
OWN = "ours"


@dataclass(frozen=True, slots=True)
class Preset:
    """Columns by role, the first filled one counts, and what the values in some of them mean."""

    label: str
    columns: Mapping[str, tuple[str, ...]]
    needs: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    measures: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    attributions: Mapping[str, str] = field(default_factory=dict)

    def fits(self, header: tuple[str, ...]) -> bool:
        """Whether a table has the columns that mark this preset."""
        return set(self.needs) <= set(header)

    def value(self, row: Mapping[str, str], role: str) -> str:
        """The first filled value of a role in a row, empty if there is none."""
        return next((row[name] for name in self.columns.get(role, ()) if row.get(name)), "")


@cache
def load_presets() -> dict[str, Preset]:
    """The presets by name, in the order in which they are tried."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.toml"))}


def by_hand(columns: Mapping[str, str]) -> Preset:
    """A preset for columns that a person chose; values are those of this project's own preset."""
    own = load_presets()[OWN]
    chosen = {role: (name,) for role, name in columns.items() if name}
    return Preset("columns chosen by hand", chosen, (), (), own.dates, own.measures, own.statuses, own.attributions)


def _read(path: Path) -> Preset:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    measures = _own_measures() if path.stem == OWN else _folded(table["measures"])
    return Preset(
        label=table["label"],
        columns={role: tuple(names) for role, names in table["columns"].items()},
        needs=tuple(table["needs"]),
        country=tuple(name.casefold() for name in table.get("country", [])),
        dates=tuple(table.get("dates", [])),
        measures=measures,
        statuses=_folded(table.get("statuses", {})),
        attributions=_folded(table.get("attributions", {})),
    )


def _own_measures() -> dict[str, str]:
    """Measure types by code and by label."""
    return {name.casefold(): code for code, measure in load_measures().items() for name in (code, measure.label)}


def _folded(table: Mapping[str, str]) -> dict[str, str]:
    return {name.casefold(): value for name, value in table.items()}
