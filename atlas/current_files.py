"""Files that a session has made and that are shown in a tab of their own: the last ones, by their digest."""

from collections import OrderedDict
from threading import Lock

from atlas.columns import digest

MOST = 20
_files: OrderedDict[str, bytes] = OrderedDict()
_lock = Lock()


def hold_file(content: bytes) -> str:
    """Keep a file while not too many others have come after it; its digest."""
    name = digest(content)
    with _lock:
        _files[name] = content
        _files.move_to_end(name)
        while len(_files) > MOST:
            _files.popitem(last=False)
    return name


def held_file(name: str) -> bytes | None:
    """The file of this digest, if it is still kept."""
    with _lock:
        return _files.get(name)
