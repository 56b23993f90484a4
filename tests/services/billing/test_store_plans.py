"""A number whose plan is paid in an app store: opened without a charge, for one number at a time (B9, N2)."""

from datetime import timedelta

import pytest

from services.billing.domain.plan import PlanStatus, Source
from tests.services.billing.store_planning import StorePlans
from tests.services.billing.storing import StoreHarness


@pytest.fixture
def rosas(stores: StoreHarness) -> StorePlans:
    """Return what Rosa has bought in the store."""
    plans = StorePlans(stores)
    plans.buy()
    return plans


def test_a_number_is_opened_without_a_charge(rosas: StorePlans) -> None:
    """It is paid through what the store was paid for, no wallet is needed, and numbers hears as of any plan."""
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
    """In the transaction that records it: paid through the new end, and numbers hears it once."""
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
