"""What tests do with number plans: a wish for a number, the plan that came of it, a team that has one, a sweep."""

from datetime import datetime

import pytest

from contracts.numbers import NumberRequested
from services.billing.domain.plan import Subscription
from services.billing.stores import plans
from tests.services.billing.shop import OWNER, TEAM, Shop


def wish(number_id: str = "num_1", holder: str = TEAM, plan_id: str = "local_monthly") -> NumberRequested:
    """Somebody wants a number."""
    return NumberRequested(
        number_id=number_id,
        request_id=number_id,
        phone_number="+14155551000",
        plan_id=plan_id,
        holder=holder,
        user_id=None,
        asked_by=OWNER,
        restores=False,
    )


def plan_of(shop: Shop, number_id: str = "num_1") -> Subscription:
    """The plan of a number."""
    plan = plans.find_by_number(shop.table, number_id)
    assert plan is not None
    return plan


@pytest.fixture
def running(shop: Shop) -> Shop:
    """The team has a number on a monthly plan."""
    shop.attach()
    shop.hear(wish())
    return shop


def renew(shop: Shop, as_of: datetime) -> None:
    """The sweep of an instant, and all that it leads to."""
    shop.run("renew_plans", as_of)
