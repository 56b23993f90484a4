"""The phone page: what is sent to its number arrives on it, and everyone can use it."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from local.emulator import Emulator
from tests.browser import axe_violations, launch_arguments

pytestmark = pytest.mark.browser

_NUMBER = "+14155550123"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Return how the browser is launched."""
    return launch_arguments()


@pytest.fixture
def phone(page: Page, simulators: str) -> Iterator[Page]:
    """Open the page with a number selected; fail on any error or warning of the browser."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.goto(f"{simulators}/phone")
    page.get_by_label("Any other number").fill(_NUMBER)
    page.get_by_role("button", name="Use this number").click()
    expect(page.get_by_label("Your phone number")).to_have_value(_NUMBER)
    yield page
    assert [said for said in complaints if "the server responded with a status of 502" not in said] == []


def _open_messages(phone: Page) -> None:
    phone.get_by_role("button", name="Messages").click()


def test_a_text_arrives_without_reloading(phone: Page, emulator: Emulator) -> None:
    """Messages shows a new text, and the tab shows a badge."""
    emulator.client("sns").publish(PhoneNumber=_NUMBER, Message="Your code is 123456")
    expect(phone.get_by_role("button", name="Messages 1 new")).to_be_visible()
    _open_messages(phone)
    expect(phone.get_by_role("listitem")).to_contain_text("Your code is 123456")
    emulator.client("sns").publish(PhoneNumber=_NUMBER, Message="And another")
    expect(phone.get_by_role("listitem").first).to_contain_text("And another")


def test_new_messages_are_announced(phone: Page, emulator: Emulator) -> None:
    """A screen reader announces what arrives."""
    _open_messages(phone)
    expect(phone.get_by_text("No messages yet.")).to_be_visible()
    emulator.client("sns").publish(PhoneNumber=_NUMBER, Message="Listen")
    expect(phone.get_by_role("status")).to_have_text("Text: Listen")


def test_an_invitation_opens_the_app(phone: Page, emulator: Emulator) -> None:
    """The app's own link opens the app, which keeps the code until the user has signed in (T3)."""
    link = "teamline://business/transfer?code=ABCDE-12345"
    emulator.client("sns").publish(PhoneNumber=_NUMBER, Message=f"Join: {link}")
    _open_messages(phone)
    phone.get_by_role("link", name=link).click()
    expect(phone.get_by_text("keep your Business Transfer code")).to_be_visible()


@pytest.mark.parametrize(
    ("kind", "shown"), [("mobile", "mobile"), ("landline", "landline"), ("virtual", "virtual line")]
)
def test_there_is_a_phone_of_every_kind(phone: Page, kind: str, shown: str) -> None:
    """A button selects a new number of each kind of line."""
    phone.get_by_role("button", name=f"New {kind}").click()
    expect(phone.locator("#number")).to_contain_text(shown)


def test_errors_are_shown(phone: Page) -> None:
    """Without an API the app shows an error and a button to try again."""
    phone.get_by_role("button", name="Sign up").click()
    expect(phone.get_by_role("main").get_by_role("alert")).to_contain_text("went wrong")


@pytest.mark.parametrize("width", [360, 1200])
def test_the_phone_is_accessible(phone: Page, emulator: Emulator, width: int) -> None:
    """axe finds nothing on the first screens, and nothing is wider than the window."""
    phone.set_viewport_size({"width": width, "height": 780})
    emulator.client("sns").publish(PhoneNumber=_NUMBER, Message="See https://example.com/app")
    assert axe_violations(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= width
    _open_messages(phone)
    expect(phone.get_by_role("link", name="https://example.com/app")).to_be_visible()
    assert axe_violations(phone) == []


def test_the_keyboard_suffices(phone: Page) -> None:
    """Every control is reached by Tab, and a new screen takes the focus to its heading."""
    phone.get_by_role("button", name="I already have an account").focus()
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name="Sign in")).to_be_focused()
    phone.keyboard.press("Tab")
    expect(phone.get_by_label("Phone number (your Login ID)")).to_be_focused()
