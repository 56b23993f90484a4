"""Calls on the phone in the browser: the app rings and calls out, and any phone leaves a message (N9, N10, N12)."""

import re

import pytest
from playwright.sync_api import Page, expect

from local.calls import call_from_outside, set_outside_person, wait_for_calls, wait_for_voicemail, wait_until_talking
from local.numbers import buy_number, choose_number, wait_for_number
from local.people import Person, expected
from tests.browser import axe_violations
from tests.journeys.money import PayingTeam, usd
from tests.journeys.people import PeopleFactory

pytestmark = pytest.mark.browser

_CALLER, _FRIEND = "+12125550488", "+13125550466"


def _member_with_number(people: PeopleFactory) -> tuple[Person, str]:
    team, ada = PayingTeam.of_new_team(people), people.user("Ada")
    team.joined_by(ada)
    team.buys("5.00")
    found = str(choose_number(team.owner)["phone_number"])
    bought = buy_number(team.owner, found, user_id=ada.account_id)
    wallet = f"/v1/users/{ada.account_id}/credits"
    team.owner.sees(wallet)
    expected(team.owner.post(wallet, {"amount": usd("1.00")}), 201)
    wait_for_number(team.owner, bought["number_id"], "active")
    return ada, found


def _sign_in(phone: Page, person: Person) -> None:
    phone.get_by_label("Any other number").fill(person.phone_number)
    phone.get_by_role("button", name="Use this number").click()
    phone.get_by_role("button", name="I already have an account").click()
    phone.get_by_label("Password").fill(person.password)
    with phone.expect_response("**/v1/calls/registration", timeout=15_000):
        phone.get_by_role("button", name="Sign in").click()
    with phone.expect_response("**/phones"):
        expect(phone.get_by_role("heading", name=f"Hello {person.name}")).to_be_visible()


def _press(phone: Page, name: str) -> None:
    phone.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def test_the_app_rings_and_calls_out(phone: Page, people: PeopleFactory) -> None:
    """A call is answered in the app for free; one from the app shows its price, is paid, and both are in the log."""
    ada, number = _member_with_number(people)
    _sign_in(phone, ada)
    call_from_outside(ada.addresses, _CALLER, number)
    expect(phone.get_by_role("heading", name="Incoming call")).to_be_visible(timeout=15_000)
    assert axe_violations(phone) == []
    _press(phone, "Answer")
    expect(phone.get_by_role("heading", name="In a call")).to_be_visible()
    _press(phone, "Hang up")
    answered = wait_for_calls(ada, 1)[0]
    assert (answered["direction"], answered["answered_by"], answered["other_number"]) == ("in", "app", _CALLER)

    set_outside_person(ada.addresses, _FRIEND, after=1)
    _press(phone, "Teamline")
    _press(phone, "My numbers")
    phone.get_by_role("button", name="Call from").click()
    phone.get_by_label("Number to call").fill(_FRIEND)
    phone.keyboard.press("Tab")
    expect(phone.get_by_text("a minute")).to_be_visible()
    assert axe_violations(phone) == []
    _press(phone, "Call")
    expect(phone.get_by_role("heading", name="In a call")).to_be_visible(timeout=15_000)
    wait_until_talking(ada.addresses)
    _press(phone, "Hang up")
    placed = wait_for_calls(ada, 2)[0]
    assert (placed["direction"], placed["answered_by"], placed["other_number"]) == ("out", "person", _FRIEND)
    assert placed["price"]["amount"] != "0.0000"


def test_a_message_is_left_from_a_phone(phone: Page, people: PeopleFactory) -> None:
    """A plain phone calls a number of ours, whose app is not there, and what is said after the beep is a voicemail."""
    ada, number = _member_with_number(people)
    phone.get_by_label("Any other number").fill(_CALLER)
    phone.get_by_role("button", name="Use this number").click()
    _press(phone, "Phone")
    phone.get_by_label("Number to call").fill(number)
    _press(phone, "Call")
    expect(phone.get_by_role("heading", name="Leave your message")).to_be_visible(timeout=30_000)
    phone.get_by_label("Your message").fill("Dinner at eight?")
    _press(phone, "Say it")
    expect(phone.get_by_text(re.compile("You said: Dinner"))).to_be_visible()
    _press(phone, "Hang up")
    assert wait_for_calls(ada, 1)[0]["answered_by"] == "voicemail"
    kept = wait_for_voicemail(ada)
    assert (kept["from"], kept["transcript"]) == (_CALLER, "Dinner at eight?")
