"""From an app store to the web, on the whole system: every day stays, and no one pays twice (B9, B10, B21)."""

import pytest

from local.people import Json, Person, expected
from local.polling import wait_until
from local.subscribers import StoreName, chooses_number, happens, plan_of, subscribes, subscription_of
from tests.journeys.money import PayingTeam
from tests.journeys.people import PeopleFactory

STORES: tuple[StoreName, ...] = ("app_store", "google_play")


@pytest.mark.parametrize("store", STORES)
def test_a_subscriber_moves_and_keeps_every_day(people: PeopleFactory, store: StoreName) -> None:
    """Both calendars first, nothing paid twice; Google is stopped, and what Apple still charges adds its time."""
    ben = people.user("Ben Buyer")
    subscribes(ben, store)
    paid = chooses_number(ben)["paid_through"]
    quote = expected(ben.post("/v1/store-subscriptions/move?dry_run=true"), 200)
    assert (quote["moved_at"], [it["days_paid_twice"] for it in quote["items"]]) == (None, [0])
    expected(ben.post("/v1/store-subscriptions/move"), 200)
    moved = wait_until("the plan on the web", lambda: _on_web(ben), limit=30)
    assert moved["paid_through"] == paid
    assert expected(ben.get("/v1/store-subscriptions"), 200)["can_buy"] is False
    if store == "google_play":
        wait_until("Google's renewal to be off", lambda: subscription_of(ben)["renews_at"] is None, limit=30)
    else:
        happens(ben, store, "renewed")
        wait_until("the renewal's time", lambda: plan_of(ben)["paid_through"] > paid, limit=30)


@pytest.mark.parametrize("store", STORES)
def test_a_subscriber_joins_a_team_and_stops_paying(people: PeopleFactory, store: StoreName) -> None:
    """The store's days stay; after them the team pays, whose owner has seen it, and the store charges no more."""
    team, ben = PayingTeam.of_new_team(people), people.user("Ben Buyer")
    subscribes(ben, store)
    plan = chooses_number(ben)
    team.joined_by(ben)
    path = f"/v1/users/{ben.account_id}/upcoming"
    seen = wait_until("the owner to see it", lambda: _taken_on(team.owner, path), limit=30)
    assert (seen["items"][0]["payer"], seen["items"][0]["when"]) == ("team", plan["paid_through"])
    mail = team.owner.awaits("email", saying="with 1 number plan of their own")
    assert f"{seen['total']['amount']} USD in the next 3 months" in mail["text"]
    wait_until("Ben to pay for nothing", lambda: not _own_plans(ben), limit=30)
    assert [it["paid_through"] for it in _plans_of(team.owner)] == [plan["paid_through"]]
    if store == "google_play":
        wait_until("Google's renewal to be off", lambda: subscription_of(ben)["renews_at"] is None, limit=30)


def _on_web(person: Person) -> Json | None:
    plan = plan_of(person)
    return plan if plan["source"] == "web" else None


def _taken_on(owner: Person, path: str) -> Json | None:
    seen: Json = owner.get(path).json()
    return seen if seen.get("plans") else None


def _own_plans(person: Person) -> list[Json]:
    return list(expected(person.get("/v1/subscriptions", payer="self"), 200)["items"])


def _plans_of(owner: Person) -> list[Json]:
    return list(expected(owner.get("/v1/subscriptions", payer="team"), 200)["items"])
