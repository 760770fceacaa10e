"""So many people at the app at once: ``python -m tests.load --sessions 50 --seconds 300``.

Starts an app of its own, or uses one at ``--address``, on this machine only. Prints a table in Markdown and writes the
figures as JSON. Ends with 1 if anything went wrong.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from atlas.bench.serving import running_app
from atlas.roles import is_loopback
from tests.load.run import Load, run_load
from tests.load.tables import table
from tests.nginx import running_two_processes


def main(arguments: list[str] | None = None) -> int:
    """Run it and tell what was seen."""
    asked = _read(arguments)
    with ExitStack() as around:
        address, ports = around.enter_context(_served(asked))
        load = Load(address.rstrip("/"), ports, asked.sessions, asked.seconds, asked.api, asked.pages, asked.seed)
        found = run_load(load)
    print(table(found))
    if asked.output:
        asked.output.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 1 if found["failed"] else 0


@contextmanager
def _served(asked: argparse.Namespace) -> Iterator[tuple[str, Sequence[int]]]:
    """The address of the app, and the ports of its processes: one that runs, else one process or two behind nginx."""
    if asked.address:
        yield asked.address, asked.watch or [_port(asked.address)]
    elif asked.processes == 1:
        with running_app() as address:
            yield address, [_port(address)]
    else:
        with running_two_processes() as (address, processes):
            yield address, [_port(process) for process in processes]


def _port(address: str) -> int:
    return urlsplit(address).port or 80


def _read(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description="Many people at the app at once.")
    parser.add_argument("--sessions", type=int, default=50, help="people with a page each (50)")
    parser.add_argument("--seconds", type=float, default=300, help="for how long (300)")
    parser.add_argument("--address", help="an app of this machine that runs; else one is started")
    parser.add_argument(
        "--processes", type=int, choices=[1, 2], default=1, help="to start: one, or two behind nginx (1)"
    )
    parser.add_argument("--watch", type=int, nargs="+", metavar="PORT", help="where its processes listen, behind nginx")
    parser.add_argument("--api", type=float, default=3.0, help="requests to the API a second (3); 0 for none")
    parser.add_argument("--pages", type=int, default=0, help="real pages in a Chromium beside (0)")
    parser.add_argument("--seed", type=int, default=1, help="of what people choose and how long they think (1)")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where to write the figures as JSON")
    asked = parser.parse_args(arguments)
    if asked.address and not is_loopback(urlsplit(asked.address).hostname or ""):
        parser.error("--address: only an app of this machine is put under load")
    return asked


if __name__ == "__main__":
    sys.exit(main())
