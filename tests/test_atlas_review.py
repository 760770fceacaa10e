"""What waits for curators and in which order, and the decisions made from what they enter."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from atlas.review import decisions
from atlas.review.decisions import Entered, Unusable, entered_from
from atlas.review.history import decision_in_words, history_of
from atlas.review.queue import checkable, queue
from corpus.decisions import apply_decisions, decision_from_row, decision_to_row
from corpus.models import Claim, Evidence
from corpus.store import Corpus, Undecided, decide
from tests.factories import make_claim, make_report

TEXT = "Officials sealed Hyesan on January 29, 2021. In Musan the market was shut, a trader said."
REPORT = make_report("r1", TEXT)
NOW = datetime(2026, 11, 27, 7, 10, tzinfo=UTC)
QUOTE = "Officials sealed Hyesan on January 29, 2021."
CLAIM = make_claim(
    start="2021-01-29", evidence=Evidence(QUOTE, 0, len(QUOTE)), fields={"measure": (10, 16), "place": (17, 23)},
    rule="sealed", confidence=0.6,
)  # fmt: skip
SECOND = TEXT.index("In Musan"), len(TEXT)


def corpus_of(*claims: Claim) -> tuple[Corpus, Undecided]:
    """A corpus of these claims, none decided."""
    read = Undecided(Path("none"), {"r1": REPORT}, claims, (), (), ())
    return decide(read), read


def test_doubtful_and_far_reaching_claims_come_first() -> None:
    sure = replace(CLAIM, confidence=0.95)
    nation = replace(CLAIM, place_id="KP", confidence=0.7)
    lost = replace(CLAIM, place_id=None, place_text="Nowhere", confidence=0.9)
    everything = checkable(*corpus_of(sure, nation, lost))
    order = {
        key: [own.claim.place_id for own in queue(everything, "waiting", key)] for key in ("urgency", "doubt", "reach")
    }
    assert order["urgency"][0] == "KP"
    assert order["doubt"] == [None, "KP", "KP-10-hyesan"]
    assert order["reach"][0] == "KP"


def test_the_nation_reaches_all_cities_and_counties_a_province_its_own_and_a_county_one() -> None:
    places = ("KP", "KP-10", "KP-10-hyesan")
    everything = checkable(*corpus_of(*(replace(CLAIM, place_id=place) for place in places)))
    units = {own.claim.place_id: own.units for own in everything}
    assert units["KP"] > 150
    assert 10 <= units["KP-10"] <= 15
    assert units["KP-10-hyesan"] == 1


def test_days_count_as_the_map_shows_them() -> None:
    [own] = checkable(*corpus_of(replace(CLAIM, end="2021-02-07", status="lifted")))
    assert own.days == 9  # from 29 January to 6 February; it is lifted on the seventh


def test_each_claim_is_of_one_kind_and_what_was_rejected_can_be_taken_back_in() -> None:
    other = replace(CLAIM, measure="market_closure")
    _, read = corpus_of(CLAIM, other)
    rejection = decisions.rejected(other, "Ada", NOW, "No.")
    acceptance = decisions.accepted(CLAIM, "Ada", NOW)
    everything = checkable(decide(read, [rejection, acceptance]), read)
    assert [own.claim.decision for own in queue(everything, "reviewed", "urgency")] == ["accept"]
    [left_out] = queue(everything, "left-out", "urgency")
    assert queue(everything, "waiting", "urgency") == []
    back = decisions.accepted(left_out.claim, "Ada", NOW)
    assert len(decide(read, [rejection, acceptance, back]).claims) == 2


def test_a_correction_keeps_what_was_not_touched_and_finds_the_new_words() -> None:
    entered = replace(entered_from(CLAIM), place_id="KP-09-musan", start="2021-01", quote=SECOND)
    decision = decisions.corrected(CLAIM, REPORT, entered, "Ada", NOW, "")
    claim = decision.claim
    assert claim is not None
    assert (claim.place_id, claim.place_text, claim.start, claim.rule) == ("KP-09-musan", "Musan", "2021-01", "sealed")
    assert TEXT[slice(*claim.fields["place"])] == "Musan"
    assert claim.evidence.quote == TEXT[slice(*SECOND)]
    assert [own.place_id for own in apply_decisions([CLAIM], [decision])] == ["KP-09-musan"]


def test_a_claim_added_from_selected_words_carries_them_as_its_proof() -> None:
    entered = Entered("market_closure", "KP-09-musan", "", "", "imposed", "anonymous_source", SECOND)
    decision = decisions.added(REPORT, entered, "Ada", NOW, "")
    assert decision.claim is not None
    assert decision.claim.evidence.quote == TEXT[slice(*SECOND)]
    assert decision_from_row(decision_to_row(decision), {"r1": REPORT}) == decision


@pytest.mark.parametrize(
    ("start", "end", "why"),
    [
        ("2021-13", "", "start"),
        ("yesterday", "", "start"),
        ("", "2021-02-30", "end"),
        ("2021-03", "2021-02-28", "before the start"),
        ("1900", "", "not between"),
    ],
)
def test_a_date_that_is_none_is_refused_with_its_field(start: str, end: str, why: str) -> None:
    entered = replace(entered_from(CLAIM), start=start, end=end)
    with pytest.raises(Unusable, match=why):
        decisions.corrected(CLAIM, REPORT, entered, "Ada", NOW, "")


def test_nothing_changed_is_no_correction_and_no_reason_is_no_rejection() -> None:
    with pytest.raises(Unusable, match="nothing was changed"):
        decisions.corrected(CLAIM, REPORT, entered_from(CLAIM), "Ada", NOW, "")
    with pytest.raises(Unusable, match="reason"):
        decisions.rejected(CLAIM, "Ada", NOW, "  ")


def test_the_history_of_a_claim_follows_it_through_its_corrections() -> None:
    first = decisions.corrected(CLAIM, REPORT, replace(entered_from(CLAIM), start="2021-01"), "Ada", NOW, "")
    assert first.claim is not None
    second = decisions.corrected(first.claim, REPORT, replace(entered_from(first.claim), start="2021"), "Ben", NOW, "")
    elsewhere = decisions.accepted(replace(CLAIM, measure="market_closure"), "Cem", NOW)
    assert second.claim is not None
    assert history_of(second.claim, [first, elsewhere, second]) == [second, first]
    assert history_of(CLAIM, [first, decisions.undone(first, "Ben", NOW)]) == []


def test_a_decision_in_words_says_who_what_and_when() -> None:
    said = decision_in_words(decisions.accepted(CLAIM, "Ada", NOW))
    assert said.startswith("Ada accepted “Lockdown, Hyesan: imposed”")
    assert said.endswith("27 November 2026, 07:10 UTC")
