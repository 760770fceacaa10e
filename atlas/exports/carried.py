"""The manifest that a file of data carries, read back from text that anybody may have written."""

import json

from atlas.exports.manifest import FORMAT, Manifest

KEY = "reported_measures"  # what the manifest is called where a file has names for such things
LARGEST = 100_000_000  # bytes; a manifest has about 120 a claim


def as_manifest(found: object) -> Manifest | None:
    """What was found, if it is a manifest of ours."""
    return found if isinstance(found, dict) and found.get("format") == FORMAT else None


def manifest_from(text: str | bytes | None) -> Manifest | None:
    """The manifest in a JSON text, or ``None`` if it holds none."""
    if not isinstance(text, str | bytes) or len(text) > LARGEST:
        return None
    try:
        return as_manifest(json.loads(text))
    except (ValueError, RecursionError):
        return None
