"""What curators decided about claims: accepted, corrected, rejected, added, and taken back.

Decisions lie beside the reports as a file (`rows`) and in a log that several people write at once (`log`).
"""

from corpus.decisions.applying import apply_decisions, effective
from corpus.decisions.models import Action, Decision, Target, claim_key, decision_to_row, target_of
from corpus.decisions.rows import FILE_NAME, decision_from_row, read_decisions, read_lines

__all__ = [
    "FILE_NAME",
    "Action",
    "Decision",
    "Target",
    "apply_decisions",
    "claim_key",
    "decision_from_row",
    "decision_to_row",
    "effective",
    "read_decisions",
    "read_lines",
    "target_of",
]
