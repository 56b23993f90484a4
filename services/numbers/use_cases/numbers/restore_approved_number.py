"""Restore the number that an admin asked for and the owner has approved, once for each approval (T11, N5)."""

from contracts.approvals import RestorationApproved
from contracts.numbers import NumberNoticeDue
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Problem
from services.numbers.domain.number import Number, NumberStatus
from services.numbers.stores import numbers, people
from services.numbers.use_cases.numbers.buy_number import number_requested_event
from services.numbers.use_cases.numbers.find_plan import find_plan


def restore_approved_number(work: UnitOfWork, *, event: RestorationApproved) -> None:
    """Have billing charge the approved plan of a number in its reserve; notify the owner if that cannot be.

    Nothing happens if the number works by now, or is being restored.
    """
    number = numbers.find(work.table, event.number_id)
    if number is None or not _is_meant(number, event):
        _refuse(work, event, "number_gone")
    elif number.has_running_plan or number.request_id:
        return
    elif not people.find(work.table, event.asked_by).is_on(event.team_id):
        _refuse(work, event, "not_on_team")
    else:
        _request_plan(work, number, event)


def _is_meant(number: Number, event: RestorationApproved) -> bool:
    """Return whether it is still the team's, and the one that the owner was shown."""
    is_kept = number.has_running_plan or number.status is NumberStatus.RELEASING
    return is_kept and (number.holder, number.phone_number) == (event.team_id, event.phone_number)


def _request_plan(work: UnitOfWork, number: Number, event: RestorationApproved) -> None:
    try:
        plan, _ = find_plan(event.plan_id, number.phone_number)
    except Problem:
        _refuse(work, event, "invalid_number")
        return
    after = number.request_again(ids.derived_id("req", event.approval_id), plan.plan_id, event.asked_by)
    work.save(numbers.save(after, number), [people.still_on(event.asked_by, event.team_id)])
    work.publish(number_requested_event(after, restores=True, approved_by=event.approved_by))


def _refuse(work: UnitOfWork, event: RestorationApproved, reason: str) -> None:
    work.publish(
        NumberNoticeDue(
            number_id=event.number_id,
            phone_number=event.phone_number,
            holder=event.team_id,
            kind="not_restored",
            reason=reason,
        )
    )
