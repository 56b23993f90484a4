"""One's own account in the portal, and the team that one opens, leaves or gives up."""

from playwright.sync_api import expect

from tests.journeys.people import PeopleFactory
from tests.web.portal import Portal
from tests.web.teams import joins
from tests.web.wallet import ask_the_price, attach, captures


def test_name_and_time_zone_are_changed(people: PeopleFactory, portal: Portal) -> None:
    """What is saved is shown everywhere at once; times are shown in the zone that was chosen (I9)."""
    portal.sign_in(people.user("Nora North")).go_to("Profile")
    portal.page.get_by_role("textbox", name="Name").fill("Nora South")
    portal.page.get_by_role("button", name="Time zone").click()
    portal.page.get_by_role("combobox").fill("Tokyo")
    portal.page.get_by_role("option", name="Asia/Tokyo").click()
    portal.press("Save", within=portal.page.get_by_role("form", name="Your details"))
    portal.says("Profile saved.")
    expect(portal.page.get_by_role("button", name="Nora South")).to_be_visible()
    expect(portal.page.get_by_role("list", name="Sessions")).to_contain_text("GMT+9")


def test_mails_of_new_texts_are_chosen(people: PeopleFactory, portal: Portal) -> None:
    """Off until it is chosen; what was chosen is there when the page is opened again (E1)."""
    portal.sign_in(people.user("Tess Texts")).go_to("Profile")
    form = portal.page.get_by_role("form", name="Your details")
    expect(form.get_by_role("radio", name="Don't email me")).to_be_checked()
    form.get_by_role("radio", name="Email me who texted, and when").check()
    portal.press("Save", within=form)
    portal.says("Profile saved.")
    portal.page.reload()
    expect(form.get_by_role("radio", name="Email me who texted, and when")).to_be_checked()


def test_a_bad_email_is_refused_at_its_field(people: PeopleFactory, portal: Portal) -> None:
    """The field is named, and what was typed stays (E3)."""
    portal.sign_in(people.user("Bad Email")).go_to("Profile")
    field = portal.page.get_by_role("textbox", name="Email")
    field.fill("nobody")
    portal.press("Save", within=portal.page.get_by_role("form", name="Your details"))
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("nobody")


def test_a_team_is_opened_and_waited_for(people: PeopleFactory, portal: Portal) -> None:
    """The option opens the team; the menu grows, and the three first steps are there (I9)."""
    portal.sign_in(people.user("Tina Team"))
    portal.press("Manage other users in this account")
    portal.says("Set up your team")
    portal.go_to("Users")


def test_the_option_can_be_switched_off_only_while_no_one_is_invited(people: PeopleFactory, portal: Portal) -> None:
    """The refusal says why; without the invitation it goes (I9)."""
    owner, guest = people.owner(), people.without_account("Gus Guest")
    invitation = owner.invites(guest)
    owner.eventually("/v1/profile", manages_team=True)
    portal.sign_in(owner).go_to("Profile")
    option = portal.page.get_by_role("checkbox", name="Manage other users in this account")
    option.click()
    portal.says("Revoke them first.")
    expect(option).to_be_checked()
    owner.delete(f"/v1/team/invitations/{invitation['invitation_id']}").raise_for_status()
    expect(option).to_be_enabled()


def test_a_member_sees_their_own_things_and_leaves(people: PeopleFactory, portal: Portal) -> None:
    """No users, no activity; their credits, whose team it is, and the way out (T1, T8)."""
    owner, mia = people.owner(), people.user("Mia Member")
    joins(owner, mia)
    portal.sign_in(mia)
    portal.says("Your credits")
    expect(portal.page.get_by_role("link", name="Activity")).to_have_count(0)
    portal.open("/users", "Users")
    portal.says("Only the team's owner and admins can see this.")
    portal.go_to("Profile")
    portal.press("Leave team")
    portal.fill("To confirm, type", str(owner.sees("/v1/team")["name"]), within=portal.dialog)
    portal.press("Leave", within=portal.dialog)
    portal.says("You left “")


def test_the_team_is_handed_over(people: PeopleFactory, portal: Portal) -> None:
    """After typing the name, the other owns it and one is an admin (T9)."""
    owner, heir = people.owner(), people.user("Hana Heir")
    joins(owner, heir)
    portal.sign_in(owner).go_to("Users")
    portal.press("Manage Hana Heir")
    portal.press("Make owner")
    portal.fill("To confirm, type “Hana Heir”", "Hana Heir", within=portal.dialog)
    portal.press("Make owner", within=portal.dialog)
    portal.says("Hana Heir now owns the team.")
    assert heir.sees("/v1/team")["role"] == "owner"


def test_an_account_is_closed(people: PeopleFactory, portal: Portal) -> None:
    """Type the name; signed out at once, and the way back in is shut (I10)."""
    zoe = people.user("Zoe Zen")
    portal.sign_in(zoe).go_to("Profile")
    portal.press("Close account")
    portal.fill("To confirm, type “Zoe Zen”", "Zoe Zen", within=portal.dialog)
    portal.press("Close account", within=portal.dialog)
    portal.shows("Your account is closed")
    answer = zoe.post("/v1/sessions", {"phone_number": zoe.phone_number, "password": zoe.password})
    assert answer.status_code == 401


def test_what_is_left_is_refunded_before_an_account_is_closed(people: PeopleFactory, portal: Portal) -> None:
    """The dialog says what is lost and offers the refund; back in it, nothing is left to lose (I10, B18)."""
    lea = people.user("Lea Leaver")
    portal.sign_in(lea).go_to("Billing")
    attach(portal)
    ask_the_price(portal, "20")
    portal.press("Pay $20.00 with PayPal", within=portal.dialog)
    portal.says("Payment complete. The credits are in your balance.")
    portal.go_to("Profile")
    portal.press("Close account")
    expect(portal.dialog.get_by_text("You'll lose $20.00 in your own credits.")).to_be_visible()
    portal.dialog.get_by_role("button", name="Refund $20.00").click()
    portal.press("Refund $20.00", within=portal.dialog)
    portal.says("We asked PayPal to refund $20.00.")
    expect(portal.dialog.get_by_text("You're signed out on")).to_be_visible()
    expect(portal.dialog.get_by_text("You'll lose $20.00")).to_have_count(0)
    lea.eventually("/v1/billing", held={"amount": "0.00", "currency": "USD"})
    assert captures(lea)[-1]["refunded"] == "20.00"


def test_dissolving_says_what_becomes_of_the_balance(people: PeopleFactory, portal: Portal) -> None:
    """It becomes the owner's, and can be refunded first (T9, B18)."""
    owner, member = people.owner(), people.user("Mo Member")
    joins(owner, member)
    portal.sign_in(owner).go_to("Billing")
    attach(portal)
    ask_the_price(portal, "20")
    portal.press("Pay $20.00 with PayPal", within=portal.dialog)
    portal.says("Payment complete. The credits are in your balance.")
    portal.go_to("Profile")
    portal.press("Dissolve team")
    expect(portal.dialog.get_by_text("The team's balance of $20.00 becomes your own credits.")).to_be_visible()
    expect(portal.dialog.get_by_role("button", name="Refund $20.00")).to_be_visible()
