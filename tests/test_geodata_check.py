"""``python -m geodata check``: the shipped tables are in order, and what is wrong in others is named."""

from dataclasses import replace
from pathlib import Path

import pytest

from geodata.__main__ import main
from geodata.check import Tables, check_tables


def problems(tmp_path: Path, table: str, old: str, new: str) -> list[str]:
    """What is said about the shipped tables after one change in one of them."""
    shipped = getattr(Tables(), table)
    content = shipped.read_text(encoding="utf-8")
    assert old in content
    changed = tmp_path / shipped.name
    changed.write_text(content.replace(old, new, 1), encoding="utf-8")
    return [str(problem) for problem in check_tables(replace(Tables(), **{table: changed}))]


def line_of(table: str, start: str) -> int:
    lines = getattr(Tables(), table).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if line.startswith(start))


def test_the_shipped_tables_are_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "nothing is wrong\n"


HYESAN = "KP-10-hyesan,Hyesan,city,KP-10,"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (HYESAN, "KP-10-hyesan,Hyesan,city,KP-11,", "'KP-11' is the parent, and no row has this id"),
        (HYESAN, "KP-10-hyesan,Hyesan,city,KP-05,", "'KP-10-hyesan' lies 3"),
        (HYESAN, "KP-10-hyesan,Hyesan,metropolis,KP-10,", "'metropolis' is no level"),
        (HYESAN + ",", HYESAN + "soon,", "'soon' is no date"),
        ("2,geonames,2043837", "2,,2043837", "lacks its precision or source"),
        ("geonames,2043837", "geonames,2044757", "'2044757' is the geonames_id of"),
    ],
)
def test_what_is_wrong_with_a_place_is_said_with_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    found = [problem for problem in problems(tmp_path, "places", old, new) if told in problem]
    assert len(found) == 1
    assert found[0].startswith("places.csv, row ")


def test_the_line_is_the_line_of_the_file(tmp_path: Path) -> None:
    found = problems(tmp_path, "places", HYESAN, "KP-10-hyesan,Hyesan,metropolis,KP-10,")
    assert any(problem.startswith(f"places.csv, row {line_of('places', HYESAN)}: 'metropolis'") for problem in found)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("KP,DPRK,en", "KP,Hyesan,en", "'Hyesan' is a name of KP and of KP-10-hyesan, and not marked 'shared'"),
        ("KP,DPRK,en,short,", "KP,DPRK,en,short,shared", "'DPRK' is marked 'shared', and only KP is called so"),
        ("KP,DPRK,en", "KP-77,DPRK,en", "'KP-77' is no place of places.csv"),
        ("KP,DPRK,en", "KP,Yanggang,en", "'Yanggang' is a name of KP and of KP-10"),
    ],
)
def test_what_is_wrong_with_a_name_is_said(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert any(told in problem for problem in problems(tmp_path, "names", old, new))


def test_names_by_rule_that_are_not_up_to_date_are_found(tmp_path: Path) -> None:
    found = problems(tmp_path, "rule_names", "Ryanggang-do", "Ryanggong-do")
    assert any("'Ryanggong-do' of KP-10 does not follow by rule" in problem for problem in found)
    assert any("'Ryanggang-do' of KP-10 is missing" in problem for problem in found)


def test_a_cue_or_a_doubtful_word_about_nothing_is_found(tmp_path: Path) -> None:
    assert any("'zone:nowhere' is no place" in p for p in problems(tmp_path, "cues", "zone:tumen", "zone:nowhere"))
    assert any("'Anakk' is no name" in p for p in problems(tmp_path, "contextual", "Anak", "Anakk"))
