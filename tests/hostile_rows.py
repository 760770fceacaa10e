"""The hostile inputs of ``tests/hostile_inputs``, one a line: a text or bytes, its family, and what must not happen."""

import base64
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("hostile_inputs")


@dataclass(frozen=True, slots=True)
class Hostile:
    """One input. ``content`` are its bytes; ``text`` what a careless reader would make of them."""

    id: str
    family: str
    kind: str
    text: str
    content: bytes
    never: str


@cache
def hostile_rows() -> tuple[Hostile, ...]:
    """All inputs, by family and number."""
    files = sorted(FOLDER.glob("*.jsonl"))
    return tuple(_row(json.loads(line)) for path in files for line in path.read_text(encoding="utf-8").splitlines())


def _row(row: dict[str, str]) -> Hostile:
    content = base64.b64decode(row["base64"]) if "base64" in row else row["text"].encode("utf-8", "surrogatepass")
    text = row.get("text", content.decode("utf-8", "surrogateescape"))
    return Hostile(row["id"], row["family"], row["kind"], text, content, row["never"])
