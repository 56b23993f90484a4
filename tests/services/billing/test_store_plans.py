"""A number whose plan is paid in an app store: opened without a charge, for one number at a time (B9, N2)."""

from datetime import timedelta

import pytest

from contracts.identity import AccountClosed
from contracts.numbers import NumberOrderFailed
from contracts.port_outs import NumberPortedOut
from kernel import clock
from services.billing.domain.plan import PlanStatus, Source
from tests.services.billing.harness import joined
from tests.services.billing.store_planning import StorePlans
from tests.services.billing.storing import StoreHarness


@pytest.fixture
def rosas(stores: StoreHarness) -> StorePlans:
    """Return what Rosa has bought in the store."""
    plans = StorePlans(stores)
    plans.buy()
    return plans


def test_a_number_is_opened_without_a_charge(rosas: StorePlans) -> None:
    """It is paid through what the store was paid for, no wallet is needed, and numbers is notified as of any plan."""
    rosas.choose()
    plan = rosas.plan()
    assert (plan.status, plan.source, plan.paid_through) == (PlanStatus.ACTIVE, Source.STORE, rosas.bought.paid_through)
    (activated,) = rosas.billing.events("PlanActivated")
    assert (activated["store"], activated["plan_id"], activated["request_id"]) == (
        "app_store",
        "local_monthly",
        "num_1",
    )
    assert (rosas.bought.plan, rosas.bought.number_id) == (plan.subscription_id, "num_1")
    assert rosas.billing.items("PAYMENT") == []
    assert rosas.billing.events("StoreSubscriptionChanged")[-1]["number_id"] == "num_1"


def test_a_plan_may_open_with_its_renewal_off(rosas: StorePlans) -> None:
    """That it ends is said by the one event with which it opens, as an event of the same revision would be dropped."""
    rosas.happen("renewal_off")
    rosas.choose()
    (activated,) = rosas.billing.events("PlanActivated")
    assert (activated["cancelled"], rosas.billing.events("PlanCancelled")) == (True, [])


def test_an_owner_of_a_team_uses_it_for_their_own_number(rosas: StorePlans) -> None:
    """They may buy in a store, so it must be of use to them; a member's numbers are paid by their team."""
    rosa = rosas.stores.rosa
    rosas.billing.deliver_events(joined(rosa, role="owner"))
    rosas.choose()
    assert (rosas.plan().status, rosas.plan().source, rosas.plan().holder) == (PlanStatus.ACTIVE, Source.STORE, rosa)


def test_a_member_cannot_use_it(rosas: StorePlans) -> None:
    """Their team pays for their numbers."""
    rosas.billing.deliver_events(joined(rosas.stores.rosa))
    rosas.choose()
    assert rosas.reasons() == ["store_on_team"]


def test_the_order_comes_again(rosas: StorePlans) -> None:
    """A repeated order opens nothing more, and moves nothing."""
    rosas.choose()
    before = rosas.plan()
    rosas.choose()
    assert rosas.plan() == before
    assert rosas.reasons() == []


def test_it_pays_for_one_number(rosas: StorePlans) -> None:
    """A second number with the same subscription is refused with a reason of its own."""
    rosas.choose()
    rosas.choose("num_2")
    assert rosas.reasons() == ["store_in_use"]
    assert rosas.bought.number_id == "num_1"


def test_anothers_subscription_is_unknown(rosas: StorePlans) -> None:
    """Nothing is said of whose it is."""
    sam = rosas.stores.sam
    rosas.choose("num_1", holder=sam, asked_by=sam)
    rosas.choose("num_2", store_subscription_id="sto_none")
    assert rosas.reasons() == ["store_unknown", "store_unknown"]


def test_another_kind_of_number_is_refused(rosas: StorePlans) -> None:
    """A subscription for a local number pays for no toll-free one."""
    rosas.choose(plan_id="toll_free_monthly")
    assert rosas.reasons() == ["store_does_not_fit"]


def test_a_renewal_moves_the_plan(rosas: StorePlans) -> None:
    """In the transaction that records it: paid through the new end, and published once."""
    rosas.choose()
    first = rosas.plan().paid_through
    rosas.happen("renewed")
    assert rosas.plan().paid_through == rosas.bought.paid_through
    assert rosas.plan().paid_through > first + timedelta(days=27)
    (renewed,) = rosas.billing.events("PlanRenewed")
    assert renewed["store"] == "app_store"


def test_a_refund_ends_it_and_frees_the_subscription(rosas: StorePlans) -> None:
    """What is paid back is no paid time: the plan ends at once, for that reason."""
    rosas.choose()
    rosas.happen("refunded")
    (ended,) = rosas.billing.events("PlanEnded")
    assert (rosas.plan().status, ended["reason"]) == (PlanStatus.ENDED, "store_refunded")
    assert rosas.bought.plan == rosas.bought.number_id == ""


def test_what_is_not_renewed_is_past_due(rosas: StorePlans) -> None:
    """On days 0, 1, 3 and 5 the store is asked and a notice goes out; on day 7 it ends. Nothing is ever charged."""
    rosas.choose()
    rosas.happen("billing_retry")
    end = rosas.plan().paid_through
    for days, status in ((0, "past_due"), (1, "past_due"), (3, "past_due"), (5, "past_due"), (7, "ended")):
        rosas.sweep(end + timedelta(days=days, hours=1))
        assert rosas.plan().status == status
    kinds = [it["kind"] for it in rosas.billing.events("NoticeDue")]
    assert kinds == ["store_plan_past_due"] * 4
    assert [it["reason"] for it in rosas.billing.events("PlanPastDue")] == ["store_renewal_failed"] * 4
    assert rosas.billing.items("PAYMENT") == []
    assert rosas.bought.plan == ""


def test_what_the_store_recovers_is_active_again(rosas: StorePlans) -> None:
    """The plan is paid through the recovered period, and tries start anew."""
    rosas.choose()
    rosas.happen("billing_retry")
    rosas.sweep(rosas.plan().paid_through + timedelta(hours=1))
    assert rosas.plan().status is PlanStatus.PAST_DUE
    rosas.happen("recovered")
    assert (rosas.plan().status, rosas.plan().failures) == (PlanStatus.ACTIVE, 0)
    assert rosas.plan().paid_through == rosas.bought.paid_through


def test_a_grace_period_is_waited_for(rosas: StorePlans) -> None:
    """The store keeps it running, and so do we; paid through stays what was paid."""
    rosas.choose()
    rosas.happen("grace")
    plan = rosas.plan()
    assert plan.grace_until == plan.paid_through + timedelta(days=16)
    rosas.sweep(plan.paid_through + timedelta(days=15))
    assert rosas.plan().status is PlanStatus.ACTIVE
    rosas.sweep(plan.grace_until + timedelta(hours=1))
    assert rosas.plan().status is PlanStatus.PAST_DUE


def test_a_renewal_that_is_off_runs_out(rosas: StorePlans) -> None:
    """Canceled until the store has it renewed again; then it ends with what was paid."""
    rosas.choose()
    rosas.happen("renewal_off")
    assert rosas.plan().cancelled
    rosas.happen("renewal_on")
    assert not rosas.plan().cancelled
    rosas.happen("renewal_off")
    rosas.sweep(rosas.plan().paid_through)
    assert (rosas.plan().status, rosas.plan().ended_at) == (PlanStatus.ENDED, rosas.plan().paid_through)


def test_a_failed_order_frees_the_subscription(rosas: StorePlans) -> None:
    """The carrier did not provide the number: nothing is refunded, and another number can have the paid time."""
    rosas.choose()
    plan = rosas.plan()
    event = NumberOrderFailed(
        number_id="num_1",
        phone_number=plan.phone_number,
        holder=rosas.stores.rosa,
        subscription_id=plan.subscription_id,
        reason="number_not_available",
    )
    rosas.billing.deliver_events(event, event)
    assert (rosas.plan().status, rosas.plan().reason) == (PlanStatus.ENDED, "order_failed")
    rosas.choose("num_2")
    assert (rosas.plan("num_2").status, rosas.bought.number_id) == (PlanStatus.ACTIVE, "num_2")


def test_a_number_that_leaves_takes_no_credit_along(rosas: StorePlans) -> None:
    """What the store was paid is the store's to give back; the holder reads how to use the time, or to cancel."""
    rosas.choose()
    event = NumberPortedOut(
        number_id="num_1", phone_number="+14155551000", holder=rosas.stores.rosa, user_id=rosas.stores.rosa,
        subscription_id=rosas.plan().subscription_id, at=clock.now(), revision=5,
    )  # fmt: skip
    rosas.billing.deliver_events(event)
    assert (rosas.plan().status, rosas.plan().reason) == (PlanStatus.ENDED, "ported_out")
    (notice,) = rosas.billing.events("NoticeDue")
    assert (notice["kind"], notice["store"]) == ("store_number_left", "app_store")
    assert rosas.bought.plan == ""
    assert rosas.billing.items("ENTRY") == []


def test_a_closed_account_ends_it(rosas: StorePlans) -> None:
    """Its number works no more, and who pays for it can use it in another account of theirs."""
    rosas.choose()
    rosas.billing.deliver_events(AccountClosed(account_id=rosas.stores.rosa))
    assert (rosas.plan().status, rosas.plan().reason) == (PlanStatus.ENDED, "account_closed")
    rosas.choose("num_2")
    assert rosas.reasons() == ["store_unknown"]


def test_a_renewal_without_a_number_is_announced(rosas: StorePlans) -> None:
    """The plan has ended meanwhile: whose subscription it is reads once that it is paid and unused, and may restore."""
    rosas.choose()
    rosas.happen("billing_retry")
    for days in (0, 1, 3, 5, 7):
        rosas.sweep(rosas.plan().paid_through + timedelta(days=days, hours=1))
    rosas.happen("recovered")
    kinds = [it["kind"] for it in rosas.billing.events("NoticeDue")]
    assert kinds.count("store_paid_unused") == 1
    rosas.choose("num_1", request_id="req_2", restores=True, revision=4)
    assert (rosas.plan().status, rosas.bought.number_id) == (PlanStatus.ACTIVE, "num_1")


def test_it_is_managed_in_the_store(rosas: StorePlans) -> None:
    """Canceling, resuming and changing the plan is refused, and says where; its view shows its store and its end."""
    rosas.choose()
    (shown,) = rosas.billing.ask("GET /v1/subscriptions", rosas.stores.rosa, query={"payer": "self"}).body["items"]
    assert (shown["source"], shown["store"], shown["price"]["amount"]) == ("store", "app_store", "0.00")
    assert shown["store_subscription_id"] == rosas.its_id
    (theirs,) = rosas.stores.shown()
    assert (theirs["store_subscription_id"], theirs["number_id"]) == (rosas.its_id, "num_1")
    path = {"id": shown["subscription_id"]}
    for key, body in (("POST /v1/subscriptions/{id}/cancel", None), ("POST /v1/subscriptions/{id}/resume", None),
                      ("PUT /v1/subscriptions/{id}/plan", {"plan_id": "local_yearly"})):  # fmt: skip
        reply = rosas.billing.ask(key, rosas.stores.rosa, path=path, body=body)
        assert (reply.status, reply.body["code"]) == (409, "paid_in_store")
        assert "https://apps.apple.com/account/subscriptions" in reply.body["title"] + str(reply.body.get("detail"))


def test_nothing_of_it_is_charged_or_forecast(rosas: StorePlans) -> None:
    """It is in no list of charges to come, a wallet that comes or goes changes nothing, nor does its due date."""
    rosas.choose()
    rosas.billing.attach(rosas.stores.rosa)
    rosas.sweep(rosas.plan().paid_through + timedelta(hours=1))
    assert rosas.plan().status is PlanStatus.PAST_DUE
    until = {"payer": "self", "until": clock.to_text(rosas.plan().paid_through + timedelta(days=90))}
    assert rosas.billing.ask("GET /v1/billing/upcoming", rosas.stores.rosa, query=until).body["items"] == []
    rosas.billing.ask("DELETE /v1/billing/payment-method", rosas.stores.rosa, query={"confirm": "true"})
    rosas.billing.world.settle()
    assert not rosas.plan().lapses
    assert rosas.billing.items("PAYMENT") == []
