"""What is asserted of each thing that goes out: HTML, XML, tables, JSON, archives: that nothing in it runs."""

import csv
import io
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from typing import Any
from xml.etree import ElementTree

import lxml.html
import pyarrow.parquet as pq

API = "http://measures.example"
ACTIVE = (
    "script",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "img",
    "style",
    "link",
    "base",
    "form",
    "meta",
    "template",
)
ATTRIBUTES = {"class", "lang", "href", "rel", "target", "style", "id", "title", "open", "role"}
XLINK = "{http://www.w3.org/1999/xlink}href"
EVALUATED = re.compile(r"(?<![\w-])1337(?!\w)")  # 191 * 7
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
OBEYED = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), *"\u202a\u202b\u202d\u202e\u2066\u2067\u2068"} - {"\n"}


def look_at_html(piece: str | bytes) -> None:
    """Only the templates' own elements, no handler, links to http and https only and those without a way back."""
    for element in elements_of(piece):
        assert element.tag not in ACTIVE, element.tag
        for name in element.attrib:
            assert name in ATTRIBUTES or name.startswith(("data-", "aria-")), (element.tag, name)
        if element.tag == "a":
            look_at_link(element.get("href") or "", element.get("rel") or "", element.get("target"))
        assert not EVALUATED.search((element.text or "") + (element.tail or ""))


def elements_of(piece: str | bytes) -> list[Any]:
    """The elements that a reader of HTML finds."""
    content = piece if isinstance(piece, bytes) else piece.encode(errors="replace")
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = lxml.html.document_fromstring(content or b"<p></p>", parser=parser)
    return [element for element in root.iter() if isinstance(element.tag, str)]


def look_at_link(href: str, rel: str, target: str | None) -> None:
    """A link goes to a page of the app, or by http and https elsewhere, in a tab that knows nothing of this one."""
    if href.startswith(("reports?report=", "places?place=", "./?place=", "?")):
        assert target == "_self"
    else:
        assert href.startswith(("http://", "https://"))
        assert {"noopener", "noreferrer"} <= set(rel.split())


def look_at_xml(piece: str | bytes) -> list[ElementTree.Element]:
    """It can be read, declares no entity, and has only elements and attributes of its kind."""
    content = piece if isinstance(piece, bytes) else piece.encode()
    assert b"<!ENTITY" not in content
    elements = list(ElementTree.fromstring(content).iter())
    for element in elements:
        kind = element.tag.rsplit("}", 1)[-1]
        assert kind not in ("script", "iframe", "foreignObject", "NetworkLink")
        assert kind != "a" or element.get(XLINK, "http://").startswith(("http://", "https://"))
        assert not [name for name in element.attrib if name.lower().startswith("on")]
        assert not [value for value in element.attrib.values() if "javascript:" in value.lower()]
    return elements


def look_at_description(piece: str | bytes) -> None:
    """KML: readers take descriptions for HTML, so there is no bracket in any text."""
    texts = [element.text or "" for element in look_at_xml(piece)]
    assert not [text[:80] for text in texts if "<" in text or ">" in text]


def look_at_table(piece: str | bytes) -> None:
    """No cell that a spreadsheet runs, however it strips what can't be seen, and no row broken."""
    rows = list(csv.reader(io.StringIO(piece.decode("utf-8-sig"), newline="")))  # type: ignore[union-attr]
    assert {len(row) for row in rows} == {len(rows[0])}
    for row in rows[1:]:
        for cell in row:
            seen = "".join(character for character in cell if character.isprintable()).lstrip(" \u3000")
            assert _is_number(cell) or cell.startswith("#") or not (seen or "x").startswith(FORMULA), cell[:80]
            assert cell[:1] not in ("\t", "\r", "\n")


def look_at_json(piece: str | bytes) -> None:
    """It can be read by anybody: no half characters, no number that JSON has not."""
    text = piece.decode() if isinstance(piece, bytes) else piece
    json.loads(text, parse_constant=lambda name: (_ for _ in ()).throw(AssertionError(name)))
    text.encode()


def look_at_terminal(piece: str | bytes) -> None:
    """Nothing that a terminal obeys."""
    assert not OBEYED & set(str(piece))


def look_at_package(piece: str | bytes) -> None:
    """A ZIP of our own names: tables, and JSON."""
    with zipfile.ZipFile(io.BytesIO(piece)) as package:  # type: ignore[arg-type]
        assert not [name for name in package.namelist() if "/" in name or "\\" in name or ".." in name]
        for name in package.namelist():
            if name.endswith(".csv"):
                look_at_table(package.read(name))
            if name.endswith(".json"):
                look_at_json(package.read(name))


def look_at_slides(piece: str | bytes) -> None:
    """XML all through, with outside links by http and https only."""
    with zipfile.ZipFile(io.BytesIO(piece)) as package:  # type: ignore[arg-type]
        for name in package.namelist():
            assert ".." not in name
            if name.endswith(".rels"):
                for link in ElementTree.fromstring(package.read(name)):
                    outside = link.get("TargetMode") == "External"
                    assert not outside or (link.get("Target") or "").startswith(("http://", "https://"))
            elif name.endswith(".xml"):
                look_at_xml(package.read(name))


def look_at_database(piece: str | bytes) -> None:
    """A whole database with our tables only."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(piece)  # type: ignore[arg-type]
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert {"claims_points", "claims_unlocated"} <= names
        assert not [name for name in names if not name.replace("_", "").isalnum()]


def look_at_parquet(piece: str | bytes) -> None:
    """A table whose texts are texts."""
    table = pq.read_table(io.BytesIO(piece))  # type: ignore[arg-type]
    for text in table["quote"].to_pylist():
        text.encode()


def look_at_picture(piece: str | bytes) -> None:
    """It was drawn."""
    assert len(piece) > 1_000


def look_at_numbers(piece: str | bytes) -> None:
    """Numbers, and no word of any report."""
    assert b"ran=1" not in bytes(piece)  # type: ignore[arg-type]
    assert b"Hyesan was put" not in bytes(piece)  # type: ignore[arg-type]


def look_at_backup(piece: str | bytes) -> None:
    """Names of files of a folder, and nothing that leads elsewhere."""
    with zipfile.ZipFile(io.BytesIO(piece)) as packed:  # type: ignore[arg-type]
        for name in packed.namelist():
            assert re.fullmatch(r"reports/[\w.-]+\.md|decisions\.log\.jsonl|manifest\.json", name), name
            assert ".." not in name
        for line in packed.read("decisions.log.jsonl").splitlines():
            look_at_json(line)


def look_at_api_page(piece: str | bytes) -> None:
    """Only the templates' own elements, and links to the API, the app, or http and https without a way back."""
    elements = elements_of(piece)
    assert not [each.tag for each in elements if each.tag in {*ACTIVE} - {"meta", "link"}]
    assert [each.get("rel") for each in elements if each.tag == "link"] == ["stylesheet"]
    assert sum(each.tag == "meta" for each in elements) == 2
    for element in elements:
        assert not [name for name in element.attrib if name.startswith("on") or name in ("style", "src", "action")]
        if element.tag in ("a", "link"):
            href = element.get("href") or ""
            outside = not href.startswith(f"{API}/")
            assert href.startswith(("http://", "https://", "#")), href
            assert not outside or href.startswith("#") or "noopener" in (element.get("rel") or "").split(), href


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
