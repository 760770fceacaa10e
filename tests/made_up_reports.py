"""Made-up reports for measuring: the same ones each time, with places of the gazetteer.

``python -m tests.made_up_reports 1000 10000`` reads that many into a dataset and prints seconds, memory and size.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from corpus.__main__ import main
from corpus.batch.tables import SCHEMAS
from corpus.store import load_dataset
from geodata import load_gazetteer

WORDS = 200
"""About the median length of the bundled reports."""
ROWS = 1_000
REPORTING = [
    "{place} was put under lockdown on {day}, a source in {other} said.",
    "Authorities in {place} closed the markets from {day}, according to residents.",
    "The border at {place} has been sealed since {day}, a source in {other} told the paper.",
    "Residents of {place} must wear masks in public, the provincial authorities ordered on {day}.",
    "The lockdown of {place} was lifted on {day}, officials announced.",
    "Schools in {place} stay closed until {day}, a teacher in {other} said.",
    "Travel between {place} and {other} has been banned since {day}.",
    "The quarantine of people who had come to {place} was extended for two weeks on {day}.",
]
TELLING = [
    [
        "A trader",
        "The farm manager",
        "Her cousin",
        "One teacher",
        "An old miner",
        "The cook",
        "A driver",
        "My neighbour",
    ],
    [
        "from {other} remembered",
        "near {other} said",
        "of {other} wrote",
        "in {other} explained",
        "told {other} relatives",
    ],
    ["that rice", "how corn", "that fuel oil", "why cooking gas", "that medicine", "that fertilizer", "how coal"],
    ["cost too much", "was hard to find", "came late", "ran out", "had to be borrowed", "went to the army", "spoiled"],
    ["after the floods", "all through winter", "before the harvest", "for three months", "when prices rose", "as ever"],
    ["and nobody knew why", "but no one dared ask", "so families ate less", "though the state paper praised workers"],
]
"""A sentence with no measure takes one of each: few runs of five words come twice, as in real reports."""


def made_up_reports(number: int) -> Iterator[dict[str, Any]]:
    """Rows of reports, about `WORDS` words each, one sentence in three with a measure."""
    names = [place.name for place in load_gazetteer().places if place.level in ("province", "city", "county")]
    for index in range(number):
        yield made_up_report(index, names)


def made_up_report(index: int, names: Sequence[str]) -> dict[str, Any]:
    """One row: which one depends on its number alone."""
    chance = random.Random(index)
    published = date(2020, 1, 20) + timedelta(days=chance.randrange(1_300))
    sentences: list[str] = []
    while sum(sentence.count(" ") + 1 for sentence in sentences) < WORDS:
        day = published - timedelta(days=chance.randrange(40))
        words = {"place": chance.choice(names), "other": chance.choice(names), "day": f"{day:%B} {day.day}"}
        telling = " ".join(map(chance.choice, TELLING)) + "."
        sentences.append(chance.choice([chance.choice(REPORTING), telling, telling]).format(**words))
    fields = {"publisher": "Made-up Post", "language": "en", "origin": f"Outlet {index % 20}"}
    title, url = f"Report {index}", f"https://example.org/{index}"
    return {
        "id": f"m{index:07d}",
        "title": title,
        "published": published,
        "url": url,
        "text": " ".join(sentences),
    } | fields


def write_made_up(number: int, path: Path) -> Path:
    """Made-up reports as a Parquet file, written a thousand at a time."""
    rows = made_up_reports(number)
    with pq.ParquetWriter(path, SCHEMAS["reports"], compression="zstd") as file:
        while batch := list(islice(rows, ROWS)):
            file.write_table(pa.Table.from_pylist(batch, schema=SCHEMAS["reports"]))
    return path


def measure(number: int, folder: Path, workers: int) -> dict[str, Any]:
    """Seconds, peak memory and size of an extraction, and of opening what it wrote, in processes of their own."""
    source, output = write_made_up(number, folder / f"{number}.parquet"), folder / f"dataset-{number}"
    extracted = _said_by("--extract", str(source), str(output), str(workers))
    size = sum(path.stat().st_size for path in output.rglob("*.parquet"))
    sizes = {"source_mb": mb(source.stat().st_size), "dataset_mb": mb(size)}
    return {"reports": number} | extracted | sizes | _said_by("--open", str(output))


def _said_by(*arguments: str) -> dict[str, Any]:
    call = [sys.executable, "-m", "tests.made_up_reports", *arguments]
    said: dict[str, Any] = json.loads(
        subprocess.run(call, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
    )
    return said


def extract_and_say(source: str, output: str, workers: str) -> None:
    """Extract, and print seconds and the peak memory of this process and of its largest worker, as JSON."""
    begun = time.perf_counter()
    assert main(["extract", source, "--output", output, "--workers", workers]) == 0
    seconds = round(time.perf_counter() - begun, 1)
    print(
        json.dumps({"s": seconds, "main_mb": peak(resource.RUSAGE_SELF), "worker_mb": peak(resource.RUSAGE_CHILDREN)})
    )


def open_and_say(folder: str) -> None:
    """Open a dataset as the map does, and print seconds, peak memory and the number of claims, as JSON."""
    begun = time.perf_counter()
    corpus = load_dataset(Path(folder))
    seconds = round(time.perf_counter() - begun, 1)
    print(json.dumps({"claims": len(corpus.claims), "open_s": seconds, "open_mb": peak(resource.RUSAGE_SELF)}))


def peak(who: int) -> float:
    """The most memory that this process, or its largest child, has had, in megabytes."""
    return mb(resource.getrusage(who).ru_maxrss * 1024)


def mb(size: float) -> float:
    """Bytes as megabytes."""
    return round(size / 1e6, 1)


if __name__ == "__main__":
    if sys.argv[1] == "--extract":
        extract_and_say(*sys.argv[2:])
        sys.exit()
    if sys.argv[1] == "--open":
        open_and_say(sys.argv[2])
        sys.exit()
    parser = argparse.ArgumentParser()
    parser.add_argument("numbers", type=int, nargs="+")
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        for each in arguments.numbers:
            print(json.dumps(measure(each, Path(place), arguments.workers)), flush=True)
