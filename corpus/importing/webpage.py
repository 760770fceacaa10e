"""Saved web pages: the main text by Resiliparse, the rest from what the page states. Runs in the other process only.

Only statements count (``<meta>``, JSON-LD, ``<title>``, canonical link): nothing is guessed from visible text.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from corpus.reports import Unreadable

CHARSET = re.compile(rb"""<meta[^>]{0,200}charset=["']?([A-Za-z0-9_-]{1,40})""", re.IGNORECASE)
HEAD_BYTES = 4_096
DAY = re.compile(r"\s*\d{4}-\d{2}-\d{2}(?![\d-])", re.ASCII)  # a date in another form counts as none
TITLES = ("og:title", "headline", "title")
PUBLISHERS = ("og:site_name", "publisher", "dc.publisher")
DATES = ("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate", "publishdate")
ADDRESSES = ("canonical", "og:url")


def read_webpage(content: bytes) -> dict[str, Any]:
    """The main text of a page, and what the page says of itself."""
    tree = HTMLTree.parse(decode_webpage(content))
    stated = dict(_stated(tree))
    text = extract_plain_text(tree, main_content=True, alt_texts=False, list_bullets=False)
    if not text.strip():
        raise Unreadable("text", "", "no main text was found in the page")
    return {
        "text": text,
        "title": _first(stated, TITLES),
        "publisher": _first(stated, PUBLISHERS),
        "published": _first({name: told for name, told in stated.items() if DAY.match(told)}, DATES),
        "url": _first(stated, ADDRESSES),
    }


def decode_webpage(content: bytes) -> str:
    """The page as text: UTF-8, or the encoding that it declares."""
    declared = CHARSET.search(content[:HEAD_BYTES])
    encodings = ["utf-8-sig", *([declared.group(1).decode("ascii")] if declared else [])]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise Unreadable("file", " ".join(encodings), "not UTF-8, and not in the encoding it declares")


def _stated(tree: HTMLTree) -> Iterator[tuple[str, str]]:
    """What the page says of itself, the most telling last."""
    document = tree.document
    if document is None:
        return
    if tree.title:
        yield "title", tree.title
    for meta in document.query_selector_all("meta[content]"):
        name = meta.getattr("property") or meta.getattr("name") or meta.getattr("itemprop") or ""
        yield name.lower(), meta.getattr("content") or ""
    for link in document.query_selector_all('link[rel="canonical"]'):
        yield "canonical", link.getattr("href") or ""
    for script in document.query_selector_all('script[type="application/ld+json"]'):
        yield from _linked_data(script.text or "")


def _linked_data(text: str) -> Iterator[tuple[str, str]]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return
    graph = told.get("@graph", [told]) if isinstance(told, dict) else told
    for node in graph if isinstance(graph, list) else []:
        if isinstance(node, dict) and "datePublished" in node:
            publisher = node.get("publisher")
            yield "datepublished", str(node["datePublished"])
            yield "headline", str(node.get("headline") or "")
            yield "publisher", str(publisher.get("name") or "") if isinstance(publisher, dict) else ""


def _first(stated: dict[str, str], names: tuple[str, ...]) -> str:
    return next((stated[name].strip() for name in names if stated.get(name, "").strip()), "")
