"""The first day of a team, with mouse and keyboard alone: the owner in the portal, the invited on their phones."""

from playwright.sync_api import Browser, Page, expect

from local.people import Person
from tests.journeys.people import PeopleFactory
from tests.web.portal import Portal
from tests.web.wallet import ask_the_price, attach


def _signs_up(portal: Portal, person: Person) -> None:
    portal.open("/sign-up", "What's your phone number?")
    portal.fill("Phone number", person.phone_number)
    portal.press("Send me a code")
    portal.shows("Enter the code")
    portal.fill("Code", person.code_from("sms"))
    portal.shows("Your details")
    for label, value in (("Name", person.name), ("Email", person.email), ("Password", person.password)):
        portal.fill(label, value)
    portal.press("Create account")
    portal.shows("Dashboard")


def _invites(portal: Portal, person: Person, dollars: str) -> None:
    portal.press("Add users")
    form = portal.dialog
    for label, value in (("Phone number", person.phone_number), ("Email", person.email), ("Name", person.name)):
        portal.fill(label, value, within=form)
    portal.fill("Credits", dollars, within=form)
    portal.press("Send invitation", within=form)
    expect(form.get_by_text(f"We invited {person.name}")).to_be_visible()
    portal.press("Close", within=form)


def _phone_of(browser: Browser, person: Person) -> Page:
    phone = browser.new_page(viewport={"width": 390, "height": 844})
    phone.goto(f"{person.addresses.simulators}/phone")
    phone.get_by_label("Any other number").fill(person.phone_number)
    phone.get_by_role("button", name="Use this number").click()
    return phone


def _joins(phone: Page, team: str) -> None:
    phone.get_by_role("button", name="Continue").click()
    phone.get_by_role("button", name=f"Agree and join {team}").click()
    expect(phone.get_by_text("Active", exact=True)).to_be_visible()


def _newcomer_joins(phone: Page, person: Person, team: str) -> None:
    """From the link in the text: the app opens with the code, and asks to sign up first."""
    phone.get_by_role("button", name="Messages").click()
    phone.get_by_role("link", name="/join#").click()
    phone.get_by_role("button", name="Sign up").click()
    phone.get_by_label("Six-digit code").fill(person.code_from("sms"))
    phone.get_by_role("button", name="Confirm").click()
    for label, value in (("Name", person.name), ("Email", person.email), ("Password", person.password)):
        phone.get_by_label(label).fill(value)
    phone.get_by_role("button", name="Create account").click()
    _joins(phone, team)


def _customer_joins(phone: Page, person: Person, team: str) -> None:
    """Signed in, Settings > Business Account, the code typed by hand."""
    phone.get_by_role("button", name="I already have an account").click()
    phone.get_by_label("Password").fill(person.password)
    phone.get_by_role("button", name="Sign in").click()
    expect(phone.get_by_role("heading", name=f"Hello {person.name}")).to_be_visible()
    phone.get_by_role("button", name="Settings").click()
    phone.get_by_role("button", name="Business Account").click()
    phone.get_by_label("Business Transfer code").fill(person.transfer_code_from("sms").lower())
    _joins(phone, team)


def test_an_owner_and_two_members_on_their_first_day(people: PeopleFactory, portal: Portal, browser: Browser) -> None:
    """Sign up, open a team, attach PayPal, buy credits, invite a newcomer and a customer: both join and have theirs."""
    olivia, ben, ada = (
        people.without_account("Olivia Owner"),
        people.without_account("Ben Brandnew"),
        people.user("Ada Already"),
    )
    _signs_up(portal, olivia)
    portal.press("Manage other users in this account")
    portal.says("Set up your team")
    portal.go_to("Billing")
    attach(portal)
    ask_the_price(portal, "40")
    portal.press("Pay $40.00 with PayPal", within=portal.dialog)
    portal.says("Payment complete. The credits are in your balance.")
    portal.go_to("Users")
    _invites(portal, ben, "15")
    _invites(portal, ada, "10")
    _newcomer_joins(_phone_of(browser, ben), ben, "Olivia Owner's team")
    _customer_joins(_phone_of(browser, ada), ada, "Olivia Owner's team")
    for person, dollars in ((ben, "$15.00"), (ada, "$10.00")):
        row = portal.page.get_by_role("row").filter(has_text=person.name)
        expect(row).to_contain_text("Active")
        portal.press(f"Manage {person.name}")
        panel = portal.page.get_by_role("complementary", name=f"About {person.name}")
        expect(panel.get_by_text(dollars).first).to_be_visible()
