"""Tests of numbers under faults between the carrier and us: a number that was not delivered is not paid for (N2)."""

import json
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import requests

from local.numbers import buy_number, choose_number, set_order_behavior, wait_for_number
from local.people import Json, expected
from local.polling import wait_until
from simulators.telnyx.deliveries import sign
from tests.journeys.money import PayingTeam, in_minutes
from tests.journeys.people import PeopleFactory

_HAD_IN_THE_END: dict[str, Json] = {
    "down": {"fault": "down"},
    "done, but the answer is lost": {"fault": "lost"},
    "done, but the answer is a web page, and no webhook comes": {"fault": "nonsense", "webhook": 0},
    "the webhook comes before the answer": {"fault": "early"},
    "no webhook ever comes": {"webhook": 0},
}
# For several orders: one that a test before has lost the answer to may be repeated meanwhile, and meet the fault first.
_NOT_HAD: dict[str, Json] = {
    "sold to somebody else a moment ago": {"fault": "taken", "times": 5},
    "accepted, then failed, and no webhook comes": {"outcome": "failure", "webhook": 0, "times": 5},
}


def test_whatever_becomes_of_the_carriers_answer_the_number_is_ordered_once(people: PeopleFactory) -> None:
    """Down, lost, nonsense, early, never: the carrier is asked what became of it, by the clock if nothing else does."""
    team = PayingTeam.of_new_team(people)
    for behavior in _HAD_IN_THE_END.values():
        bought = _buys(team, **behavior)
        _settled(team, bought, "active")
        assert len(_orders(team, bought)) == 1
    _assert_paid_for(team, len(_HAD_IN_THE_END))


def test_a_carrier_slower_than_we_wait_sells_once(people: PeopleFactory) -> None:
    """The order is accepted, its answer comes too late and its webhook never."""
    team = PayingTeam.of_new_team(people)
    bought = _buys(team, fault="slow", seconds=6, webhook=0)
    _settled(team, bought, "active")
    assert len(_orders(team, bought)) == 1
    _assert_paid_for(team, 1)


def test_what_the_carrier_does_not_give_is_paid_back(people: PeopleFactory) -> None:
    """All of it is refunded automatically, and the owner learns why."""
    team = PayingTeam.of_new_team(people)
    for behavior in _NOT_HAD.values():
        bought = _buys(team, **behavior)
        _settled(team, bought, "failed")
        set_order_behavior(team.owner.addresses, times=0)
        team.owner.awaits("email", saying=rf"\+{bought['phone_number'][1:]} could not be set up")
    wait_until("all of it to be paid back", lambda: team.paypal.net_amount(*_payments(team)) == 0)
    team.owner.awaits("email", saying="is no longer with us: the payment was refunded")
    _assert_paid_for(team, 0)


def test_two_teams_buy_one_number_at_the_same_instant(people: PeopleFactory) -> None:
    """One team gets the number; the other pays nothing and learns so at once."""
    teams = [PayingTeam.of_new_team(people), PayingTeam.of_new_team(people)]
    wanted = {"phone_number": choose_number(teams[0].owner)["phone_number"], "plan_id": "local_monthly"}
    for team in teams:
        wait_until("the wallet to be known", lambda owner=team.owner: _may_buy(owner, wanted))
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda team: (team, team.owner.post("/v1/numbers", wanted)), teams * 4))
    (first,) = [team for team, answer in said if answer.status_code == 202]
    refused = [answer for _, answer in said if answer.status_code != 202]
    assert {(answer.status_code, answer.json()["code"]) for answer in refused} == {(409, "number_taken")}
    (other,) = [team for team in teams if team is not first]
    number = expected(first.owner.get("/v1/numbers"), 200)["items"][0]
    wait_for_number(first.owner, number["number_id"], "active")
    assert expected(other.owner.get("/v1/numbers"), 200)["items"] == []
    _assert_paid_for(first, 1)
    _assert_paid_for(other, 0)


def test_a_hundred_webhooks_of_one_order_make_one_number(people: PeopleFactory) -> None:
    """Ten at a time, all answered with 200; the number is had once, and the log has one line of it (N8)."""
    team = PayingTeam.of_new_team(people)
    bought = _buys(team, webhook=0)
    (order,) = wait_until("the order", lambda: _orders(team, bought, "success"))
    body = json.dumps(
        {
            "data": {
                "event_type": "number_order.complete",
                "id": f"event-{order['id']}",
                "occurred_at": order["updated_at"],
                "payload": order,
                "record_type": "event",
            }
        }
    ).encode()
    url = f"{team.owner.addresses.door_by_number}/webhooks/carrier"
    with ThreadPoolExecutor(10) as pool:
        told = list(pool.map(lambda _: requests.post(url, data=body, headers=sign(body), timeout=20), range(100)))
    assert {answer.status_code for answer in told} == {200}
    wait_for_number(team.owner, bought["number_id"], "active")
    lines = wait_until("the log", lambda: _log(team, "number_bought"))
    assert len(lines) == 1
    _assert_paid_for(team, 1)


def _buys(team: PayingTeam, **behavior: Any) -> Json:
    """A number is bought while the carrier is in this behavior."""
    wanted = choose_number(team.owner, area_code="617")["phone_number"]
    set_order_behavior(team.owner.addresses, **behavior)
    return buy_number(team.owner, wanted)


def _settled(team: PayingTeam, bought: Json, status: str) -> None:
    """Run the job that asks the carrier until the number is settled."""

    def stands() -> bool:
        if expected(team.owner.get(f"/v1/numbers/{bought['number_id']}"), 200)["status"] == status:
            return True
        team.paypal.run_job("recheck_orders", in_minutes(5))
        return False

    wait_until(f"{bought['phone_number']} to be {status}", stands, limit=90, every=0.5)


def _orders(team: PayingTeam, bought: Json, status: str = "") -> list[Json]:
    """The carrier's orders of a number."""
    books = requests.get(f"{team.owner.addresses.simulators}/_control/telnyx/orders", timeout=10).json()
    found = (order for order in books["orders"] if order["customer_reference"] == bought["number_id"])
    return [order for order in found if status in ("", order["status"])]


def _may_buy(owner: Any, wanted: Json) -> bool:
    return bool(owner.post("/v1/numbers", wanted, params={"dry_run": "true"}).status_code == 200)


def _log(team: PayingTeam, action: str) -> list[Json]:
    lines = expected(team.owner.get("/v1/team/activity", limit=100), 200)["items"]
    return [line for line in lines if line["action"] == action]


def _payments(team: PayingTeam) -> list[str]:
    return [payment["payment_id"] for payment in expected(team.owner.get("/v1/payments", limit=100), 200)["items"]]


def _assert_paid_for(team: PayingTeam, numbers: int) -> None:
    """PayPal has kept the price of so many plans, and so many numbers are had."""
    had = expected(team.owner.get("/v1/numbers", status="active", limit=100), 200)["items"]
    payments = _payments(team)
    assert len(had) == numbers
    assert (team.paypal.net_amount(*payments) if payments else 0) == Decimal(numbers)
