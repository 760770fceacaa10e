"""ZIP archives that are the same bytes for the same contents."""

import io
import lzma
import zipfile
import zlib
from collections.abc import Mapping

# What reading a broken archive, or an entry of it that is missing or encrypted, raises.
UNREADABLE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, KeyError, OSError, EOFError, ValueError, RuntimeError)
THEN = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP can name


def write_zip(contents: Mapping[str, bytes]) -> bytes:
    """The contents by name, in their order, compressed; with nothing in it of when, where or by whom it was made."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, THEN)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, content)
    return written.getvalue()
