"""Tell the measures of other countries from North Korea's, by who acts in a sentence."""

import re
from functools import cache

from corpus.extraction.lexicon import load_table
from corpus.extraction.mentions import NamedPlace


def other_country(clause: str, language: str) -> str | None:
    """The country or city whose own measure a sentence speaks of, or ``None`` for North Korea's."""
    patterns = _patterns(language)
    if patterns["home"].search(clause):
        return None
    far = patterns["far"].search(clause)
    if far:
        return far.group()
    for actor in patterns["actor"].finditer(clause):
        if not patterns["speaker"].search(clause[: actor.start()]):
            return str(next(filter(None, actor.groups())))
    return None


def is_home(place: NamedPlace) -> bool:
    """Whether a place is North Korea's alone, and not one that both sides share."""
    return place.role != "foreign" and place.mention.place_id not in load_table("foreign.toml")["shared"]


def abroad(sentence: str, measure: str, language: str) -> str | None:
    """The country or city a sentence speaks of, where it does not name North Korea: then a measure in it is theirs.

    Not those that only tell something; and of a measure that another country's name may stand beside only who
    announces it or is said to have it.
    """
    patterns = _patterns(language)
    if patterns["home"].search(sentence):
        return None
    theirs = patterns["theirs"].search(sentence)
    if theirs:
        return theirs.group(1)
    crossing = measure in load_table("foreign.toml")["crossing"]
    for place in patterns["abroad"].finditer(sentence):
        before, after = sentence[: place.start()], sentence[place.end() :]
        tells = patterns["teller_before"].search(before) or patterns["telling_after"].match(after)
        if patterns["announcing_after"].match(after) or not (crossing or tells):
            return place.group()
    return None


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    rows = load_table("foreign.toml")[language]
    words = {name: "|".join(re.escape(word) for word in rows[name]) for name in rows}
    if language == "ko":
        actor = rf"(?:^|[\s\"'“])({words['neighbour']})(?:에서|은|는|이|가|의|에|\s)"
        return {
            "home": re.compile(rf"(?:^|[\s\"'“(·])(?:{words['home']})"),
            "far": re.compile(words["far"]),
            "speaker": re.compile("(?!)"),
            "actor": re.compile(actor),
            "theirs": re.compile("(?!)"),
            "abroad": re.compile("(?!)"),
        }
    opening = rf"^[\"'“]?(?:The )?({words['neighbour']})(?:['’]s?)?\s"
    place = rf"(?:{words['actor_before']})\s({words['neighbour']})(?!\w)"
    return {
        "home": re.compile(rf"(?<!\w)(?<!South )(?:{words['home']})(?!\w)"),
        "far": re.compile(rf"(?<!\w)(?:{words['far']})(?!\w)"),
        "speaker": re.compile(rf"(?<!\w)(?:{words['speaker']})\s$"),
        "actor": re.compile(rf"(?:{opening}|(?<!\w){place})"),
        "theirs": re.compile(rf"(?<!\w)({words['adjective']}) (?:\w+ )?(?:{words['measure_noun']})(?!\w)"),
        "abroad": re.compile(rf"(?<!\w)(?:{words['abroad']}|{words['far']})(?!\w)"),
        "teller_before": re.compile(rf"(?<!\w)(?:{words['speaker']})s?(?: (?:of|in|from|at))?(?: the)? $"),
        "announcing_after": re.compile(rf"(?:,[^,.]{{0,30}},)? (?:{words['announces']})(?!\w)"),
        "telling_after": re.compile(rf"(?:['’]s)?[^.]{{0,40}}?(?<!\w)(?:{words['tells']})(?!\w)"),
    }
