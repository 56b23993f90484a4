"""The app on the phone buys in each app store, and Teamline knows what is paid (B9)."""

import pytest
from playwright.sync_api import Locator, Page, expect

from local.polling import wait_until
from tests.browser import axe_violations
from tests.journeys.people import PeopleFactory

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("store", ["App Store", "Google Play"])
def test_a_purchase_in_the_app_is_on_the_account(phone: Page, people: PeopleFactory, store: str) -> None:
    """The proof is verified at once, and the store's notification says that the renewal is off."""
    ben = people.user("Ben Buyer")
    phone.get_by_label("Any other number").fill(ben.phone_number)
    phone.get_by_role("button", name="Use this number").click()
    phone.get_by_role("button", name="I already have an account").click()
    phone.get_by_label("Password").fill(ben.password)
    phone.get_by_role("button", name="Sign in").click()
    phone.get_by_role("button", name="Settings").click()
    phone.get_by_role("button", name="Subscription").click()
    expect(phone.get_by_role("heading", name="Subscription")).to_be_focused()
    expect(phone.get_by_text("You have no subscription from an app store.")).to_be_visible()
    phone.get_by_label("App store").select_option(store)
    phone.get_by_label("Plan").select_option("phone.us.monthly")
    assert axe_violations(phone) == []
    phone.get_by_role("button", name="Buy", exact=True).click()
    expect(phone.get_by_text("Your subscription is active on this account.")).to_be_visible()
    expect(phone.get_by_role("heading", name=store, exact=True)).to_be_visible()
    assert axe_violations(phone) == []
    turn_off = phone.get_by_role("button", name=f"Turn off renewal in {store}")
    _reopen_until_visible(phone, turn_off)
    _choose_a_number(phone, store)
    turn_off.click()
    expect(phone.get_by_text("The store won't renew it.")).to_be_visible()
    _reopen_until_visible(phone, phone.get_by_text("Ends when its paid time is over", exact=True))


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
