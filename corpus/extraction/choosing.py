"""Choose among the places of a text the ones a measure applies to, by what speaks for each.

The rules of :mod:`corpus.extraction.places` make a first guess. Candidates are the country and every place that the
text has named by then, but as a speaker's; what the text shows of each (where it stands, in which role, how far from
the measure's words, whether it is the first guess) are its signs. ``lexicon/place_weights.toml`` gives each sign its
weight, learned by ``python -m corpus learn`` (logistic regression). The likeliest candidate is chosen, and with a
place every other one that is likelier than not.
"""

from collections.abc import Mapping
from functools import cache

from corpus.extraction.lexicon import load_table
from corpus.extraction.mentions import NATION
from corpus.extraction.places import NATIONAL, Placed, Site
from corpus.extraction.scene import Scene
from corpus.extraction.signs import Signs, find_signs

WEIGHED = "weighed"
"""How the rule of a claim says that the signs outweighed the first guess."""

LIKELY = 0.0
"""The sum of weights from which a second place is meant too."""

Weights = Mapping[str, float]


def choose_places(guess: Placed, scene: Scene, weights: Weights) -> Placed:
    """The first guess, or the places that outweigh it.

    A guess that is not resolved to a place stays, and so does one that the type of the measure decides.
    """
    guessed = {site.place_id for site in guess.sites}
    if None in guessed or scene.text.often is None or guess.rule == NATIONAL:
        return guess
    chosen = likeliest(find_signs(guess, scene), weights)
    if chosen == guessed:
        return guess
    sites = tuple(_site(place_id, scene) for place_id in sorted(chosen))
    return Placed(sites, f"{guess.rule}, {WEIGHED}", guess.passed_over)


def likeliest(signs: Signs, weights: Weights) -> set[str]:
    """The candidate with the largest sum of weights; if it is a place, with all others that are likely."""
    sums = {place: sum(weights.get(sign, 0.0) for sign in found) for place, found in signs.items()}
    best = max(sums, key=lambda place: (sums[place], place))
    others = {place for place, total in sums.items() if total > LIKELY and place != NATION}
    return {best} if best == NATION else {best, *others}


def _site(place_id: str, scene: Scene) -> Site:
    """The place with the words that name it, of the sentence or the last before it."""
    inside = next((place for place in scene.setting.inside if place.mention.place_id == place_id), None)
    place = inside or scene.setting.before.get(place_id)
    return Site(place_id, place.mention.text, place.span) if place else Site(place_id)


@cache
def load_weights() -> Weights:
    """The weight of every sign; what is not listed weighs nothing."""
    weights: Weights = load_table("place_weights.toml")["weights"]
    return weights
