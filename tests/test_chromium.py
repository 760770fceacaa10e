"""Getting a browser for the tests: one that is here is used; without any, the tests fail and say what to install."""

import pytest

from atlas.bench import chromium


def test_without_any_browser_the_tests_end_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "find", lambda: None)
    monkeypatch.setattr(chromium, "_ways", lambda: [["true"]])
    with pytest.raises(SystemExit) as ended:
        chromium.install()
    assert "apt-get install chromium" in str(ended.value.code)


def test_after_an_install_that_worked_its_browser_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "find", lambda: "/somewhere/chromium")
    monkeypatch.setattr(chromium, "_ways", lambda: [["true"], ["false"]])
    assert chromium.install() == "/somewhere/chromium"


def test_a_browser_on_the_path_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium.shutil, "which", lambda name: f"/usr/bin/{name}" if name == "google-chrome" else None)
    assert chromium.find() == "/usr/bin/google-chrome"
