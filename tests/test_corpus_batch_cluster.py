"""A Dask cluster of two worker processes: one is killed in the middle, and nothing is lost or doubled."""

import os
import signal
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

from corpus.__main__ import main
from corpus.batch import cluster as batch_cluster
from corpus.batch.cluster import run_on_cluster
from corpus.batch.run import extract_dataset
from corpus.models import CorpusError, Problem
from tests.datasets import SIZE, rows_of, write_dataset
from tests.made_up_reports import write_made_up

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as running:
        yield running


def test_a_killed_worker_loses_and_doubles_nothing(cluster: LocalCluster, tmp_path: Path) -> None:
    source = write_made_up(205, tmp_path / "reports.parquet")
    write_dataset(source, tmp_path / "expected")
    with Client(cluster) as client:
        victim = sorted(client.run(os.getpid).values())[0]
    parts = count()

    def kill_once(_: Iterable[Problem]) -> None:
        if next(parts) == 3:
            os.kill(victim, signal.SIGKILL)

    run = partial(run_on_cluster, scheduler=cluster.scheduler_address)
    extract_dataset(str(source), tmp_path / "dataset", run, kill_once, SIZE)
    assert next(parts) == 21
    assert rows_of(tmp_path / "dataset") == rows_of(tmp_path / "expected")
    with Client(cluster) as client:
        assert victim not in client.run(os.getpid).values()


def test_the_command_line_sends_work_to_a_cluster(cluster: LocalCluster, tmp_path: Path) -> None:
    source = write_made_up(20, tmp_path / "reports.parquet")
    write_dataset(source, tmp_path / "expected")
    call = ["extract", str(source), "--output", str(tmp_path / "dataset"), "--scheduler", cluster.scheduler_address]
    assert main(call) == 0
    assert rows_of(tmp_path / "dataset") == rows_of(tmp_path / "expected")


def test_a_scheduler_that_does_not_answer_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(batch_cluster, "CONNECT_S", 0.5)
    source = write_made_up(2, tmp_path / "reports.parquet")
    assert main(["extract", str(source), "--output", str(tmp_path / "x"), "--scheduler", "tcp://127.0.0.1:9"]) == 1
    assert "tcp://127.0.0.1:9: no Dask scheduler answers" in capsys.readouterr().err


def test_a_cluster_that_is_lost_keeps_what_is_done_and_another_goes_on(tmp_path: Path) -> None:
    source = write_made_up(205, tmp_path / "reports.parquet")
    write_dataset(source, tmp_path / "expected")
    lost = LocalCluster(n_workers=1, threads_per_worker=1, processes=True, dashboard_address=":0")
    with pytest.raises(CorpusError, match="the cluster gave up"):
        run = partial(run_on_cluster, scheduler=lost.scheduler_address)
        extract_dataset(str(source), tmp_path / "dataset", run, lambda _: lost.close(), SIZE)
    assert list((tmp_path / "dataset" / "_parts").iterdir())
    write_dataset(source, tmp_path / "dataset")
    assert rows_of(tmp_path / "dataset") == rows_of(tmp_path / "expected")
