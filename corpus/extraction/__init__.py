"""Read the claims of a report: sentences, words, triggers, places, dates, status, attribution, claims.

Each step is a module; the words and rules they use are rows of ``corpus/lexicon``.
"""

from corpus.extraction.claims import Extraction, extract, read_all

__all__ = ["Extraction", "extract", "read_all"]
