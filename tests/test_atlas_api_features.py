"""Which features a query finds: the same claims and states as the map shows, in the places and days asked for."""

from dataclasses import replace
from datetime import date, timedelta
from threading import BoundedSemaphore

import numpy as np
import pytest
import shapely

from atlas.api import shelf
from atlas.api.collections import load_collections
from atlas.api.errors import Unavailable
from atlas.api.features import Features
from atlas.api.queries import Query
from atlas.api.shelf import features_of, last_news, open_tables
from atlas.api.step_table import StepTable, state_name
from atlas.api.tables import make_tables
from atlas.current import load_current
from atlas.exports.manifest import claim_id
from atlas.selection import select
from atlas.view import View
from corpus.measures import load_measures
from corpus.models import STATUSES, Claim
from corpus.state import STATES, Step, claim_steps, day_number, state_between
from corpus.store import Corpus
from geodata import load_gazetteer
from tests.factories import make_claim, make_report

DAYS = [date(2020, 1, 15) + timedelta(days=61 * number) for number in range(22)]
ALL = View(DAYS[0], DAYS[0], frozenset(load_measures()), frozenset(STATUSES))


def ids(features: Features, query: Query) -> set[str]:
    return {own.id for own in features.take(features.find(query), query.days)}


def features_with(*claims: Claim, published: date = date(2021, 2, 17)) -> Features:
    """The claims of one report as features."""
    corpus = Corpus({"r1": make_report(published=published)}, (), (), (), ())
    steps = tuple(_steps(claim, published) for claim in claims)
    return make_tables(replace(corpus, claims=claims, steps=steps), load_gazetteer()).claims


def _steps(claim: Claim, published: date) -> tuple[Step, ...]:
    return claim_steps(claim, published)


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("state", ["in_force", "probably"])
def test_on_a_day_the_claims_in_a_state_are_those_of_the_map(day: date, state: str) -> None:
    corpus, gazetteer = load_current().corpus, load_gazetteer()
    selection = select(corpus, gazetteer, replace(ALL, first=day, last=day))
    own = [*selection.shown, *(item.shown for item in selection.unlocated)]
    drawn = {claim_id(shown.claim) for shown in own if shown.state == state}
    assert ids(features_of(load_collections()["claims"]), Query(days=(day, day), values={"state": state})) == drawn


def test_a_vague_start_may_be_any_of_its_days_and_is_sure_after_them() -> None:
    features = features_with(make_claim(start="2021-01", end="2021-02-10", status="lifted"))
    states = {}
    for day in (date(2020, 12, 31), date(2021, 1, 1), date(2021, 1, 31), date(2021, 2, 1), date(2021, 2, 11)):
        found = features.take(features.find(Query(days=(day, day))), (day, day))
        states[day.isoformat()] = [own.properties["state"] for own in found]
    assert states == {
        "2020-12-31": [],
        "2021-01-01": ["probably"],
        "2021-01-31": ["in_force"],
        "2021-02-01": ["in_force"],
        "2021-02-11": [],
    }


def test_an_interval_finds_what_meets_it_and_its_strongest_state() -> None:
    features = features_with(make_claim(start="2021-01", end="2021-02-10", status="lifted"))
    for days in ((date.min, date(2021, 1, 1)), (date(2021, 2, 10), date.max), (date.min, date.max)):
        assert len(features.find(Query(days=days))) == 1
    for days in ((date.min, date(2020, 12, 31)), (date(2021, 2, 11), date.max)):
        assert len(features.find(Query(days=days))) == 0


def test_a_denial_is_a_feature_without_a_state() -> None:
    features = features_with(make_claim(status="denied", start="2021-02-01"))
    found = features.take(features.find(Query()))
    assert [own.properties["state"] for own in found] == [None]
    assert len(features.find(Query(values={"state": "in_force"}))) == 0


def test_a_claim_without_a_place_is_in_no_box_and_has_no_shape() -> None:
    nowhere = make_claim(place_id=None, place_text="the border town")
    features = features_with(nowhere, make_claim(), make_claim(place_id="KP-10"))
    everywhere = shapely.box(-180, -90, 180, 90)
    assert len(features.find(Query())) == 3
    found = features.take(features.find(Query(box=everywhere)))
    assert sorted(str(own.properties["place_id"]) for own in found) == ["KP-10", "KP-10-hyesan"]
    alone = features.get(claim_id(nowhere))
    assert alone is not None
    assert (alone.geometry, bool(alone.properties["unlocated_reason"])) == (None, True)


def test_a_box_meets_the_shape_itself_and_not_only_its_bounds() -> None:
    features = features_with(make_claim(place_id="KP-10"))
    west, south, _, _ = features.bounds or []
    corner = shapely.box(west, south, west + 0.01, south + 0.01)
    assert len(features.find(Query(box=corner))) == 0
    assert len(features.find(Query(box=shapely.box(128.1, 41.3, 128.3, 41.5)))) == 1


@pytest.mark.parametrize("table", ["claims", "episodes", "places"])
def test_points_lines_and_areas_are_together_all_that_have_a_shape(table: str) -> None:
    whole = features_of(load_collections()[table])
    parts = [features_of(load_collections()[f"{table}_{shape}"]) for shape in ("points", "lines", "areas")]
    assert all(len(part.rows) for part in parts)
    assert sum(len(part.rows) for part in parts) == sum(shape is not None for shape in whole.shapes)
    day = (date(2021, 2, 8), date(2021, 2, 8))
    for part in parts:
        for own in part.take(part.find(Query(days=day)), day):
            assert own in whole.take(whole.find(Query(days=day)), day)


def test_states_of_many_claims_at_once_are_those_of_each_alone() -> None:
    corpus = load_current().corpus
    table = StepTable.of(corpus.steps)
    for first, last in (
        (date(2021, 2, 8), date(2021, 2, 8)),
        (date(2020, 5, 1), date(2020, 9, 1)),
        (DAYS[0], DAYS[-1]),
    ):
        days = day_number(first), day_number(last)
        found = [state_name(int(place)) for place in table.states(*days)]
        assert found == [state_between(steps, *days) for steps in corpus.steps]
    assert state_name(len(STATES)) is None


def test_the_order_and_the_ids_do_not_depend_on_the_order_of_reading() -> None:
    corpus, gazetteer = load_current().corpus, load_gazetteer()
    turned = replace(corpus, claims=corpus.claims[::-1], steps=corpus.steps[::-1])
    one, other = (make_tables(own, gazetteer).claims for own in (corpus, turned))
    assert [row.id for row in one.rows] == [row.id for row in other.rows]


def test_days_on_which_nothing_was_published_share_what_was_known_before() -> None:
    current = load_current()
    newest = max(report.published for report in current.corpus.reports.values())
    assert last_news(current, newest) is None
    assert last_news(current, None) is None
    known = last_news(current, date(2021, 2, 8))
    assert known is not None
    assert known <= date(2021, 2, 8)
    assert last_news(current, date(1990, 1, 1)) == date.min
    assert open_tables(current, date(2021, 2, 8)) is open_tables(current, known)


def test_an_empty_corpus_has_no_features_and_no_bounds() -> None:
    features = make_tables(Corpus({}, (), (), (), ()), load_gazetteer()).claims
    assert (len(features.find(Query())), features.bounds, features.span) == (0, None, None)
    assert len(features.find(Query(days=(DAYS[0], DAYS[0]), values={"state": "in_force", "measure": "lockdown"}))) == 0
    assert len(features.of_shape(0).find(Query())) == 0
    assert np.array_equal(features.find(Query()), np.array([]))


def test_when_too_many_wait_the_next_is_told_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "_waiting", BoundedSemaphore(1))
    current = load_current()
    with shelf._waiting, pytest.raises(Unavailable, match="try again"):
        open_tables(replace(current), None)
    assert open_tables(current, None) is open_tables(current, None)
