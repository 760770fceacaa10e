"""Signing in at a real OpenID Connect provider: who is on the list reviews, everybody else looks."""

import urllib.request
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from atlas.bench.serving import free_port, running_app
from atlas.roles import ALLOWED_VARIABLE, LOCAL_VARIABLE
from corpus.decisions.log import open_log
from corpus.reports import read_reports
from tests.factories import write_report
from tests.identity_provider import running_identity_provider

pytestmark = pytest.mark.browser
SignIn = Callable[[str], Page]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for name, place in (("r1", "Hyesan"), ("r2", "Musan"), ("r3", "Sinuiju")):
        write_report(folder, name, f"{place} was put under lockdown on January 29, 2021, residents said.")
    return folder


@pytest.fixture(scope="module")
def app(folder: Path) -> Iterator[str]:
    """An app where Ada and the account of an unverified address may be curators, by e-mail address."""
    port = free_port()
    with pytest.MonkeyPatch.context() as patch, running_identity_provider(_callback(port)) as secrets:
        patch.setenv(ALLOWED_VARIABLE, "ada@example.org, unverified@example.org")
        patch.delenv(LOCAL_VARIABLE, raising=False)
        file = folder.parent / "secrets.toml"
        file.write_text(secrets, encoding="utf-8")
        with running_app("--reports", str(folder), port=port, options=["--secrets.files", str(file)]) as address:
            yield address


def _callback(port: int) -> str:
    return f"http://127.0.0.1:{port}/oauth2callback"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context
    context.close()


@pytest.fixture
def sign_in(app: str, context: BrowserContext) -> SignIn:
    """Sign in by a name and open the review page."""

    def signed_in(name: str) -> Page:
        page = context.new_page()
        page.goto(f"{app}/review")
        page.get_by_role("button", name="Sign in").click()
        page.locator("input[name=login]").fill(name)
        page.locator("input[name=password]").fill("anything")
        page.get_by_role("button", name="Sign-in").click()
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url(f"{app}/**")
        page.goto(f"{app}/review")
        return page

    return signed_in


def test_a_curator_signs_in_reviews_under_their_address_and_signs_out(
    sign_in: SignIn, folder: Path, app: str, context: BrowserContext
) -> None:
    page = sign_in("ada")
    expect(page.get_by_role("button", name="Accept")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_text("ada@example.org accepted")).to_be_visible()
    reports, _ = read_reports(folder)
    assert [own.who for report in reports for own in open_log(folder).of_report(report)] == ["ada@example.org"]
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Yes, sign me out").click()
    page.wait_for_url(f"{app}/**")
    page.goto(f"{app}/review")
    expect(page.get_by_text("Curators sign in to review.")).to_be_visible()
    assert [own["name"] for own in context.cookies() if own["name"].startswith("_streamlit_user")] == []


@pytest.mark.parametrize(
    ("name", "why"),
    [("eve", "is not on the list of curators"), ("unverified", "is not verified by the identity provider")],
)
def test_who_is_signed_in_and_no_curator_is_told_and_sees_no_claim(sign_in: SignIn, name: str, why: str) -> None:
    page = sign_in(name)
    expect(page.get_by_text(f"{name}@example.org {why}")).to_be_visible()
    expect(page.get_by_role("button", name="Accept")).to_have_count(0)


def test_a_made_up_cookie_is_no_sign_in(app: str, context: BrowserContext) -> None:
    told = b64encode(b'{"email": "ada@example.org", "email_verified": true, "is_logged_in": true}').decode()
    forged = f"2|1:0|10:1796000000|15:_streamlit_user|{len(told)}:{told}|{'0' * 64}"
    context.add_cookies([{"name": "_streamlit_user", "value": forged, "url": app}])
    page = context.new_page()
    page.goto(f"{app}/review")
    expect(page.get_by_text("Curators sign in to review.")).to_be_visible()


def test_the_cookie_of_who_has_signed_in_is_closed_to_scripts(sign_in: SignIn, context: BrowserContext) -> None:
    page = sign_in("ada")
    expect(page.get_by_role("button", name="Accept")).to_be_visible()
    cookies = {own["name"]: own for own in context.cookies()}
    assert cookies["_streamlit_user"]["httpOnly"]
    assert cookies["_streamlit_user"]["sameSite"] in ("Lax", "Strict")


def test_a_sign_in_sends_nobody_to_another_site(app: str) -> None:
    with urllib.request.urlopen(f"{app}/oauth2callback?state=x&code=y&next=https://evil.example") as answer:
        assert answer.url.startswith(app)
