"""Many people at the app at once: a short run goes well, and nothing that goes wrong is hidden."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from atlas.bench.serving import free_port
from tests.load.__main__ import main
from tests.load.records import Failed, Noted, Records
from tests.load.tables import table

ROOT = Path(__file__).parents[1]


@pytest.mark.processes
def test_three_people_use_the_app_for_a_while_without_an_error(tmp_path: Path) -> None:
    file = tmp_path / "load.json"
    command = [sys.executable, "-m", "tests.load", "--sessions", "3", "--seconds", "10", "--output", str(file)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    told = ended.stdout
    assert ended.returncode == 0, told + ended.stderr
    found = json.loads(file.read_text(encoding="utf-8"))
    assert found["actions"]["open a link, first"]["count"] == 3
    assert found["actions"]["fetch columns, 200"]["count"] == 9
    assert sum(found["actions"].get(act, {"count": 0})["count"] for act in ("move the time", "click a place")) > 0
    assert sum(figures["count"] for kind, figures in found["actions"].items() if kind.startswith("API")) > 10
    assert found["servers"]["memory_last_mb"] > 100
    assert "| open a link, first | 3 | 0 |" in told


def test_an_error_is_counted_told_in_its_words_and_ends_the_action() -> None:
    records = Records()
    for _ in range(2):
        with pytest.raises(Noted), records.timed("move the time"):
            raise TimeoutError("no answer")
    with records.timed("move the time"):
        pass
    found = {"actions": records.summary(), "servers": {}}
    assert records.failed() == 2
    assert "| move the time | 1 | 2 |" in table(found)
    assert "Error in “move the time”, 2 times: TimeoutError: no answer" in table(found)


def test_only_this_machine_is_put_under_load(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--address", "http://example.org"])
    assert "only an app of this machine" in capsys.readouterr().err


def test_an_app_that_is_not_there_is_no_success() -> None:
    with pytest.raises(Failed, match="nobody listens"):
        main(["--address", f"http://127.0.0.1:{free_port()}", "--seconds", "1"])
