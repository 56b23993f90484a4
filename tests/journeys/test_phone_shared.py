"""A shared number on the phone in the browser: one inbox for its user and a colleague; its user is asked about 911."""

import re

import pytest
from playwright.sync_api import Page, expect

from local.numbers import buy_number, choose_number, wait_for_number
from local.people import Person, expected
from local.texts import register_texting, send_text_from_outside, wait_for_texting
from tests.browser import axe_violations
from tests.journeys.money import PayingTeam
from tests.journeys.people import PeopleFactory

pytestmark = pytest.mark.browser


def _shared_number(people: PeopleFactory) -> tuple[Person, Person, str]:
    """Return the user of a number, the colleague who shares it, and the number."""
    team, mia, ben = PayingTeam.of_new_team(people), people.user("Mia Member"), people.user("Ben Buddy")
    team.joined_by(mia)
    team.joined_by(ben)
    found = str(choose_number(team.owner)["phone_number"])
    bought = buy_number(team.owner, found, user_id=mia.account_id)
    wait_for_number(team.owner, bought["number_id"], "active")
    register_texting(team.owner)
    wait_for_texting(team.owner, bought["number_id"])
    expected(mia.put(f"/v1/numbers/{bought['number_id']}/ring", {"others": [ben.account_id]}), 200)
    return mia, ben, found


def _sign_in(phone: Page, person: Person) -> None:
    phone.get_by_label("Any other number").fill(person.phone_number)
    phone.get_by_role("button", name="Use this number").click()
    phone.get_by_role("button", name="I already have an account").click()
    phone.get_by_label("Password").fill(person.password)
    phone.get_by_role("button", name="Sign in").click()
    expect(phone.get_by_role("heading", name=f"Hello {person.name}")).to_be_visible()


def test_a_shared_number_has_one_inbox(phone: Page, people: PeopleFactory) -> None:
    """N10, N11: who shares a number finds it, reads and answers its texts; its user alone is asked about 911, once."""
    mia, ben, number = _shared_number(people)
    shown = re.sub(r"^\+1(\d{3})(\d{3})", r"(\1) \2-", number)
    _sign_in(phone, mia)
    asked = phone.get_by_role("region", name="Emergency calls")
    expect(asked).to_contain_text("911")
    assert axe_violations(phone) == []
    asked.get_by_role("button", name="I understand").click()
    expect(asked).to_have_count(0)
    phone.get_by_role("button", name="My numbers").click()
    expect(phone.get_by_role("region", name=shown)).to_contain_text("Shared with 1 person")
    _sign_in(phone, ben)
    expect(asked).to_have_count(0)
    phone.get_by_role("button", name="My numbers").click()
    expect(phone.get_by_role("region", name=shown)).to_contain_text("Calls ring here too")
    assert axe_violations(phone) == []
    _reads_and_writes(phone, ben, number)
    (received, sent) = mia.get("/v1/messages").json()["items"]
    assert (received["text"], sent["text"], sent["user_id"]) == ("Where are you?", "On my way", ben.account_id)


def _reads_and_writes(phone: Page, person: Person, number: str) -> None:
    phone.get_by_role("button", name="Texts: ").click()
    phone.get_by_label("To").fill("+14155550188")
    phone.get_by_label("Text", exact=True).fill("On my way")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator("main").get_by_role("listitem").first).to_contain_text("Not sent: not enough credits")
    picture = {"content_type": "image/png", "color": "green"}
    send_text_from_outside(person.addresses, "+14155550188", number, "Where are you?", media=[picture])
    expect(phone.locator("main").get_by_role("listitem").first).to_contain_text("Where are you?")
    shown = phone.get_by_role("img", name="Picture").first
    expect(shown).to_be_visible(timeout=20_000)
    phone.wait_for_function("() => [...document.querySelectorAll('img.picture')].some(it => it.naturalWidth > 0)")
    assert axe_violations(phone) == []
