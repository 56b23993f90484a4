"""Disputes, refunds and reversals of one payment, in any order and however often: what is due is the same (B5)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import reduce
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import (
    ChargeResult,
    ChargeStatus,
    DisputeFact,
    DisputeStatus,
    Fact,
    RefundFact,
    RefundStatus,
)
from services.billing.paypal.event_reader import read_event
from tests.services.billing.harness import DOLLAR, OWNER, TEAM, BillingHarness

OPEN, WON, LOST = DisputeStatus.OPEN, DisputeStatus.WON, DisputeStatus.LOST
T0 = datetime(2026, 11, 23, 12, tzinfo=UTC)
PAID = ChargeResult(ChargeStatus.COMPLETED, "CAP", money=20 * DOLLAR)


def dispute(dollars: int | None, status: DisputeStatus = OPEN, minute: int = 0, its_id: str = "D1") -> DisputeFact:
    """Return a report of a dispute that was opened at minute 0, as PayPal wrote it at a later minute."""
    money = None if dollars is None else dollars * DOLLAR
    return DisputeFact(its_id, money, status, T0 + timedelta(minutes=minute), T0)


def refund(dollars: int, minute: int, *, by_force: bool = False, its_id: str = "R1") -> RefundFact:
    """Return a completed refund that PayPal made at a minute."""
    at = T0 + timedelta(minutes=minute)
    return RefundFact(its_id, dollars * DOLLAR, RefundStatus.COMPLETED, by_force, at)


def due_after(*facts: Fact) -> int:
    """Return what is due of 20 dollars, in dollars, after these facts."""
    payment = Payment("pay_1", TEAM, OWNER, 20 * DOLLAR, "credits", "purchase", "tok", T0, OWNER)
    return reduce(Payment.with_fact, (PAID, *facts), payment).due // DOLLAR


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        ((dispute(15, minute=5), dispute(20, minute=0)), 5),
        ((dispute(20, minute=0), dispute(15, minute=5), dispute(20, minute=9)), 0),
        ((dispute(15), dispute(20)), 0),
        ((dispute(None),), 0),
        ((refund(5, -60), dispute(None)), 0),
        ((refund(5, -60), dispute(15)), 0),
        ((refund(5, -60), dispute(10)), 5),
        ((dispute(15), dispute(15, LOST, 90)), 5),
        ((dispute(15, LOST, 90), refund(15, 95, by_force=True)), 5),
        ((refund(15, 80, by_force=True), dispute(15, LOST, 90)), 5),
        ((dispute(15, LOST, 90), refund(15, 80)), 5),
        ((refund(5, -60), dispute(15, LOST, 90), refund(15, 90, by_force=True, its_id="R2")), 0),
        ((dispute(15, WON, 90), refund(15, 10, by_force=True)), 20),
        ((dispute(15, WON, 90), refund(15, 10, by_force=True), refund(5, -60, its_id="R2")), 15),
        ((dispute(15, WON, 90), refund(15, 2_000, by_force=True)), 5),
        ((dispute(15, LOST, 90), dispute(15, WON, 900)), 20),
        ((dispute(15, WON, 90), dispute(5, its_id="D2")), 15),
        ((dispute(15, LOST, 90), refund(5, 5_000)), 0),
    ],
)
def test_refunds_and_disputes_add_up_as_far_as_they_are_not_the_same_money(facts: tuple[Fact, ...], due: int) -> None:
    """The later report of a dispute counts; what a dispute ends in counts once; what was won is back."""
    assert (due_after(*facts), due_after(*reversed(facts)), due_after(*facts, *facts)) == (due, due, due)


minutes = st.integers(0, 5)
amounts = st.integers(1, 20)
reports = st.builds(
    dispute, st.none() | amounts, st.sampled_from(DisputeStatus), minutes, st.sampled_from(["D1", "D2"])
)
refunds = st.builds(
    lambda it, status, at: replace(it, status=status, at=it.at if at else None),
    st.builds(refund, amounts, minutes, by_force=st.booleans(), its_id=st.sampled_from(["R1", "R2"])),
    st.sampled_from(RefundStatus),
    st.booleans(),
)


@given(facts=st.lists(reports | refunds | st.just(PAID), max_size=8), data=st.data())
def test_any_order_and_repetition_gives_the_same_due(facts: list[Fact], data: st.DataObject) -> None:
    """The facts are a set: neither their order nor how often each comes can matter."""
    mixed = data.draw(st.permutations(facts)) + data.draw(st.lists(st.sampled_from(facts or [PAID]), max_size=4))
    assert due_after(*facts) == due_after(*mixed)


@pytest.mark.parametrize("status", [ChargeStatus.DENIED, ChargeStatus.PENDING, ChargeStatus.REFUSED])
def test_another_capture_that_fails_takes_nothing(status: ChargeStatus) -> None:
    """A payment has one capture; what PayPal says of another one is not about its money."""
    assert due_after(ChargeResult(status, "ANOTHER", money=20 * DOLLAR)) == 20


def test_a_capture_after_a_declined_one_counts_in_any_order() -> None:
    """The order was declined and then captured: it is paid."""
    declined = ChargeResult(ChargeStatus.DENIED, "FIRST")
    payment = Payment("pay_1", TEAM, OWNER, 20 * DOLLAR, "credits", "purchase", "tok", T0, OWNER)
    for facts in ((declined, PAID), (PAID, declined)):
        after = reduce(Payment.with_fact, facts, payment)
        assert (after.due, after.capture_id) == (20 * DOLLAR, "CAP")


def test_its_own_capture_that_is_denied_takes_it_all_back() -> None:
    """A capture that PayPal takes back is no money."""
    assert due_after(ChargeResult(ChargeStatus.DENIED, "CAP")) == 0


def test_the_facts_move_the_wallet_each_time(harness: BillingHarness) -> None:
    """20, 15, 20 and won: every step is booked, and survives being stored."""
    payment_id = _bought(harness)
    for report, available in [
        (dispute(20), 0),
        (dispute(15, minute=1), 5),
        (dispute(20, minute=2), 0),
        (dispute(None, minute=3), 0),
        (dispute(15, minute=4), 5),
        (dispute(15, WON, minute=5), 20),
    ]:
        for _ in range(2):
            harness.record_payment_fact(payment_id, report)
        assert harness.wallet().available == available * DOLLAR
    harness.assert_books_right()


def test_a_reversal_that_changes_what_it_says_is_booked(harness: BillingHarness) -> None:
    """The same refund, first as a list of refunds has it, then as a reversal of a dispute that was won."""
    payment_id = _bought(harness)
    listed = replace(refund(15, 5), at=None)
    for fact in (listed, dispute(15), dispute(15, WON, 60), refund(15, 5, by_force=True)):
        harness.record_payment_fact(payment_id, fact)
    assert harness.parts() == {"available": 20 * DOLLAR}
    harness.assert_books_right()


def test_the_holder_is_notified_of_what_was_won(harness: BillingHarness) -> None:
    """Taken back and returned are both said."""
    payment_id = _bought(harness)
    harness.record_payment_fact(payment_id, dispute(15), dispute(15, WON, 60))
    notices = [(notice["kind"], notice["amount"]) for notice in harness.events("NoticeDue")]
    assert sorted(notices) == [("receipt", 20 * DOLLAR), ("restored", 15 * DOLLAR), ("taken_back", 15 * DOLLAR)]


@pytest.mark.parametrize(
    ("more", "micros", "at"),
    [
        ({"dispute_amount": {"currency_code": "EUR", "value": "4.00"}}, None, "2026-11-23T12:05:00+00:00"),
        ({"dispute_amount": {"currency_code": "USD", "value": "4.00"}}, 4_000_000, "2026-11-23T12:05:00+00:00"),
        ({"update_time": "2026-11-23T12:02:00.000Z"}, None, "2026-11-23T12:02:00+00:00"),
        ({"create_time": "2026-11-23T12:01:00"}, None, "2026-11-23T12:01:00+00:00"),
    ],
)
def test_a_dispute_has_its_amount_and_its_time(more: dict[str, Any], micros: int | None, at: str) -> None:
    """Without an amount in USD there is none; without a time the event's counts; without a zone it is UTC."""
    resource = {"dispute_id": "PP-1", "status": "OPEN"} | more
    event = {"id": "WH-1", "event_type": "CUSTOMER.DISPUTE.UPDATED", "create_time": "2026-11-23T12:05:00Z"}
    read = read_event(event | {"resource": resource}).dispute
    assert read
    assert read.at
    assert (read.micros, read.at.isoformat()) == (micros, at)


def _bought(harness: BillingHarness) -> str:
    harness.attach()
    harness.buy("20.00")
    return str(harness.items("PAYMENT")[0]["payment_id"])
