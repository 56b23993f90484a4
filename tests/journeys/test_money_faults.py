"""Tests of money under faults between PayPal and us: lost answers, crossed and missing webhooks."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from local.polling import wait_until
from local.reconciliation_report import differences
from local.system import System
from tests.journeys.money import NOTHING, PayingTeam, in_minutes, usd
from tests.journeys.people import PeopleFactory

_LOST = {
    "5xx after the charge": {"charge": "error_after_charge"},
    "2xx without an id": {"charge": "no_id"},
    "no answer, the connection ends": {"charge": "timeout", "seconds": 0.2},
}


def test_a_lost_answer_charges_once(people: PeopleFactory) -> None:
    """Whatever happens to PayPal's answer, there is one capture and one entry, without an operator (B5)."""
    team = PayingTeam.of_new_team(people)
    for behavior in _LOST.values():
        team.paypal.set_charge_behavior(**behavior)
        team.assert_bought_once(team.buys("10.00")["payment_id"])
    assert team.awaits(balance="30.00")["owed"] == usd("0.00")
    team.assert_as_at_paypal()


def test_a_hundred_webhooks_of_a_pending_payment_credit_once(people: PeopleFactory) -> None:
    """A payment under review is credited when it completes, and only then; one that is denied never is (B5)."""
    team = PayingTeam.of_new_team(people)
    team.paypal.set_charge_behavior("pending", times=2)
    payment, other = team.buys("9.00", "pending"), team.buys("8.00", "pending")
    assert team.entries() == []
    team.paypal.trigger_event("denied", other["paypal_id"])
    team.paypal.set_delivery(duplicate=99)
    team.paypal.trigger_event("completed", payment["paypal_id"])
    _heard(team, "PAYMENT.CAPTURE.COMPLETED", 100)
    team.awaits(balance="9.00")
    team.assert_bought_once(payment["payment_id"])
    team.owner.eventually(f"/v1/payments/{other['payment_id']}", status="failed", credited=usd("0.00"))
    team.assert_as_at_paypal()


def test_a_hundred_webhooks_before_the_answer_credit_once(people: PeopleFactory) -> None:
    """The webhook comes a hundred times, ten at once, while PayPal's answer is still under way (B14)."""
    team = PayingTeam.of_new_team(people)
    team.paypal.set_delivery(duplicate=99)
    team.paypal.set_charge_behavior("timeout", seconds=11)
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(team.buys, "12.00")
        team.awaits(balance="12.00")
        assert not answer.done()
        team.paypal.set_charge_behavior("completed", times=0)
        payment = answer.result()
    heard = _heard(team, "PAYMENT.CAPTURE.COMPLETED", 100)
    assert {delivery["event_id"] for delivery in heard} == {heard[0]["event_id"]}
    team.assert_bought_once(payment["payment_id"])
    team.awaits(balance="12.00")
    team.assert_as_at_paypal()


def test_a_payment_without_any_answer_is_found_out(people: PeopleFactory) -> None:
    """PayPal says nothing but 5xx: pending, and made good by itself minutes later, charged once."""
    team = PayingTeam.of_new_team(people)
    team.paypal.set_charge_behavior("error_before_charge", times=2)
    payment = team.buys("7.00", "pending")
    assert team.paypal.net_amount() == NOTHING
    team.paypal.run_job("resolve_payments", in_minutes(5))
    team.awaits(balance="7.00")
    team.assert_bought_once(payment["payment_id"])
    team.assert_as_at_paypal()


def test_a_declined_payment_is_said(people: PeopleFactory) -> None:
    """402 with the reason, nothing credited; the same wallet may be tried again (B1)."""
    team = PayingTeam.of_new_team(people)
    team.paypal.set_charge_behavior("declined")
    refused = team.asks_for("10.00")
    assert (refused.status_code, refused.json()["code"]) == (402, "payment_declined"), refused.text
    assert team.entries() == []
    team.buys("10.00")
    team.assert_as_at_paypal()


def test_a_webhook_that_never_comes_is_made_up_for(people: PeopleFactory, system: System) -> None:
    """Reconciliation finds what no webhook reported, books it, and reports a line for each (B17)."""
    team = PayingTeam.of_new_team(people)
    settled = team.buys("20.00")
    team.paypal.set_charge_behavior("pending")
    payment = team.buys("15.00", "pending")
    _heard(team, "PAYMENT.CAPTURE", 2)
    team.paypal.set_delivery(drop=True)
    team.paypal.trigger_event("completed", payment["paypal_id"])
    refund = team.paypal.trigger_event("refunded", settled["paypal_id"], amount="2.00")
    team.awaits(balance="20.00")
    team.paypal.run_job("reconcile", in_minutes(11))
    team.awaits(balance="33.00")
    booked, refunded = differences(system.addresses, payment["payment_id"], settled["payment_id"])
    cause = f"capture:{payment['paypal_id']}"
    assert booked == {"what": "capture_not_booked", "cause": cause, "ours": "0.00", "theirs": "15.00"}
    cause = f"refund:{refund['resource']['id']}"
    assert refunded == {"what": "refund_not_booked", "cause": cause, "ours": "0.00", "theirs": "2.00"}
    team.assert_bought_once(payment["payment_id"])
    team.assert_as_at_paypal()


def _heard(team: PayingTeam, event_type: str, count: int) -> list[dict[str, Any]]:
    """The deliveries that were answered with 200, as soon as there are so many."""

    def heard() -> list[dict[str, Any]]:
        return [delivery for delivery in team.paypal.deliveries(event_type) if delivery["status"] == 200]

    wait_until(f"{count} deliveries of {event_type}", lambda: len(heard()) >= count, limit=30)
    return heard()
