"""The packed columns hold exactly the steps of the claims that can be drawn."""

import json
import struct
from typing import Any

import numpy as np

from atlas.columns import COLUMNS, digest, pack_columns
from atlas.selection import why_unlocated
from corpus.store import Corpus, load_corpus
from geodata import label_point, load_gazetteer
from tests.factories import make_claim
from tests.test_atlas_selection import corpus_of


def unpack(block: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    (length,) = struct.unpack_from("<I", block)
    tables = json.loads(block[4 : 4 + length])
    table = np.frombuffer(block, dtype="<u2", offset=4 + length).reshape(len(COLUMNS), tables["rows"])
    return tables, dict(zip(tables["columns"], table, strict=True))


def test_the_block_unpacks_to_the_steps_of_all_drawn_claims() -> None:
    corpus = load_corpus()
    tables, columns = unpack(pack_columns(corpus, load_gazetteer()))
    expected = [
        (claim.place_id, claim.measure, claim.status, step.state, step.first, step.last)
        for claim, steps in zip(corpus.claims, corpus.steps, strict=True)
        if why_unlocated(claim, load_gazetteer()) is None
        for step in steps
    ]
    found = [
        (
            tables["places"][columns["place"][row]]["id"],
            tables["measures"][columns["measure"][row]]["code"],
            tables["statuses"][columns["status"][row]],
            tables["states"][columns["state"][row]],
            int(columns["first"][row]),
            int(columns["last"][row]),
        )
        for row in range(tables["rows"])
    ]
    assert found == expected
    assert len(found) > 800


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
    tables, columns = unpack(pack_columns(Corpus({}, (), (), (), ()), load_gazetteer()))
    assert tables["rows"] == 0
    assert all(len(column) == 0 for column in columns.values())
    assert len(tables["names"]) > 13


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
