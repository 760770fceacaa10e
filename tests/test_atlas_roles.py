"""Who is a curator: signed in and on the list, or alone on their own machine."""

import os

import pytest

from atlas.roles import (
    ALLOWED_VARIABLE,
    LOCAL_VARIABLE,
    NotOnThisMachine,
    is_loopback,
    person_of,
    refuse_local_curator_beyond,
)

HERE = {"Host": "127.0.0.1:8501"}
ADA = {"email": "Ada@Example.org", "email_verified": True, "sub": "s-1"}


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ALLOWED_VARIABLE, raising=False)
    monkeypatch.delenv(LOCAL_VARIABLE, raising=False)


def test_nobody_is_a_curator_by_default() -> None:
    assert person_of(None, HERE).role == "viewer"
    assert person_of(ADA, HERE).role == "viewer"


@pytest.mark.parametrize("listed", ["ada@example.org", "x@y.z, ADA@example.org ,", "s-1"])
def test_who_is_signed_in_and_listed_is_a_curator(monkeypatch: pytest.MonkeyPatch, listed: str) -> None:
    monkeypatch.setenv(ALLOWED_VARIABLE, listed)
    assert person_of(ADA, HERE).role == "curator"


@pytest.mark.parametrize(
    "signed_in",
    [
        {"email": "ada@example.org", "email_verified": False},
        {"email": "ada@example.org", "email_verified": "true"},
        {"email": "ada@example.org"},
        {"email": "eve@example.org", "email_verified": True},
        {"email": "", "sub": ""},
        {"sub": "ada@example.org.evil"},
        {"sub": "ada@example.org"},
        {"email": "ada@example.org", "email_verified": False, "sub": "ada@example.org"},
        {"email": "ad\N{FULLWIDTH LATIN SMALL LETTER A}@example.org", "email_verified": True},
        {"email": ["ada@example.org"], "email_verified": True},
        {"email": "s-1", "email_verified": True},
        {},
    ],
)
def test_an_unverified_or_unlisted_account_is_none(
    monkeypatch: pytest.MonkeyPatch, signed_in: dict[str, object]
) -> None:
    monkeypatch.setenv(ALLOWED_VARIABLE, "ada@example.org, s-1")
    assert person_of(signed_in, HERE).role == "viewer"


def test_a_letter_whose_lower_case_is_another_letter_is_another_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ALLOWED_VARIABLE, "mike@example.org")
    kelvin = "mi\N{KELVIN SIGN}e@example.org"
    assert kelvin.lower() == "mike@example.org"
    assert person_of({"email": kelvin, "email_verified": True}, HERE).role == "viewer"


def test_a_name_that_cannot_be_written_is_written_with_escapes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LOCAL_VARIABLE, os.fsdecode(b"J\xfcrgen\x1b[2J"))
    person = person_of(None, HERE)
    assert (person.role, person.name) == ("curator", "J\\udcfcrgen\\x1b[2J")


def test_an_unverified_address_never_becomes_a_name_in_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ALLOWED_VARIABLE, "s-1")
    assert person_of({**ADA, "email": "boss@example.org", "email_verified": False}, HERE).name == "s-1"


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:1", "[::1]:8501", "LOCALHOST"])
def test_the_local_curator_is_one_at_an_address_of_this_machine(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv(LOCAL_VARIABLE, "Ada")
    assert person_of(None, {"host": host}) == person_of(ADA, {"host": host})
    assert person_of(None, {"host": host}).name == "Ada"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": "example.org"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "[bad"},
        {**HERE, "X-Forwarded-For": "10.0.0.1"},
        {**HERE, "Forwarded": "for=10.0.0.1"},
        {**HERE, "x-real-ip": "10.0.0.1"},
    ],
)
def test_the_local_curator_is_none_behind_a_proxy_or_another_name(
    monkeypatch: pytest.MonkeyPatch, headers: dict[str, str]
) -> None:
    monkeypatch.setenv(LOCAL_VARIABLE, "Ada")
    assert person_of(None, headers).role == "viewer"


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "", None, "192.168.1.5", "example.org"])
def test_the_local_curator_is_refused_where_others_can_reach_the_server(
    monkeypatch: pytest.MonkeyPatch, address: str | None
) -> None:
    refuse_local_curator_beyond(address)
    monkeypatch.setenv(LOCAL_VARIABLE, "Ada")
    with pytest.raises(NotOnThisMachine, match="127"):
        refuse_local_curator_beyond(address)
    refuse_local_curator_beyond("127.0.0.1")
    assert is_loopback("::1")
