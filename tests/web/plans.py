"""Plans in every state that one can look at."""

from datetime import timedelta

from kernel import clock
from local.numbers import buy_number, choose_number, wait_for_number
from local.people import Json, Person, expected
from local.polling import wait_until
from tests.journeys.money import PayingTeam
from tests.journeys.people import PeopleFactory
from tests.web.portal import Portal
from tests.web.wallet import will_charge

_MANY = 100
_AHEAD = timedelta(days=60)  # a month of 31 days, and the attempts after it


def looks_ahead(portal: Portal) -> None:
    """Show the charges of two months: those of each monthly plan, in any month."""
    portal.page.get_by_label("Through the end of").fill(f"{clock.now() + _AHEAD:%Y-%m-%d}")
    portal.says("Total through")


def buys_number(owner: Person, plan_id: str = "local_monthly") -> Json:
    """Buy a number for a user, and return its plan."""
    bought = buy_number(owner, choose_number(owner)["phone_number"], plan_id)
    wait_for_number(owner, bought["number_id"], "active")
    found = expected(owner.get("/v1/subscriptions"), 200)["items"]
    return next(dict(plan) for plan in found if plan["number_id"] == bought["number_id"])


def plan_now(owner: Person, plan: Json) -> Json:
    """Return the current plan."""
    found = expected(owner.get("/v1/subscriptions"), 200)["items"]
    return next(dict(now) for now in found if now["subscription_id"] == plan["subscription_id"])


def falls_past_due(team: PayingTeam, plan: Json) -> None:
    """The day of the renewal comes, and PayPal says no to everybody."""
    will_charge(team.owner, "declined", times=_MANY)
    team.paypal.run_job("renew_plans", plan["renews_at"])
    wait_until("the plan to be past due", lambda: plan_now(team.owner, plan)["status"] == "past_due" or None, limit=20)
    will_charge(team.owner, "completed", times=1)


def team_with_plans(people: PeopleFactory) -> Person:
    """An owner with a plan that is past due, one that is cancelled and one for a year."""
    team = PayingTeam.of_new_team(people)
    late, cancelled = buys_number(team.owner), buys_number(team.owner)
    buys_number(team.owner, "local_yearly")
    expected(team.owner.post(f"/v1/subscriptions/{cancelled['subscription_id']}/cancel"), 200)
    falls_past_due(team, late)
    return team.owner
