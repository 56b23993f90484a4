"""A payer has unspent credits refunded to the capture that they came from (B18)."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kernel import aws, clock
from kernel.bus.batch import BatchFailedError
from kernel.dynamodb.transact_items import update
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.payment_fact import DisputeFact, DisputeStatus, RefundFact, RefundStatus
from services.billing.use_cases.payments.record_payment_fact import record_payment_fact
from tests.faults import answer_lost, conflicting
from tests.in_process import Reply
from tests.services.billing.harness import (
    ADMIN,
    DOLLAR,
    MEMBER,
    OWNER,
    STRANGER,
    TEAM,
    BillingHarness,
    invited,
    money,
)

REFUND = "POST /v1/payments/{payment_id}/refund"


@pytest.fixture
def bought(harness: BillingHarness) -> str:
    """Return a payment of 10.00 USD for the team's credits."""
    harness.attach()
    payment_id = harness.buy("10.00").body["payment_id"]
    harness.world.settle()
    return str(payment_id)


def refund(harness: BillingHarness, payment_id: str, amount: str | None = None, as_: str = OWNER, **more: Any) -> Reply:
    """Ask for a refund; what follows waits in the outbox."""
    return harness.ask(REFUND, as_, path={"payment_id": payment_id}, body=money(amount) if amount else {}, **more)


def see(harness: BillingHarness, payment_id: str, as_: str = OWNER) -> dict[str, Any]:
    """Return the payment as its payer sees it."""
    return dict(harness.ask("GET /v1/payments/{payment_id}", as_, path={"payment_id": payment_id}).body)


def notices(harness: BillingHarness) -> list[str]:
    """Return the kinds of the notices that were published."""
    return [event["kind"] for event in harness.events("NoticeDue") if event["kind"] != "receipt"]


def test_what_is_unspent_goes_back(harness: BillingHarness, bought: str) -> None:
    """Held at once, and gone with PayPal's refund; it happens once, with a credit note and a notice."""
    reply = refund(harness, bought, "4.00")
    assert (reply.status, reply.body["refunding"]["amount"], reply.body["refundable"]) == (202, "4.00", False)
    assert harness.parts() == {"available": 6 * DOLLAR, "held": 4 * DOLLAR}
    harness.world.settle()
    assert harness.parts() == {"available": 6 * DOLLAR}
    harness.delivered(1, "PAYMENT.CAPTURE.REFUNDED")
    assert harness.parts() == {"available": 6 * DOLLAR}
    view = see(harness, bought)
    assert (view["returned"]["amount"], view["refunding"]["amount"], view["refundable"]) == ("4.00", "0.00", True)
    assert [it["refunded"] for it in harness.paypal.captures()] == ["4.00"]
    assert "credits_refunded" in notices(harness)
    assert "taken_back" not in notices(harness)
    assert not harness.items("REFUND")
    harness.assert_books_right()


def test_without_an_amount_all_that_is_possible_goes_back(harness: BillingHarness, bought: str) -> None:
    """What was given to others stays with them."""
    harness.give("3.00")
    quote = refund(harness, bought, query={"dry_run": "true"})
    assert (quote.status, quote.body["amount"]["amount"], quote.body["balance_after"]["amount"]) == (
        200,
        "7.00",
        "0.00",
    )
    assert harness.parts() == {"available": 7 * DOLLAR}
    assert refund(harness, bought).status == 202
    harness.world.settle()
    assert harness.parts() == {}
    assert harness.parts(MEMBER) == {f"given:{TEAM}": 3 * DOLLAR}
    assert refund(harness, bought).body["code"] == "nothing_to_refund"
    harness.assert_books_right()


def test_never_more_than_is_free_or_was_paid(harness: BillingHarness, bought: str) -> None:
    """Of another payment's money nothing goes back to this one."""
    other = harness.buy("5.00").body["payment_id"]
    assert refund(harness, other, "5.01").body["refundable"]["amount"] == "5.00"
    harness.give("12.00")
    assert refund(harness, bought, "3.01").body["refundable"]["amount"] == "3.00"
    assert refund(harness, bought, "3.00").status == 202
    assert refund(harness, bought, "1.00").body["code"] == "refund_in_progress"
    assert refund(harness, other, "1.00").body["code"] == "nothing_to_refund"


def test_the_same_request_refunds_once(harness: BillingHarness, bought: str) -> None:
    """Also when its answer was forgotten."""
    key = {"idempotency-key": "once"}
    assert refund(harness, bought, "4.00", headers=key).status == 202
    harness.forget_answers()
    assert refund(harness, bought, "4.00", headers=key).body["refunding"]["amount"] == "4.00"
    harness.world.settle()
    harness.forget_answers()
    assert refund(harness, bought, "4.00", headers=key).status == 202
    harness.world.settle()
    assert harness.parts() == {"available": 6 * DOLLAR}


@pytest.mark.parametrize("caller", [ADMIN, MEMBER, STRANGER])
def test_only_the_payer_may(harness: BillingHarness, bought: str, caller: str) -> None:
    """An admin sees the payment; the money is the owner's."""
    assert refund(harness, bought, as_=caller).status == (403 if caller == ADMIN else 404)


def test_a_person_has_their_own_refunded(harness: BillingHarness) -> None:
    """It went to their own wallet."""
    harness.attach(MEMBER)
    payment_id = harness.buy("10.00", MEMBER).body["payment_id"]
    assert refund(harness, payment_id, as_=MEMBER).status == 202
    harness.world.settle()
    assert harness.parts(MEMBER) == {}
    assert not see(harness, payment_id, MEMBER)["refundable"]


def test_what_paypal_refuses_comes_back(harness: BillingHarness, bought: str) -> None:
    """And says so; what is tried again is another request."""
    capture_id = harness.paypal.captures()[0]["capture_id"]
    harness.paypal.control("events", type="refunded", capture_id=capture_id, amount="10.00")
    assert refund(harness, bought, "4.00").status == 202
    harness.world.settle()
    assert harness.parts() == {"available": 10 * DOLLAR}
    assert "refund_refused" in notices(harness)
    assert see(harness, bought)["refunding"]["amount"] == "0.00"
    harness.delivered(1, "PAYMENT.CAPTURE.REFUNDED")
    assert harness.parts() == {}
    harness.assert_books_right()


def test_a_silent_paypal_is_asked_again(harness: BillingHarness, bought: str) -> None:
    """By the janitor, when the event has been given up."""
    assert refund(harness, bought, "4.00").status == 202
    harness.world.delivered |= {envelope.id for envelope in harness.world.outbox()}
    with harness.paypal_away():
        harness.run("resolve_refunds", clock.now() + timedelta(minutes=1))
    assert harness.paypal.captures()[0]["refunded"] == "0.00"
    harness.run("resolve_refunds", clock.now() + timedelta(minutes=30))
    assert harness.paypal.captures()[0]["refunded"] == "4.00"
    harness.run("resolve_refunds", clock.now() + timedelta(minutes=60))
    assert harness.paypal.captures()[0]["refunded"] == "4.00"
    assert harness.parts() == {"available": 6 * DOLLAR}
    assert not harness.items("REFUND")


@pytest.mark.parametrize("at", [1, 2])
@pytest.mark.parametrize("is_lost", [True, False], ids=["a lost answer", "conflicts"])
def test_a_disturbed_janitor_is_followed_by_another(
    harness: BillingHarness, bought: str, at: int, is_lost: bool
) -> None:
    """Whichever of its transactions fails, the run after the pause finishes the refund, and PayPal makes it once."""
    assert refund(harness, bought, "4.00").status == 202
    harness.world.delivered |= {envelope.id for envelope in harness.world.outbox()}
    client, began = aws.client("dynamodb"), clock.now() + timedelta(minutes=1)
    fault = (
        answer_lost(client, "TransactWriteItems", at_call=at)
        if is_lost
        else conflicting(client, at_commit=at, times=99)
    )
    with fault as calls, suppress(BatchFailedError):
        harness.run("resolve_refunds", began)
    assert len(calls.made) >= at, "nothing was disturbed"
    harness.run("resolve_refunds", began + timedelta(minutes=5))
    harness.run("resolve_refunds", began + timedelta(minutes=16))
    assert [it["refunded"] for it in harness.paypal.captures()] == ["4.00"]
    assert harness.parts() == {"available": 6 * DOLLAR}
    assert not harness.items("REFUND")
    harness.assert_books_right()


def test_a_failed_refund_is_in_the_wallet_again(harness: BillingHarness, bought: str) -> None:
    """Whether it failed at once or after it had been pending."""
    assert refund(harness, bought, "4.00").status == 202
    harness.record_payment_fact(bought, RefundFact("R1", 4 * DOLLAR, RefundStatus.FAILED))
    assert harness.parts() == {"available": 10 * DOLLAR}
    assert "refund_refused" in notices(harness)
    harness.assert_books_right()


def test_a_dispute_may_overtake_a_refund(harness: BillingHarness, bought: str) -> None:
    """What both take is taken once: what is held repays what the dispute made owed."""
    assert refund(harness, bought, "4.00").status == 202
    opened_at = clock.now() - timedelta(minutes=1)
    with harness.world.inside("billing"):
        work = UnitOfWork(harness.table, RequestContext(OWNER, clock.now(), "cor"))
        record_payment_fact(work, bought, DisputeFact("D1", 10 * DOLLAR, DisputeStatus.OPEN, opened_at, opened_at))
    assert harness.parts() == {"held": 4 * DOLLAR, "owed": -4 * DOLLAR}
    harness.world.settle()
    assert harness.parts() == {}
    harness.assert_books_right()


def test_what_cannot_go_back_says_why(harness: BillingHarness, bought: str) -> None:
    """A disputed payment, and one that PayPal would not refund any more."""
    item = next(it for it in harness.items("PAYMENT") if it["payment_id"] == bought)
    old = clock.to_text(clock.now() - timedelta(days=181))
    harness.table.commit([update({"pk": item["pk"], "sk": item["sk"]}, set={"completed_at": old})])
    late = refund(harness, bought)
    assert (late.status, late.body["code"]) == (409, "not_refundable")
    assert "180 days" in json.dumps(late.body)


def test_a_top_up_does_not_buy_back_what_was_refunded(harness: BillingHarness, bought: str) -> None:
    """It is refused while the automatic top-up would."""
    settings = {"threshold": "5.00", "amount": "10.00", "monthly_cap": "50.00"}
    assert harness.ask("PUT /v1/billing/auto-top-up", body=settings).status == 200
    assert refund(harness, bought, "6.00").body["code"] == "top_up_is_on"
    assert refund(harness, bought, "5.00").status == 202


def test_a_refund_that_a_dispute_paid_funds_promises(harness: BillingHarness, bought: str) -> None:
    """What was held is free again when PayPal's refund settles the dispute: promises that it had unfunded get it."""
    harness.deliver_events(invited("inv_1", 4 * DOLLAR))
    assert refund(harness, bought, "4.00").status == 202
    harness.world.delivered |= {envelope.id for envelope in harness.world.outbox()}
    opened_at = clock.now() - timedelta(minutes=1)
    harness.record_payment_fact(bought, DisputeFact("D1", 6 * DOLLAR, DisputeStatus.OPEN, opened_at, opened_at))
    assert harness.events("CreditsUnfunded")[-1]["invitation_id"] == "inv_1"
    harness.run("resolve_refunds", clock.now() + timedelta(minutes=1))
    assert harness.parts() == {"held": 4 * DOLLAR}
    harness.assert_books_right()


def test_an_earlier_refund_of_the_same_amount_is_another_one(harness: BillingHarness, bought: str) -> None:
    """What PayPal reports late of a refund of before is not taken for the one that was just asked for."""
    assert refund(harness, bought, "4.00").status == 202
    earlier = clock.now() - timedelta(hours=1)
    harness.record_payment_fact(bought, RefundFact("R0", 4 * DOLLAR, RefundStatus.COMPLETED, at=earlier))
    assert [it["refunded"] for it in harness.paypal.captures()] == ["4.00"]
    assert harness.parts() == {"available": 2 * DOLLAR}
    harness.assert_books_right()


def test_our_own_request_id_says_which_refund_it_is(harness: BillingHarness, bought: str) -> None:
    """Not its amount: PayPal may refund another one, and what it made by our request ends the hold."""
    assert refund(harness, bought, "4.00").status == 202
    (asked,) = harness.items("REFUND")
    by_us = RefundFact("R1", 4 * DOLLAR, RefundStatus.COMPLETED, request_id=asked["pk"].removeprefix("REFUND#"))
    earlier = clock.now() - timedelta(hours=1)
    with harness.world.inside("billing"):
        work = UnitOfWork(harness.table, RequestContext(OWNER, clock.now(), "cor"))
        record_payment_fact(work, bought, replace(by_us, request_id="", at=earlier))
        assert harness.parts() == {"available": 2 * DOLLAR, "held": 4 * DOLLAR}
        record_payment_fact(work, bought, by_us)
    assert harness.parts() == {"available": 6 * DOLLAR}
    harness.assert_books_right()


def test_a_refund_asked_for_before_it_had_a_record_comes_to_its_end(harness: BillingHarness, bought: str) -> None:
    """What an item of before says of it in attributes is read: PayPal is asked, and what was held is gone."""
    assert refund(harness, bought, "4.00").status == 202
    item = next(it for it in harness.items("PAYMENT") if it["payment_id"] == bought)
    asked = item["refund"]
    before = {"refunding": asked["amount"], "refund_request": asked["request_id"], "refund_hold": asked["held_in"]}
    before |= {"refunded_as": "", "refund_asked_at": asked["asked_at"], "refund": None}
    harness.table.commit([update({"pk": item["pk"], "sk": item["sk"]}, set=before)])
    assert refund(harness, bought, "1.00").body["code"] == "refund_in_progress"
    harness.world.settle()
    assert harness.parts() == {"available": 6 * DOLLAR}
    harness.assert_as_at_paypal()
