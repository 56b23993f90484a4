"""The app on the phone buys in each app store, and Teamline knows what is paid (B9)."""

import pytest
from playwright.sync_api import Locator, Page, expect

from local.people import Person
from local.polling import wait_until
from tests.browser import axe_violations
from tests.journeys.people import PeopleFactory

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("store", ["App Store", "Google Play"])
def test_a_purchase_in_the_app_is_on_the_account(phone: Page, people: PeopleFactory, store: str) -> None:
    """The proof is verified at once, and the store's notification says that the renewal is off."""
    _buy(phone, people.user("Ben Buyer"), store)
    turn_off = phone.get_by_role("button", name=f"Turn off renewal in {store}")
    _reopen_until_visible(phone, turn_off)
    _choose_a_number(phone, store)
    turn_off.click()
    expect(phone.get_by_text("The store won't renew it.")).to_be_visible()
    _reopen_until_visible(phone, phone.get_by_text("Ends when its paid time runs out", exact=True))


@pytest.mark.parametrize("store", ["App Store", "Google Play"])
def test_the_phone_moves_to_the_web_and_keeps_every_day(phone: Page, people: PeopleFactory, store: str) -> None:
    """Bought and verified there, with a number: both calendars come first, then who cancels, and no day is lost."""
    _buy(phone, people.user("Ben Buyer"), store)
    _reopen_until_visible(phone, phone.get_by_role("button", name=f"Turn off renewal in {store}"))
    _choose_a_number(phone, store)
    paid = _paid_through(phone)
    phone.get_by_role("button", name="Move to the web").click()
    expect(phone.get_by_role("heading", name="Move to the web?")).to_be_focused()
    stay, moved = (
        phone.get_by_role("table", name=f"If you {what}") for what in ("stay in the store", "move to the web")
    )
    expect(stay.get_by_role("cell", name=store).first).to_be_visible()
    expect(moved.get_by_role("cell", name="No one")).to_be_visible()
    expect(phone.get_by_text("Days paid twice: 0.")).to_be_visible()
    expect(phone.get_by_text("No PayPal account is connected")).to_be_visible()
    assert axe_violations(phone) == []
    phone.get_by_role("button", name="Move to the web").click()
    expect(phone.get_by_text("You moved to the web. Every day you paid for stays yours.")).to_be_visible()
    expect(phone.get_by_role("button", name="Buy", exact=True)).to_be_hidden()
    assert _paid_through(phone) == paid
    assert axe_violations(phone) == []
    if store == "App Store":
        expect(phone.get_by_text("App Store charges you again on")).to_be_visible()
    else:
        _reopen_until_visible(phone, phone.get_by_text("Ends when its paid time runs out", exact=True))
    phone.get_by_role("button", name="Back").click()
    phone.get_by_role("button", name="Back").click()
    phone.get_by_role("button", name="My numbers").click()
    _reopen_until_visible(phone, phone.get_by_text("You", exact=True), screen="My numbers")


def _buy(phone: Page, ben: Person, store: str) -> None:
    """Sign in, buy in the store, and see the proof verified."""
    phone.get_by_label("Any other number").fill(ben.phone_number)
    phone.get_by_role("button", name="Use this number").click()
    phone.get_by_role("button", name="I already have an account").click()
    phone.get_by_label("Password").fill(ben.password)
    phone.get_by_role("button", name="Sign in").click()
    phone.get_by_role("button", name="Settings").click()
    phone.get_by_role("button", name="Subscription").click()
    expect(phone.get_by_role("heading", name="Subscription")).to_be_focused()
    expect(phone.get_by_text("You don't have an app store subscription.")).to_be_visible()
    phone.get_by_label("App store").select_option(store)
    phone.get_by_label("Plan").select_option("phone.us.monthly")
    assert axe_violations(phone) == []
    phone.get_by_role("button", name="Buy", exact=True).click()
    expect(phone.get_by_text("Your subscription is active on this account.")).to_be_visible()
    expect(phone.get_by_role("heading", name=store, exact=True)).to_be_visible()
    assert axe_violations(phone) == []


def _paid_through(phone: Page) -> str:
    """Return until when the subscription is said to be paid."""
    return phone.locator("dt", has_text="Paid through").locator("xpath=following-sibling::dd[1]").inner_text()


def _choose_a_number(phone: Page, store: str) -> None:
    """Choose a number that the store is paid for: quoted as free, ordered without a wallet, and in use at once."""
    phone.get_by_role("button", name="Choose a number").click()
    expect(phone.get_by_role("heading", name="Choose a number")).to_be_focused()
    assert axe_violations(phone) == []
    phone.get_by_role("button", name="Choose: ").first.click()
    expect(phone.get_by_text("To pay now: 0.00 USD")).to_be_visible()
    assert axe_violations(phone) == []
    phone.get_by_role("button", name="Get this number").click()
    expect(phone.get_by_role("heading", name="My numbers")).to_be_focused()
    _reopen_until_visible(phone, phone.get_by_text(f"You, in {store}"), screen="My numbers")
    phone.get_by_role("button", name="Back").click()
    phone.get_by_role("button", name="Settings").click()
    phone.get_by_role("button", name="Subscription").click()
    expect(phone.get_by_role("button", name="Choose a number")).to_be_hidden()


def _reopen_until_visible(phone: Page, wanted: Locator, screen: str = "Subscription") -> None:
    """Open the screen again until what follows from a notification has arrived and shows."""

    def is_shown() -> bool:
        phone.get_by_role("button", name="Back").click()
        phone.get_by_role("button", name=screen).click()
        expect(phone.get_by_role("heading", name=screen)).to_be_focused()
        return wanted.is_visible()

    wait_until(str(wanted), is_shown, limit=20)
