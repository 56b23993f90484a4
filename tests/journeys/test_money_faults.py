"""Tests of money under faults between PayPal and us: lost answers, crossed and missing webhooks."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from local.polling import wait_until
from local.reconciliation_report import differences
from local.system import System
from tests.journeys.money import NOTHING, Till, in_minutes, usd
from tests.journeys.people import Neighbourhood

_LOST = {
    "5xx after the charge": {"charge": "error_after_charge"},
    "2xx without an id": {"charge": "no_id"},
    "no answer, the connection ends": {"charge": "timeout", "seconds": 0.2},
}


def test_a_lost_answer_charges_once(people: Neighbourhood) -> None:
    """Whatever happens to PayPal's answer, there is one capture and one entry, without an operator (B5)."""
    till = Till.of_new_team(people)
    for mood in _LOST.values():
        till.paypal.set_charge_behavior(**mood)
        till.assert_bought_once(till.buys("10.00")["payment_id"])
    assert till.awaits(balance="30.00")["owed"] == usd("0.00")
    till.assert_as_at_paypal()


def test_a_hundred_webhooks_of_a_pending_payment_credit_once(people: Neighbourhood) -> None:
    """A payment under review is credited when it completes, and only then; one that is denied never is (B5)."""
    till = Till.of_new_team(people)
    till.paypal.set_charge_behavior("pending", times=2)
    payment, other = till.buys("9.00", "pending"), till.buys("8.00", "pending")
    assert till.entries() == []
    till.paypal.trigger_event("denied", other["paypal_id"])
    till.paypal.set_delivery(duplicate=99)
    till.paypal.trigger_event("completed", payment["paypal_id"])
    _heard(till, "PAYMENT.CAPTURE.COMPLETED", 100)
    till.awaits(balance="9.00")
    till.assert_bought_once(payment["payment_id"])
    till.owner.eventually(f"/v1/payments/{other['payment_id']}", status="failed", credited=usd("0.00"))
    till.assert_as_at_paypal()


def test_a_hundred_webhooks_before_the_answer_credit_once(people: Neighbourhood) -> None:
    """The webhook comes a hundred times, ten at once, while PayPal's answer is still under way (B14)."""
    till = Till.of_new_team(people)
    till.paypal.set_delivery(duplicate=99)
    till.paypal.set_charge_behavior("timeout", seconds=11)
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(till.buys, "12.00")
        till.awaits(balance="12.00")
        assert not answer.done()
        till.paypal.set_charge_behavior("completed", times=0)
        payment = answer.result()
    heard = _heard(till, "PAYMENT.CAPTURE.COMPLETED", 100)
    assert {delivery["event_id"] for delivery in heard} == {heard[0]["event_id"]}
    till.assert_bought_once(payment["payment_id"])
    till.awaits(balance="12.00")
    till.assert_as_at_paypal()


def test_a_payment_without_any_answer_is_found_out(people: Neighbourhood) -> None:
    """PayPal says nothing but 5xx: pending, and made good by itself minutes later, charged once."""
    till = Till.of_new_team(people)
    till.paypal.set_charge_behavior("error_before_charge", times=2)
    payment = till.buys("7.00", "pending")
    assert till.paypal.net_amount() == NOTHING
    till.paypal.run_job("resolve_payments", in_minutes(5))
    till.awaits(balance="7.00")
    till.assert_bought_once(payment["payment_id"])
    till.assert_as_at_paypal()


def test_a_declined_payment_is_said(people: Neighbourhood) -> None:
    """402 with the reason, nothing credited; the same wallet may be tried again (B1)."""
    till = Till.of_new_team(people)
    till.paypal.set_charge_behavior("declined")
    refused = till.asks_for("10.00")
    assert (refused.status_code, refused.json()["code"]) == (402, "payment_declined"), refused.text
    assert till.entries() == []
    till.buys("10.00")
    till.assert_as_at_paypal()


def test_a_webhook_that_never_comes_is_made_up_for(people: Neighbourhood, system: System) -> None:
    """Reconciliation finds what no webhook reported, books it, and reports a line for each (B17)."""
    till = Till.of_new_team(people)
    settled = till.buys("20.00")
    till.paypal.set_charge_behavior("pending")
    payment = till.buys("15.00", "pending")
    _heard(till, "PAYMENT.CAPTURE", 2)
    till.paypal.set_delivery(drop=True)
    till.paypal.trigger_event("completed", payment["paypal_id"])
    refund = till.paypal.trigger_event("refunded", settled["paypal_id"], amount="2.00")
    till.awaits(balance="20.00")
    till.paypal.run_job("reconcile", in_minutes(11))
    till.awaits(balance="33.00")
    booked, refunded = differences(system.addresses, payment["payment_id"], settled["payment_id"])
    cause = f"capture:{payment['paypal_id']}"
    assert booked == {"what": "capture_not_booked", "cause": cause, "ours": "0.00", "theirs": "15.00"}
    cause = f"refund:{refund['resource']['id']}"
    assert refunded == {"what": "refund_not_booked", "cause": cause, "ours": "0.00", "theirs": "2.00"}
    till.assert_bought_once(payment["payment_id"])
    till.assert_as_at_paypal()


def _heard(till: Till, event_type: str, count: int) -> list[dict[str, Any]]:
    """The deliveries that were answered with 200, as soon as there are so many."""

    def heard() -> list[dict[str, Any]]:
        return [delivery for delivery in till.paypal.deliveries(event_type) if delivery["status"] == 200]

    wait_until(f"{count} deliveries of {event_type}", lambda: len(heard()) >= count, limit=30)
    return heard()
