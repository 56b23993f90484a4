"""Money in the portal: the wallet, buying, giving, the books."""

import requests
from playwright.sync_api import expect

from tests.journeys.people import PeopleFactory
from tests.web.portal import Portal
from tests.web.teams import joins
from tests.web.wallet import ask_the_price, attach, captures, will_charge


def test_the_wallet_is_attached_at_paypal_and_pays_after_a_quote(people: PeopleFactory, portal: Portal) -> None:
    """Approve at PayPal, see the price, pay; balance, payment, statement and receipt agree (B1, B5, B13, B15, B16)."""
    portal.sign_in(people.owner()).go_to("Billing")
    portal.says("Connect PayPal to buy credits")
    attach(portal)
    ask_the_price(portal, "50")
    portal.press("Pay $50.00 with PayPal", within=portal.dialog)
    portal.says("Payment complete. The credits are in your balance.")
    _go_on_to(portal, "Statement")
    expect(portal.page.get_by_role("table", name="Statement")).to_contain_text("Credits bought")
    _go_on_to(portal, "Payments")
    expect(portal.page.get_by_role("table", name="Payments")).to_contain_text("Paid")
    with portal.page.expect_download() as receipt:
        portal.page.get_by_role("button", name="PDF receipt").click()
    assert receipt.value.path().read_bytes().startswith(b"%PDF")


def _go_on_to(portal: Portal, page: str) -> None:
    """Open one of the pages of Billing."""
    places = portal.page.get_by_role("navigation", name="Billing pages")
    places.get_by_role("link", name=page, exact=True).click()
    portal.settled()


def test_leaving_paypal_without_approving_attaches_nothing(people: PeopleFactory, portal: Portal) -> None:
    """Coming back by cancel says so, and the way on."""
    portal.sign_in(people.owner()).go_to("Billing")
    portal.press("Connect PayPal")
    portal.page.get_by_role("button", name="Cancel and return").click()
    portal.says("You left PayPal before approving.")


def test_a_double_click_pays_once(people: PeopleFactory, portal: Portal) -> None:
    """However often the button is pressed, one key goes out and money moves once (E2, B5)."""
    owner = people.owner()
    portal.sign_in(owner).go_to("Billing")
    attach(portal)
    ask_the_price(portal, "20")
    keys: list[str | None] = []
    portal.page.on(
        "request",
        lambda sent: sent.url.endswith("/v1/billing/credits") and keys.append(sent.headers.get("idempotency-key")),
    )
    before = len(captures(owner))
    portal.dialog.get_by_role("button", name="Pay $20.00 with PayPal").dblclick()
    portal.says("Payment complete. The credits are in your balance.")
    assert len(set(keys)) == 1
    assert len(captures(owner)) == before + 1


def test_a_declined_payment_says_so_and_keeps_what_was_typed(people: PeopleFactory, portal: Portal) -> None:
    """The refusal is shown next to the button; another try is another payment, and succeeds (B5)."""
    owner = people.owner()
    portal.sign_in(owner).go_to("Billing")
    attach(portal)
    will_charge(owner, "declined")
    ask_the_price(portal, "30")
    portal.press("Pay $30.00 with PayPal", within=portal.dialog)
    expect(portal.dialog.get_by_role("group", name="Error").or_(portal.dialog.get_by_text("declined"))).to_be_visible()
    expect(portal.dialog.get_by_label("Amount in USD")).to_have_value("30")
    portal.press("Pay $30.00 with PayPal", within=portal.dialog)
    portal.says("Payment complete. The credits are in your balance.")


def test_unspent_credits_are_refunded(people: PeopleFactory, portal: Portal) -> None:
    """All of it is offered; a smaller amount is quoted, confirmed, and goes back to PayPal (B18)."""
    owner = people.owner()
    portal.sign_in(owner).go_to("Billing")
    attach(portal)
    ask_the_price(portal, "20")
    portal.press("Pay $20.00 with PayPal", within=portal.dialog)
    portal.says("Payment complete. The credits are in your balance.")
    _go_on_to(portal, "Payments")
    portal.page.get_by_role("button", name="Refund unspent credits").click()
    expect(portal.dialog.get_by_role("button", name="Refund $20.00")).to_be_visible()
    portal.fill("Amount in USD", "8", within=portal.dialog)
    portal.press("Continue", within=portal.dialog)
    expect(portal.dialog.get_by_text("$12.00")).to_be_visible()
    portal.press("Refund $8.00", within=portal.dialog)
    portal.says("We asked PayPal to refund $8.00.")
    left, none = ({"amount": amount, "currency": "USD"} for amount in ("12.00", "0.00"))
    owner.eventually("/v1/billing", balance=left, held=none)
    assert captures(owner)[-1]["refunded"] == "8.00"


def test_an_amount_that_cannot_be_is_refused_at_its_field(people: PeopleFactory, portal: Portal) -> None:
    """Letters by the form itself, too much by the API, both at the field (E3)."""
    portal.sign_in(people.owner()).go_to("Billing")
    attach(portal)
    portal.press("Buy credits")
    portal.fill("Amount in USD", "lots", within=portal.dialog)
    portal.press("Continue", within=portal.dialog)
    expect(portal.dialog.get_by_text("Enter an amount in USD, such as 25.00.")).to_be_visible()
    portal.fill("Amount in USD", "5,000", within=portal.dialog)
    portal.press("Continue", within=portal.dialog)
    expect(portal.dialog.get_by_text("Buy 1.00 to 1,000.00 USD at a time")).to_be_visible()


def test_credits_are_given_charged_for_and_taken_back(people: PeopleFactory, portal: Portal) -> None:
    """What the balance lacks is quoted and charged in the same step; what is unspent comes back (B6)."""
    owner = people.owner()
    priya = joins(owner, people.user("Priya Nair"))
    priya.sees("/v1/users/me/credits")
    portal.sign_in(owner).go_to("Billing")
    attach(portal)
    portal.go_to("Users")
    portal.press("Manage Priya Nair")
    panel = portal.page.get_by_role("complementary", name="About Priya Nair")
    portal.press("Give credits", within=panel)
    portal.fill("Amount in USD", "12.50", within=portal.dialog)
    portal.press("Continue", within=portal.dialog)
    portal.press("Pay $12.50 with PayPal", within=portal.dialog)
    expect(panel.get_by_text("$12.50").first).to_be_visible()
    portal.press("Take back", within=panel)
    portal.press("Take back", within=portal.dialog)
    expect(panel.get_by_role("button", name="Take back")).to_be_disabled()


def test_a_monthly_allowance_is_set_and_stopped(people: PeopleFactory, portal: Portal) -> None:
    """Its first day is quoted, PayPal is not charged; beside the credits it says when it is given next (B6)."""
    owner = people.owner()
    priya = joins(owner, people.user("Priya Nair"))
    owner.sees(f"/v1/users/{priya.account_id}/credits")
    portal.sign_in(owner).go_to("Users")
    portal.press("Manage Priya Nair")
    panel = portal.page.get_by_role("complementary", name="About Priya Nair")
    portal.press("Set allowance", within=panel)
    portal.fill("Monthly amount in USD", "12.50", within=portal.dialog)
    portal.press("Continue", within=portal.dialog)
    expect(portal.dialog.get_by_text("A monthly allowance for Priya Nair")).to_be_visible()
    portal.press("Set allowance", within=portal.dialog)
    expect(panel.get_by_text("$12.50 a month from the team's balance, next on")).to_be_visible()
    portal.press("Stop allowance", within=panel)
    portal.press("Stop allowance", within=portal.dialog)
    expect(panel.get_by_text("None.")).to_be_visible()


def test_automatic_top_up_is_switched_on_and_off(people: PeopleFactory, portal: Portal) -> None:
    """Three amounts, checked; shown in a sentence; off again (B7)."""
    portal.sign_in(people.owner()).go_to("Billing")
    attach(portal)
    _go_on_to(portal, "Settings")
    portal.press("Turn on")
    portal.fill("When the balance falls below", "10", within=portal.dialog)
    portal.fill("Add this much", "25", within=portal.dialog)
    portal.press("Save", within=portal.dialog)
    expect(portal.dialog.get_by_text("Enter an amount in USD.")).to_be_visible()
    portal.fill("Monthly limit", "100", within=portal.dialog)
    portal.press("Save", within=portal.dialog)
    portal.says("When the balance falls below $10.00, add $25.00, up to $100.00 a month.")
    portal.press("Change")
    portal.press("Turn off", within=portal.dialog)
    portal.says("Off. Turn on to add funds from PayPal")


def test_the_wallet_is_removed(people: PeopleFactory, portal: Portal) -> None:
    """Removing says what it means first (B1)."""
    portal.sign_in(people.owner()).go_to("Billing")
    attach(portal)
    portal.press("Remove")
    expect(portal.dialog.get_by_text("You keep the balance and can spend it.")).to_be_visible()
    portal.press("Remove", within=portal.dialog)
    portal.says("No payment method yet.")


def test_the_nightly_check_is_on_the_statement(people: PeopleFactory, portal: Portal) -> None:
    """Everybody can see when the books were last recomputed, and that nothing was missing (B16)."""
    owner = people.owner()
    portal.sign_in(owner).go_to("Billing")
    attach(portal)
    ask_the_price(portal, "5")
    portal.press("Pay $5.00 with PayPal", within=portal.dialog)
    portal.says("Payment complete. The credits are in your balance.")
    requests.post(f"{owner.addresses.simulators}/_control/jobs", json={}, timeout=60).raise_for_status()
    _go_on_to(portal, "Statement")
    portal.says("difference $0.00")
