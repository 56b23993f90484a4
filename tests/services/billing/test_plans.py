"""Number plans: charged in advance, renewed once, past due and tried again (B8)."""

from datetime import datetime, timedelta

from contracts.months import months_after
from contracts.plan_events import PlansDue
from tests.services.billing.harness import TEAM, BillingHarness
from tests.services.billing.planning import number_requested, plan_of, renew, running

__all__ = ["running"]

DAY = timedelta(days=1)


def test_a_wanted_number_is_charged_once(running: BillingHarness) -> None:
    """The first period is charged when the number is wanted; no wallet gets the money, and the books are right."""
    running.deliver_events(number_requested())
    assert [it["amount"] for it in running.paypal.captures()] == ["1.00"]
    (event,) = running.events("PlanActivated")
    assert (event["request_id"], event["payer"], event["plan_id"]) == ("num_1", TEAM, "local_monthly")
    assert running.parts() == {}
    (journal,) = running.items("JOURNAL")
    assert {line[0] for line in journal["lines"]} == {"paypal", "paypal_fees", "deferred"}  # not earned yet (B19)
    (payment,) = running.ask("GET /v1/payments").body["items"]
    assert payment["what"] == "US local number, monthly: +14155551000"
    running.assert_books_right()


def test_without_a_wallet_the_order_is_refused(harness: BillingHarness) -> None:
    """Nothing is charged, and numbers gets the reason."""
    harness.deliver_events(number_requested())
    (event,) = harness.events("PlanRefused")
    assert event["reason"] == "payment_method_required"
    assert harness.items("PAYMENT") == []


def test_a_declined_order_is_refused(harness: BillingHarness) -> None:
    """PayPal's refusal is the reason that numbers gets."""
    harness.attach()
    harness.paypal.control("behaviour", charge="declined")
    harness.deliver_events(number_requested())
    assert len(harness.events("PlanRefused")) == 1
    assert harness.events("PlanActivated") == []
    assert plan_of(harness).status == "refused"


def test_an_unknown_plan_is_refused(harness: BillingHarness) -> None:
    """An order of a plan that is not in the catalogue costs nothing."""
    harness.attach()
    harness.deliver_events(number_requested(plan_id="nonsense"))
    assert harness.events("PlanRefused")[0]["reason"] == "unknown_plan"


def test_a_renewal_found_many_times_charges_once(running: BillingHarness) -> None:
    """However often it is found due, one period is charged once."""
    plan = plan_of(running)
    for _ in range(5):
        running.deliver_event(PlansDue(payer=TEAM, as_of=plan.paid_through))
    assert len(running.paypal.captures()) == 2


def test_what_is_past_due_is_tried_again_and_then_ends(running: BillingHarness) -> None:
    """Tries on days 0, 1, 3, 5 and 7, each with a notice to the payer; then the plan is over."""
    due = plan_of(running).paid_through
    running.paypal.control("behaviour", charge="declined", times=99)
    for day in range(10):
        renew(running, due + day * DAY)
    assert len(running.events("PlanPastDue")) == 4
    assert len([it for it in running.events("NoticeDue") if it["kind"] == "plan_past_due"]) == 4
    (ended,) = running.events("PlanEnded")
    assert datetime.fromisoformat(ended["ended_at"]) == due + 7 * DAY
    assert len(running.paypal.captures()) == 1


def test_a_retry_that_is_paid_makes_it_good(running: BillingHarness) -> None:
    """Paid on day 3, the next period still ends where it would have."""
    begun, due = plan_of(running).anchor, plan_of(running).paid_through
    running.paypal.control("behaviour", charge="declined", times=2)
    for day in (0, 1, 3):
        renew(running, due + day * DAY)
    assert plan_of(running).status == "active"
    assert plan_of(running).paid_through == months_after(begun, 2)


def test_what_is_past_due_is_charged_as_soon_as_its_payer_asks(running: BillingHarness) -> None:
    """Resuming a plan that is past due tries the payment now; a try that fails moves no later one (B8)."""
    path, due = {"id": plan_of(running).subscription_id}, plan_of(running).paid_through
    running.paypal.control("behaviour", charge="declined", times=2)
    renew(running, due)
    assert running.ask("POST /v1/subscriptions/{id}/resume", path=path).body["status"] == "past_due"
    running.world.settle()
    assert (plan_of(running).status, plan_of(running).renews_at) == ("past_due", due + DAY)
    running.ask("POST /v1/subscriptions/{id}/resume", path=path)
    running.world.settle()
    assert plan_of(running).status == "active"
    assert len(running.paypal.captures()) == 2
    running.ask("POST /v1/subscriptions/{id}/resume", path=path)  # nothing is due: nothing is charged
    running.world.settle()
    assert len(running.paypal.captures()) == 2


def test_a_payment_is_not_tried_without_end(running: BillingHarness) -> None:
    """Ten times an hour, as each may be a charge that PayPal declines."""
    path, due = {"id": plan_of(running).subscription_id}, plan_of(running).paid_through
    running.paypal.control("behaviour", charge="declined", times=99)
    renew(running, due)
    for _ in range(10):
        assert running.ask("POST /v1/subscriptions/{id}/resume", path=path).status == 200
        running.world.settle()
    assert running.ask("POST /v1/subscriptions/{id}/resume", path=path).body["code"] == "too_many_tries"


def test_a_charge_that_never_reached_paypal_is_made_later(running: BillingHarness) -> None:
    """The intent was stored and PayPal could not be asked: the next sweep asks, under the same payment."""
    due = plan_of(running).paid_through
    tell = PlansDue(payer=TEAM, as_of=due)
    with running.paypal_away():
        assert running.deliver_event(tell)["batchItemFailures"]
    renew(running, due)
    assert len(running.items("PAYMENT")) == len(running.paypal.captures()) == 2
    assert plan_of(running).months == 2
