"""Being signed in: over reloads, in several tabs, and until one signs out."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.people import PeopleFactory
from tests.web.conftest import Opens
from tests.web.portal import Portal


def test_a_wrong_password_is_said_and_the_number_stays(people: PeopleFactory, portal: Portal) -> None:
    """The same words whether or not there is an account (I7)."""
    ada = people.user("Ada Lovelace")
    portal.open("/sign-in", "Sign in")
    portal.fill("Phone number", ada.phone_number)
    portal.fill("Password", "not the password")
    portal.press("Sign in")
    portal.says("The phone number or password is incorrect.")
    expect(portal.page.get_by_label("Phone number")).not_to_have_value("")


@pytest.mark.parametrize("path", ["/Sign-In", "/%73ign-in"])
def test_an_address_is_that_of_its_page_however_it_is_spelled(path: str, portal: Portal) -> None:
    """The light page and the portal agree which of them has it: neither loads it for the other for ever."""
    portal.open(path, "Sign in")
    portal.fill("Phone number", "+1 415")
    portal.page.wait_for_load_state("networkidle")
    expect(portal.page.get_by_label("Phone number")).not_to_have_value("")


def test_a_page_that_cannot_be_loaded_says_so_and_tries_again(portal: Portal) -> None:
    """As on a bad network: the words are in the page itself, and a button loads it anew."""
    portal.page.route("**/assets/show-*.js", lambda route: route.abort())
    portal.page.goto("/sign-in")
    expect(portal.page.get_by_role("alert")).to_contain_text("Teamline couldn't be loaded.")
    portal.page.unroute("**/assets/show-*.js")
    portal.page.get_by_role("button", name="Try again").click()
    portal.shows("Sign in")
    portal.complaints.clear()  # the browser complains about the part that is missing


def test_a_reload_goes_on_with_the_session(people: PeopleFactory, portal: Portal) -> None:
    """The access token is in memory only; a reload gets a new one by the cookie that no script reads (I8)."""
    portal.sign_in(people.user("Ada Lovelace"))
    kept = portal.page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])")
    assert "eyJ" not in kept
    assert "teamline_refresh" not in kept
    cookies = {cookie["name"]: cookie for cookie in portal.page.context.cookies(f"{portal.addresses.door}/v1/sessions")}
    assert cookies["teamline_refresh"]["httpOnly"]
    portal.page.reload()
    portal.shows("Dashboard")


def test_many_tabs_renew_the_session_without_ending_it(people: PeopleFactory, portal: Portal) -> None:
    """Tabs that open at once take turns with the refresh token, which works once, and stay signed in (I8)."""
    portal.sign_in(people.user("Tabitha Tabs"))
    tabs = [portal.another_tab() for _ in range(4)]
    for tab in tabs:
        tab.goto("/profile", wait_until="commit")
    for tab in tabs:
        expect(tab.get_by_role("heading", level=1, name="Profile")).to_be_visible()
        expect(tab.get_by_role("textbox", name="Name")).to_have_value("Tabitha Tabs")


def test_signing_out_ends_it_in_every_tab(people: PeopleFactory, portal: Portal) -> None:
    """After signing out in one tab, no other tab shows the account."""
    portal.sign_in(people.user("Otto Out"))
    other = portal.another_tab()
    other.goto("/profile")
    expect(other.get_by_role("heading", level=1, name="Profile")).to_be_visible()
    portal.press("Otto Out")
    portal.page.get_by_role("menuitem", name="Sign out").click()
    portal.shows("Sign in")
    expect(other.get_by_role("heading", level=1, name="Sign in")).to_be_visible()


def test_signing_in_leads_back_to_where_one_wanted_to_go(people: PeopleFactory, portal: Portal) -> None:
    """A link to a screen is not lost by having to sign in."""
    ada = people.user("Ada Lovelace")
    portal.open("/profile", "Sign in")
    portal.fill("Phone number", ada.phone_number)
    portal.fill("Password", ada.password)
    portal.press("Sign in")
    portal.shows("Profile")


def test_a_forgotten_password_is_replaced_by_a_code(people: PeopleFactory, portal: Portal) -> None:
    """Number, code and new password; then one signs in with it (I7)."""
    fay = people.user("Fay Forgetful")
    portal.open("/reset-password", "Choose a new password")
    portal.fill("Phone number", fay.phone_number)
    portal.press("Send me a code")
    portal.shows("Enter the code")
    portal.fill("Code", fay.code_from("sms"))
    fay.password = "seven brave otters swim"
    portal.fill("New password", fay.password)
    portal.press("Change password")
    portal.says("Your password has been changed")
    portal.sign_in(fay)


def test_the_link_in_the_mail_confirms_the_email(people: PeopleFactory, opens: Opens) -> None:
    """The link opens the portal and confirms; a second click does no harm (I9)."""
    ella = people.user("Ella Email")
    link = re.search(r"/confirm-email\?token=\S+", ella.awaits("email", saying="confirm-email")["text"])
    assert link
    mailbox = opens()
    mailbox.page.goto(link.group())
    mailbox.press("Confirm email")
    mailbox.says("Your email is confirmed")
    mailbox.sign_in(ella).open("/profile", "Profile")
    mailbox.says("Confirmed")
    mailbox.page.goto(link.group())
    mailbox.press("Confirm email")
    mailbox.says("Your email is confirmed")


def test_a_mail_scanner_confirms_nothing(people: PeopleFactory, opens: Opens) -> None:
    """A scanner loads the page, runs its scripts and waits: nothing is sent until the button is pressed (I9)."""
    ella = people.user("Ella Scanned")
    link = re.search(r"/confirm-email\?token=\S+", ella.awaits("email", saying="confirm-email")["text"])
    assert link
    scanner, posts = opens(), []
    scanner.page.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    scanner.page.goto(link.group(), wait_until="networkidle")
    expect(scanner.page.get_by_role("button", name="Confirm email")).to_be_visible()
    assert [request.url for request in posts if "confirm" in request.url] == []
    assert ella.sees("/v1/profile")["email_confirmed"] is False


def test_an_invitations_page_uses_no_code(people: PeopleFactory, opens: Opens) -> None:
    """The page shows the code, a QR code on a computer and the app's link, and asks nothing about the code (T3)."""
    owner, ben = people.owner(), people.without_account("Ben Invited")
    owner.invites(ben)
    link = re.search(r"/join#code=(\S+)", ben.awaits("sms", saying="/join#code=")["text"])
    assert link
    visitor, urls = opens(), []
    visitor.page.on("request", lambda request: urls.append(request.url))
    visitor.page.goto(link.group(), wait_until="networkidle")
    visitor.says(link.group(1))
    expect(visitor.page.get_by_role("img", name="QR code of this page")).to_be_visible()
    opening = visitor.page.get_by_role("link", name="Open the app")
    expect(opening).to_have_attribute("href", f"teamline://business/transfer?code={link.group(1)}")
    assert [url for url in urls if "/v1/" in url and not url.endswith("/v1/app-links")] == []


def test_a_public_page_is_shown_while_the_earlier_session_goes_on(people: PeopleFactory, portal: Portal) -> None:
    """The answer is slower than the session: it is shown all the same, and asked for once."""
    ella = people.user("Ella Twice")
    link = re.search(r"/confirm-email\?token=\S+", ella.awaits("email", saying="confirm-email")["text"])
    assert link
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    portal.sign_in(ella).page.route("**/v1/profile/email/confirm", hold)
    page, confirm = portal.page, "**/v1/profile/email/confirm"
    with page.expect_response("**/v1/sessions/refresh"):
        page.goto(link.group())
    with page.expect_request(confirm):
        portal.press("Confirm email")
    for route in held:
        route.continue_()
    portal.says("Your email is confirmed")
    assert len(held) == 1


def test_another_session_is_ended_from_the_profile(people: PeopleFactory, portal: Portal) -> None:
    """One sees where one is signed in, and ends any of it (I8)."""
    sid = people.user("Sid Sessions")
    portal.sign_in(sid).open("/profile", "Profile")
    sessions = portal.page.get_by_role("list", name="Sessions").get_by_role("listitem")
    expect(sessions).to_have_count(2)
    sessions.get_by_role("button", name="Sign out").click()
    expect(sessions).to_have_count(1)
    assert sid.get("/v1/sessions").status_code in {200, 401}
    assert sid.post("/v1/sessions/refresh", {"refresh_token": sid.refresh_token}).status_code == 401
