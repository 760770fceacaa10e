"""The bench: one figure a key, on the same made-up claims each time."""

import json

import pytest

from atlas.__main__ import main
from atlas.bench import figures, made_up_claims


def test_a_figure_is_printed_as_json_under_its_key(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--only", "state_build_s_1000"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert list(printed) == ["state_build_s_1000"]
    assert 0 < printed["state_build_s_1000"] < 60


def test_a_figure_that_there_is_not_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["bench", "--only", "state_build_s_1000,nonsense"])
    assert ended.value.code == 2
    assert "no figure nonsense" in capsys.readouterr().err


def test_the_made_up_claims_are_the_same_each_time() -> None:
    assert list(made_up_claims(100)) == list(made_up_claims(100))
    assert len({claim.measure for claim in made_up_claims(100)}) > 10


def test_states_are_measured_at_three_sizes() -> None:
    assert {"state_build_s_1000", "state_build_s_10000", "state_build_s_100000"} <= set(figures())
