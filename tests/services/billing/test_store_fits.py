"""A subscription that is changed to a product for another kind of number pays for its number no longer (B9)."""

import json
from datetime import datetime, timedelta

import pytest

from kernel import clock
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.plan import PlanStatus, Source
from services.billing.domain.store_plan import keep_fitting
from services.billing.domain.store_report import StoreReport
from services.billing.domain.store_subscription import PeriodPaid
from services.billing.use_cases.store_subscriptions.record_report import record_report
from tests.services.billing.store_planning import StorePlans
from tests.services.billing.storing import StoreHarness
from tests.services.billing.test_moving import move, notices
from tests.services.billing.test_store_model import MONTH, T0, paid
from tests.services.billing.test_store_plan_model import BOUGHT

PRODUCTS = {"phone.us.monthly": "local_monthly", "phone.tollfree.monthly": "toll_free_monthly"}
OTHER = PeriodPaid("1", "phone.tollfree.monthly", T0 + MONTH, T0 + 2 * MONTH, T0 + MONTH)


@pytest.fixture
def plans(stores: StoreHarness) -> StorePlans:
    """Return billing with a number that Rosa pays for in the store."""
    found = StorePlans(stores)
    found.buy()
    found.choose()
    return found


def test_a_period_of_another_kind_of_number_does_not_count() -> None:
    """One whose product is not known counts: it may be offered no more."""
    assert keep_fitting(BOUGHT.apply(OTHER), PRODUCTS, "local_monthly") == BOUGHT
    it = BOUGHT.apply(paid(1))
    assert keep_fitting(it, {}, "local_monthly") == keep_fitting(it, PRODUCTS, "local_monthly") == it


@pytest.mark.parametrize("is_early", [False, True])
def test_a_plan_ends_with_the_time_that_fits(plans: StorePlans, is_early: bool) -> None:
    """The time of the other product is announced once, and can be used for a number of its kind."""
    end = plans.plan().paid_through
    late = end + timedelta(hours=2)
    with plans.stores.set(STORE_PRODUCTS=json.dumps(PRODUCTS)):
        _renew_as_another(plans, None if is_early else late)
        if is_early:
            assert (plans.plan().status, plans.plan().paid_through) == (PlanStatus.ACTIVE, end)
        plans.sweep(late)
        plans.sweep(late)
    assert (plans.plan().status, plans.plan().ended_at, plans.plan().reason) == ("ended", end, "store_does_not_fit")
    assert plans.bought.plan == ""
    assert len(notices(plans.billing, "store_paid_unused")) == 1


def test_a_moved_plan_is_paid_with_the_time_that_fits(plans: StorePlans) -> None:
    """Then it is charged as any plan on the web, and the subscription is free."""
    end = plans.plan().paid_through
    with plans.stores.set(STORE_PRODUCTS=json.dumps(PRODUCTS)):
        _renew_as_another(plans, None)
        assert move(plans.billing, plans.stores.rosa).status == 200
        assert (plans.plan().source, plans.plan().paid_through) == (Source.WEB, end)
        _renew_as_another(plans, end + timedelta(hours=2))
    assert (plans.plan().runs, plans.plan().paid_through, plans.bought.plan) == (True, end, "")
    assert len(notices(plans.billing, "store_paid_unused")) == 1


def _renew_as_another(plans: StorePlans, asked_at: datetime | None) -> None:
    """Have the store say that the next period is of the other product."""
    end, it, now = plans.plan().paid_through, plans.bought, clock.now()
    fact = PeriodPaid("another", "phone.tollfree.monthly", end, end + MONTH, now)
    with plans.billing.world.inside("billing"):
        work = UnitOfWork(plans.billing.table, RequestContext("system", now, "cor"))
        record_report(work, StoreReport(it.store, it.store_id, (fact,)), products=PRODUCTS, asked_at=asked_at)
        work.commit()
    plans.billing.world.settle()
