"""Has the stores asked about the plans that are paid there and due: a sweep of ours charges none of them (B9)."""

from collections.abc import Sequence
from datetime import datetime

from contracts.store_subscriptions import StorePlanDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.plan import Subscription

_AT_ONCE = 50


def have_store_plans_judged(work: UnitOfWork, due: Sequence[Subscription], as_of: datetime) -> None:
    """Publish each of these plans as due; of very many, some in each transaction."""
    for at in range(0, len(due), _AT_ONCE):
        work.publish(*(StorePlanDue(subscription_id=it.subscription_id, as_of=as_of) for it in due[at : at + _AT_ONCE]))
        if at + _AT_ONCE < len(due):
            work.commit()
