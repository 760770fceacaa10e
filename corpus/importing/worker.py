"""The other process of `isolation`: reads one file after another from stdin and answers with lines of JSON."""

import json
import sys
from typing import Any

from corpus.importing import limits
from corpus.importing.pdf import read_pdf
from corpus.importing.webpage import read_webpage
from corpus.importing.workbook import read_workbook
from corpus.reports import Unreadable

try:
    import resource
except ImportError:  # not a Unix
    resource = None  # type: ignore[assignment]

READERS = {"pdf": read_pdf, "webpage": read_webpage, "workbook": read_workbook}


def answer(kind: str, content: bytes) -> dict[str, Any]:
    """What a file holds, or where, of what value and why it can't be read."""
    try:
        return READERS[kind](content)
    except Unreadable as error:
        return {"where": error.where, "value": error.value, "reason": error.reason}
    except Exception as error:  # whatever a library raises on a broken file: this is the border
        return {"where": "file", "value": type(error).__name__, "reason": f"not a readable {kind}"}


def main() -> None:
    """Answer until stdin ends."""
    _limit_memory()
    while line := sys.stdin.buffer.readline():
        asked = json.loads(line)
        content = sys.stdin.buffer.read(asked["bytes"])
        sys.stdout.write(json.dumps(answer(asked["kind"], content)) + "\n")
        sys.stdout.flush()


def _limit_memory() -> None:
    """Where the system can, let this process have no more memory than an import may take."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (limits.WORKER_BYTES, limits.WORKER_BYTES))


if __name__ == "__main__":
    main()
