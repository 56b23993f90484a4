"""A newcomer's whole way on the phone in the browser: from an invitation's text to being active on the team."""

import json
import re
import time

import pyotp
import pytest
from playwright.sync_api import Page, Route, expect

from local.numbers import buy_number, choose_number, wait_for_number
from local.people import Json, Person, expected
from local.polling import wait_until
from local.texts import register_texting, send_text_from_outside, wait_for_texting
from tests.browser import axe_violations
from tests.journeys.money import PayingTeam
from tests.journeys.people import PeopleFactory

pytestmark = pytest.mark.browser


def _take(phone: Page, person: Person) -> None:
    phone.get_by_label("Any other number").fill(person.phone_number)
    phone.get_by_role("button", name="Use this number").click()


def _sign_up(phone: Page, person: Person, kind: str = "sms") -> None:
    phone.get_by_role("button", name="Sign up").click()
    expect(phone.get_by_role("heading", name="Enter the code")).to_be_visible()
    assert axe_violations(phone) == []
    phone.get_by_label("Six-digit code").fill(person.code_from(kind))
    phone.get_by_role("button", name="Confirm").click()
    phone.get_by_label("Name").fill(person.name)
    phone.get_by_label("Email").fill(person.email)
    phone.get_by_label("Password").fill(person.password)
    assert axe_violations(phone) == []
    phone.get_by_role("button", name="Create account").click()


def test_a_newcomer_joins_from_the_text(phone: Page, people: PeopleFactory) -> None:
    """T3, T6: the link in the text opens the app; sign-up, the code filled in, what changes, and then active."""
    owner, ben = people.owner(), people.without_account("Ben Brandnew")
    owner.invites(ben)
    _take(phone, ben)
    phone.get_by_role("button", name="Messages").click()
    phone.get_by_role("link", name="/join#code=").click()
    _sign_up(phone, ben)
    phone.get_by_role("button", name="Continue").click()
    team = owner.get("/v1/team").json()["name"]
    expect(phone.get_by_role("heading", name=f"Join {team}?")).to_be_focused()
    expect(phone.get_by_role("heading", name="What the owner and admins see")).to_be_visible()
    assert axe_violations(phone) == []
    phone.get_by_role("button", name=f"Agree and join {team}").click()
    expect(phone.get_by_role("heading", name=f"Welcome to {team}")).to_be_focused()
    expect(phone.get_by_text("Active", exact=True)).to_be_visible()
    assert axe_violations(phone) == []
    phone.get_by_role("button", name="My numbers").click()
    expect(phone.get_by_text("You don't have any numbers yet.")).to_be_visible()


def test_a_member_has_the_number_that_the_owner_bought(phone: Page, people: PeopleFactory) -> None:
    """N4: it is in the app with its plan and who pays; the member names it, and makes the second one their default."""
    team, mia = PayingTeam.of_new_team(people), people.user("Mia Member")
    team.joined_by(mia)
    first, second = (_bought_for(mia, team) for _ in range(2))
    _take(phone, mia)
    phone.get_by_role("button", name="I already have an account").click()
    phone.get_by_label("Password").fill(mia.password)
    phone.get_by_role("button", name="Sign in").click()
    phone.get_by_role("button", name="My numbers").click()
    card = phone.get_by_role("region", name=first)
    expect(card).to_contain_text("Default")
    expect(card).to_contain_text("Your team")
    phone.get_by_role("button", name=f"Make default: {second}").click()
    expect(phone.get_by_role("region", name=second)).to_contain_text("Default")
    phone.get_by_role("button", name=f"Rename: {second}").click()
    phone.get_by_label("Name", exact=True).fill("Front desk")
    assert axe_violations(phone) == []
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_role("region", name=second)).to_contain_text("Front desk")
    assert axe_violations(phone) == []
    row = wait_until("Mia's numbers in the list", lambda: _row_with_both(team.owner, mia), limit=15)
    assert {number["status"] for number in row["numbers"]} == {"active"}
    register_texting(team.owner)
    for number in row["numbers"]:
        wait_for_texting(team.owner, number["number_id"])
    _reads_and_writes(phone, mia, second)


def _reads_and_writes(phone: Page, person: Person, number: str) -> None:
    """The texts of a number: what comes shows by itself, and what cannot be paid says so."""
    phone.get_by_role("button", name=f"Texts: {number}").click()
    expect(phone.get_by_role("heading", name=f"Texts: {number}")).to_be_focused()
    phone.get_by_label("To").fill("+14155550188")
    phone.get_by_label("Text", exact=True).fill("On my way")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator("main").get_by_role("listitem").first).to_contain_text("Not sent: not enough credits")
    send_text_from_outside(person.addresses, "+14155550188", f"+1{re.sub('[^0-9]', '', number)}", "Where are you?")
    expect(phone.locator("main").get_by_role("listitem").first).to_contain_text("Where are you?")
    assert axe_violations(phone) == []


def _bought_for(member: Person, team: PayingTeam) -> str:
    """A number of the team's for a member, as the phone writes it."""
    found = choose_number(team.owner)
    bought = buy_number(team.owner, found["phone_number"], user_id=member.account_id)
    wait_for_number(team.owner, bought["number_id"], "active")
    return re.sub(r"^\+1(\d{3})(\d{3})", r"(\1) \2-", str(found["phone_number"]))


def _row_with_both(owner: Person, member: Person) -> Json | None:
    row = expected(owner.get(f"/v1/team/users/{member.account_id}"), 200)
    return row if len(row["numbers"]) == 2 else None


def test_a_wrong_code_is_refused_on_the_screen(phone: Page, people: PeopleFactory) -> None:
    """A wrong transfer code is refused in words, and another can be typed (T4)."""
    ada = people.without_account("Ada Already")
    _take(phone, ada)
    _sign_up(phone, ada)
    phone.get_by_role("button", name="Settings").click()
    phone.get_by_role("button", name="Business Account").click()
    phone.get_by_label("Business Transfer code").fill("ABCDE-12345")
    phone.get_by_role("button", name="Continue").click()
    expect(phone.get_by_role("main").get_by_role("alert").filter(has_text="code")).to_be_visible()
    expect(phone.get_by_label("Business Transfer code")).to_be_editable()


def test_a_landline_hears_its_code(phone: Page, people: PeopleFactory) -> None:
    """I3: the call's words lie in Messages, and the account is made with them."""
    lars = people.without_account("Lars Landline", "landline")
    _take(phone, lars)
    _sign_up(phone, lars, "call")
    expect(phone.get_by_role("heading", name=f"Hello {lars.name}")).to_be_visible()
    phone.get_by_role("button", name="Messages").click()
    expect(phone.get_by_role("listitem").filter(has_text="Again, your verification code is")).to_be_visible()


def test_a_virtual_number_is_refused(phone: Page, people: PeopleFactory) -> None:
    """I2: the reason is shown."""
    _take(phone, people.without_account("Victor Virtual", "virtual"))
    phone.get_by_role("button", name="Sign up").click()
    expect(phone.get_by_role("main").get_by_role("alert").filter(has_text="virtual")).to_be_visible()


def test_a_customer_signs_in_again(phone: Page, people: PeopleFactory) -> None:
    """I7: sign out and in with number and password."""
    ada = people.user()
    _take(phone, ada)
    phone.get_by_role("button", name="I already have an account").click()
    phone.get_by_label("Password").fill(ada.password)
    phone.get_by_role("button", name="Sign in").click()
    expect(phone.get_by_role("heading", name=f"Hello {ada.name}")).to_be_visible()
    phone.get_by_role("button", name="Settings").click()
    phone.get_by_role("button", name="Sign out").click()
    expect(phone.get_by_role("heading", name="Welcome to Teamline")).to_be_visible()


def test_a_second_step_and_a_step_up_on_the_phone(phone: Page, people: PeopleFactory) -> None:
    """I11, I12: a code signs in, a recovery code does as well; an old proof is asked for in place, and it goes on."""
    sue = people.user("Sue Secondstep")
    secret, codes = _with_authenticator(sue)
    _take(phone, sue)
    _begin_to_sign_in(phone, sue)
    expect(phone.get_by_role("heading", name="Confirm it's you")).to_be_visible()
    phone.get_by_label("Authenticator code").fill("000000")
    phone.get_by_role("button", name="Sign in", exact=True).click()
    expect(phone.get_by_role("alert").filter(has_text="wasn't accepted")).to_be_visible()
    assert axe_violations(phone) == []
    phone.get_by_role("button", name="Use a recovery code").click()
    phone.get_by_label("Recovery code").fill(codes[0])
    phone.get_by_role("button", name="Sign in", exact=True).click()
    phone.get_by_role("button", name="Settings").click()
    phone.get_by_role("button", name="Email").click()
    phone.get_by_label("Email").fill(f"new.{sue.email}")
    _refuse_once_as_too_old(phone)
    phone.get_by_role("button", name="Save").click()
    asked = phone.get_by_role("dialog", name="Confirm it's you")
    expect(asked.get_by_label("Authenticator code")).to_be_focused()
    assert axe_violations(phone) == []
    asked.get_by_label("Authenticator code").fill(pyotp.TOTP(secret).at(time.time() + 30))
    asked.get_by_role("button", name="Confirm").click()
    expect(phone.get_by_text("Open the link we emailed you")).to_be_visible()
    assert sue.get("/v1/profile").json()["email"] == f"new.{sue.email}"


def test_a_canceled_step_up_changes_nothing(phone: Page, people: PeopleFactory) -> None:
    """The person is where they were, with what they typed and the reason."""
    cal = people.user("Cal Cancels")
    _take(phone, cal)
    _begin_to_sign_in(phone, cal)
    phone.get_by_role("button", name="Settings").click()
    phone.get_by_role("button", name="Email").click()
    phone.get_by_label("Email").fill(f"new.{cal.email}")
    _refuse_once_as_too_old(phone)
    phone.get_by_role("button", name="Save").click()
    phone.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(phone.get_by_role("alert").filter(has_text="Confirm that it's you")).to_be_visible()
    expect(phone.get_by_label("Email")).to_have_value(f"new.{cal.email}")
    assert cal.get("/v1/profile").json()["email"] == cal.email


def _begin_to_sign_in(phone: Page, person: Person) -> None:
    phone.get_by_role("button", name="I already have an account").click()
    phone.get_by_label("Password").fill(person.password)
    phone.get_by_role("button", name="Sign in", exact=True).click()


def _with_authenticator(person: Person) -> tuple[str, list[str]]:
    """Give a person an authenticator app; return its secret and the recovery codes."""
    setup = expected(person.post("/v1/factors/options", {"kind": "totp"}), 200)
    secret = str(setup["authenticator"]["secret"])
    given = {"setup_id": setup["setup_id"], "code": pyotp.TOTP(secret).now()}
    return secret, list(expected(person.post("/v1/factors", given), 201)["recovery_codes"])


def _refuse_once_as_too_old(phone: Page) -> None:
    """Have the API refuse the next change of the profile as it does ten minutes after a sign-in."""
    body = json.dumps({"status": 401, "code": "step_up_required", "detail": "Confirm that it's you, then try again."})

    def refuse(route: Route) -> None:
        route.fulfill(status=401, content_type="application/problem+json", body=body)

    phone.route("**/v1/profile", refuse, times=1)
