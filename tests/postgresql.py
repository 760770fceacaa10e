"""A PostgreSQL of the tests' own: a new cluster from Debian's package, on this machine only, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from atlas.bench.serving import free_port

# PostgreSQL refuses to run as root; Debian's package brings this user.
USER = "postgres"


@contextmanager
def running_postgresql() -> Iterator[str]:
    """The address of an empty database. Fails with what to install where there is no server."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    try:
        if os.getuid() == 0:
            shutil.chown(folder, USER, USER)
        port = free_port()
        _run(programs / "initdb", "--pgdata", folder / "data", "--username", USER, "--auth", "trust", "--no-sync")
        options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off"
        _run(programs / "pg_ctl", "--pgdata", folder / "data", "-o", options, "-l", folder / "log", "-w", "start")
        try:
            yield f"postgresql+psycopg://{USER}@127.0.0.1:{port}/postgres"
        finally:
            _run(programs / "pg_ctl", "--pgdata", folder / "data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    assert found, "no PostgreSQL server: install Debian's package postgresql, or run python -m tests.packages"
    return found[-1].parent


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    as_user = ["runuser", "-u", USER, "--"] if os.getuid() == 0 else []
    # Its output goes nowhere: the server that pg_ctl starts would hold a pipe open.
    done = subprocess.run([*as_user, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
    assert done.returncode == 0, f"{words[0]} failed with {done.returncode}"
