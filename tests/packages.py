"""The Debian packages whose programs the tests ask.

``python -m tests.packages`` makes sure that they are there, or says what to install and fails. A new one is a row here.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping

# A program that the tests run, and the package that has it.
PROGRAMS: Mapping[str, str] = {
    "ogrinfo": "gdal-bin",
    "curl": "curl",
    "nginx": "nginx-light",
    "node": "nodejs",
    "npm": "npm",
    "pg_createcluster": "postgresql",
}
# Where Debian keeps servers, which is on root's PATH only.
BESIDE = ("/usr/sbin", "/sbin")
UPDATE = ["apt-get", "update", "-qq"]
INSTALL = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]


def find(program: str) -> str | None:
    """Where a program is, on PATH or where Debian keeps servers."""
    return shutil.which(program, path=os.pathsep.join([os.environ.get("PATH", os.defpath), *BESIDE]))


def missing(programs: Mapping[str, str]) -> list[str]:
    """The packages of the programs that are not there."""
    return sorted({package for program, package in programs.items() if find(program) is None})


def install(programs: Mapping[str, str] = PROGRAMS) -> None:
    """Get what is missing; ends the program with what to do if it cannot be had."""
    if wanted := missing(programs):
        print("not found, installing:", " ".join(wanted), flush=True)
        for command in (UPDATE, [*INSTALL, *wanted]) if _may_install() else ():
            subprocess.run(command, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
    if still := missing(programs):
        sys.exit(
            f"The tests need programs of these packages, which could not be installed: {', '.join(still)}.\n"
            f"Install them by hand, for example:  sudo apt-get install {' '.join(still)}  (Debian)\n"
            "and run the tests again."
        )


def _may_install() -> bool:
    return shutil.which("apt-get") is not None and os.geteuid() == 0


if __name__ == "__main__":
    install()
    print("Programs:", ", ".join(f"{program} ({find(program)})" for program in PROGRAMS))
