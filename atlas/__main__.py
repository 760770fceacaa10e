"""The drawn map on the command line: ``python -m atlas bench``."""

import argparse
import json
import sys
from collections.abc import Sequence

from atlas.bench import figures


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; 0 if it did its work, 2 if it was asked for a figure that there is not."""
    parser = argparse.ArgumentParser(prog="python -m atlas", description="The drawn map of reported measures.")
    commands = parser.add_subparsers(dest="command", required=True)
    bench = commands.add_parser("bench", help="measure speeds: JSON, one figure a key")
    bench.add_argument("--only", metavar="KEY,…", help="only these figures")
    arguments = parser.parse_args(argv)
    known = figures()
    wanted = arguments.only.split(",") if arguments.only else list(known)
    if unknown := [key for key in wanted if key not in known]:
        parser.error(f"no figure {', '.join(unknown)}; there are {', '.join(known)}")
    print(json.dumps({key: float(f"{known[key]():.4g}") for key in wanted}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
