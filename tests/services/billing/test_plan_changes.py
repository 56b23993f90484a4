"""Number plans: canceled, changed, handed over, refunded, and listed (B8, B10, B15)."""

from datetime import timedelta
from typing import Any

import pytest

from contracts.numbers import NumberCancelled, NumberHandedOver, NumberKept, NumberOrderFailed
from contracts.teams import MemberRemoved
from kernel import clock
from services.billing.stores import plans
from tests.services.billing.harness import MEMBER, OWNER, STRANGER, TEAM, BillingHarness, joined
from tests.services.billing.planning import number_requested, plan_of, renew, running

__all__ = ["running"]

DAY = timedelta(days=1)


def test_a_cancelled_plan_runs_out(running: BillingHarness) -> None:
    """It runs to the end of what is paid, and nothing more is charged; resumed, it goes on."""
    path = {"id": plan_of(running).subscription_id}
    assert running.ask("POST /v1/subscriptions/{id}/cancel", path=path).body["status"] == "cancelled"
    assert running.ask("POST /v1/subscriptions/{id}/resume", path=path).body["status"] == "active"
    running.ask("POST /v1/subscriptions/{id}/cancel", path=path)
    running.world.settle()
    renew(running, plan_of(running).paid_through)
    assert plan_of(running).status == "ended"
    assert len(running.paypal.captures()) == 1
    assert running.ask("POST /v1/subscriptions/{id}/resume", path=path).body["code"] == "plan_not_running"


def test_the_number_can_cancel_and_keep_its_plan(running: BillingHarness) -> None:
    """What the holder does to the number is done to its plan."""
    about: dict[str, Any] = {"number_id": "num_1", "subscription_id": "", "asked_by": OWNER}
    running.deliver_events(NumberCancelled(**about))
    assert plan_of(running).cancelled
    running.deliver_events(NumberKept(**about))
    assert not plan_of(running).cancelled


@pytest.mark.parametrize("first", [NumberCancelled, NumberKept])
def test_of_cancelling_and_keeping_the_later_counts(
    running: BillingHarness, first: type[NumberCancelled | NumberKept]
) -> None:
    """Out of order or delivered twice: what the holder did last to the number counts."""
    last = NumberKept if first is NumberCancelled else NumberCancelled
    about: dict[str, Any] = {"number_id": "num_1", "subscription_id": "", "asked_by": OWNER}
    running.deliver_events(last(**about, revision=8), last(**about, revision=8), first(**about, revision=7))
    assert plan_of(running).cancelled is (last is NumberCancelled)


def test_another_plan_begins_when_the_paid_time_is_over(running: BillingHarness) -> None:
    """A change is quoted, keeps the paid time, and is what the renewal charges."""
    path = {"id": plan_of(running).subscription_id}
    body = {"plan_id": "local_yearly"}
    quote = running.ask("PUT /v1/subscriptions/{id}/plan", path=path, body=body, query={"dry_run": "true"}).body
    assert (quote["total_now"]["amount"], quote["lines"][0]["amount"]["amount"]) == ("0.00", "10.00")
    changed = running.ask("PUT /v1/subscriptions/{id}/plan", path=path, body=body).body
    assert (changed["plan_id"], changed["next_plan_id"]) == ("local_monthly", "local_yearly")
    (event,) = running.events("PlanChanged")
    assert (event["plan_id"], event["next_plan_id"]) == ("local_monthly", "local_yearly")
    running.world.settle()
    renew(running, plan_of(running).paid_through)
    assert plan_of(running).plan_id == "local_yearly"
    assert plan_of(running).months == 13
    wrong = running.ask("PUT /v1/subscriptions/{id}/plan", path=path, body={"plan_id": "toll_free_monthly"})
    assert (wrong.status, wrong.body["code"]) == (422, "plan_does_not_fit")


def test_what_the_carrier_did_not_give_is_paid_back(running: BillingHarness) -> None:
    """When the order fails, the whole payment is refunded automatically, once, and the payer is notified."""
    plan = plan_of(running)
    failed = NumberOrderFailed(
        number_id="num_1", phone_number="+14155551000", holder=TEAM, subscription_id=plan.subscription_id, reason="x"
    )
    running.deliver_events(failed)
    running.deliver_events(failed)
    (payment,) = running.ask("GET /v1/payments").body["items"]
    assert (payment["status"], payment["returned"]["amount"]) == ("refunded", "1.00")
    assert [it["kind"] for it in running.events("NoticeDue")] == [
        "receipt",
        "plan_refunded",
        "invoice_corrected",
    ]
    assert plan_of(running).status == "ended"
    running.assert_books_right()


def test_the_calendar_shows_the_charges_to_come(running: BillingHarness) -> None:
    """By date, up to the day that is asked for; what is cancelled costs nothing more (B15)."""
    running.deliver_events(number_requested("num_2", plan_id="local_yearly"))
    until = clock.to_text(clock.now() + 100 * DAY)
    items = running.ask("GET /v1/billing/upcoming", query={"until": until}).body["items"]
    assert [item["amount"]["amount"] for item in items] == ["1.00", "1.00", "1.00"]
    assert items == sorted(items, key=lambda item: item["when"])
    running.ask("POST /v1/subscriptions/{id}/cancel", path={"id": plan_of(running).subscription_id})
    assert running.ask("GET /v1/billing/upcoming", query={"until": until}).body["items"] == []


def test_a_strangers_plan_is_not_there(running: BillingHarness) -> None:
    """Another person's plan can be neither seen nor changed (E3)."""
    path = {"id": plan_of(running).subscription_id}
    for as_ in (STRANGER, MEMBER):
        assert running.ask("POST /v1/subscriptions/{id}/cancel", as_, path=path).status == 404
        assert running.ask("GET /v1/subscriptions", as_).body["items"] == []
    assert len(running.ask("GET /v1/subscriptions").body["items"]) == 1


def test_the_team_pays_for_who_joins_and_they_pay_when_they_go(harness: BillingHarness) -> None:
    """From the next renewal on the team pays; gone, they pay again. The paid time stays as it is (B10, T8)."""
    harness.attach()
    harness.attach(STRANGER)
    harness.deliver_events(number_requested(holder=STRANGER))
    paid_through = plan_of(harness).paid_through
    harness.deliver_events(joined(STRANGER))
    assert (plan_of(harness).payer, plan_of(harness).holder, plan_of(harness).paid_through) == (
        TEAM,
        STRANGER,
        paid_through,
    )
    renew(harness, paid_through)
    assert harness.ask("GET /v1/payments").body["items"][0]["amount"]["amount"] == "1.00"
    harness.deliver_events(MemberRemoved(team_id=TEAM, account_id=STRANGER, reason="left", numbers="keep", revision=2))
    assert plan_of(harness).payer == STRANGER


def test_a_number_handed_over_takes_its_paid_time_along(running: BillingHarness) -> None:
    """The new holder pays from the next renewal on (T8)."""
    before = plan_of(running)
    running.deliver_events(
        NumberHandedOver(
            number_id="num_1", subscription_id=before.subscription_id, from_holder=TEAM, to_holder=STRANGER
        )
    )
    after = plan_of(running)
    assert (after.holder, after.payer, after.paid_through) == (STRANGER, STRANGER, before.paid_through)
    assert [plan.number_id for plan in plans.list_by_holder(running.table, STRANGER, 10)[0]] == ["num_1"]


def test_a_payment_that_is_taken_back_ends_its_plan(running: BillingHarness) -> None:
    """A payer who has PayPal take the period's money back loses the plan; the books follow."""
    capture = running.paypal.captures()[0]["capture_id"]
    running.paypal.control("events", type="reversed", capture_id=capture)
    running.delivered(1, "PAYMENT.CAPTURE.REVERSED")
    assert plan_of(running).status == "ended"
    running.assert_books_right()
