"""An admin's number above their limit in the portal: bought, restored or ported in once the owner approves (T11)."""

from typing import Any

import pytest

from local.numbers import (
    choose_number,
    prove_number,
    start_port_in,
    upload_documents,
    wait_for_number,
    wait_for_port_in,
)
from local.people import Json, Person, expected
from local.polling import wait_until
from tests.journeys.money import PayingTeam
from tests.journeys.people import PeopleFactory
from tests.web.conftest import Opens
from tests.web.plans import buys_number
from tests.web.portal import Portal
from tests.web.teams import joins


@pytest.fixture
def team(people: PeopleFactory) -> PayingTeam:
    """A team whose owner pays."""
    return PayingTeam.of_new_team(people)


def admin_without_room(team: PayingTeam, people: PeopleFactory) -> Person:
    """Return an admin of the team who may spend nothing this month."""
    admin = joins(team.owner, people.user("Marcus Reed"), role="admin")
    nothing: Json = {"amount": {"amount": "0.00", "currency": "USD"}}
    path = f"/v1/users/{admin.account_id}/admin-limit"
    wait_until("the limit to be set", lambda: team.owner.put(path, nothing).status_code == 200, limit=10)
    wait_until("the admin to have no room", lambda: _is_refused(admin), limit=20)
    return admin


def _is_refused(admin: Person) -> bool:
    body = {"phone_number": choose_number(admin)["phone_number"], "plan_id": "local_monthly"}
    return admin.post("/v1/numbers?dry_run=true", body).json().get("code") == "admin_limit"


def asks_the_owner(portal: Portal, **where: Any) -> None:
    """Press the button that is shown in place of the purchase."""
    portal.says("Above your monthly limit")
    portal.press("Ask the owner", **where)
    portal.says("We asked the owner")


def approves(portal: Portal, owner: Person, what: str, button: str) -> None:
    """Approve the one request, whose words are read first."""
    portal.sign_in(owner).open("/billing/approvals", "Billing")
    portal.page.get_by_role("button", name="Approve", exact=False).first.click()
    portal.says(what)
    portal.press(button, within=portal.dialog)
    portal.says("Approved. We're carrying it out now.")


def test_a_reserved_number_is_restored_once_the_owner_approves(
    team: PayingTeam, people: PeopleFactory, opens: Opens
) -> None:
    """The admin presses Restore and asks in the same dialog; approved, the number works again (N5)."""
    plan = buys_number(team.owner)
    expected(team.owner.post(f"/v1/subscriptions/{plan['subscription_id']}/cancel"), 200)
    team.paypal.run_job("renew_plans", plan["paid_through"])
    wait_for_number(team.owner, plan["number_id"], "releasing")
    at_admin, at_owner = opens(), opens()
    at_admin.sign_in(admin_without_room(team, people)).open(f"/numbers/{plan['number_id']}", "Numbers")
    at_admin.press("Restore")
    asks_the_owner(at_admin, within=at_admin.dialog)
    approves(at_owner, team.owner, "restored out of its reserve, $1.00.", "Pay $1.00 with PayPal")
    wait_for_number(team.owner, plan["number_id"], "active")


def test_a_port_in_is_submitted_once_the_owner_approves(team: PayingTeam, people: PeopleFactory, opens: Opens) -> None:
    """The admin submits at the last step and asks; approved, it is with the old carrier (N7)."""
    admin = admin_without_room(team, people)
    port = start_port_in(admin, "+13035550188")
    upload_documents(port)
    prove_number(admin, port["port_id"])
    at_admin, at_owner = opens(), opens()
    at_admin.sign_in(admin).open(f"/numbers/port-ins/{port['port_id']}?step=check", "Port-in of (303) 555-0188")
    at_admin.press("Submit")
    asks_the_owner(at_admin)
    approves(at_owner, team.owner, "We'll submit the port-in now and charge your PayPal account", "Approve")
    wait_for_port_in(team.owner, port["port_id"], "in_review")


def test_a_number_is_bought_on_the_day_that_the_admin_chose(
    team: PayingTeam, people: PeopleFactory, opens: Opens
) -> None:
    """The request that the owner approves has every field of the purchase, also the day of renewal (B8)."""
    at_admin, at_owner = opens(), opens()
    at_admin.sign_in(admin_without_room(team, people)).open("/numbers/new?area_code=415", "Choose a number")
    at_admin.page.get_by_role("list", name="Available numbers").get_by_role("button").first.click()
    asks_the_owner(at_admin)
    approves(at_owner, team.owner, "US local number, monthly", "Pay $1.00 with PayPal")
    wait_until("the number to work", lambda: has_active_number(team.owner), limit=20)


def has_active_number(owner: Person) -> bool:
    """Return whether a number of the team works."""
    return bool(expected(owner.get("/v1/numbers", status="active"), 200)["items"])
