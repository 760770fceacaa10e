"""Vendored files are those of the packages named beside them, each with its licence."""

import hashlib
import tomllib
from pathlib import Path

VENDOR = Path(__file__).parents[1] / "static" / "vendor"
FIELDS = {"producer", "package", "package_sha256", "url", "licence", "date", "sha256"}


def test_each_vendored_file_is_the_one_described_and_none_is_left_out() -> None:
    rows = tomllib.loads((VENDOR / "provenance.toml").read_text(encoding="utf-8"))
    files = {path.relative_to(VENDOR).as_posix() for path in VENDOR.glob("*/*") if path.name != "LICENSE"}
    assert set(rows) == files
    for name, row in rows.items():
        assert set(row) == FIELDS
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == row["sha256"], name
        assert (VENDOR / name).with_name("LICENSE").stat().st_size > 500
