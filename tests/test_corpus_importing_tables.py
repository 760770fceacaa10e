"""Tables of coded measures: each row a claim with the row as its evidence, or a problem with its number."""

import csv
from datetime import date

import pytest

from corpus.importing import Asked, Imported, Upload, import_uploads, table_header
from corpus.importing.presets import load_presets
from corpus.measures import load_measures
from corpus.models import ATTRIBUTIONS, STATUSES
from tests import imports

ASKED = Asked("Own Post", date(2021, 2, 10))


def read(table: str, asked: Asked = ASKED, name: str = "t.csv") -> Imported:
    return import_uploads([Upload(name, table.encode())], asked)


def test_a_row_becomes_a_claim_with_the_row_as_evidence_and_its_fields_marked() -> None:
    imported = read("measure,place,start,end\nLockdown,Hyesan,2021-01-29,2021-02\n")
    [claim], [report] = imported.claims, imported.reports
    assert (claim.measure, claim.place_id, claim.start, claim.end) == (
        "lockdown",
        "KP-10-hyesan",
        "2021-01-29",
        "2021-02",
    )
    assert (report.title, claim.evidence.quote) == ("row 2 of t.csv", report.text)
    marked = {name: report.text[start:end] for name, (start, end) in claim.fields.items()}
    assert marked == {"measure": "Lockdown", "place": "Hyesan", "start": "2021-01-29", "end": "2021-02"}


KAESONG = "KP-15"
CORONANET = """
record_id,type,type_sub_cat,update_type,description,country,province,city,date_announced,date_start,date_end,link
1,Lockdown,,new_entry,Kaesong sealed,North Korea,,Kaesong,2020-07-26,2020-07-25,2020-08-14,https://example.org/1
2,Lockdown,,End of Policy,Kaesong opened,North Korea,,Kaesong,2020-08-14,2020-08-14,,https://example.org/2
3,Lockdown,,new_entry,Elsewhere,France,,,2020-03-17,2020-03-17,,
4,Other Policy Not Listed Above,,new_entry,Something,North Korea,,,2020-03-17,2020-03-17,,
5,External Border Restrictions,,new_entry,Border shut,North Korea,,,2020-01-22,2020-01-22,,
"""


ACAPS = """
ID,COUNTRY,ISO,ADMIN_LEVEL_NAME,CATEGORY,MEASURE,COMMENTS,DATE_IMPLEMENTED,SOURCE,SOURCE_TYPE,LINK,ENTRY_DATE
1,Korea DPR,PRK,,Movement restrictions,Border closure ,,24/02/2020,Test Post,Media,https://example.org/x,14/03/2020
2,Korea DPR,PRK,Pyongyang,Public health measures,Introduction of quarantine policies,,12/02/2020,,,,14/03/2020
3,Albania,ALB,,Movement restrictions,Curfews,,12/02/2020,,,,14/03/2020
"""


def test_a_row_that_names_only_the_country_in_a_trackers_spelling_is_the_nations() -> None:
    """Column names and spellings as in a released ACAPS file, blanks at the end of values included."""
    imported = read(ACAPS.lstrip())
    told = [(claim.measure, claim.place_id, claim.start, claim.attribution) for claim in imported.claims]
    assert told == [
        ("border_closure", "KP", "2020-02-24", "outlet"),
        ("quarantine", "KP-01", "2020-02-12", "outlet"),
    ]


@pytest.mark.parametrize("cell", ["https://example.org/a ; https://example.org/b", "NA ; https://example.org/a"])
def test_the_first_of_several_addresses_is_the_link(cell: str) -> None:
    imported = read(f"measure,place,start,url\nLockdown,Hyesan,2021-01-29,{cell}\n")
    assert [report.url for report in imported.reports] == ["https://example.org/a"]


def test_coronanet_columns_are_known() -> None:
    imported = read(CORONANET.lstrip())
    told = [(claim.measure, claim.place_id, claim.start, claim.end, claim.status) for claim in imported.claims]
    assert told == [
        ("lockdown", KAESONG, "2020-07-25", "2020-08-14", "imposed"),
        ("lockdown", KAESONG, None, "2020-08-14", "lifted"),
        ("border_closure", "KP", "2020-01-22", None, "imposed"),
    ]
    assert [problem.where for problem in imported.problems] == ["row 5, measure", "table"]
    assert imported.problems[1].value == "1 rows"
    assert imported.reports[0].published == date(2020, 7, 26)


def test_acaps_columns_are_known() -> None:
    imported = read(
        "ID;COUNTRY;ADMIN_LEVEL_NAME;LOG_TYPE;MEASURE;COMMENTS;DATE_IMPLEMENTED;SOURCE;SOURCE_TYPE;LINK;ENTRY_DATE\n"
        "1;Korea DPR;Pyongyang;Introduction / extension of measures;Schools closure;Shut;20/02/2020;KCNA;Government;;"
        "21/02/2020\n"
    )
    [claim] = imported.claims
    assert (claim.measure, claim.start, claim.attribution) == ("school_closure", "2020-02-20", "official")
    assert claim.place_id == "KP-01"
    assert (imported.reports[0].publisher, imported.reports[0].published) == ("KCNA", date(2020, 2, 21))


def test_an_excel_file_is_read_as_a_csv_file_is() -> None:
    rows: list[list[object]] = [["measure", "place", "start"], ["curfew", "Musan", date(2021, 1, 29)]]
    imported = import_uploads([Upload("t.xlsx", imports.workbook(rows))], ASKED)
    assert [(claim.measure, claim.start) for claim in imported.claims] == [("curfew", "2021-01-29")]


def test_columns_chosen_by_hand_count() -> None:
    columns = {"t.csv": {"measure": "Act", "place": "Where", "start": "From"}}
    imported = read("Act,Where,From\nmask_mandate,Sinuiju,2020-07\n", Asked("P", date(2021, 1, 1), columns))
    assert [(claim.measure, claim.start) for claim in imported.claims] == [("mask_mandate", "2020-07")]


def test_a_place_that_is_not_settled_waits_and_no_coarser_one_is_taken() -> None:
    imported = read("measure,place,province,start\nlockdown,Nowhereville,Ryanggang,2021\n")
    assert [(claim.place_id, claim.place_text) for claim in imported.claims] == [(None, "Nowhereville")]


@pytest.mark.parametrize(
    ("cell", "place_id"),
    [("Hyesan, Ryanggang", "KP-10-hyesan"), ("Hyesan and Musan", None), ("North Korea", "KP"), ("", None)],
)
def test_a_cell_means_one_place_or_none(cell: str, place_id: str | None) -> None:
    [claim] = read(f'measure,place,start\nlockdown,"{cell}",2021\n').claims
    assert claim.place_id == place_id


ROWS = {
    "lockout,Hyesan,2021,": ("row 2, measure", "no measure type"),
    "lockdown,Hyesan,29 Jan,": ("row 2, start", "not a date"),
    "lockdown,Hyesan,2021-02-30,": ("row 2, start", "not a day of the calendar"),
    "lockdown,Hyesan,2021-03,2021-01": ("row 2, end", "ends before it begins"),
    "lockdown,Hyesan,0021,": ("row 2, start", "not between"),
}


@pytest.mark.parametrize("row", ROWS)
def test_a_bad_row_is_named_and_the_next_is_read(row: str) -> None:
    imported = read(f"measure,place,start,end\n{row}\nlockdown,Musan,2021-01,\n")
    where, reason = ROWS[row]
    [problem] = imported.problems
    assert problem.where == where
    assert reason in problem.reason
    assert len(imported.claims) == 1


TABLES = {
    "": "empty table",
    "measure,place,start\n": "without rows",
    "a,b\n1,2\n": "no known set of columns",
    "measure,place,start\n" + "lockdown,Hyesan,2021\n" * 5_001: "more than 5000 rows",
    "measure,place,start" + ",x" * 300 + "\nlockdown,Hyesan,2021\n": "more than 200 columns",
    'measure,place,start\n"' + "x" * 200_000 + "\n": "not readable as CSV",
}


@pytest.mark.parametrize("table", TABLES, ids=TABLES.values())
def test_a_table_that_cannot_be_used_says_why(table: str) -> None:
    [problem] = read(table).problems
    assert TABLES[table] in problem.reason


def test_the_bound_of_a_cell_is_ours_whatever_another_library_allows() -> None:
    before = csv.field_size_limit(10_000_000)
    try:
        [problem] = read('measure,place,start\n"' + "x" * 200_000 + "\n").problems
    finally:
        csv.field_size_limit(before)
    assert "not readable as CSV" in problem.reason


def test_a_formula_stays_text() -> None:
    [report] = read('measure,place,start,text\nlockdown,Hyesan,2021,"=HYPERLINK(""http://x"")"\n').reports
    assert '=HYPERLINK("http://x")' in report.text


def test_the_header_of_a_table_is_told_and_of_a_broken_one_there_is_none() -> None:
    assert table_header(Upload("t.csv", b"a;b\n1;2\n")) == ("a", "b")
    assert table_header(Upload("t.xlsx", b"no workbook")) == ()


@pytest.mark.parametrize("name", load_presets())
def test_presets_speak_of_what_there_is(name: str) -> None:
    preset = load_presets()[name]
    assert set(preset.measures.values()) <= set(load_measures())
    assert set(preset.statuses.values()) <= set(STATUSES)
    assert set(preset.attributions.values()) <= set(ATTRIBUTIONS)
    assert {"measure", "start"} <= set(preset.columns)
