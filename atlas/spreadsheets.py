"""Cells that a spreadsheet shows and does not run (OWASP, "CSV Injection")."""

# What a spreadsheet takes for the beginning of a formula, or strips to find one.
FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # the last four full-width, as in East Asia
STRIPPED = ("\t", "\r", "\n")


def plain_cell(cell: object) -> object:
    """A cell that no spreadsheet runs: text that looks like a formula gets an apostrophe before it."""
    if not isinstance(cell, str):
        return cell
    seen = next((own for own in cell if own.isprintable() and not own.isspace()), "")
    return f"'{cell}" if seen in FORMULA or cell.startswith(STRIPPED) else cell
