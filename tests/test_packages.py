"""Getting the programs that tests ask: what is there is used; without the rest the tests end with what to install."""

import pytest

from tests import packages


def test_what_cannot_be_installed_ends_the_tests_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "_may_install", lambda: False)
    with pytest.raises(SystemExit) as ended:
        packages.install({"no-such-program": "no-such-package", "sh": "dash"})
    assert "sudo apt-get install no-such-package  (Debian)" in str(ended.value.code)


def test_nothing_is_installed_where_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "INSTALL", ["false"])
    monkeypatch.setattr(packages, "UPDATE", ["no-such-command"])
    packages.install({"sh": "dash"})
    assert packages.missing({"sh": "dash", "no-such-program": "x"}) == ["x"]
