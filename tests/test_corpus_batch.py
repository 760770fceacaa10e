"""Large corpora: any source, all cores, interrupted or not, give what one process gives, row for row."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

import fsspec
import pyarrow.parquet as pq
import pytest

from corpus.__main__ import main
from corpus.batch.dataset import open_dataset
from corpus.batch.documents import Document
from corpus.batch.parts import Part, cut_parts, rules_digest
from corpus.batch.run import extract_dataset, extract_lines
from corpus.batch.runners import run_on_cores
from corpus.batch.tables import SCHEMAS
from corpus.batch.work import read_part
from corpus.extraction import extract
from corpus.models import CorpusError, Problem
from corpus.records import claim_to_row, to_line
from corpus.reports import MAX_BYTES, read_reports
from corpus.store import BUNDLED, load_corpus, load_dataset
from tests.datasets import SIZE, rows_of, write_dataset
from tests.factories import make_claim, write_report
from tests.made_up_reports import write_made_up

pytestmark = pytest.mark.processes

TEXT = "Hyesan was put under lockdown on January 29. Nobody may leave home."


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_made_up(205, tmp_path_factory.mktemp("source") / "reports.parquet")


@pytest.fixture(scope="module")
def expected(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("expected")
    write_dataset(source, folder)
    return folder


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(3):
        write_report(folder, f"r{number}", TEXT)
    return folder


def test_lines_of_the_bundled_reports_are_those_read_one_by_one(tmp_path: Path) -> None:
    output = tmp_path / "claims.jsonl"
    assert main(["extract", str(BUNDLED), "--output", str(output), "--workers", "2"]) == 0
    read, _ = read_reports(BUNDLED)
    lines = [to_line(claim_to_row(claim)) for report in read for claim in extract(report).claims]
    assert output.read_text(encoding="utf-8") == "".join(lines)


def test_lines_of_many_parts_keep_the_order_of_the_reports(source: Path, expected: Path) -> None:
    lines = extract_lines(str(source), partial(run_on_cores, workers=2), list, SIZE)
    assert list(lines) == [to_line(claim_to_row(claim)) for claim in open_dataset(expected).claims()]


def test_broken_files_are_told_as_reading_the_folder_tells_them(reports: Path, tmp_path: Path) -> None:
    (reports / "bytes.md").write_bytes(b"---\nid: \xff\n---\ntext")
    (reports / "folder.md").mkdir()
    (reports / "large.md").write_text("x" * (MAX_BYTES + 1))
    (reports / "lines.md").write_bytes(
        (reports / "r1.md").read_bytes().replace(b'id: "r1"', b"id: lines").replace(b"\n", b"\r\n")
    )
    (reports / "notes.txt").write_text("no report")
    write_report(reports, "other", TEXT, id="name")
    write_report(reports, "sometime", TEXT, published="soon")
    read, problems = read_reports(reports)
    assert write_dataset(reports, tmp_path / "dataset") == problems
    assert list(open_dataset(tmp_path / "dataset").reports()) == read


def test_a_dataset_holds_the_reports_the_claims_and_what_was_left_out(tmp_path: Path) -> None:
    write_dataset(BUNDLED, tmp_path / "dataset", size=50)
    read, _ = read_reports(BUNDLED)
    extractions = [extract(report) for report in read]
    found = open_dataset(tmp_path / "dataset")
    assert list(found.reports()) == read
    assert list(found.claims()) == [claim for each in extractions for claim in each.claims]
    assert list(found.rejected()) == [left for each in extractions for left in each.rejected]


def test_a_dataset_has_every_field_of_a_claim() -> None:
    assert SCHEMAS["claims"].names == list(claim_to_row(make_claim()))


def _zip(folder: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for each in folder.iterdir():
            archive.write(each, f"inside/{each.name}")
        archive.writestr("__MACOSX/inside/._r1.md", b"\x00")
    return path


def test_a_zip_of_reports_gives_what_its_folder_gives(reports: Path, tmp_path: Path) -> None:
    write_dataset(reports, tmp_path / "from-folder")
    assert write_dataset(_zip(reports, tmp_path / "reports.zip"), tmp_path / "from-zip") == []
    assert rows_of(tmp_path / "from-zip") == rows_of(tmp_path / "from-folder")


def test_a_dataset_is_a_source_itself(reports: Path, tmp_path: Path) -> None:
    write_dataset(reports, tmp_path / "first")
    write_dataset(tmp_path / "first" / "reports", tmp_path / "second")
    assert rows_of(tmp_path / "second") == rows_of(tmp_path / "first")


def test_addresses_of_other_file_systems_are_read(reports: Path, tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    memory.put(f"{reports}/", "/far/reports/", recursive=True)
    memory.put(str(_zip(reports, tmp_path / "reports.zip")), "/far/reports.zip")
    write_dataset(reports, tmp_path / "near")
    for name, address in enumerate(["memory://far/reports", "memory://far/reports.zip"]):
        write_dataset(address, tmp_path / str(name))
        assert rows_of(tmp_path / str(name)) == rows_of(tmp_path / "near")


BAD_SOURCES = [
    ("nowhere", "nowhere: no such folder of reports"),
    ("nowhere.zip", "nowhere.zip: cannot be read (No such file or directory)"),
    ("nowhere.parquet", "nowhere.parquet: cannot be read (No such file or directory)"),
    ("broken.zip", "broken.zip: cannot be read (File is not a zip file)"),
    ("broken.parquet", "broken.parquet: cannot be read ("),
    ("nosuch://far/away", "nosuch://far/away: cannot be read ("),
    ("empty", "empty: no report could be read"),
]


@pytest.mark.parametrize(("bad", "message"), BAD_SOURCES)
def test_a_source_that_cannot_be_read_is_named(
    bad: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("broken.zip").write_text("no archive")
    Path("broken.parquet").write_text("no table, and long enough")
    for output in ("dataset", "claims.jsonl"):
        assert main(["extract", bad, "--output", output]) == 1
        assert message in capsys.readouterr().err
        assert not Path(output).exists()


def test_one_bad_report_costs_that_report(source: Path, expected: Path, tmp_path: Path) -> None:
    table = pq.read_table(source).to_pylist()
    table[7]["text"], table[8]["published"] = "\n", None
    table[9]["id"] = table[3]["id"]
    bad = tmp_path / "bad.parquet"
    pq.write_table(SCHEMAS["reports"].empty_table().from_pylist(table, schema=SCHEMAS["reports"]), bad)
    told = write_dataset(bad, tmp_path / "dataset")
    assert [(problem.file, problem.where) for problem in told] == [
        ("bad.parquet, row 8", "text"), ("bad.parquet, row 9", "published"), ("bad.parquet, row 10", "id"),
    ]  # fmt: skip
    lost = {f"m{number:07d}" for number in (7, 8, 9)}
    kept = [row for row in rows_of(expected)["claims"] if row["report"] not in lost]
    assert rows_of(tmp_path / "dataset")["claims"] == kept


def test_a_report_whose_reading_fails_in_a_way_nobody_foresaw_is_a_problem(reports: Path) -> None:
    good = Document("r1.md", (reports / "r1.md").read_bytes())
    outcome = read_part(Part(0, (good, Document("odd", 42)), "", rules_digest()))  # type: ignore[arg-type]
    assert outcome.counts["reports"] == 1
    assert outcome.problems[0].file == "odd"
    assert "AttributeError" in outcome.problems[0].reason


def test_all_cores_give_what_one_process_gives(source: Path, expected: Path, tmp_path: Path) -> None:
    write_dataset(source, tmp_path, partial(run_on_cores, workers=2))
    assert rows_of(tmp_path) == rows_of(expected)


def test_a_killed_process_loses_and_doubles_nothing(source: Path, expected: Path, tmp_path: Path) -> None:
    parts = count()

    def kill_once(_: Iterable[Problem]) -> None:
        if next(parts) == 1:
            victim = multiprocessing.active_children()[0]
            os.kill(victim.pid or 0, signal.SIGKILL)

    extract_dataset(str(source), tmp_path, partial(run_on_cores, workers=2), kill_once, SIZE)
    assert rows_of(tmp_path) == rows_of(expected)


@dataclass
class Deadly:
    """Ends the process that is sent it."""

    def __reduce__(self) -> tuple[Callable[[int], object], tuple[int]]:
        return os._exit, (1,)


def test_a_part_whose_process_dies_again_and_again_is_named() -> None:
    parts = [Part(number, (Document("r.md", Deadly()),), "", rules_digest()) for number in (0, 1)]  # type: ignore[arg-type]
    with pytest.raises(CorpusError, match="part-000000: the process that read it died 3 times"):
        list(run_on_cores(parts, workers=2))


def _mind_ctrl_c() -> None:
    """What is started in the background by a shell ignores Ctrl-C, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_stops_with_a_message(tmp_path: Path) -> None:
    source = write_made_up(3_000, tmp_path / "reports.parquet")
    call = [sys.executable, "-m", "corpus", "extract", str(source), "--output", str(tmp_path / "x"), "--workers", "2"]
    run = subprocess.Popen(call, stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=_mind_ctrl_c)
    while not (tmp_path / "x" / "_parts" / "part-000000.json").exists() and run.poll() is None:
        time.sleep(0.01)
    os.killpg(run.pid, signal.SIGINT)
    assert run.communicate()[1] == f"{tmp_path / 'x'}: stopped; started again it goes on where it was\n"
    assert run.returncode == 1


RUN = "import sys, pathlib, tests.datasets as t; t.write_dataset(sys.argv[1], pathlib.Path(sys.argv[2]))"


def test_an_interrupted_run_goes_on_where_it_was(source: Path, expected: Path, tmp_path: Path) -> None:
    first, second = (tmp_path / "_parts" / f"part-{number:06d}.json" for number in (0, 1))
    run = subprocess.Popen([sys.executable, "-c", RUN, str(source), str(tmp_path)])
    while not second.exists() and run.poll() is None:
        time.sleep(0.002)
    run.kill()
    assert run.wait() == -signal.SIGKILL
    with pytest.raises(CorpusError, match="not complete"):
        load_corpus(tmp_path)
    done = first.stat().st_mtime_ns
    write_dataset(source, tmp_path, partial(run_on_cores, workers=2))
    assert first.stat().st_mtime_ns == done
    assert rows_of(tmp_path) == rows_of(expected)


def test_only_changed_parts_are_read_again_and_parts_of_no_report_go(source: Path, tmp_path: Path) -> None:
    rows = pq.read_table(source)
    pq.write_table(rows, tmp_path / "in.parquet")
    write_dataset(tmp_path / "in.parquet", tmp_path / "dataset")
    table = rows.slice(0, 95).to_pylist()
    table[15]["text"] = TEXT
    pq.write_table(rows.from_pylist(table, schema=rows.schema), tmp_path / "in.parquet")
    (tmp_path / "dataset" / "claims" / ".part-000003.parquet.tmp").write_text("half")
    records = sorted((tmp_path / "dataset" / "_parts").iterdir())
    before = [path.stat().st_mtime_ns for path in records]
    write_dataset(tmp_path / "in.parquet", tmp_path / "dataset")
    write_dataset(tmp_path / "in.parquet", tmp_path / "anew")
    assert rows_of(tmp_path / "dataset") == rows_of(tmp_path / "anew")
    kept = [path for path, old in zip(records, before, strict=True) if path.exists() and path.stat().st_mtime_ns == old]
    assert [path.stem for path in kept] == [f"part-{number:06d}" for number in (0, 2, 3, 4, 5, 6, 7, 8)]


def test_a_worker_with_other_rules_does_no_work(source: Path) -> None:
    part = next(cut_parts([Document("r1.md", b"")]))
    with pytest.raises(CorpusError, match="another version"):
        read_part(Part(part.number, part.documents, part.digest, "other"))


def test_the_map_opens_a_dataset_with_the_decisions_in_it(tmp_path: Path) -> None:
    write_dataset(BUNDLED, tmp_path / "claims.parquet", size=50)
    shutil.copy(BUNDLED / "decisions.jsonl", tmp_path / "claims.parquet")
    assert load_dataset(tmp_path / "claims.parquet") == load_corpus(BUNDLED)
    assert load_corpus(tmp_path / "claims.parquet") == load_corpus(BUNDLED)


def test_a_folder_that_is_no_dataset_is_left_alone(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", str(reports), "--output", str(reports)]) == 1
    assert "is no dataset" in capsys.readouterr().err
    assert len(list(reports.iterdir())) == 3
    with pytest.raises(CorpusError, match="no dataset of claims"):
        load_dataset(reports)


def test_a_file_is_not_written_over_with_a_dataset(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "there.parquet"
    there.write_text("a table")
    assert main(["extract", str(reports), "--output", str(there)]) == 1
    assert "there.parquet: cannot be written" in capsys.readouterr().err
    assert there.read_text() == "a table"


def test_a_broken_file_of_a_dataset_is_named(reports: Path, tmp_path: Path) -> None:
    write_dataset(reports, tmp_path / "dataset")
    (tmp_path / "dataset" / "claims" / "part-000000.parquet").write_text("not Parquet at all")
    with pytest.raises(CorpusError, match=r"part-000000.parquet: cannot be read as Parquet"):
        load_dataset(tmp_path / "dataset")
    write_dataset(reports, tmp_path / "dataset")
    assert len(load_dataset(tmp_path / "dataset").claims) == 3


def test_made_up_reports_are_the_same_each_time(source: Path, tmp_path: Path) -> None:
    assert pq.read_table(write_made_up(205, tmp_path / "again.parquet")) == pq.read_table(source)
