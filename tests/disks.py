"""Folders that cannot take what is written to them: full ones, and ones that may only be read."""

import ctypes
import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Root may write anywhere by these two capabilities; without them it is held to the modes of files like anybody else.
OVERRIDES = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
VERSION = 0x20080522


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nothing can be written into a folder, by root neither."""
    modes = {path: path.stat().st_mode for path in (folder, *folder.rglob("*"))}
    for path, mode in modes.items():
        path.chmod(0o555 if stat.S_ISDIR(mode) else 0o444)
    before = _effective()
    _set_effective(before & ~OVERRIDES)
    try:
        yield
    finally:
        _set_effective(before)
        for path, mode in modes.items():
            path.chmod(mode)


def _effective() -> int:
    return int(_capabilities()[0])


def _set_effective(effective: int) -> None:
    capabilities = _capabilities()
    capabilities[0] = effective
    assert _libc().capset(_header(), capabilities) == 0, "the capabilities of this process could not be set"


def _capabilities() -> ctypes.Array[ctypes.c_uint32]:
    """Effective, permitted and inheritable capabilities of this thread, twice 32 bits each."""
    found = (ctypes.c_uint32 * 6)()
    assert _libc().capget(_header(), found) == 0
    return found


def _header() -> ctypes.Array[ctypes.c_uint32]:
    return (ctypes.c_uint32 * 2)(VERSION, 0)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


@contextmanager
def full_disk(left: int = 0) -> Iterator[None]:
    """No file of this process may grow beyond so many bytes: writes fail as on a disk that is full."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (left, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
