"""The drawn map on the command line: ``python -m atlas export``, ``verify``, ``bench`` and ``typeface``."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from atlas.bench import BenchError, figures, measure, write_corpus
from atlas.build_typefaces import build
from atlas.exports.commands import BadChoice, add_export, add_verify, check, export
from corpus.models import CorpusError

BENCH = """\
Measure speeds and print them as JSON, one figure a key, medians of several runs; what is being measured goes to
stderr. Times are in ms or s as the key says. Keys that end in _1000, _10000 or _100000 are for a made-up corpus of so
many claims, the others for the bundled one. plain_… is a slider of Streamlit and a map that folium makes anew; ratio_…
is how many times as long as ours that takes, in this run. The browser's figures need what the tests need."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; 0 if it did its work, 1 with a message if it could not, 2 for a figure that there is not."""
    parser = argparse.ArgumentParser(prog="python -m atlas", description="The drawn map of reported measures.")
    commands = parser.add_subparsers(dest="command", required=True)
    bench = commands.add_parser("bench", help="measure speeds: JSON, one figure a key", description=BENCH)
    bench.add_argument("--only", metavar="KEY,…", help=f"only these figures of: {', '.join(figures())}")
    bench.add_argument(
        "--write-corpus",
        nargs=2,
        metavar=("N", "PATH"),
        help="measure nothing: write a made-up corpus of N claims as a dataset, to be opened with"
        " `streamlit run app.py -- --claims PATH`",
    )
    commands.add_parser("typeface", help="make the typefaces anew, after names of places have changed")
    add_export(commands)
    add_verify(commands)
    arguments = parser.parse_args(argv)
    try:
        return _run(arguments, bench)
    except (BadChoice, BenchError, CorpusError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def _run(arguments: argparse.Namespace, bench: argparse.ArgumentParser) -> int:
    if arguments.command == "export":
        return export(arguments)
    if arguments.command == "verify":
        return check(arguments)
    if arguments.command == "typeface":
        for path in build():
            print(path)
        return 0
    return _write_corpus(bench, *arguments.write_corpus) if arguments.write_corpus else _bench(bench, arguments.only)


def _write_corpus(parser: argparse.ArgumentParser, number: str, path: str) -> int:
    if not number.isdecimal() or int(number) < 1:
        parser.error(f"--write-corpus: {number!r} is not a number from 1 on")
    write_corpus(int(number), Path(path))
    print(f"{path}: {number} claims")
    return 0


def _bench(parser: argparse.ArgumentParser, only: str | None) -> int:
    known = figures()
    wanted = only.split(",") if only else known
    if unknown := [key for key in wanted if key not in known]:
        parser.error(f"no figure {', '.join(unknown)}; there are {', '.join(known)}")
    found = measure(wanted, lambda line: print(line, file=sys.stderr, flush=True))
    print(json.dumps({key: _rounded(value) for key, value in found.items()}, indent=1))
    return 0


def _rounded(value: float | None) -> float | None:
    """A number to four digits; a count as it is."""
    return value if value is None or isinstance(value, int) else float(f"{value:.4g}")


if __name__ == "__main__":
    sys.exit(main())
