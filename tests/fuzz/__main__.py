"""``python -m tests.fuzz TARGET --runs N``: a target by Atheris (``pip install -r requirements-fuzz.txt``)."""

import argparse
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["atlas", "corpus", "geodata", "yaml", "pypdf"]):
    from tests.fuzz.targets import TARGETS


FOUND = "-artifact_prefix=.hypothesis/"  # where an input that fails is kept


def main() -> None:
    """Fuzz one target until its runs or its time are over; Atheris ends the process, with 0 if it found nothing."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=0, help="at most so long; 0: as long as it takes")
    parser.add_argument("--longest", type=int, default=4_096, help="bytes of an input")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(TARGETS[options.target].seeds()):
            (Path(folder) / f"seed-{number}").write_bytes(seed)
        limits = [f"-runs={options.runs}", f"-max_total_time={options.seconds}", f"-max_len={options.longest}"]
        atheris.Setup(
            [sys.argv[0], *limits, "-timeout=20", "-rss_limit_mb=4096", FOUND, folder], TARGETS[options.target].read
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
