"""Files are checked by drawing them again."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from atlas.__main__ import main
from atlas.exports import verifying
from atlas.exports.formats import formats
from atlas.exports.snapshot import take_snapshot
from atlas.exports.verifying import verify
from corpus.store import Corpus, load_corpus
from geodata import load_gazetteer
from tests.test_atlas_selection import view

pytestmark = pytest.mark.drawing
GAZETTEER = load_gazetteer()
CARRYING = [name for name, kind in formats().items() if kind.read_manifest]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The bundled corpus."""
    return load_corpus()


def written(name: str, corpus: Corpus) -> bytes:
    chosen = view("2021-02-08", place="KP-10-hyesan", known=date(2021, 3, 1))
    return formats()[name].write(take_snapshot(corpus, GAZETTEER, chosen))


@pytest.mark.parametrize("name", CARRYING)
def test_a_file_drawn_again_is_identical(name: str, corpus: Corpus) -> None:
    assert verify(written(name, corpus), corpus, GAZETTEER).verdict == "identical"


@pytest.mark.parametrize("name", CARRYING)
def test_a_file_of_which_a_byte_was_changed_is_altered(name: str, corpus: Corpus) -> None:
    content = bytearray(written(name, corpus))
    at = len(content) // 2
    content[at] ^= 1
    assert verify(bytes(content), corpus, GAZETTEER).verdict in ("altered", "no manifest")


@pytest.mark.parametrize("name", CARRYING)
def test_a_claim_withdrawn_since_is_named(name: str, corpus: Corpus) -> None:
    content = written(name, corpus)
    left = [
        (claim, steps)
        for claim, steps in zip(corpus.claims, corpus.steps, strict=True)
        if not (claim.report == "002" and claim.measure == "market_closure")
    ]
    less = replace(corpus, claims=tuple(own for own, _ in left), steps=tuple(own for _, own in left))
    finding = verify(content, less, GAZETTEER)
    assert finding.verdict == "data changed"
    assert "Withdrawn: Markets and businesses, Hyesan, in report 002" in finding.lines
    back = verify(written(name, less), corpus, GAZETTEER)
    assert "Added: Markets and businesses, Hyesan, in report 002" in back.lines


def test_a_claim_corrected_since_is_named(corpus: Corpus) -> None:
    content = written("html", corpus)
    corrected = tuple(
        replace(claim, attribution="ngo") if claim.report == "002" and claim.measure == "lockdown" else claim
        for claim in corpus.claims
    )
    finding = verify(content, replace(corpus, claims=corrected), GAZETTEER)
    assert any(line.startswith("Changed: Lockdown, Hyesan") for line in finding.lines)


def test_another_program_is_told(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    content = written("html", corpus)
    real = verifying.make_manifest
    monkeypatch.setattr(verifying, "make_manifest", lambda *given: {**real(*given), "code": "another"})
    assert verify(content, corpus, GAZETTEER).verdict == "program changed"


@pytest.mark.parametrize(
    "content", [b"", b"<html></html>", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"%PDF-1.7", b"\xff" * 99]
)
def test_a_file_without_a_manifest_is_said_to_have_none(content: bytes, corpus: Corpus) -> None:
    assert verify(content, corpus, GAZETTEER).verdict == "no manifest"


def test_a_manifest_of_anything_does_not_break_the_check(corpus: Corpus) -> None:
    for state in (None, [], {"on": 5}, {"on": "x" * 9999, "place": ["KP"]}):
        claims = [{"id": "x"}, 7, {"id": 3}]
        manifest = {
            "format": "reported-measures-snapshot",
            "kind": "html",
            "state": state,
            "claims": claims,
            "options": {"a": []},
        }
        content = f'<script type="application/json" id="manifest">{json.dumps(manifest)}</script>'.encode()
        assert verify(content, corpus, GAZETTEER).verdict == "data changed"


def test_export_and_verify_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--on", "2021-02-08", "--formats", "html", "--output", str(tmp_path)]) == 0
    [path] = tmp_path.iterdir()
    assert path.name == "reported-measures-2021-02-08.html"
    assert "bytes" in capsys.readouterr().out
    assert main(["verify", str(path)]) == 0
    assert "identical" in capsys.readouterr().out
    path.write_bytes(path.read_bytes().replace(b"Hyesan", b"Hyesam", 1))
    assert main(["verify", str(path)]) == 1
    assert "altered" in capsys.readouterr().out


def test_what_cannot_be_exported_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--formats", "doc", "--output", str(tmp_path)]) == 1
    assert "no format 'doc'" in capsys.readouterr().err
    assert main(["export", "--on", "1999-01-01", "--output", str(tmp_path)]) == 0
    assert "--on '1999-01-01': not taken as it is" in capsys.readouterr().err
    assert main(["verify", str(tmp_path / "nothing.html")]) == 1
