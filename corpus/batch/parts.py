"""Parts: documents in numbered batches, each with a digest that says whether it has been read before."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.batch.documents import Document, in_batches
from corpus.models import Problem

SIZE = 500
"""Reports in a part."""
ROOT = Path(__file__).parents[2]
RULES = ("corpus/*.py", "corpus/*.toml", "corpus/*.csv", "corpus/batch/*.py", "corpus/extraction/*.*",
         "corpus/lexicon/*.*", "geodata/*.py", "geodata/*.csv", "geodata/*.toml")  # fmt: skip
"""What decides how a report is read: with other rules it is read again."""


@dataclass(frozen=True, slots=True)
class Part:
    """The documents of one numbered part, the digest of them, and that of the rules they are to be read with."""

    number: int
    documents: tuple[Document | Problem, ...]
    digest: str
    rules: str

    @property
    def name(self) -> str:
        """What the part's files are called."""
        return part_name(self.number)


def part_name(number: int) -> str:
    """The name of a part's files: the same for the same part, however often it is tried."""
    return f"part-{number:06d}"


def cut_parts(documents: Iterable[Document | Problem], size: int = SIZE) -> Iterator[Part]:
    """The documents in parts of ``size``, read as they are asked for."""
    for number, batch in enumerate(in_batches(documents, size)):
        yield Part(number, tuple(batch), _digest(batch), rules_digest())


@cache
def rules_digest() -> str:
    """SHA-256 of the code and the tables with which this process reads reports."""
    total = hashlib.sha256()
    for path in sorted(path for pattern in RULES for path in ROOT.glob(pattern)):
        total.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _digest(batch: Iterable[Document | Problem]) -> str:
    """SHA-256 of names and contents, each with its length before it."""
    total = hashlib.sha256()
    for each in batch:
        content = _content(each)
        total.update(f"{len(each_name(each))}:{each_name(each)}{len(content)}:".encode("utf-8", "backslashreplace"))
        total.update(content)
    return total.hexdigest()


def each_name(document: Document | Problem) -> str:
    """The file's name, or what stands for it."""
    return document.name if isinstance(document, Document) else document.file


def _content(document: Document | Problem) -> bytes:
    if isinstance(document, Problem):
        return repr(document).encode()
    content = document.content
    return content if isinstance(content, bytes) else json.dumps(content, default=str).encode()
