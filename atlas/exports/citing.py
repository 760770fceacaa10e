"""A snapshot as a citation: in words and as BibTeX, with what is needed to draw it again."""

from atlas.exports.manifest import CODE, PROGRAM, corpus_mark, tree_mark
from atlas.exports.snapshot import Snapshot, corpus_known

# What BibTeX would take for its own.
SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "$": r"\$",
}


def citation(snapshot: Snapshot) -> str:
    """One line: what it is, of what, drawn from which data by which program, and where it can be seen."""
    sources = len(snapshot.sources)
    reports = f"{sources} report{'' if sources == 1 else 's'}"
    return (
        f"{PROGRAM}: {snapshot.title}. Drawn from {reports}; data {corpus_mark(corpus_known(snapshot))}, "
        f"program {tree_mark(CODE)}. {snapshot.permalink}"
    )


def bibtex(snapshot: Snapshot) -> str:
    """The same as an entry of BibTeX."""
    mark = corpus_mark(corpus_known(snapshot))
    return "\n".join(
        [
            f"@misc{{reported-measures-{snapshot.view.first}-{mark[:6]},",
            f"  title = {{{_escaped(snapshot.title)}}},",
            f"  author = {{{{{PROGRAM}}}}},",
            f"  howpublished = {{\\url{{{snapshot.permalink}}}}},",
            f"  note = {{Data {mark}, program {tree_mark(CODE)}}},",
            "}",
        ]
    )


def _escaped(text: str) -> str:
    return "".join(SPECIAL.get(character, character) for character in text)
