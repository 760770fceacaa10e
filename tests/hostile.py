"""A corpus of hostile reports: texts that try to run on the page, on the server, or to break either."""

import json
import os
from pathlib import Path

from tests.factories import write_report

# What runs would leave a trace: `window.ran` in any frame, or this file on the server.
TRACE = "hostile-trace"

# One report that holds all payloads.
EVERYTHING = "hostile-everything"

PAYLOADS = [
    '<img src=x onerror="top.ran=1">',
    "</script><script>top.ran=1</script>",
    "`${top.ran=1}`",
    "${top.ran=1}",
    "{{ cycler.__init__.__globals__.os.system('touch hostile-trace') }}",
    "{% for c in [] %}{{ c }}{% endfor %}",
    "{# a comment that never ends",
    "100{% of all",
    "{{ 7 * 191 }}",
    "javascript:top.ran=1",
    "<svg/onload=top.ran=1>",
    "<a href='javascript:top.ran=1'>link</a>",
    "![picture](http://evil.example/x.png)",
    "[link](javascript:top.ran=1)",
    "<iframe srcdoc='<script>top.ran=1</script>'></iframe>",
    "<style>@import url(http://evil.example/x.css)</style>",
    "'\"><b onmouseover=top.ran=1>bold</b>",
    '=HYPERLINK("http://evil.example")',
    ":material/home: :red[red] $x^2$ <u>under</u>",
    "\u202etxet desrever\u202c\u200b",
]
ADDRESSES = [
    "javascript:top.ran=1",
    "data:text/html,<script>top.ran=1</script>",
    'http://evil.example/"onmouseover="top.ran=1',
    "//evil.example/x",
    "https://",
]


def write_hostile_corpus(folder: Path) -> list[str]:
    """Reports that carry each payload in title, publisher, origin, address, text and place name."""
    decisions = []
    for number, payload in enumerate(PAYLOADS):
        name = f"hostile-{number:02}"
        text = f"Hyesan was put under lockdown on January 29, 2021, {payload} residents said."
        write_report(
            folder,
            name,
            text,
            title=f"Title {payload}",
            publisher=f"Publisher {payload}",
            origin=f"Origin {payload}",
            url=ADDRESSES[number % len(ADDRESSES)],
        )
        for place_id, place_text in (("KP-10-hyesan", "Hyesan"), (None, payload)):
            decisions.append(_added(name, text, place_id, place_text, payload))
        decisions.append({**decisions[-1], "action": "reject", "claim": None})
    write_report(
        folder, EVERYTHING, "Musan was put under lockdown.\n\n" + "\n\n".join(PAYLOADS), published="2020-01-01"
    )
    rows = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in decisions)
    (folder / "decisions.jsonl").write_text(rows, encoding="utf-8")
    (folder / "<img src=x onerror=top.ran=1>.md").write_text("---\nid: [\n---\n" + PAYLOADS[0], encoding="utf-8")
    return PAYLOADS


def write_broken_hostile_files(folder: Path) -> None:
    """Files whose names and values cannot be shown as they are."""
    fields = {"publisher": "p", "published": "2021-01-01", "language": "en", "url": "u", "origin": "o"}
    header = "\n".join(f"{name}: {value}" for name, value in {"id": "half", **fields}.items())
    (folder / "half.md").write_text(f'---\n{header}\ntitle: "\\ud800"\n---\nText.', encoding="utf-8")
    (folder / os.fsdecode(b"bad-\xff-name.md")).write_bytes(b"---\n")
    with (folder / "decisions.jsonl").open("a", encoding="utf-8") as log:
        log.write('{"action": "\\ud800"}\n')


def _added(report: str, text: str, place_id: str | None, place_text: str, payload: str) -> dict[str, object]:
    start = text.find(payload)
    claim = {
        "report": report,
        "measure": "lockdown",
        "place_id": place_id,
        "place_text": place_text,
        "start": "2021-01-29",
        "end": None,
        "status": "imposed",
        "attribution": "outlet",
        "evidence": {"quote": text, "start": 0, "end": len(text)},
        "fields": {"place": [0, 6], "measure": [start, start + len(payload)]},
        "rule": payload,
        "confidence": 0.5,
    }
    return {
        "action": "add",
        "report": report,
        "target": None,
        "claim": claim,
        "who": payload,
        "when": "2026-11-21",
        "why": payload,
    }
