"""Advance a port-in: do its pending action at the carrier and apply the carrier's status (N7, N8).

This is the only way by which a submitted port-in moves on. A submission, a webhook or a scheduled job may start it,
any number of times: the carrier's own order shows how far it is. Nothing is created, sent or canceled twice.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from contracts.port_ins import PortInCompleted
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.providers.errors import ProviderDownError
from services.numbers.carrier.porting import Porting, TooLateError
from services.numbers.domain.number import Number
from services.numbers.domain.person import is_team
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_status import CarrierUpdate, PendingAction, PortStatus
from services.numbers.stores import numbers, people, port_ins
from services.numbers.use_cases.numbers.buy_number import number_requested_event
from services.numbers.use_cases.port_ins.cancel_port_in import port_in_cancelled_event
from services.numbers.use_cases.port_ins.changes import commit_change, publish_change, publish_notice
from services.numbers.use_cases.port_ins.comments import follow_comments
from services.numbers.use_cases.port_ins.send_form import Gateways, send_form

_TRY_TAKES = timedelta(seconds=90)  # the longest that sending may take: for so long no other sends the same form


def advance_port_in(work: UnitOfWork, *, gateways: Gateways, port_id: str, objected_at: datetime | None) -> None:
    """Do the pending action of a port-in, then apply the carrier's status.

    `objected_at` is the time of the objection in the webhook that started this, if any. Raises ProviderDownError; the
    event is then handled again.
    """
    port = port_ins.find(work.table, port_id)
    if port is None or port.status is PortStatus.DRAFT:
        return
    if not port.is_open:
        _look_after_closed(work, gateways, port)
        return
    if port.is_abandoned(work.now) and not port.is_cancelling:
        port = commit_change(work, port, port.request_cancellation(work.now))
    elif port.is_retry_due(work.now):
        port = commit_change(work, port, port.retry(work.now))
    is_tried_elsewhere = bool(port.tried_at and work.now < port.tried_at + _TRY_TAKES)
    if not is_tried_elsewhere:
        port = _do_pending_action(work, gateways, port)
    if port.is_open:
        _apply_carrier_status(work, gateways.porting, port, objected_at, is_tried_elsewhere)


def _apply_carrier_status(
    work: UnitOfWork, porting: Porting, port: PortIn, objected_at: datetime | None, is_tried_elsewhere: bool
) -> None:
    order = porting.find(port.port_id, port.phone_number)
    update = order.update if order else CarrierUpdate(PortStatus.DRAFT)
    if order and update.status is not PortStatus.DRAFT:
        port = follow_comments(work, porting, port, order)
    if is_tried_elsewhere and update.status is PortStatus.DRAFT:
        return  # it may reach the carrier at this moment
    if port.is_cancelling and update.status is PortStatus.DRAFT:  # the carrier has nothing of it, or not any more
        after = port.with_status(PortStatus.CANCELLED, work.now)
    else:
        after = port.apply_update(update, work.now, objected_at)
    if not after.is_open:
        _end_port_in(work, port, after)
    elif after.differs_visibly_from(port) or not is_tried_elsewhere:
        publish_change(work, port, after)
        work.save(port_ins.save(after, port))


def _look_after_closed(work: UnitOfWork, gateways: Gateways, port: PortIn) -> None:
    """Erase what was uploaded after its end, once no form is valid any more, and follow the port of its texts."""
    after = port
    if not port.are_documents_erased and port.due and work.now >= port.due[1]:
        gateways.documents.erase(port.port_id)
        after = replace(after, are_documents_erased=True)
    if port.follows_texting:
        order = gateways.porting.find(port.port_id, port.phone_number)
        after = replace(after, texting=order.update.texting if order else port.texting, checked_at=work.now)
    if after != port:
        work.save(port_ins.save(after, port))


def _do_pending_action(work: UnitOfWork, gateways: Gateways, port: PortIn) -> PortIn:
    match port.pending_action:
        case PendingAction.SEND:
            return _try_action(work, port, lambda tried: send_form(work, gateways, tried))
        case PendingAction.CANCEL:
            return _try_action(work, port, lambda tried: _cancel_at_carrier(work, gateways.porting, tried))
        case _:
            return port


def _try_action(work: UnitOfWork, port: PortIn, act: Callable[[PortIn], PortIn]) -> PortIn:
    """Store that the action is tried, then do it; if it fails, it may be tried again at once."""
    port = commit_change(work, port, replace(port, tried_at=work.now))
    try:
        return act(port)
    except ProviderDownError:
        commit_change(work, port, replace(port, tried_at=None))
        raise


def _cancel_at_carrier(work: UnitOfWork, porting: Porting, port: PortIn) -> PortIn:
    order = porting.find(port.port_id, port.phone_number)
    try:
        if order:
            porting.cancel(order)
    except TooLateError:
        now = porting.find(port.port_id, port.phone_number)
        if now and now.is_in_progress:
            publish_notice(work, port, "not_cancelled", on=port.scheduled_for)
            return commit_change(work, port, port.decline_cancellation(work.now))
    return port


def _end_port_in(work: UnitOfWork, before: PortIn, after: PortIn) -> None:
    """End it: the number becomes ours, or stays with its old carrier."""
    if after.status is PortStatus.COMPLETED:
        after = _complete_port_in(work, after)
    else:
        work.save([port_ins.free_phone_number(after)])
        work.publish(port_in_cancelled_event(after))
    publish_change(work, before, after)
    work.save(port_ins.save(after, before))


def _complete_port_in(work: UnitOfWork, port: PortIn) -> PortIn:
    """Create the number and have billing charge its plan. Return the port-in with the number's id."""
    number = _new_number(work, port)
    work.save(numbers.create_ported(number), [port_ins.pass_claim_to_number(port, number.number_id)])
    if number.user_id and is_team(number.holder):
        work.save([people.still_on(number.user_id, number.holder)])
    approved_by = port.approved_by if number.holder == port.holder else ""
    completed = PortInCompleted(
        port_id=port.port_id,
        phone_number=port.phone_number,
        holder=number.holder,
        number_id=number.number_id,
        user_id=number.user_id,
    )
    work.publish(number_requested_event(number, restores=False, approved_by=approved_by), completed)
    return replace(port, number_id=number.number_id)


def _new_number(work: UnitOfWork, port: PortIn) -> Number:
    """Return the number for the holder as of now; its user only if they are still on the team."""
    holder = people.find_team(work.table, port.holder).heir or port.holder if is_team(port.holder) else port.holder
    user_id = port.user_id
    if is_team(holder) and user_id and not people.find(work.table, user_id).is_on(holder):
        user_id = None
    number_id = ids.derived_id("num", port.port_id)
    return Number(
        number_id=number_id,
        phone_number=port.phone_number,
        kind=port.kind,
        holder=holder,
        plan_id=port.plan_id,
        created_at=work.now,
        asked_by=port.asked_by,
        team_id=holder if is_team(holder) else None,
        request_id=number_id,
        user_id=user_id if is_team(holder) else holder,
        port_id=port.port_id,
        version=1,
    )
