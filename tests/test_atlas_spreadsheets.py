"""Whatever a report says, no table of ours holds a cell that a spreadsheet runs, and no word is lost."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from atlas.spreadsheets import FORMULA, plain_cell
from corpus.models import Evidence
from tests.factories import make_claim
from tests.hostile_doors import Entered
from tests.hostile_exits import EXITS
from tests.hostile_looks import look_at_table
from tests.test_atlas_selection import corpus_of

NOTHING_SEEN = st.sampled_from(["", " ", "\u3000", "\u200b", "\ufeff", "\x00", "\t", "\r\n", "\xa0"])
FORMULAS = st.builds("{}{}{}".format, NOTHING_SEEN, st.sampled_from(FORMULA), st.text(max_size=20))
TEXTS = FORMULAS | st.text(max_size=40)
TABLES = [name for name, kind in EXITS.items() if kind.look is look_at_table]


@given(TEXTS)
def test_any_text_is_a_text_in_a_spreadsheet_and_stays_whole(text: str) -> None:
    cell = plain_cell(text)
    assert cell in (text, f"'{text}")
    shown = "".join(own for own in str(cell) if own.isprintable()).lstrip("\u3000 ")
    assert not shown.startswith(FORMULA)


@pytest.mark.parametrize("number", [-1.5, 0, None, True])
def test_what_is_no_text_stays_as_it_is(number: object) -> None:
    assert plain_cell(number) is number


def test_the_tables_are_all_that_are_known_to_be_one() -> None:
    assert TABLES == ["API: CSV", "CSV", "CSV with HXL"]


@pytest.mark.parametrize("exit_", [*TABLES, "data package"])
@given(text=TEXTS)
@example(text="=HYPERLINK(0)")
@example(text="\u200b\uff1d1+1")
def test_no_table_runs_a_word_of_any_report(exit_: str, text: str) -> None:
    carried = text.encode(errors="replace").decode()
    said = {
        "place_text": carried,
        "attribution": carried,
        "rule": carried,
        "evidence": Evidence(carried, 0, len(carried)),
    }
    corpus = corpus_of(make_claim(**said, start="2021-01-29"), make_claim(**said, place_id=None))
    fields = {"publisher": carried, "title": carried, "url": carried, "origin": carried, "text": carried}
    reports = {name: replace(report, **fields) for name, report in corpus.reports.items()}
    for piece in EXITS[exit_].write(Entered(replace(corpus, reports=reports), 1)):
        EXITS[exit_].look(piece)
