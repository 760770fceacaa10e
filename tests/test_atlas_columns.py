"""The packed columns hold exactly the steps of the claims that can be drawn, as they are known."""

import json
import struct
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from atlas.columns import NEVER, digest, pack_columns
from atlas.selection import why_unlocated
from corpus.knowledge import corpus_versions
from corpus.state import day_number
from corpus.store import Corpus, load_corpus
from geodata import label_point, load_gazetteer
from tests.factories import make_claim, make_report
from tests.test_atlas_selection import corpus_of


def unpack(block: bytes) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The header, and by table its columns as arrays."""
    (length,) = struct.unpack_from("<I", block)
    header = json.loads(block[4 : 4 + length])
    tables: dict[str, dict[str, Any]] = {}
    offset = 4 + length
    for name, table in header["tables"].items():
        tables[name] = {}
        for column, kind in table["columns"]:
            tables[name][column] = np.frombuffer(block, f"<{kind}", table["rows"], offset)
            offset += -(-tables[name][column].nbytes // 4) * 4
    assert offset == len(block)
    return header, tables


def test_the_block_unpacks_to_the_steps_of_all_drawn_claims_as_they_are_known() -> None:
    corpus = load_corpus()
    header, tables = unpack(pack_columns(corpus, load_gazetteer()))
    steps, keys = tables["steps"], tables["keys"]
    versions = corpus_versions(corpus.claims, {report.id: report.published for report in corpus.reports.values()})
    expected = {
        (claim.place_id, claim.measure, claim.status, number, step.state, step.first, step.last, own.known_first)
        for number, (claim, known) in enumerate(zip(corpus.claims, versions, strict=True))
        if why_unlocated(claim, load_gazetteer()) is None
        for own in known
        for step in own.steps
    }
    found = {
        (
            header["places"][keys["place"][key]]["id"],
            header["measures"][keys["measure"][key]]["code"],
            header["statuses"][steps["status"][row]],
            int(steps["claim"][row]),
            header["states"][steps["state"][row]],
            int(steps["first"][row]),
            int(steps["last"][row]),
            int(steps["known_first"][row]),
        )
        for key in range(len(keys["from"]) - 1)
        for row in range(keys["from"][key], keys["from"][key + 1])
    }
    assert found == expected
    assert len(steps["claim"]) == len(expected) > 800
    assert keys["from"][-1] == len(steps["claim"])


def test_the_reports_of_each_day_are_counted() -> None:
    corpus = load_corpus()
    _, tables = unpack(pack_columns(corpus, load_gazetteer()))
    assert sum(tables["reports"]["count"]) == len(corpus.reports)


def test_a_contradiction_is_known_once_both_reports_are_out() -> None:
    corpus = corpus_of(make_claim(report="a", start="2021-01-29"), make_claim(report="b", start="2021-01-25"))
    reports = {"a": make_report("a", published=date(2021, 2, 1)), "b": make_report("b", published=date(2021, 2, 9))}
    _, tables = unpack(pack_columns(replace(corpus, reports=reports), load_gazetteer()))
    assert set(tables["steps"]["contradicted"]) == {day_number(date(2021, 2, 9))}
    _, tables = unpack(pack_columns(corpus_of(make_claim(start="2021-01-29")), load_gazetteer()))
    assert set(tables["steps"]["contradicted"]) == {NEVER}


def test_no_province_zone_or_country_is_drawn_at_a_town() -> None:
    tables, _ = unpack(pack_columns(load_corpus(), load_gazetteer()))
    towns = {(place.latitude, place.longitude) for place in load_gazetteer().places if place.latitude is not None}
    areas = [place for place in tables["places"] if place["level"] in ("province", "zone", "country")]
    assert areas
    assert [place["id"] for place in areas if place["point"] and tuple(place["point"]) in towns] == []
    assert [place["id"] for place in areas if place["point"] is None] == ["KP"]


def test_no_text_of_a_report_is_in_the_block() -> None:
    corpus = corpus_of(make_claim(place_text="<img src=x>", rule="{{ rule }}"))
    block = pack_columns(corpus, load_gazetteer())
    assert b"<img" not in block
    assert b"{{" not in block
    assert b"origin r1" not in block


def test_an_empty_corpus_packs_to_no_rows() -> None:
    header, tables = unpack(pack_columns(Corpus({}, (), (), (), ()), load_gazetteer()))
    assert all(len(column) == 0 for column in tables["steps"].values())
    assert [len(column) for column in tables["keys"].values()] == [1, 1, 1]
    assert len(header["names"]) > 13
    assert header["span"][0] < header["span"][1]


def test_the_same_corpus_gives_the_same_digest_and_another_claim_another() -> None:
    gazetteer = load_gazetteer()
    one = digest(pack_columns(corpus_of(make_claim()), gazetteer))
    assert one == digest(pack_columns(corpus_of(make_claim()), gazetteer))
    assert one != digest(pack_columns(corpus_of(make_claim(start="2021-02-01")), gazetteer))


def test_the_ground_names_the_neighbours_provinces_where_the_basemap_puts_them() -> None:
    tables, _ = unpack(pack_columns(Corpus({}, (), (), (), ()), load_gazetteer()))
    names = {place["id"]: place for place in tables["names"]}
    assert names["CN-JL"]["level"] == "foreign province"
    assert names["CN-JL"]["point"] == list(label_point("CN-JL"))
    assert not {id_ for id_ in names if id_.startswith("CN-JL-")}
