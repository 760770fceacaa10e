"""``python -m geodata``: places in texts, and the making of the basemap."""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from geodata.errors import GeodataError
from geodata.geocoder import geocode
from geodata.rule_names import build_rule_names

# The same form as corpus.reports reads, which lies behind this package; a test holds them together.
MAX_BYTES = 200_000
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0, or 2 where nothing could be done."""
    options = _parser().parse_args(arguments)
    status: int = options.run(options)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m geodata", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    geocoding = commands.add_parser("geocode", help="find the places in report files or in one text")
    source = geocoding.add_mutually_exclusive_group(required=True)
    source.add_argument("folder", nargs="?", type=Path, help="folder of report files NAME.md")
    source.add_argument("--text", help="geocode this text instead of files")
    geocoding.add_argument("--output", type=Path, help="JSON lines; standard output without it")
    geocoding.set_defaults(run=_run_geocode)
    checking = commands.add_parser("check", help="say what is wrong in the curated tables")
    checking.set_defaults(run=_run_check)
    naming = commands.add_parser("names", help="make the names that follow by rule anew (rule_names.csv)")
    naming.set_defaults(run=_run_names)
    building = commands.add_parser("build", help="make the basemap and the names by rule anew from pinned packages")
    building.add_argument("--packages", type=Path, help="keep the packages in this folder between runs")
    building.set_defaults(run=_run_build)
    return parser


def _run_geocode(options: argparse.Namespace) -> int:
    if options.text is not None:
        rows = [mention.as_row(None) for mention in geocode(options.text)]
    elif options.folder.is_dir():
        rows = list(_geocode_folder(options.folder))
    else:
        print(f"{options.folder}: no such folder", file=sys.stderr)
        return 2
    lines = "".join(_printable(json.dumps(row, ensure_ascii=False)) + "\n" for row in rows)
    if options.output is None:
        sys.stdout.write(lines)
    else:
        try:
            options.output.write_text(lines, encoding="utf-8")
        except OSError as error:
            print(f"{options.output}: cannot be written ({error.strerror})", file=sys.stderr)
            return 2
    return 0


def _run_check(_options: argparse.Namespace) -> int:
    """Print one problem a line; the exit status is 1 where there is any."""
    from geodata.check import check_tables  # noqa: PLC0415 - needs the outlines, geocoding does not

    problems = check_tables()
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems" if problems else "nothing is wrong")
    return 1 if problems else 0


def _run_names(_options: argparse.Namespace) -> int:
    names = build_rule_names()
    shared = sum(name.is_used("shared") for name in names)
    print(f"{len(names)} names by rule, {shared} of them shared by several places")
    return 0


def _run_build(options: argparse.Namespace) -> int:
    from geodata.build import build_all  # noqa: PLC0415 - geopandas takes a second, geocoding needs none

    try:
        build_all(options.packages)
    except GeodataError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _geocode_folder(folder: Path) -> Iterator[dict[str, object]]:
    """The rows of every report file; one that can't be read is named on standard error and left out."""
    for path in sorted(folder.glob("*.md")):
        try:
            text = report_text(_read(path))
        except (OSError, ValueError) as error:
            print(_printable(f"{path}: {error}"), file=sys.stderr)
            continue
        for mention in geocode(text):
            yield mention.as_row(path.stem)


def _read(path: Path) -> str:
    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        raise ValueError(f"not a file of at most {MAX_BYTES} bytes")
    return path.read_text(encoding="utf-8")


def _printable(text: str) -> str:
    """The text with escapes, as JSON has them, for what UTF-8 cannot hold and what a terminal obeys."""
    return "".join(own if own.isprintable() else json.dumps(own)[1:-1] for own in text)


def report_text(content: str) -> str:
    """The text of a report file: what follows its front matter, without leading newlines.

    Raises ``ValueError`` where the file does not begin with front matter between ``---`` lines.
    """
    match = FRONT_MATTER.match(content.removeprefix("\ufeff"))
    if match is None:
        raise ValueError("no front matter between '---' lines")
    return content.removeprefix("\ufeff")[match.end() :].lstrip("\n")


if __name__ == "__main__":
    sys.exit(main())
