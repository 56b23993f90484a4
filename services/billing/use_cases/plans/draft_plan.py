"""Drafts the plan of an ordered number, or refuses the order: the same however it is paid (N2, B8, B9)."""

from contracts.numbers import NumberRequested
from contracts.plan_events import PlanRefused
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.plan import Subscription


def draft_plan(work: UnitOfWork, event: NumberRequested, subscription_id: str) -> Subscription:
    """Return the plan that an order asks for, not paid yet."""
    return Subscription(
        subscription_id,
        event.request_id,
        event.number_id,
        event.phone_number,
        event.plan_id,
        event.holder,
        event.holder,
        event.asked_by,
        work.now,
        holder_revision=event.revision,
        wanted_revision=event.revision,
        version=1,
        is_port=bool(event.port_id) and not event.restores,
        approved_by=event.approved_by,
        own_day=event.own_billing_day,
    )


def refuse_order(work: UnitOfWork, event: NumberRequested, subscription_id: str, reason: str) -> None:
    """Publish that no plan was opened for an order, and why."""
    work.publish(
        PlanRefused(
            subscription_id=subscription_id,
            number_id=event.number_id,
            plan_id=event.plan_id,
            payer=event.holder,
            revision=1,
            request_id=event.request_id,
            reason=reason,
        )
    )
