"""The geocoder against the annotated reports, and its speed on them."""

import json
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from geodata import Mention, geocode
from geodata.__main__ import report_text

ROOT = Path(__file__).parent.parent
GOLD = Path(__file__).parent / "gold" / "mentions.jsonl"
REPORTS = ROOT / "corpus" / "reports"

RESOLVED_F1_FLOOR = 0.98  # reached when written: .991

Texts = dict[str, str]


@pytest.fixture(scope="module")
def texts() -> Texts:
    return {path.stem: report_text(path.read_text(encoding="utf-8")) for path in REPORTS.glob("*.md")}


def resolved_f1(texts: Texts, country: bool) -> float:
    """F1 of mentions that overlap a gold mention and carry its place; the country itself only if asked."""
    gold: dict[str, list[Mention]] = defaultdict(list)
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if country or row["place_id"] != "KP":
            gold[row["report"]].append(Mention(row["text"], row["offset"], "resolved", row["place_id"], ()))
    right = of_gold = of_found = 0
    for report, expected in gold.items():
        found = [m for m in geocode(texts[report]) if m.place_id and (country or m.place_id != "KP")]
        of_gold, of_found = of_gold + len(expected), of_found + len(found)
        right += sum(any(_same(each, mention) for mention in found) for each in expected)
    return 2 * right / (of_gold + of_found)


def _same(one: Mention, other: Mention) -> bool:
    return one.place_id == other.place_id and one.offset < other.end and other.offset < one.end


def test_gold_mentions_quote_their_reports(texts: Texts) -> None:
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert texts[row["report"]].startswith(row["text"], row["offset"]), row


def test_mentions_below_the_country_are_found_and_resolved(texts: Texts) -> None:
    assert resolved_f1(texts, country=False) >= RESOLVED_F1_FLOOR


def test_mentions_with_the_country_are_found_and_resolved(texts: Texts) -> None:
    assert resolved_f1(texts, country=True) >= RESOLVED_F1_FLOOR


def test_the_readme_shows_what_the_code_answers() -> None:
    readme = (ROOT / "geodata" / "README.md").read_text(encoding="utf-8")
    lines = readme.split("```python\n")[1].split("\n```")[0].splitlines()
    known: dict[str, object] = {}
    shown = 0
    for line, answer in pairwise(lines):
        if line.startswith("from "):
            exec(line, known)
        elif answer.startswith("# "):
            assert repr(eval(line, known)) == answer.removeprefix("# ")
            shown += 1
    assert shown == 2
