"""An admin's limit in the portal: seen and set, a purchase above it asked for, approved, and paid (T11)."""

from playwright.sync_api import expect

from tests.journeys.people import PeopleFactory
from tests.web.conftest import Opens
from tests.web.teams import joins
from tests.web.wallet import ask_the_price, attach, captures


def test_what_is_above_an_admins_limit_is_approved_by_the_owner(people: PeopleFactory, opens: Opens) -> None:
    """The admin reads what is left and asks; the owner finds it on the dashboard, approves it, and it is paid once."""
    owner = people.owner("Olivia Bennett")
    admin = joins(owner, people.user("Marcus Reed"), role="admin")
    at_owner, at_admin = opens(), opens()
    at_owner.sign_in(owner).go_to("Billing")
    attach(at_owner)
    before = len(captures(owner))
    at_owner.go_to("Users")
    at_owner.page.get_by_role("button", name="Marcus Reed").or_(
        at_owner.page.get_by_role("link", name="Marcus Reed")
    ).first.click()
    at_owner.press("Change limit")
    at_owner.fill("Monthly limit in USD", "30", within=at_owner.dialog)
    at_owner.press("Save", within=at_owner.dialog)
    at_owner.says("$30.00")

    at_admin.sign_in(admin).go_to("Billing")
    at_admin.press("Buy credits")
    at_admin.says("You can spend $30.00 more from the owner's PayPal account this month")
    at_admin.fill("Amount in USD", "45", within=at_admin.dialog)
    at_admin.press("Continue", within=at_admin.dialog)
    at_admin.says("Above your monthly limit")
    at_admin.press("Ask the owner", within=at_admin.dialog)
    at_admin.says("We asked the owner")

    at_owner.open("/", "Dashboard")
    at_owner.says("1 purchase waits for your approval")
    at_owner.page.get_by_role("link", name="Review").click()
    at_owner.press("Approve Call credits")
    at_owner.says("Marcus Reed asks for: Call credits, $45.00.")
    at_owner.press("Pay $45.00 with PayPal", within=at_owner.dialog)
    at_owner.says("Approved. We're carrying it out now.")
    expect(at_owner.page.get_by_role("table", name="Approvals")).to_contain_text("Approved")
    at_owner.page.get_by_role("link", name="Payments").click()
    expect(at_owner.page.get_by_role("table", name="Payments")).to_contain_text("Marcus Reed")
    assert len(captures(owner)) == before + 1


def test_the_first_purchase_beyond_a_new_wallets_cap_says_so(people: PeopleFactory, opens: Opens) -> None:
    """The refusal is a sentence of ours, next to the button; nothing is charged."""
    portal, owner = opens(), people.owner()
    portal.sign_in(owner).go_to("Billing")
    attach(portal)
    before = len(captures(owner))
    ask_the_price(portal, "600")
    portal.press("Pay $600.00 with PayPal", within=portal.dialog)
    portal.says("In its first 3 days a newly connected PayPal wallet pays up to 500.00 USD")
    assert len(captures(owner)) == before
