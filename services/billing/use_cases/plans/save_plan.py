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
    PlansDue,
)
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.plan import PlanStatus, Subscription
from services.billing.stores import plans

PLANS_AT_ONCE = 25  # a plan takes up to three entries of a transaction: itself, its line, and its event


def save_plan(work: UnitOfWork, before: Subscription, after: Subscription) -> Subscription:
    """Write the plan, publish its change, and return the plan with its new version."""
    after = replace(after, version=before.version + 1)
    work.save(plans.save(after, before))
    publish_plan(work, before, after)
    return after


def publish_plan(work: UnitOfWork, before: Subscription, after: Subscription) -> None:
    """Publish what has changed of a plan that is written."""
    about = _describe(after)
    match after.status:
        case PlanStatus.REFUSED if before.status is PlanStatus.OPENING:
            work.publish(PlanRefused(**about, request_id=after.request_id, reason=after.reason))
        case PlanStatus.ENDED if before.runs:
            ended_at = after.ended_at or after.paid_through
            work.publish(PlanEnded(**about, paid_through=after.paid_through, ended_at=ended_at, reason=after.reason))
        case PlanStatus.PAST_DUE if after.failures > before.failures or (before.in_flight and not after.in_flight):
            about |= {"paid_through": after.paid_through, "cancelled": after.cancelled}
            work.publish(PlanPastDue(**about, reason=after.reason, next_try_at=after.due_at))
        case PlanStatus.ACTIVE | PlanStatus.PAST_DUE:
            _publish_running(work, before, after, about)


def _publish_running(work: UnitOfWork, before: Subscription, after: Subscription, about: dict[str, Any]) -> None:
    """Publish one event: of two with the same revision who reads them would take one."""
    about = about | {"paid_through": after.paid_through}
    moved = before.source is not after.source
    if before.status is PlanStatus.OPENING:
        work.publish(PlanActivated(**about, request_id=after.request_id, cancelled=after.cancelled))
    elif after.status is PlanStatus.ACTIVE and (moved or _is_renewed(before, after)):
        work.publish(PlanRenewed(**about, cancelled=after.cancelled))
    elif after.cancelled != before.cancelled:
        work.publish(PlanCancelled(**about) if after.cancelled else PlanResumed(**about))
    elif moved or after.next_plan_id != before.next_plan_id or after.paid_through != before.paid_through:
        work.publish(PlanChanged(**about, cancelled=after.cancelled))
    if moved and after.may_be_retried:
        work.publish(PlansDue(payer=after.pays_later, as_of=work.now, early=True))


def _is_renewed(before: Subscription, after: Subscription) -> bool:
    """Return whether the end of what is paid has moved, or its store keeps a plan running that it could not renew."""
    return after.paid_through != before.paid_through or before.status is PlanStatus.PAST_DUE


def _describe(plan: Subscription) -> dict[str, Any]:
    return {
        "subscription_id": plan.subscription_id,
        "number_id": plan.number_id,
        "plan_id": plan.plan_id,
        "next_plan_id": plan.next_plan_id,
        "payer": plan.payer,
        "store": plan.store if plan.paid_in_store else "",
        "revision": plan.version,
    }
