"""The interactive map as one file: it opens from disk and asks nothing of any network.

The map is the one that folium draws in the app, with the same scripts; what the app fetches lies in the file.
Texts of reports come from the same templates as the app's panel, which escape them; a policy in the file
forbids all requests.
"""

import base64
import json
import re
from collections.abc import Iterator, Sequence

from branca.element import Element
from markupsafe import Markup

from atlas.briefing import CITED, Advance, Briefing, Step, silent
from atlas.columns import pack_columns
from atlas.coverage import coverage, pack_coverage
from atlas.current import load_ground
from atlas.evidence import TEMPLATES, claim_html_alone, contradictions_html, grade_html, safe_address
from atlas.exports.carried import manifest_from
from atlas.exports.manifest import Manifest, make_manifest, to_json
from atlas.exports.snapshot import UNCERTAINTY, Snapshot
from atlas.exports.typeface import font_face
from atlas.map import ATTRIBUTION, draw_map, view_numbers
from atlas.places import read_mentions
from atlas.selection import Shown, why_unlocated
from atlas.served import ASSETS, ROOT, VENDOR, bundle
from atlas.words import count_of, day_in_words
from corpus.episodes import Episode, find_episodes
from corpus.measures import load_measures

KIND = "html"
STYLES = ("map.css", "evidence.css", "standalone.css")
FONT_FACE = re.compile(r"@font-face \{[^}]*\}\n?")  # asks a server for a typeface
MANIFEST = b'<script type="application/json" id="manifest">'


def write_html(snapshot: Snapshot) -> bytes:
    """The snapshot's view as an HTML file with the whole corpus in it."""
    return _written(snapshot, make_manifest(snapshot, KIND), snapshot.title, "")


def write_briefing_html(briefing: Briefing, snapshots: Sequence[Snapshot], advance: Advance = silent) -> bytes:
    """A briefing that presents itself, as one file; ``snapshots`` are those of its steps, at least one."""
    advance(0, 1)  # all of it is made at once
    told = [_told(step, snapshot) for step, snapshot in zip(briefing.steps, snapshots, strict=True)]
    manifest = make_manifest(snapshots[0], "briefing")
    return _written(snapshots[0], manifest, briefing.title, _inert(json.dumps(told)))


def _written(snapshot: Snapshot, manifest: Manifest, title: str, steps_json: str) -> bytes:
    map_html, map_script = _drawn_map()
    show = f"reportedMeasures.show({json.dumps({**view_numbers(snapshot.view), 'turn': 0})});"
    publishers = {report.publisher for report in snapshot.corpus.reports.values()}
    scripts = [*_scripts(), map_script, show, *([bundle("present").decode()] if steps_json else [])]
    text = TEMPLATES.get_template("standalone.html").render(
        snapshot=snapshot,
        title=title,
        styles=[Markup(style) for style in _styles()],
        map_html=Markup(map_html),
        uncertainty=UNCERTAINTY,
        attribution=ATTRIBUTION,
        publishers=f"{count_of(len(snapshot.corpus.reports), 'report')} by {count_of(len(publishers), 'publisher')}",
        claims=list(_claims(snapshot)),
        episodes=list(_episodes(snapshot)),
        carried={address: Markup(content) for address, content in _carried(snapshot)},
        manifest=manifest,
        manifest_json=Markup(_inert(to_json(manifest))),
        steps_json=Markup(steps_json),
        scripts=[Markup(script) for script in scripts],
    )
    return text.encode("utf-8", "replace")


def _told(step: Step, snapshot: Snapshot) -> dict[str, object]:
    """A step for the browser, with the reports that its caption cites."""
    reports = [snapshot.corpus.reports[name] for name in step.cited if name in snapshot.corpus.reports]
    return {
        "heading": step.heading,
        "caption": _paragraphs(CITED.sub("", step.caption)),
        "notes": _paragraphs(step.notes),
        "view": view_numbers(snapshot.view),
        "position": step.position,
        "sources": [
            {
                "publisher": own.publisher,
                "day": day_in_words(own.published),
                "title": own.title,
                "url": safe_address(own.url),
            }
            for own in reports
        ],
    }


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def read_manifest_html(content: bytes) -> Manifest | None:
    """The manifest of such a file, or ``None``."""
    _, begun, rest = content.partition(MANIFEST)
    carried, ended, _ = rest.partition(b"</script>")
    return manifest_from(carried) if begun and ended else None


def _drawn_map() -> tuple[str, str]:
    """The map's element and its script, with names that do not change from one drawing to the next."""
    drawn = draw_map("own", "own")
    figure = drawn.get_root()
    for number, element in enumerate(_elements(figure)):
        element._id = f"{number:032x}"
    figure.render()
    return figure.html.render(), figure.script.render()  # type: ignore[attr-defined]


def _elements(element: Element) -> Iterator[Element]:
    yield element
    for child in element._children.values():
        yield from _elements(child)


def _styles() -> Iterator[str]:
    yield font_face()
    yield (VENDOR / "leaflet" / "leaflet.css").read_text(encoding="utf-8")
    for name in STYLES:
        style = (ASSETS / name).read_text(encoding="utf-8")
        yield FONT_FACE.sub("", style)


def _scripts() -> Iterator[str]:
    yield (VENDOR / "leaflet" / "leaflet.js").read_text(encoding="utf-8").replace("</script", "<\\/script")
    for name in ("measures", "sources"):
        yield bundle(name).decode()


def _carried(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """What the map asks for, by the address by which it asks."""
    corpus, gazetteer = snapshot.corpus, snapshot.gazetteer
    named = read_mentions(corpus.reports.values(), corpus.claims)
    yield f"{ROOT}/api/columns/own", base64.b64encode(pack_columns(corpus, gazetteer)).decode()
    yield f"{ROOT}/api/coverage/own", _inert(pack_coverage(coverage(corpus, named, gazetteer)).decode())
    yield f"{ROOT}/api/ground/own", _inert(load_ground()[0].decode())


def _claims(snapshot: Snapshot) -> Iterator[dict[str, object]]:
    """Every claim that can be drawn, by its number in the columns, as its panel shows it."""
    corpus, gazetteer = snapshot.corpus, snapshot.gazetteer
    for number, (claim, steps) in enumerate(zip(corpus.claims, corpus.steps, strict=True)):
        if steps and why_unlocated(claim, gazetteer) is None:
            report = corpus.reports[claim.report]
            html = claim_html_alone(gazetteer, report, Shown(claim, steps, None), corpus.rejected)
            yield {"number": number, "published": report.published.toordinal(), "html": Markup(html)}


def _episodes(snapshot: Snapshot) -> Iterator[dict[str, object]]:
    """What the panel says of each episode as all reports tell it, by its key in the columns and its first day."""
    corpus, gazetteer = snapshot.corpus, snapshot.gazetteer
    located = [
        (claim, steps)
        for claim, steps in zip(corpus.claims, corpus.steps, strict=True)
        if steps and why_unlocated(claim, gazetteer) is None
    ]
    order = {measure: number for number, measure in enumerate(load_measures())}
    keys = sorted({(str(claim.place_id), order[claim.measure]) for claim, _ in located})
    numbers = {key: number for number, key in enumerate(keys)}
    for episode in find_episodes(located, corpus.reports):
        number = numbers[episode.place_id, order[episode.measure]]
        yield {"key": number, "first": episode.first, "html": Markup(_about(episode))}


def _about(episode: Episode) -> str:
    return grade_html(episode) + contradictions_html(episode)


def _inert(text: str) -> str:
    """JSON that cannot end the element in which it stands."""
    return text.replace("<", "\\u003c")
