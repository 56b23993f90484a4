"""The phone's session and its requests: one refresh for everyone, and a drawer that shows what is asked of the API."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from local.emulator import Emulator
from tests.browser import axe_violations, launch_arguments

pytestmark = pytest.mark.browser

_NUMBER, _OTHER = "+14155550123", "+14155550124"
_PROFILE = {"account_id": "acc_1", "name": "Ada", "phone_number": _NUMBER, "email": "ada@example.com"}
_EXPIRED = {"status": 401, "code": "unauthenticated", "detail": "Sign in again."}


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Return how the browser is launched."""
    return launch_arguments()


class _Api:
    """Answers the app as the API does whose access tokens have just expired."""

    def __init__(self) -> None:
        self.generation = 1
        self.keys: list[str] = []
        self.refresh: Callable[[Route], None] = self.give_tokens

    def answer(self, route: Route) -> None:
        path = route.request.url.partition("/phone/api")[2]
        if path == "/v1/sessions/refresh":
            self.keys.append(route.request.headers["idempotency-key"])
            self.refresh(route)
        elif route.request.headers.get("authorization") != f"Bearer access {self.generation}":
            _fulfill(route, 401, _EXPIRED)
        else:
            _fulfill(route, 200, {**_PROFILE, "items": []})

    def give_tokens(self, route: Route) -> None:
        sent = json.loads(route.request.post_data or "{}")["refresh_token"]
        if sent != f"refresh {self.generation}":  # within ten seconds, the same device gets the same answer again
            return _fulfill(route, 200, self.tokens)
        self.generation += 1
        return _fulfill(route, 200, self.tokens)

    @property
    def tokens(self) -> dict[str, str]:
        return {"access_token": f"access {self.generation}", "refresh_token": f"refresh {self.generation}"}


def _fulfill(route: Route, status: int, body: object) -> None:
    route.fulfill(status=status, content_type="application/json", body=json.dumps(body))


@pytest.fixture
def api(context: BrowserContext, simulators: str) -> Iterator[_Api]:
    """Sign the phone in with tokens that have expired."""
    api = _Api()
    tokens = json.dumps({"access_token": "access 0", "refresh_token": "refresh 1"})
    stored = "if (!localStorage.begun) { localStorage.begun = 'yes';"
    stored += f"localStorage.setItem('phone {_NUMBER}', {json.dumps(tokens)});"
    stored += f"localStorage.current = {json.dumps(json.dumps(_NUMBER))}; }}"
    context.add_init_script(stored)
    context.route("**/phone/api/**", api.answer)
    yield api
    context.unroute_all(behavior="ignoreErrors")


def _open(page: Page, simulators: str) -> Page:
    page.goto(f"{simulators}/phone")
    return page


def test_requests_at_once_share_one_refresh(page: Page, api: _Api, simulators: str) -> None:
    """I8: the screen sends four requests with an expired token; one refresh follows, and the person stays signed in."""
    expect(_open(page, simulators).get_by_role("heading", name="Hello Ada")).to_be_visible()
    assert len(api.keys) == 1


def test_two_tabs_go_on_with_one_token(context: BrowserContext, api: _Api, simulators: str) -> None:
    """I8: both tabs have the same expired token, and go on with the same next one.

    Browsers bring a change of localStorage to another tab late, so that it may ask once more; the API allows it.
    """
    pages = [context.new_page() for _ in range(2)]
    for page in pages:
        page.goto(f"{simulators}/phone", wait_until="commit")
    for page in pages:
        expect(page.get_by_role("heading", name="Hello Ada")).to_be_visible()
    assert api.generation == 2


def test_a_lost_answer_of_a_refresh_is_asked_for_again(page: Page, api: _Api, simulators: str) -> None:
    """I8: a bad connection ends no session, and the next try repeats the key, by which the API knows it."""
    api.refresh = lambda route: route.abort()
    alert = _open(page, simulators).get_by_role("main").get_by_role("alert")
    expect(alert.filter(has_text="You appear to be offline")).to_be_visible()
    api.refresh = api.give_tokens
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name="Hello Ada")).to_be_visible()
    assert len(set(api.keys)) == 1


def test_a_session_that_ended_is_signed_out(page: Page, api: _Api, simulators: str) -> None:
    """Only the API's own no ends it."""
    api.refresh = lambda route: _fulfill(route, 401, {"status": 401, "code": "session_over"})
    expect(_open(page, simulators).get_by_role("heading", name="Welcome to Teamline")).to_be_visible()


def test_the_drawer_shows_requests_without_secrets(page: Page, api: _Api, simulators: str) -> None:
    """Each request with its screen, status and bodies; tokens are left out, and nothing is drawn while it is closed."""
    expect(_open(page, simulators).get_by_role("heading", name="Hello Ada")).to_be_visible()
    assert page.locator("#requests li").count() == 0
    page.get_by_text("Requests", exact=True).click()
    refresh = page.locator("#requests li").filter(has_text="POST /v1/sessions/refresh")
    expect(refresh).to_contain_text("200")
    refresh.locator("summary").click()
    expect(refresh).to_contain_text('"refresh_token": "…"')
    expect(page.locator("#requests li").filter(has_text="GET /v1/profile").first).to_contain_text("on home")
    assert "refresh 1" not in page.content()
    assert axe_violations(page) == []


def test_phones_with_something_new_are_listed(page: Page, simulators: str, emulator: Emulator) -> None:
    """What arrives on another phone of this browser shows on the desk, and one click selects that phone."""
    _open(page, simulators)
    for number in (_OTHER, _NUMBER):
        page.get_by_label("Any other number").fill(number)
        page.get_by_role("button", name="Use this number").click()
        expect(page.get_by_label("Your phone number")).to_have_value(number)
    emulator.client("sns").publish(PhoneNumber=_OTHER, Message="Hello")
    elsewhere = page.get_by_role("button", name="(415) 555-0124 1 new")
    expect(elsewhere).to_be_visible()
    assert axe_violations(page) == []
    elsewhere.click()
    expect(page.get_by_label("Your phone number")).to_have_value(_OTHER)
    expect(page.get_by_role("button", name="Messages 1 new")).to_be_visible()
