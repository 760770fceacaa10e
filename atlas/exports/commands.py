"""``python -m atlas export`` and ``python -m atlas verify``."""

import argparse
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from atlas.exports.formats import Format, formats
from atlas.exports.snapshot import ADDRESS, Snapshot, take_snapshot
from atlas.exports.verifying import verify
from atlas.links import KEYS, read_query, to_query
from atlas.selection import EMPTY_SPAN, busiest_day, covered_days
from corpus.files import write_whole
from corpus.models import writable
from corpus.store import BUNDLED, load_corpus
from geodata import load_gazetteer

LARGEST_FILE = 200_000_000  # bytes of a file to check
EXPORT = """\
Write a view as files. The view is given by the parameters of its link: --on, or --from and --to, and others; what is
left out is as in the app. Each file carries how it was made, and `verify` draws it again."""
HELP = {
    "on": "the day, YYYY-MM-DD",
    "from": "the first day of a range",
    "to": "the last day of a range",
    "known": "only reports published by this day",
    "against": "the day of knowledge to compare with",
    "place": "the id of the place whose sources are open",
    "off": "codes of measures switched off, with dots between them",
    "status": "the statuses switched on, likewise",
    "told": "the kinds of sources switched on, likewise",
    "origins": "independent origins at least",
    "sure": "confidence at least, in per cent",
    "names": "ko for Korean names of places",
}


class BadChoice(Exception):
    """A value on the command line that stands for nothing; the message names it."""


def add_export(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The options of ``export``."""
    parser = commands.add_parser("export", help="write a view as files", description=EXPORT)
    for key in KEYS:
        parser.add_argument(f"--{key}", metavar=key.upper(), dest=f"view_{key}", help=HELP[key])
    parser.add_argument("--formats", metavar="NAME,…", default="html", help=f"of {', '.join(formats())}")
    parser.add_argument("--output", type=Path, metavar="DIR", default=Path(), help="the folder for the files")
    parser.add_argument("--reports", type=Path, metavar="FOLDER", default=BUNDLED, help="another folder of reports")
    parser.add_argument("--address", metavar="URL", default=ADDRESS, help=f"of the app, for links (default {ADDRESS})")


def add_verify(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The options of ``verify``."""
    parser = commands.add_parser("verify", help="draw a file again and say whether it is the same")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--reports", type=Path, metavar="FOLDER", default=BUNDLED, help="another folder of reports")


def export(arguments: argparse.Namespace) -> int:
    """Write the files; 0 if all are written."""
    kinds = [_kind(name) for name in arguments.formats.split(",")]
    query = {key: value for key in KEYS if (value := getattr(arguments, f"view_{key}"))}
    snapshot = _snapshot(arguments.reports, query, arguments.address)
    _make_folder(arguments.output)
    for line in write_files(snapshot, kinds, arguments.output):
        print(line)
    return 0


def write_files(snapshot: Snapshot, kinds: Iterable[Format], folder: Path) -> Iterator[str]:
    """Write a snapshot in several formats, each file whole or not at all; yields a line on each that is there."""
    for kind in kinds:
        begun = time.perf_counter()
        content = kind.write(snapshot)
        path = folder / kind.file_name(snapshot)
        _write(path, content)
        yield f"{path}: {len(content):,} bytes, {time.perf_counter() - begun:.2f} s"


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadChoice(f"--output {folder}: the folder cannot be made ({error.strerror})") from error


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as error:
        raise BadChoice(f"{path}: cannot be written, and is as it was before ({error.strerror})") from error


def check(arguments: argparse.Namespace) -> int:
    """Say what a check of a file found; 0 if it is identical."""
    if arguments.file.stat().st_size > LARGEST_FILE:
        raise BadChoice(f"{arguments.file}: larger than {LARGEST_FILE} bytes, too large to be checked")
    finding = verify(arguments.file.read_bytes(), load_corpus(arguments.reports), load_gazetteer())
    print(f"{arguments.file}: {finding.verdict}")
    for line in finding.lines:
        print(f"  {writable(line)}")  # of a manifest that anybody may have written
    return 0 if finding.verdict == "identical" else 1


def _kind(name: str) -> Format:
    if name not in formats():
        raise BadChoice(f"--formats: no format {name!r}; there are {', '.join(formats())}")
    return formats()[name]


def _snapshot(reports: Path, query: Mapping[str, str], address: str) -> Snapshot:
    corpus, gazetteer = load_corpus(reports), load_gazetteer()
    span = covered_days(corpus) or EMPTY_SPAN
    view = read_query(query, gazetteer, span, busiest_day(corpus) or span[0])
    read = to_query(view)
    for key, value in query.items():
        if read.get(key) != value and not _as_default(key, value):
            print(f"--{key} {value!r}: not taken as it is; the days go from {span[0]} to {span[1]}", file=sys.stderr)
    return take_snapshot(corpus, gazetteer, view, address)


def _as_default(key: str, value: str) -> bool:
    """Whether a value is what a link leaves out."""
    return (key, value) in {("origins", "1"), ("sure", "0"), ("names", "en")} or (
        key in ("from", "to") and _is_day(value)
    )


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
