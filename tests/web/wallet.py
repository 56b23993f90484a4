"""Controls PayPal's simulator for the tests: its approval page, and how the next charges go."""

from typing import Any

import requests
from playwright.sync_api import expect

from local.people import Person
from tests.web.portal import Portal


def attach(portal: Portal) -> None:
    """Attach a PayPal wallet, from Billing to PayPal and back."""
    approve(portal)
    portal.shows("Billing")
    portal.settled()


def approve(portal: Portal) -> None:
    """Attach a PayPal wallet, up to the word that it is."""
    portal.press("Connect PayPal")
    portal.page.get_by_role("button", name="Agree and continue").click()
    portal.says("PayPal is connected")


def ask_the_price(portal: Portal, amount: str) -> None:
    """Open the form and have the purchase quoted."""
    portal.press("Buy credits")
    portal.fill("Amount in USD", amount, within=portal.dialog)
    portal.press("Continue", within=portal.dialog)
    expect(portal.dialog.get_by_text("Charged to PayPal now")).to_be_visible()


def will_charge(person: Person, charge: str, times: int = 1) -> None:
    """How PayPal behaves at the next charges."""
    url = f"{person.addresses.simulators}/_control/paypal/behaviour"
    requests.post(url, json={"charge": charge, "times": times}, timeout=10).raise_for_status()


def captures(person: Person) -> list[dict[str, Any]]:
    """Every charge that money moved for at PayPal."""
    found = requests.get(f"{person.addresses.simulators}/_control/paypal/captures", timeout=10).json()
    return list(found["items"] if isinstance(found, dict) else found)
