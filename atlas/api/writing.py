"""Features as text: GeoJSON (RFC 7946), and CSV that is safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from atlas.api.answers import to_json
from atlas.api.features import Feature
from atlas.spreadsheets import plain_cell


def features_json(members: Mapping[str, Any], features: Sequence[Feature]) -> bytes:
    """A feature collection with these other members."""
    head = to_json(members).removesuffix("}").encode()
    return b"".join((head, b',"features":[\n', b",\n".join(map(_text, features)), b"\n]}\n"))


def feature_json(feature: Feature, links: Sequence[Mapping[str, Any]]) -> bytes:
    """One feature with its links."""
    return b"".join((_text(feature).removesuffix(b"}"), b',"links":', to_json(list(links)).encode(), b"}\n"))


def features_csv(columns: Sequence[str], features: Sequence[Feature]) -> bytes:
    """The properties of features, a row each, in UTF-8 without a mark."""
    lines = io.StringIO()
    writer = csv.DictWriter(lines, fieldnames=columns)
    writer.writeheader()
    for feature in features:
        writer.writerow({column: plain_cell(_cell(cell)) for column, cell in feature.properties.items()})
    return lines.getvalue().encode()


def _text(feature: Feature) -> bytes:
    """A feature as JSON; that of its shape was made when it was first needed."""
    about = to_json({"type": "Feature", "id": feature.id, "properties": feature.properties})
    return b"".join((about.removesuffix("}").encode(), b',"geometry":', feature.geometry or b"null", b"}"))


def _cell(cell: object) -> object:
    return str(cell).lower() if isinstance(cell, bool) else cell
