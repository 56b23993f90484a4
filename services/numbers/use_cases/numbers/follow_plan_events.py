"""Follow what billing says of plans: paid, refused, renewed, past due, cancelled, ended (N2, N3, N5)."""

from dataclasses import replace

from contracts.billing import (
    PlanActivated,
    PlanCancelled,
    PlanChanged,
    PlanEnded,
    PlanPastDue,
    PlanRefused,
    PlanRenewed,
    PlanResumed,
)
from contracts.numbers import (
    NumberNoticeDue,
    NumberOrderDue,
    NumberOrderFailed,
    NumberReserved,
    NumberRestored,
    NumberSuspended,
    PortInNoticeDue,
)
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from services.numbers.domain.number import Number, NumberStatus, Terms
from services.numbers.stores import numbers
from services.numbers.use_cases.numbers import default_number
from services.numbers.use_cases.numbers.order_number import activated

PLAN_OVER = "plan_over"
News = PlanRenewed | PlanPastDue | PlanCancelled | PlanResumed | PlanChanged | PlanEnded


def plan_activated(work: UnitOfWork, event: PlanActivated) -> None:
    """The wish is paid: order the number, or have it back out of its reserve. Too late, and the money goes back."""
    number = numbers.find(work.table, event.number_id)
    if number is None or number.request_id != event.request_id:
        if number is None or number.subscription_id != event.subscription_id:
            _not_wanted(work, event, number)
        return
    after = number.paid(_terms(event), work.now)
    if after.status is NumberStatus.ORDERING:
        work.publish(NumberOrderDue(number_id=number.number_id))
    else:
        after = default_number.gained(work, after)
        work.publish(activated(after) if number.status is NumberStatus.ORDERING else _restored(after))
    work.save(numbers.save(after, number))


def plan_refused(work: UnitOfWork, event: PlanRefused) -> None:
    """The wish is not paid: the phone number is free again, unless it is, or goes, into its holder's reserve."""
    number = numbers.find(work.table, event.number_id)
    if number is None or number.request_id != event.request_id:
        return
    after = number.refused(event.reason, work.now)
    work.save(numbers.save(after, number))
    about = {"number_id": number.number_id, "phone_number": number.phone_number, "holder": number.holder}
    if number.port_id and number.status is NumberStatus.ORDERING:
        until = after.reserved_until or work.now
        work.publish(
            NumberReserved(**about, user_id=number.user_id, until=until, revision=number.next_version),
            PortInNoticeDue(port_id=number.port_id, phone_number=number.phone_number, holder=number.holder,
                            kind="unpaid", reason=event.reason, on=until),
        )  # fmt: skip
        return
    if after.status is NumberStatus.FAILED:
        work.save([numbers.free(after)])
    work.publish(NumberNoticeDue(**about, kind="order_failed", reason=event.reason))


def plan_renewed(work: UnitOfWork, event: PlanRenewed) -> None:
    """The next period is paid; what was suspended works again."""
    number = _heard(work, event)
    if number is None:
        return
    after = number.on_terms(_terms(event), NumberStatus.ACTIVE)
    if number.status is NumberStatus.SUSPENDED:
        after = default_number.gained(work, after)
        work.publish(_restored(after))
    work.save(numbers.save(after, number))


def plan_past_due(work: UnitOfWork, event: PlanPastDue) -> None:
    """The next period is not paid: the number is suspended until it is."""
    number = _heard(work, event)
    if number is None:
        return
    work.save(numbers.save(number.on_terms(_terms(event), NumberStatus.SUSPENDED), number))
    if number.status is NumberStatus.ACTIVE:
        work.publish(
            NumberSuspended(number_id=number.number_id, phone_number=number.phone_number, holder=number.holder,
                            user_id=number.user_id, revision=number.next_version)
        )  # fmt: skip


def plan_told(work: UnitOfWork, event: PlanCancelled | PlanResumed | PlanChanged) -> None:
    """The plan is not renewed, or is after all, or as another one."""
    number = _heard(work, event)
    if number:
        ends = None if isinstance(event, PlanChanged) else isinstance(event, PlanCancelled)
        work.save(numbers.save(number.on_terms(_terms(event), ends=ends), number))


def plan_ended(work: UnitOfWork, event: PlanEnded) -> None:
    """The plan is over: the number is kept back for thirty days; one that has not come yet is not ordered any more."""
    number = _heard(work, event)
    if number is None:
        return
    if number.status is NumberStatus.ORDERING and not number.port_id:
        _not_to_come(work, event, number)
        return
    if not number.runs:
        return
    after = default_number.lost(work, number.on_terms(_terms(event))).reserved(event.ended_at)
    work.save(numbers.save(after, number))
    about = {"number_id": number.number_id, "phone_number": number.phone_number, "holder": number.holder}
    until = after.reserved_until or work.now
    work.publish(
        NumberReserved(**about, user_id=number.user_id, until=until, revision=number.next_version),
        NumberNoticeDue(**about, kind="reserved", reason=event.reason, until=until),
    )


def _not_to_come(work: UnitOfWork, event: PlanEnded, number: Number) -> None:
    after = replace(number.on_terms(_terms(event)).failed(PLAN_OVER), request_id="")
    work.save(numbers.save(after, number), [numbers.free(after)])
    about = {"number_id": number.number_id, "phone_number": number.phone_number, "holder": number.holder}
    work.publish(NumberNoticeDue(**about, kind="order_failed", reason=PLAN_OVER))


def _heard(work: UnitOfWork, event: News) -> Number | None:
    """The number, if this is news of its plan."""
    number = numbers.find(work.table, event.number_id)
    return number if number and number.hears(_terms(event)) else None


def _terms(event: PlanActivated | News) -> Terms:
    return Terms(event.subscription_id, event.plan_id, event.paid_through, event.revision, event.next_plan_id)


def _restored(number: Number) -> NumberRestored:
    return NumberRestored(
        number_id=number.number_id, phone_number=number.phone_number, holder=number.holder, user_id=number.user_id,
        revision=number.next_version,
    )  # fmt: skip


def _not_wanted(work: UnitOfWork, event: PlanActivated, number: Number | None) -> None:
    log().warning("a plan for a number that is not wanted", extra={"number_id": event.number_id})
    work.publish(
        NumberOrderFailed(
            number_id=event.number_id, phone_number=number.phone_number if number else "", holder=event.payer,
            subscription_id=event.subscription_id, reason="not_wanted",
        )
    )  # fmt: skip
