"""Follow billing's events about the plans of numbers: activated, refused, renewed, past due, ended (N2, N3, N5)."""

from dataclasses import replace

from contracts.numbers import (
    NumberNoticeDue,
    NumberOrderDue,
    NumberOrderFailed,
    NumberReserved,
    NumberRestored,
    NumberSuspended,
)
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
from contracts.port_ins import PortInNoticeDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from services.numbers.domain.number import Number, NumberStatus, PlanTerms
from services.numbers.stores import numbers
from services.numbers.use_cases.notices.notify_people import notify_payer, notify_user
from services.numbers.use_cases.numbers.order_number import number_activated_event, order_failed_kind
from services.numbers.use_cases.numbers.set_default_number import become_default_if_none, pass_default_on

PLAN_OVER = "plan_over"
PlanEvent = PlanRenewed | PlanPastDue | PlanCancelled | PlanResumed | PlanChanged | PlanEnded


def order_or_restore_number(work: UnitOfWork, event: PlanActivated) -> None:
    """Have a paid number ordered, or restore it out of its reserve; have the money refunded if it is too late."""
    number = numbers.find(work.table, event.number_id)
    if number is None or number.request_id != event.request_id:
        if number is None or number.subscription_id != event.subscription_id:
            _refund_unwanted_plan(work, event, number)
        return
    after = number.mark_paid(_terms(event), work.now, ends=bool(event.cancelled))
    if after.status is NumberStatus.ORDERING:
        work.publish(NumberOrderDue(number_id=number.number_id))
    else:
        after = become_default_if_none(work, after)
        work.publish(
            number_activated_event(after) if number.status is NumberStatus.ORDERING else _number_restored_event(after)
        )
    work.save(numbers.save(after, number))


def fail_or_reserve_number(work: UnitOfWork, event: PlanRefused) -> None:
    """Fail an unpaid order and free its phone number; a number in its reserve stays there, a ported one goes there."""
    number = numbers.find(work.table, event.number_id)
    if number is None or number.request_id != event.request_id:
        return
    after = number.mark_unpaid(event.reason, work.now)
    work.save(numbers.save(after, number))
    about = {"number_id": number.number_id, "phone_number": number.phone_number, "holder": number.holder}
    if number.port_id and number.status is NumberStatus.ORDERING:
        until = after.reserved_until or work.now
        work.publish(
            NumberReserved(**about, user_id=number.user_id, until=until, revision=number.next_version),
            PortInNoticeDue(
                port_id=number.port_id,
                phone_number=number.phone_number,
                holder=number.holder,
                kind="unpaid",
                reason=event.reason,
                on=until,
            ),
        )
        return
    if after.status is NumberStatus.FAILED:
        work.save([numbers.free_phone_number(after)])
    kind = order_failed_kind(number, event.reason) if after.status is NumberStatus.FAILED else "not_restored"
    work.publish(NumberNoticeDue.model_validate(about | {"kind": kind, "reason": event.reason}))


def renew_number(work: UnitOfWork, event: PlanRenewed) -> None:
    """Record that the next period is paid, and whether it is the last; a suspended number becomes active again."""
    number = _find_for(work, event)
    if number is None:
        return
    after = number.with_terms(_terms(event), NumberStatus.ACTIVE, ends=event.cancelled)
    if number.status is NumberStatus.SUSPENDED:
        after = become_default_if_none(work, after)
        work.publish(_number_restored_event(after))
    work.save(numbers.save(after, number))


def suspend_number(work: UnitOfWork, event: PlanPastDue) -> None:
    """Suspend the number until its next period is paid."""
    number = _find_for(work, event)
    if number is None:
        return
    suspended = number.with_terms(_terms(event), NumberStatus.SUSPENDED, ends=event.cancelled)
    work.save(numbers.save(suspended, number))
    if number.status is NumberStatus.ACTIVE:
        work.publish(
            NumberSuspended(
                number_id=number.number_id,
                phone_number=number.phone_number,
                holder=number.holder,
                user_id=number.user_id,
                revision=number.next_version,
            )
        )
        notify_user(work, number, "user_suspended", number.user_id)


def update_plan(work: UnitOfWork, event: PlanCancelled | PlanResumed | PlanChanged) -> None:
    """Record whether the plan will be renewed, and as which one."""
    number = _find_for(work, event)
    if number:
        ends = event.cancelled if isinstance(event, PlanChanged) else isinstance(event, PlanCancelled)
        work.save(numbers.save(number.with_terms(_terms(event), ends=ends), number))


def reserve_number(work: UnitOfWork, event: PlanEnded) -> None:
    """Reserve the number for 30 days after its plan has ended; cancel the order of one not delivered yet."""
    number = _find_for(work, event)
    if number is None:
        return
    if number.status is NumberStatus.ORDERING and not number.port_id:
        _fail_order(work, event, number)
        return
    if not number.has_running_plan:
        return
    after = pass_default_on(work, number.with_terms(_terms(event))).reserve(event.ended_at)
    work.save(numbers.save(after, number))
    about = {"number_id": number.number_id, "phone_number": number.phone_number, "holder": number.holder}
    until = after.reserved_until or work.now
    work.publish(
        NumberReserved(**about, user_id=number.user_id, until=until, revision=number.next_version),
    )
    notify_payer(work, number, "reserved", reason=event.reason, until=until)
    notify_user(work, number, "user_reserved", number.user_id, until=until)


def _fail_order(work: UnitOfWork, event: PlanEnded, number: Number) -> None:
    after = replace(number.with_terms(_terms(event)).fail(PLAN_OVER), request_id="")
    work.save(numbers.save(after, number), [numbers.free_phone_number(after)])
    about = {"number_id": number.number_id, "phone_number": number.phone_number, "holder": number.holder}
    work.publish(NumberNoticeDue(**about, kind=order_failed_kind(number), reason=PLAN_OVER))


def _find_for(work: UnitOfWork, event: PlanEvent) -> Number | None:
    """Return the number of the event, or None if the event is older than what is known, or of another plan."""
    number = numbers.find(work.table, event.number_id)
    return number if number and number.accepts_terms(_terms(event)) else None


def _terms(event: PlanActivated | PlanEvent) -> PlanTerms:
    return PlanTerms(
        event.subscription_id, event.plan_id, event.paid_through, event.revision, event.next_plan_id, event.store
    )


def _number_restored_event(number: Number) -> NumberRestored:
    return NumberRestored(
        number_id=number.number_id,
        phone_number=number.phone_number,
        holder=number.holder,
        user_id=number.user_id,
        revision=number.next_version,
    )


def _refund_unwanted_plan(work: UnitOfWork, event: PlanActivated, number: Number | None) -> None:
    log().warning("billing.plan.unwanted", extra={"number_id": event.number_id})
    work.publish(
        NumberOrderFailed(
            number_id=event.number_id,
            phone_number=number.phone_number if number else "",
            holder=event.payer,
            subscription_id=event.subscription_id,
            reason="not_wanted",
        )
    )
