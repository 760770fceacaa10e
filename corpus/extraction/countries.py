"""Tell the measures of other countries from North Korea's, by who acts in a sentence."""

import re
from functools import cache

from corpus.extraction.lexicon import load_table


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
        }
    opening = rf"^[\"'“]?(?:The )?({words['neighbour']})(?:['’]s?)?\s"
    place = rf"(?:{words['actor_before']})\s({words['neighbour']})(?!\w)"
    return {
        "home": re.compile(rf"(?<!\w)(?<!South )(?:{words['home']})(?!\w)"),
        "far": re.compile(rf"(?<!\w)(?:{words['far']})(?!\w)"),
        "speaker": re.compile(rf"(?<!\w)(?:{words['speaker']})\s$"),
        "actor": re.compile(rf"(?:{opening}|(?<!\w){place})"),
    }
