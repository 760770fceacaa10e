"""The log: one line an event, for people, or with ``ATLAS_LOG=json`` as JSON for programs.

What comes from outside, a path or a name, cannot forge a line: what is not printable is written as an escape. Texts of
reports, cookies and tokens are never logged; of an error of another program only its kind and place are, since its
words may quote a text.
"""

import logging
import os
import sys
import traceback
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from types import TracebackType

from pythonjsonlogger.core import RESERVED_ATTRS, LogData
from pythonjsonlogger.json import JsonFormatter

from atlas.roles import NotOnThisMachine
from corpus.models import CorpusError

VARIABLE = "ATLAS_LOG"
# What a process is called where there are several: ``one``, ``two``.
PROCESS_VARIABLE = "ATLAS_PROCESS"
OWN = ("atlas", "corpus", "geodata")
# Of requests, people are told only those that failed: a page is some forty requests.
REQUESTS = "atlas.operation.requests"
# The words of these errors are ours, or the operating system's.
QUOTED = (CorpusError, NotOnThisMachine, OSError)
REQUEST_ID: ContextVar[str] = ContextVar("request id", default="")
ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class JsonLine(JsonFormatter):
    """A record as one JSON object: ``time`` (UTC), ``level``, ``logger``, ``message``, the event's own fields,
    ``request`` where it belongs to one, and ``error``."""

    def __init__(self) -> None:
        names = {"levelname": "level", "name": "logger", "exc_info": "error"}
        super().__init__("%(levelname)s %(name)s %(message)s", rename_fields=names, timestamp="time")

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - logging's name
        """An error and where it rose, its causes first."""
        return "; ".join(_error_lines(ei[1]))

    def process_log_record(self, log_data: LogData) -> LogData:
        """The fields in their order, with the request's id."""
        log_data.pop("stack_info", None)
        about = {"request": REQUEST_ID.get(), "process": process_name()}
        return super().process_log_record({**log_data, **{name: value for name, value in about.items() if value}})


class ReadableLine(logging.Formatter):
    """A record for people: ``2026-11-27 09:00:00 INFO atlas.current: corpus loaded reports=149``."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """The message and the event's own fields, on one line."""
        own = {name: value for name, value in vars(record).items() if name not in RESERVED_ATTRS}
        return printable(" ".join([super().formatMessage(record), *(f"{name}={value}" for name, value in own.items())]))

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - logging's name
        """An error and where it rose, indented, so that no line of it looks like a line of the log."""
        return "\n".join(f"    {line}" for line in _error_lines(ei[1]))


class Told(logging.Logger):
    """A logger whose lines for the console are of our form, whatever form its maker gives them."""

    def addHandler(self, hdlr: logging.Handler) -> None:  # noqa: N802 - logging's name
        """Add a handler, in our form."""
        _form(hdlr)
        super().addHandler(hdlr)


def start_log() -> None:
    """Write our own events to stderr; with ``ATLAS_LOG=json`` those of Streamlit and uvicorn in the same form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLine() if _as_json() else ReadableLine())
    for name in OWN:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.INFO)
    logging.getLogger(REQUESTS).setLevel(logging.INFO if _as_json() else logging.ERROR)
    if _as_json():
        logging.getLogger().handlers = [handler]
        logging.captureWarnings(True)
        logging.setLoggerClass(Told)
        _form_others()


@asynccontextmanager
async def running(_: object) -> AsyncIterator[None]:
    """While the server runs: by then uvicorn has set up its own log, which takes our form if that is JSON."""
    if _as_json():
        _form_others()
    yield


def process_name() -> str:
    """What this process is called, plain letters and digits; empty if it has no name."""
    name = os.environ.get(PROCESS_VARIABLE, "")
    return name if name.isascii() and name.isalnum() else ""


def printable(text: str) -> str:
    """A text on one line, what is not printable (line breaks, escapes of terminals, directions) as escapes."""
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)


def _as_json() -> bool:
    return os.environ.get(VARIABLE) == "json"


def _form_others() -> None:
    for logger in list(logging.root.manager.loggerDict.values()):
        for handler in logger.handlers if isinstance(logger, logging.Logger) else ():
            _form(handler)


def _form(handler: logging.Handler) -> None:
    if isinstance(handler, logging.StreamHandler) and not isinstance(handler, logging.FileHandler):
        handler.setFormatter(JsonLine())


def _error_lines(error: BaseException | None) -> Iterator[str]:
    """An error in lines, its causes first: where it passed, its kind, and its words if they can quote no report."""
    if error is None:
        return
    yield from _error_lines(error.__cause__ or (None if error.__suppress_context__ else error.__context__))
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"{frame.filename}:{frame.lineno} {frame.name}"
    words = f": {str(error)[:300]}" if isinstance(error, QUOTED) else ""
    yield printable(f"{type(error).__module__}.{type(error).__qualname__}{words}")
