"""Writes a plan and publishes what has changed: the one way by which a plan changes (B8)."""

from dataclasses import replace
from typing import Any

from contracts.plan_events import (
    PlanActivated,
    PlanCancelled,
    PlanChanged,
    PlanEnded,
    PlanPastDue,
    PlanRefused,
    PlanRenewed,
    PlanResumed,
)
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.plan import PlanStatus, Subscription
from services.billing.stores import plans

PLANS_AT_ONCE = 25  # a plan takes up to three entries of a transaction: itself, its line, and its event


def save_plan(work: UnitOfWork, before: Subscription, after: Subscription) -> Subscription:
    """Write the plan, publish its change, and return the plan with its new version."""
    after = replace(after, version=before.version + 1)
    work.save(plans.save(after, before))
    about = _describe(after)
    match after.status:
        case PlanStatus.REFUSED if before.status is PlanStatus.OPENING:
            work.publish(PlanRefused(**about, request_id=after.request_id, reason=after.reason))
        case PlanStatus.ENDED if before.runs:
            ended_at = after.ended_at or after.paid_through
            work.publish(PlanEnded(**about, paid_through=after.paid_through, ended_at=ended_at, reason=after.reason))
        case PlanStatus.PAST_DUE if before.in_flight and not after.in_flight:
            work.publish(
                PlanPastDue(**about, paid_through=after.paid_through, reason=after.reason, next_try_at=after.due_at)
            )
        case PlanStatus.ACTIVE | PlanStatus.PAST_DUE:
            _publish_running(work, before, after, about)
    return after


def _publish_running(work: UnitOfWork, before: Subscription, after: Subscription, about: dict[str, Any]) -> None:
    about = about | {"paid_through": after.paid_through}
    if before.status is PlanStatus.OPENING:
        work.publish(PlanActivated(**about, request_id=after.request_id))
    elif after.months != before.months:
        work.publish(PlanRenewed(**about))
    if after.cancelled != before.cancelled:
        work.publish(PlanCancelled(**about) if after.cancelled else PlanResumed(**about))
    if after.next_plan_id != before.next_plan_id and after.months == before.months:
        work.publish(PlanChanged(**about))


def _describe(plan: Subscription) -> dict[str, Any]:
    return {
        "subscription_id": plan.subscription_id,
        "number_id": plan.number_id,
        "plan_id": plan.plan_id,
        "next_plan_id": plan.next_plan_id,
        "payer": plan.payer,
        "revision": plan.version,
    }
