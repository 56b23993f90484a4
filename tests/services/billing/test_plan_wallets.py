"""Plans and the wallet that pays for them: removed, attached again, another one, another owner's (B1, B8)."""

from datetime import timedelta
from typing import Any

from tests.services.billing.harness import ADMIN, OWNER, STRANGER, BillingHarness, handed_over
from tests.services.billing.planning import number_requested, plan_of, renew, running

__all__ = ["running"]

DAY = timedelta(days=1)
METHOD = "DELETE /v1/billing/payment-method"


def remove(harness: BillingHarness, as_: str = OWNER) -> None:
    """Remove the wallet, and let all that follows happen."""
    assert harness.ask(METHOD, as_, query={"confirm": "true"}).status == 204
    harness.world.settle()


def attach(harness: BillingHarness, as_: str = OWNER) -> None:
    """Attach a wallet, and let all that follows happen."""
    harness.attach(as_)
    harness.world.settle()


def past_due(harness: BillingHarness) -> None:
    """Return the harness with a renewal that was declined once."""
    harness.paypal.control("behaviour", charge="declined")
    renew(harness, plan_of(harness).paid_through)
    assert plan_of(harness).status == "past_due"


def shown(harness: BillingHarness, as_: str = OWNER, **query: str) -> dict[str, Any]:
    """Return the one plan, as its payer sees it."""
    (plan,) = harness.ask("GET /v1/subscriptions", as_, query=query).body["items"]
    assert isinstance(plan, dict)
    return plan


def test_a_wallet_with_plans_is_removed_only_knowingly(running: BillingHarness) -> None:
    """Removing warns first; then the plans run out at the end of what is paid, and events report it (B1)."""
    reply = running.ask(METHOD)
    assert (reply.status, reply.body["code"]) == (409, "plans_running")
    remove(running)
    assert [it["works"] for it in running.events("PaymentMethodChanged")] == [True, False]
    assert len(running.events("PlanCancelled")) == 1
    assert (shown(running)["status"], shown(running)["renews_at"]) == ("cancelled", None)
    renew(running, plan_of(running).paid_through)
    assert plan_of(running).status == "ended"
    assert running.events("PlanPastDue") == []
    assert len(running.paypal.captures()) == 1


def test_attached_again_the_plans_go_on(running: BillingHarness) -> None:
    """What only ran out for want of a wallet is renewed after all; what was cancelled stays so (B1)."""
    running.deliver_events(number_requested("num_2"))
    running.ask("POST /v1/subscriptions/{id}/cancel", path={"id": plan_of(running, "num_2").subscription_id})
    remove(running)
    attach(running)
    assert (plan_of(running).cancelled, plan_of(running, "num_2").cancelled) == (False, True)
    assert len(running.events("PlanResumed")) == 1
    renew(running, plan_of(running).paid_through)
    assert (plan_of(running).status, plan_of(running).months) == ("active", 2)


def test_what_is_cancelled_for_good_while_there_is_no_wallet_stays_so(running: BillingHarness) -> None:
    """A plan that its payer cancels stays canceled, also after a wallet is attached."""
    remove(running)
    running.ask("POST /v1/subscriptions/{id}/cancel", path={"id": plan_of(running).subscription_id})
    attach(running)
    assert plan_of(running).cancelled


def test_a_wallet_that_is_attached_pays_what_is_past_due_at_once(running: BillingHarness) -> None:
    """The charge does not wait for the next try: the number works again (B8)."""
    past_due(running)
    attach(running)
    assert (plan_of(running).status, plan_of(running).months) == ("active", 2)
    assert len(running.events("PlanRenewed")) == 1
    assert len(running.paypal.captures()) == 2
    running.assert_books_right()


def test_what_is_past_due_outlives_a_change_of_wallets(running: BillingHarness) -> None:
    """Removed and another one attached within the seven days, the plan is paid and never ended (B8)."""
    past_due(running)
    remove(running)
    assert plan_of(running).status == "past_due"
    attach(running)
    assert plan_of(running).status == "active"


def test_wallets_that_do_not_pay_cost_no_day_of_grace(running: BillingHarness) -> None:
    """However many are attached in vain, the tries of days 1 to 7 are still made; each failed one is reported."""
    due = plan_of(running).paid_through
    running.paypal.control("behaviour", charge="declined", times=9)
    renew(running, due)
    for _ in range(6):
        attach(running)
    assert (plan_of(running).status, plan_of(running).failures) == ("past_due", 1)
    assert len(running.events("PlanPastDue")) == 7
    running.paypal.control("behaviour", charge="completed")
    renew(running, due + DAY)
    assert (plan_of(running).status, plan_of(running).months) == ("active", 2)


def test_a_new_owner_with_a_wallet_pays_what_is_past_due(running: BillingHarness) -> None:
    """The team's plans go on with the wallet of who owns it now (T9)."""
    running.attach(ADMIN)
    remove(running)
    running.deliver_events(*handed_over())
    assert not plan_of(running).cancelled


def test_ones_own_wallet_is_for_ones_own_plans(running: BillingHarness) -> None:
    """Another person's attaching and removing does not touch the team's plans."""
    running.attach(STRANGER)
    remove(running, STRANGER)
    assert not plan_of(running).cancelled
