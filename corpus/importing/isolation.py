"""Another process for libraries that may hang or swell on a file: bounded in time and memory, started again when lost.

A message is a line of JSON (``{"kind": ..., "bytes": N}``), then N bytes; the answer is one line of JSON.
"""

import json
import os
import select
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from corpus.importing import limits
from corpus.reports import Unreadable

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "corpus.importing.worker"]


class Worker:
    """Reads PDF, HTML and Excel files elsewhere. Use it as a context: its process ends with it."""

    def __init__(self, file_seconds: float = limits.FILE_SECONDS, all_seconds: float = limits.ALL_SECONDS) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._file_seconds = file_seconds
        self._left = all_seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def read(self, kind: str, content: bytes) -> dict[str, Any]:
        """What a file holds; raises `Unreadable` with the reason, also when the process was lost over it."""
        if self._left <= 0:
            raise Unreadable("file", kind, "not read: the time of this import was used up")
        begun = time.monotonic()
        try:
            answer = self._ask(kind, content, begun + min(self._file_seconds, self._left))
        except TimeoutError as error:
            self._end()
            raise Unreadable("file", kind, f"not read within {self._file_seconds:g} seconds") from error
        except (OSError, ValueError) as error:
            self._end()
            raise Unreadable("file", kind, "cannot be read: it takes too much memory, or is broken") from error
        finally:
            self._left -= time.monotonic() - begun
        if "reason" in answer:
            raise Unreadable(str(answer["where"]), str(answer["value"]), str(answer["reason"]))
        return answer

    def _ask(self, kind: str, content: bytes, until: float) -> dict[str, Any]:
        process = self._process = self._process or _start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({"kind": kind, "bytes": len(content)}).encode() + b"\n" + content)
        process.stdin.flush()
        answer: dict[str, Any] = json.loads(_line(process.stdout, until))
        return answer

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            with suppress(OSError), self._process:  # closes its pipes
                pass
            self._process = None


def _start() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(COMMAND, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def _line(pipe: IO[bytes], until: float) -> bytes:
    """The next line; `TimeoutError` when time is up, `OSError` when the process is gone."""
    parts: list[bytes] = []
    size = 0
    while not parts or not parts[-1].endswith(b"\n"):
        ready, _, _ = select.select([pipe], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise TimeoutError
        part = os.read(pipe.fileno(), 1 << 16)
        size += len(part)
        if not part or size > limits.ANSWER_BYTES:
            raise BrokenPipeError
        parts.append(part)
    return b"".join(parts)
