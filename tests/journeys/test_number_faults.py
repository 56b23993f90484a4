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
from tests.journeys.money import Till, in_minutes
from tests.journeys.people import Neighbourhood

_HAD_IN_THE_END: dict[str, Json] = {
    "down": {"fault": "down"},
    "done, but the answer is lost": {"fault": "lost"},
    "done, but the answer is a web page, and no webhook comes": {"fault": "nonsense", "webhook": 0},
    "the webhook comes before the answer": {"fault": "early"},
    "no webhook ever comes": {"webhook": 0},
}
_NOT_HAD: dict[str, Json] = {
    "sold to somebody else a moment ago": {"fault": "taken"},
    "accepted, then failed, and no webhook comes": {"outcome": "failure", "webhook": 0},
}


def test_whatever_becomes_of_the_carriers_answer_the_number_is_ordered_once(people: Neighbourhood) -> None:
    """Down, lost, nonsense, early, never: the carrier is asked what became of it, by the clock if nothing else does."""
    till = Till.of_new_team(people)
    for mood in _HAD_IN_THE_END.values():
        bought = _buys(till, **mood)
        _settled(till, bought, "active")
        assert len(_orders(till, bought)) == 1
    _assert_paid_for(till, len(_HAD_IN_THE_END))


def test_a_carrier_slower_than_we_wait_sells_once(people: Neighbourhood) -> None:
    """The order is accepted, its answer comes too late and its webhook never."""
    till = Till.of_new_team(people)
    bought = _buys(till, fault="slow", seconds=6, webhook=0)
    _settled(till, bought, "active")
    assert len(_orders(till, bought)) == 1
    _assert_paid_for(till, 1)


def test_what_the_carrier_does_not_give_is_paid_back(people: Neighbourhood) -> None:
    """All of it is refunded automatically, and the owner learns why."""
    till = Till.of_new_team(people)
    for mood in _NOT_HAD.values():
        bought = _buys(till, **mood)
        _settled(till, bought, "failed")
        till.owner.awaits("email", saying=rf"\+{bought['phone_number'][1:]} could not be set up")
    wait_until("all of it to be paid back", lambda: till.paypal.net_amount(*_payments(till)) == 0)
    till.owner.awaits("email", saying="went back to the PayPal wallet")
    _assert_paid_for(till, 0)


def test_two_teams_buy_one_number_at_the_same_instant(people: Neighbourhood) -> None:
    """One team gets the number; the other pays nothing and learns so at once."""
    tills = [Till.of_new_team(people), Till.of_new_team(people)]
    wanted = {"phone_number": choose_number(tills[0].owner)["phone_number"], "plan_id": "local_monthly"}
    for till in tills:
        wait_until("the wallet to be known", lambda owner=till.owner: _may_buy(owner, wanted))
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda till: (till, till.owner.post("/v1/numbers", wanted)), tills * 4))
    (first,) = [till for till, answer in said if answer.status_code == 202]
    refused = [answer for _, answer in said if answer.status_code != 202]
    assert {(answer.status_code, answer.json()["code"]) for answer in refused} == {(409, "number_taken")}
    (other,) = [till for till in tills if till is not first]
    number = expected(first.owner.get("/v1/numbers"), 200)["items"][0]
    wait_for_number(first.owner, number["number_id"], "active")
    assert expected(other.owner.get("/v1/numbers"), 200)["items"] == []
    _assert_paid_for(first, 1)
    _assert_paid_for(other, 0)


def test_a_hundred_webhooks_of_one_order_make_one_number(people: Neighbourhood) -> None:
    """Ten at a time, all answered with 200; the number is had once, and the log has one line of it (N8)."""
    till = Till.of_new_team(people)
    bought = _buys(till, webhook=0)
    (order,) = wait_until("the order", lambda: _orders(till, bought, "success"))
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
    url = f"{till.owner.addresses.door_by_number}/webhooks/carrier"
    with ThreadPoolExecutor(10) as pool:
        told = list(pool.map(lambda _: requests.post(url, data=body, headers=sign(body), timeout=20), range(100)))
    assert {answer.status_code for answer in told} == {200}
    wait_for_number(till.owner, bought["number_id"], "active")
    lines = wait_until("the log", lambda: _log(till, "number_bought"))
    assert len(lines) == 1
    _assert_paid_for(till, 1)


def _buys(till: Till, **mood: Any) -> Json:
    """A number is bought while the carrier is in this mood."""
    wanted = choose_number(till.owner, area_code="617")["phone_number"]
    set_order_behavior(till.owner.addresses, **mood)
    return buy_number(till.owner, wanted)


def _settled(till: Till, bought: Json, status: str) -> None:
    """Run the job that asks the carrier until the number is settled."""

    def stands() -> bool:
        if expected(till.owner.get(f"/v1/numbers/{bought['number_id']}"), 200)["status"] == status:
            return True
        till.paypal.run_job("recheck_orders", in_minutes(5))
        return False

    wait_until(f"{bought['phone_number']} to be {status}", stands, limit=90, every=0.5)


def _orders(till: Till, bought: Json, status: str = "") -> list[Json]:
    """The carrier's orders of a number."""
    books = requests.get(f"{till.owner.addresses.simulators}/_control/telnyx/orders", timeout=10).json()
    found = (order for order in books["orders"] if order["customer_reference"] == bought["number_id"])
    return [order for order in found if status in ("", order["status"])]


def _may_buy(owner: Any, wanted: Json) -> bool:
    return bool(owner.post("/v1/numbers", wanted, params={"dry_run": "true"}).status_code == 200)


def _log(till: Till, action: str) -> list[Json]:
    lines = expected(till.owner.get("/v1/team/activity", limit=100), 200)["items"]
    return [line for line in lines if line["action"] == action]


def _payments(till: Till) -> list[str]:
    return [payment["payment_id"] for payment in expected(till.owner.get("/v1/payments", limit=100), 200)["items"]]


def _assert_paid_for(till: Till, numbers: int) -> None:
    """PayPal has kept the price of so many plans, and so many numbers are had."""
    had = expected(till.owner.get("/v1/numbers", status="active", limit=100), 200)["items"]
    payments = _payments(till)
    assert len(had) == numbers
    assert (till.paypal.net_amount(*payments) if payments else 0) == Decimal(numbers)
