"""Killed between any two AWS calls: a period of a plan is charged once, and a refund is made once."""

from datetime import timedelta

import pytest

from contracts.numbers import NumberOrderFailed
from contracts.plan_events import PlanRefundDue, PlansDue
from kernel import clock
from tests.services.billing.harness import TEAM, BillingHarness
from tests.services.billing.planning import number_requested, plan_of, renew, running
from tests.services.billing.test_crashes import calls_of, killed_at

__all__ = ["running"]

MOST_CALLS = 18


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at_call", range(1, MOST_CALLS + 1))
def test_an_order_survives_a_crash(harness: BillingHarness, at_call: int, after: bool) -> None:
    """Redelivered, it is one plan, one charge and one word to numbers."""
    harness.attach()
    killed_at(harness, lambda it: it.deliver_event(number_requested(), event_id="evt_1"), at_call, after=after)
    for _ in range(2):
        assert harness.deliver_event(number_requested(), event_id="evt_1") == {"batchItemFailures": []}
    harness.world.settle()
    assert (len(harness.paypal.captures()), len(harness.events("PlanActivated"))) == (1, 1)
    harness.assert_books_right()


@pytest.mark.parametrize("at_call", range(3, MOST_CALLS + 1))
def test_an_order_whose_event_never_comes_again_is_swept_up(harness: BillingHarness, at_call: int) -> None:
    """What was started is finished by the sweep; what was not started costs nothing."""
    harness.attach()
    killed_at(harness, lambda it: it.deliver_event(number_requested(), event_id="evt_1"), at_call, after=False)
    begun = bool(harness.items("PLAN"))
    renew(harness, clock.now() + timedelta(hours=1))
    assert len(harness.paypal.captures()) == len(harness.events("PlanActivated")) == int(begun)
    harness.assert_books_right()


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at_call", range(1, MOST_CALLS + 1))
def test_a_renewal_survives_a_crash(running: BillingHarness, at_call: int, after: bool) -> None:
    """Redelivered and swept again, the period is charged once."""
    due = plan_of(running).paid_through
    word = PlansDue(payer=TEAM, as_of=due)
    killed_at(running, lambda it: it.deliver_event(word, event_id="evt_2"), at_call, after=after)
    running.deliver_event(word, event_id="evt_2")
    renew(running, due)
    assert (len(running.paypal.captures()), plan_of(running).months) == (2, 2)
    running.assert_books_right()


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at_call", range(1, 9))
def test_a_refund_survives_a_crash(running: BillingHarness, at_call: int, after: bool) -> None:
    """Redelivered, the money goes back once."""
    plan = plan_of(running)
    failed = NumberOrderFailed(
        number_id="num_1", phone_number="+14155551000", holder=TEAM, subscription_id=plan.subscription_id, reason="x"
    )
    running.deliver_event(failed)
    word = PlanRefundDue(payment_id=plan.paid_by, reason="order_failed")
    killed_at(running, lambda it: it.deliver_event(word, event_id="evt_3"), at_call, after=after)
    assert running.deliver_event(word, event_id="evt_3") == {"batchItemFailures": []}
    running.world.settle()
    (payment,) = running.ask("GET /v1/payments").body["items"]
    assert (payment["status"], payment["returned"]["amount"]) == ("refunded", "1.00")
    running.assert_books_right()


def test_the_crashes_cover_every_call(harness: BillingHarness) -> None:
    """An order makes no more calls than the tests above crash at."""
    harness.attach()
    assert calls_of(harness, lambda it: it.deliver_event(number_requested())) <= MOST_CALLS
