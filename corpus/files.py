"""Files that are there whole or as they were before, and on the disk once their writing has returned."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

UNFINISHED = ".part"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under another name and rename it. Raises `OSError`; then the file is as it was before."""
    with writing_whole(path) as file:
        file.write(content)


@contextmanager
def writing_whole(path: Path) -> Iterator[BinaryIO]:
    """The same for what is written bit by bit: the file is renamed when the block ends without an error."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}{UNFINISHED}")
    try:
        with unfinished.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    keep_folder(path.parent)


def keep_folder(folder: Path) -> None:
    """Put the names of a folder's files on the disk, where the system can."""
    try:
        opened = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # some systems open no folders
    try:
        os.fsync(opened)
    except OSError:
        pass  # nor do some file systems keep them
    finally:
        os.close(opened)


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Lines of UTF-8, written as they come. Raises `OSError`."""
    with writing_whole(path) as file:
        for line in lines:
            file.write(line.encode("utf-8"))
