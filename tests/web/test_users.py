"""The people of a team in the portal: inviting, finding, changing, removing."""

import re

from playwright.sync_api import Locator, Route, expect

from tests.journeys.people import PeopleFactory
from tests.web.portal import Portal
from tests.web.teams import joins


def _row(portal: Portal, name: str) -> Locator:
    return portal.page.get_by_role("row").filter(has_text=name)


def _panel(portal: Portal, name: str) -> Locator:
    portal.press(f"Manage {name}")
    portal.settled()
    return portal.page.get_by_role("complementary", name=f"About {name}")


def test_an_invited_person_is_in_the_list(people: PeopleFactory, portal: Portal) -> None:
    """One person: the text goes out, the list shows them, the panel shows that it was sent (T2, T3)."""
    owner, sam = people.owner(), people.without_account("Sam Okafor")
    portal.sign_in(owner).go_to("Users")
    portal.press("Add users")
    form = portal.dialog
    portal.press("Send invitation", within=form)
    expect(form.get_by_text("The phone number is missing.")).to_be_visible()
    portal.fill("Phone number", sam.phone_number, within=form)
    portal.fill("Email", sam.email, within=form)
    portal.fill("Name", sam.name, within=form)
    portal.fill("Credits", "15", within=form)
    portal.press("Send invitation", within=form)
    expect(form.get_by_text("We invited Sam Okafor")).to_be_visible()
    portal.press("Close", within=form)
    expect(_row(portal, "Sam Okafor")).to_contain_text("Invited")
    assert sam.transfer_code_from("sms")
    panel = _panel(portal, "Sam Okafor")
    expect(panel.get_by_text("Credits aren't funded")).to_be_visible()


def test_several_are_invited_and_bad_rows_harm_no_other(people: PeopleFactory, portal: Portal) -> None:
    """Rows are checked before they are sent; refusals of the API are shown row by row (T2)."""
    owner, ann, bob = people.owner(), people.without_account("Ann First"), people.without_account("Bob Second")
    portal.sign_in(owner).go_to("Users")
    portal.press("Add users")
    form = portal.dialog
    form.get_by_role("button", name="Several").click()
    lines = [f"{ann.phone_number}, {ann.email}, Ann First", f"{bob.phone_number}, {bob.email}", "12, x@example.com"]
    lines.append(f"{owner.phone_number}, {owner.email}")  # is on the team already
    form.get_by_label("One person per line").fill("\n".join(lines))
    expect(form.get_by_text("1 row has an error and won't be sent.")).to_be_visible()
    expect(form.get_by_text("This isn't a phone number.")).to_be_visible()
    portal.press("Send 3 invitations", within=form)
    expect(form.get_by_text("2 of 3 invitations sent")).to_be_visible()
    expect(form.get_by_text("already on the team")).to_be_visible()
    portal.press("Close", within=form)
    expect(_row(portal, "Ann First")).to_be_visible()


def test_a_csv_file_is_read_and_sent(people: PeopleFactory, portal: Portal) -> None:
    """As a spreadsheet on Windows saves it, with its columns named in any order (T2)."""
    cy = people.without_account("Zoë O\u2019Neill")
    portal.sign_in(people.owner()).go_to("Users")
    portal.press("Add users")
    form = portal.dialog
    form.get_by_role("button", name="CSV file").click()
    text = f"sep=;\r\nFull name;E-mail;Mobile;Role\r\n{cy.name};{cy.email};{cy.phone_number};admin\r\n"
    form.locator("input[type=file]").set_input_files(
        {"name": "team.csv", "mimeType": "text/csv", "buffer": text.encode("cp1252")}
    )
    portal.press("Send 1 invitation", within=form)
    expect(form.get_by_text("1 of 1 invitations sent")).to_be_visible()
    portal.press("Close", within=form)
    expect(_row(portal, "Zoë O\u2019Neill")).to_contain_text("Admin")


def test_what_is_slow_to_load_moves_no_button_away(people: PeopleFactory, portal: Portal) -> None:
    """Numbers and credits may take their time: the buttons about a person's place stay where they are."""
    owner, ida = people.owner(), people.user("Ida Still")
    joins(owner, ida)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    asked = re.compile(r"/v1/(numbers\?|users/[^/]+/credits)")
    portal.sign_in(owner).go_to("Users").page.route(asked, hold)
    portal.press("Manage Ida Still")
    panel = portal.page.get_by_role("complementary", name="About Ida Still")
    expect(panel.get_by_text("Loading credits")).to_be_visible()
    buttons = [panel.get_by_role("button", name=name) for name in ("Suspend", "Make owner", "Remove")]
    before = [button.bounding_box() for button in buttons]
    for route in held:
        route.continue_()
    portal.settled()
    assert None not in before
    assert [button.bounding_box() for button in buttons] == before


def test_people_are_found_by_search_status_and_role(people: PeopleFactory, portal: Portal) -> None:
    """Search and filters narrow the list; where nothing is left, it says so and how to see everybody (T7)."""
    owner = people.owner()
    joins(owner, people.user("Priya Nair"))
    owner.invites(people.without_account("Yuki Tanaka"))
    portal.sign_in(owner).go_to("Users")
    portal.page.get_by_role("searchbox", name="Search users").fill("yuki")
    expect(_row(portal, "Priya Nair")).to_have_count(0)
    expect(_row(portal, "Yuki Tanaka")).to_be_visible()
    portal.page.get_by_role("button", name="Status Any status").click()
    portal.page.get_by_role("option", name="Suspended").click()
    portal.says("No users match your search")
    portal.press("Show all users")
    expect(_row(portal, "Priya Nair")).to_be_visible()


def test_a_member_is_promoted_suspended_restored_and_removed(people: PeopleFactory, portal: Portal) -> None:
    """All of it in the panel; removing asks for the name, and says what happens (T1, T8)."""
    owner, tom = people.owner(), people.user("Tom Alvarez")
    joins(owner, tom)
    portal.sign_in(owner).go_to("Users")
    panel = _panel(portal, "Tom Alvarez")
    panel.get_by_role("button", name="Role").click()
    portal.page.get_by_role("option", name="Admin").click()
    expect(_row(portal, "Tom Alvarez")).to_contain_text("Admin")
    portal.press("Suspend", within=panel)
    portal.press("Suspend", within=portal.dialog)
    expect(_row(portal, "Tom Alvarez")).to_contain_text("Suspended")
    portal.press("Restore access", within=panel)
    expect(_row(portal, "Tom Alvarez")).to_contain_text("Active")
    portal.press("Remove", within=panel)
    expect(portal.dialog.get_by_role("button", name="Remove", exact=True)).to_be_disabled()
    portal.fill("To confirm, type “Tom Alvarez”", "Tom Alvarez", within=portal.dialog)
    portal.press("Remove", within=portal.dialog)
    portal.says("Tom Alvarez is no longer on the team.")
    expect(_row(portal, "Tom Alvarez")).to_have_count(0)


def test_an_invitation_is_sent_again_and_taken_back(people: PeopleFactory, portal: Portal) -> None:
    """Sending again kills the old code; taking back takes the row away (T2, T4, T5)."""
    owner, uma = people.owner(), people.without_account("Uma Late")
    owner.invites(uma)
    before = uma.transfer_code_from("sms")
    portal.sign_in(owner).go_to("Users")
    panel = _panel(portal, "Uma Late")
    portal.press("Resend", within=panel)
    portal.says("Invitation resent with a new code.")
    uma.awaits("sms")
    portal.press("Withdraw invitation", within=panel)
    portal.press("Withdraw", within=portal.dialog)
    expect(_row(portal, "Uma Late")).to_have_count(0)
    uma.signs_up()
    assert uma.post("/v1/transfers", {"code": before}).status_code in {404, 410}


def test_who_joined_this_second_is_waited_for(people: PeopleFactory, portal: Portal) -> None:
    """Billing learns of a member a moment later than teams; the panel waits, and does not fail."""
    owner = people.owner()
    portal.sign_in(owner)
    kim = joins(owner, people.user("Kim Quick"))
    portal.page.goto(f"/users/{kim.account_id}")
    expect(portal.page.get_by_role("button", name="Give credits")).to_be_visible()


def test_a_team_larger_than_a_page_is_turned_page_by_page(people: PeopleFactory, portal: Portal) -> None:
    """The list asks the server for one page at a time, and goes back and forth (T7, E4)."""
    owner = people.owner()
    rows = [{"phone_number": f"+1907555{number:04}", "email": f"n{number}@example.com"} for number in range(1200, 1230)]
    owner.post("/v1/team/invitations/batch", {"invitations": rows}).raise_for_status()
    portal.sign_in(owner).go_to("Users")
    expect(portal.page.get_by_role("row")).to_have_count(26)
    portal.page.get_by_role("button", name="Next page").click()
    expect(portal.page.get_by_role("row")).to_have_count(7)
    portal.page.get_by_role("button", name="Previous page").click()
    expect(portal.page.get_by_role("row")).to_have_count(26)


def test_several_people_are_changed_at_once(people: PeopleFactory, portal: Portal) -> None:
    """Selected people, what will happen, and what became of each; one refusal harms no other (T7)."""
    owner = people.owner()
    for name in ("Ada Fine", "Ben Gone", "Cleo Stays"):
        joins(owner, people.user(name))
    portal.sign_in(owner).go_to("Users")
    for name in ("Ada Fine", "Ben Gone"):
        _row(portal, name).get_by_role("checkbox").check(force=True)
    portal.press("Actions (2)")
    portal.page.get_by_role("menuitem", name="Suspend").click()
    expect(portal.dialog.get_by_text("Ada Fine, Ben Gone")).to_be_visible()
    gone = next(row for row in owner.get("/v1/team/users").json()["items"] if row["name"] == "Ben Gone")
    owner.delete(f"/v1/team/users/{gone['user_id']}").raise_for_status()
    portal.press("Suspend", within=portal.dialog)
    expect(portal.dialog.get_by_text("Done for 1 of 2 people.")).to_be_visible()
    expect(portal.dialog.get_by_role("listitem").filter(has_text="Ben Gone")).to_contain_text("We could not find this.")
    portal.press("Close", within=portal.dialog)
    expect(_row(portal, "Ada Fine")).to_contain_text("Suspended")
    expect(_row(portal, "Cleo Stays")).to_contain_text("No credits")


def test_the_list_is_exported(people: PeopleFactory, portal: Portal) -> None:
    """The file has the people that the list shows, as Excel reads them (T7)."""
    owner = people.owner()
    joins(owner, people.user("Zoe Export"))
    portal.sign_in(owner).go_to("Users")
    with portal.page.expect_download() as saved:
        portal.press("Export")
    text = saved.value.path().read_bytes().decode("utf-8-sig")
    assert text.startswith("Name,Phone number,Email,Role,Status")
    assert "Zoe Export,'+" in text
