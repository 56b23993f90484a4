"""The phone shows its user what they spent: this month and the last, by kind and day (B12)."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from kernel import clock
from local.people import expected
from services.billing.domain.usage import UsageKind
from tests.browser import axe_violations
from tests.journeys.money import PayingTeam, usd
from tests.journeys.people import PeopleFactory
from tests.journeys.usage import Meter, Used

pytestmark = pytest.mark.browser


def test_a_member_sees_on_the_phone_what_they_spent(phone: Page, people: PeopleFactory) -> None:
    """The sum, the limit, the kinds; a month without usage says so."""
    team, ben = PayingTeam.of_new_team(people), people.user("Ben Caller")
    team.buys("20.00")
    team.joined_by(ben)
    path = f"/v1/users/{ben.account_id}"
    team.owner.sees(f"{path}/credits")
    expected(team.owner.post(f"{path}/credits", {"amount": usd("5.00")}, key=f"give-{ben.account_id}"), 201)
    expected(team.owner.put(f"{path}/spend-limit", {"amount": usd("4.00")}), 200)
    now = clock.now()
    texts = [Used(ben, now - timedelta(seconds=at), 7_500, kind=UsageKind.TEXT, seconds=0) for at in range(3)]
    Meter(team.owner).debits([*texts, Used(ben, now, 30_000)])
    phone.get_by_label("Any other number").fill(ben.phone_number)
    phone.get_by_role("button", name="Use this number").click()
    phone.get_by_role("button", name="I already have an account").click()
    phone.get_by_label("Password").fill(ben.password)
    phone.get_by_role("button", name="Sign in").click()
    phone.get_by_role("button", name="My usage").click()
    expect(phone.get_by_role("heading", name="My usage")).to_be_visible()
    expect(phone.get_by_text("0.0525 USD").first).to_be_visible()
    expect(phone.get_by_text("4.00 USD")).to_be_visible()
    expect(phone.get_by_role("row", name="Texts 3 0.0225 USD")).to_be_visible()
    assert axe_violations(phone) == []
    phone.get_by_role("button", name="Last month").click()
    expect(phone.get_by_text("No calls or texts in this month.")).to_be_visible()
