"""What tests do with number plans: order a number, find its plan, give a team one, sweep."""

from datetime import datetime

import pytest

from contracts.numbers import NumberRequested
from services.billing.domain.plan import Subscription
from services.billing.stores import plans
from tests.services.billing.harness import OWNER, TEAM, BillingHarness


def number_requested(
    number_id: str = "num_1", holder: str = TEAM, plan_id: str = "local_monthly", asked_by: str = OWNER
) -> NumberRequested:
    """Return the event that a number is ordered."""
    return NumberRequested(
        number_id=number_id,
        request_id=number_id,
        phone_number="+14155551000",
        plan_id=plan_id,
        holder=holder,
        user_id=None,
        asked_by=asked_by,
        restores=False,
    )


def plan_of(harness: BillingHarness, number_id: str = "num_1") -> Subscription:
    """Return the plan of a number."""
    plan = plans.find_by_number(harness.table, number_id)
    assert plan is not None
    return plan


@pytest.fixture
def running(harness: BillingHarness) -> BillingHarness:
    """Return the harness with a team that has a number on a monthly plan."""
    harness.attach()
    harness.deliver_events(number_requested())
    return harness


def renew(harness: BillingHarness, as_of: datetime) -> None:
    """Run the sweep of an instant, and all that follows from it."""
    harness.run("renew_plans", as_of)
