"""A number that left ends its plan with a credit for the paid days, exactly once, and is never charged again (N13)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.months import months_after
from contracts.numbers import NumberHandedOver
from contracts.port_outs import NumberPortedOut
from kernel import aws, clock
from services.billing.domain.ledger import Wallet
from services.billing.domain.payment_fact import DisputeFact, DisputeStatus, RefundFact, RefundStatus
from services.billing.domain.plan import PlanStatus
from services.billing.domain.plan_line import LineStatus
from services.billing.domain.unused_days import count_days, credit_line, credit_payment
from tests.faults import meanwhile
from tests.services.billing.harness import DOLLAR, MEMBER, TEAM, BillingHarness
from tests.services.billing.planning import number_requested, plan_of, renew, running
from tests.services.billing.test_earning import (
    AT,
    INSTANT,
    TAX,
    buy_a_taxed_year,
    earn_all,
    line_of,
    paid_for,
    sums,
    total,
)
from tests.services.billing.test_grants import notices

__all__ = ["running"]

PLANS = ["local_monthly", "local_yearly"]


def left(at: datetime, number_id: str = "num_1", revision: int = 5) -> NumberPortedOut:
    """Return the event that a number has moved to another carrier."""
    about = {"number_id": number_id, "phone_number": "+14155551000", "holder": TEAM, "user_id": None}
    return NumberPortedOut(**about, subscription_id="", at=at, revision=revision)


def at_once(harness: BillingHarness) -> None:
    """Have the only number leave a minute after it was paid: all days but the one that has begun are credited."""
    harness.deliver_events(left(clock.now()))


def days_of(harness: BillingHarness, number_id: str = "num_1") -> tuple[int, int]:
    """Return how many whole days of a plan's first period are left, and how many there were, rounded up."""
    plan = plan_of(harness, number_id)
    period = months_after(plan.anchor, plan.months) - plan.anchor
    return (period - timedelta(seconds=1)) // timedelta(days=1), period.days


def test_a_number_that_left_ends_its_plan_with_a_credit(running: BillingHarness) -> None:
    """Of a month of 1.00 the whole days that are not used are credited to the payer, however often the event comes."""
    at_once(running)
    rest, whole = days_of(running)
    credit = -(-100 * rest // whole) * 10_000
    assert (plan_of(running).status, plan_of(running).reason) == (PlanStatus.ENDED, "ported_out")
    assert running.parts() == {"available": credit}
    running.deliver_events(left(clock.now()), left(clock.now(), revision=6))
    assert running.parts() == {"available": credit}
    assert [(it["amount"], it["phone_number"]) for it in notices(running, "unused_days")] == [(credit, "+14155551000")]
    running.assert_as_at_paypal()


def test_the_credit_is_said_before(running: BillingHarness) -> None:
    """What would be credited is what is credited; of a plan that has ended there is nothing to say."""
    path = {"id": plan_of(running).subscription_id}
    said = running.ask("GET /v1/subscriptions/{id}/unused-days", path=path).body
    at_once(running)
    rest, _ = days_of(running)
    assert (said["days"], said["credit"]["amount"]) == (rest, f"{running.parts()['available'] / DOLLAR:.2f}")
    assert running.ask("GET /v1/subscriptions/{id}/unused-days", path=path).status == 409


def test_it_is_never_charged_again(running: BillingHarness) -> None:
    """No later sweep charges the plan, and what the credit leaves of its payment is revenue: nothing stays deferred."""
    began = clock.now()
    at_once(running)
    for month in (1, 2, 13):
        renew(running, months_after(began, month) + timedelta(days=8))
        earn_all(months_after(began, month) + timedelta(days=8), running)
    (payment,) = running.items("PAYMENT")
    assert sums(running) == (DOLLAR - running.parts()["available"], 0)
    assert payment["earned"] + payment["credited"] == DOLLAR
    running.assert_as_at_paypal()


def test_a_renewal_in_flight_is_refunded(running: BillingHarness) -> None:
    """A charge that completes after the number has left pays for nothing: it goes back, and no days are credited."""
    due = plan_of(running).paid_through
    running.paypal.control("behaviour", charge="pending")
    renew(running, due + timedelta(hours=1))
    assert plan_of(running).in_flight
    running.deliver_events(left(due + timedelta(hours=2)))
    running.paypal.control("events", type="completed")
    running.delivered(2, "PAYMENT.CAPTURE.COMPLETED")
    assert (plan_of(running).status, running.parts()) == (PlanStatus.ENDED, {})
    assert [it["reason"] for it in running.events("PlanRefundDue")] == ["plan_over"]
    running.assert_as_at_paypal()


def test_a_plan_that_is_past_due_has_no_days_to_credit(running: BillingHarness) -> None:
    """It ends at once, without a credit and without another try."""
    due = plan_of(running).paid_through
    running.paypal.control("behaviour", charge="declined", times=9)
    renew(running, due + timedelta(hours=1))
    assert plan_of(running).status is PlanStatus.PAST_DUE
    running.deliver_events(left(due + timedelta(days=2)))
    assert (plan_of(running).status, running.parts()) == (PlanStatus.ENDED, {})
    payments = len(running.items("PAYMENT"))
    renew(running, due + timedelta(days=6))
    assert len(running.items("PAYMENT")) == payments


@pytest.mark.parametrize("lost", [True, False])
def test_a_dispute_takes_the_credit_along(running: BillingHarness, lost: bool) -> None:
    """What PayPal holds back is not credited; the credit is back if the dispute is won, and gone if it is lost."""
    at_once(running)
    credit = running.parts()["available"]
    (payment,) = running.items("PAYMENT")
    dispute = DisputeFact("PP-D-1", at=clock.now())
    running.record_payment_fact(payment["payment_id"], dispute)
    assert running.parts() == {}
    running.assert_books_right()
    status = DisputeStatus.LOST if lost else DisputeStatus.WON
    running.record_payment_fact(payment["payment_id"], replace(dispute, status=status, at=clock.now()))
    assert running.parts() == ({} if lost else {"available": credit})
    running.assert_books_right()


def test_a_number_that_leaves_while_its_payment_is_disputed_is_credited_when_that_is_won(
    running: BillingHarness,
) -> None:
    """Nothing is given of money that we do not have; it is given once it is back."""
    (payment,) = running.items("PAYMENT")
    dispute = DisputeFact("PP-D-1", at=clock.now())
    running.record_payment_fact(payment["payment_id"], dispute)
    at_once(running)
    assert (running.parts(), notices(running, "unused_days")) == ({}, [])
    won = replace(dispute, status=DisputeStatus.WON, at=clock.now())
    running.record_payment_fact(payment["payment_id"], won)
    assert running.parts()["available"] > 0
    running.assert_books_right()


def test_a_credit_that_is_spent_is_owed_when_its_payment_is_reversed(running: BillingHarness) -> None:
    """A chargeback of the plan's payment after its credit was given away leaves a debt of the payer's wallet."""
    at_once(running)
    credit = running.parts()["available"]
    running.give("0.50", to=MEMBER)
    (payment,) = running.items("PAYMENT")
    running.record_payment_fact(
        payment["payment_id"], RefundFact("rev_1", DOLLAR, RefundStatus.COMPLETED, by_force=True)
    )
    assert running.parts().get("available", 0) + running.parts(MEMBER).get(f"given:{TEAM}", 0) < credit
    running.assert_books_right()


def test_a_taxed_year_keeps_its_tax_payable(harness: BillingHarness) -> None:
    """The credit is worth its price with its tax, as credits that are bought; the invoice and its tax stay."""
    buy_a_taxed_year(harness)
    at_once(harness)
    (payment,) = harness.items("PAYMENT")
    credit = int(payment["credited"])
    in_credit = credit * TAX // (10 * DOLLAR)
    assert credit > 9 * DOLLAR
    assert (total(harness, "tax_payable"), total(harness, "credit_tax")) == (TAX, -in_credit)
    earn_all(months_after(clock.now(), 13), harness)
    assert sums(harness) == (10 * DOLLAR - credit - TAX + in_credit, 0)
    harness.assert_as_at_paypal()


def test_the_credit_goes_to_who_paid_for_the_days(running: BillingHarness) -> None:
    """A number that the team paid for and handed to a person credits the team: it is who paid (T8)."""
    handed = {"number_id": "num_1", "subscription_id": "", "from_holder": TEAM, "to_holder": MEMBER, "revision": 3}
    running.deliver_events(NumberHandedOver(**handed))
    at_once(running)
    assert running.parts(MEMBER) == {}
    assert running.parts()["available"] > 0


def test_one_number_of_a_shared_charge_leaves_the_others_earning(harness: BillingHarness) -> None:
    """Of two plans renewed by one charge, the one that left earns nothing more, and the other its months (B8)."""
    harness.attach()
    harness.deliver_events(number_requested(), number_requested("num_2"))
    due = plan_of(harness, "num_1").paid_through + timedelta(days=1)
    renew(harness, due)
    harness.deliver_events(left(due))
    shared = next(it for it in harness.items("PAYMENT") if it["plans"] == 2)
    assert 0 < shared["credited"] < DOLLAR
    earn_all(months_after(due, 2), harness)
    assert total(harness, "deferred") == 0
    harness.assert_as_at_paypal()


def test_two_reports_at_once_credit_once(running: BillingHarness) -> None:
    """A second delivery that is handled between the first one's read and its commit leaves one credit."""
    first, second = left(clock.now()), left(clock.now(), revision=6)
    with meanwhile(aws.client("dynamodb"), "TransactWriteItems", lambda: running.deliver_event(second)):
        running.deliver_event(first)
    running.deliver_events(first)
    assert len([it for it in running.items("JOURNAL") if it["kind"] == "unused_days"]) == 1
    running.assert_as_at_paypal()


@given(
    plan_id=st.sampled_from(PLANS),
    starts_at=INSTANT,
    after=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400)),
    earned=st.integers(0, 12),
    taxed=st.integers(0, DOLLAR // 5),
)
def test_a_credit_is_never_more_than_is_left(
    plan_id: str, starts_at: datetime, after: timedelta, earned: int, taxed: int
) -> None:
    """Whatever was earned or taxed: the journal sums to zero, nothing deferred is below zero, used days are ours."""
    line = line_of(plan_id, starts_at)
    at = starts_at + after
    credited = credit_line(line, at)
    days = count_days(line, at)
    assert 0 <= credited.credit <= line.amount
    assert (credited.credit == 0) == (days == 0)
    payment = replace(paid_for(line, taxed=taxed), earned=min(line.amount - taxed, line.amount * earned // 12))
    done, journal = credit_payment(payment, credited, Wallet("team_1", {}))
    assert done.credited == credited.credit
    assert done.rest >= 0
    assert (journal is None) == (credited.credit == 0)


def test_a_line_that_paid_for_nothing_is_not_credited() -> None:
    """Neither one that goes back nor one that is credited already."""
    line = line_of("local_yearly", AT)
    for kept in (replace(line, status=LineStatus.GOES_BACK), credit_line(line, AT)):
        assert credit_line(kept, AT) == kept
    assert credit_line(line, AT + timedelta(days=366, hours=1)) == line
