"""Advance a port-in: do its pending action at the carrier and apply the carrier's status (N7, N8).

This is the only way by which a submitted port-in moves on. A submission, a webhook or a scheduled job may start it,
any number of times: the carrier's own order shows how far it is. Nothing is created, sent or canceled twice.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from contracts.numbers import PortInCompleted, PortInNoticeDue
from kernel import ids
from kernel.bus import sealing
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from kernel.providers.errors import ProviderDownError
from services.numbers.carrier.porting import FormRefusedError, Porting, PortingOrder, TooLateError
from services.numbers.carrier.porting_form import Form
from services.numbers.domain.number import Number
from services.numbers.domain.person import is_team
from services.numbers.domain.port_in import CarrierUpdate, Objection, PendingAction, PortIn, PortStatus
from services.numbers.domain.port_in_wording import REPLACED
from services.numbers.stores import numbers, people, port_ins
from services.numbers.stores.documents import DOCUMENT_KINDS, DocumentReplacedError, Documents
from services.numbers.use_cases.numbers.buy_number import number_requested_event
from services.numbers.use_cases.port_ins.cancel_port_in import port_in_cancelled_event

_TRY_TAKES = timedelta(seconds=90)  # the longest that sending may take: for so long no other sends the same form
_NOTICES = {
    PortStatus.NEEDS_INFO: "needs_info",
    PortStatus.SCHEDULED: "scheduled",
    PortStatus.COMPLETED: "completed",
    PortStatus.CANCELLED: "cancelled",
}


@dataclass(frozen=True)
class Gateways:
    """The carrier, the bucket of documents, and the address of the carrier's webhooks."""

    porting: Porting
    documents: Documents
    webhook_url: str


def advance_port_in(work: UnitOfWork, *, gateways: Gateways, port_id: str, objected_at: datetime | None) -> None:
    """Do the pending action of a port-in, then apply the carrier's status.

    `objected_at` is the time of the objection in the webhook that started this, if any. Raises ProviderDownError; the
    event is then handled again.
    """
    port = port_ins.find(work.table, port_id)
    if port is None or port.status is PortStatus.DRAFT:
        return
    if not port.is_open:
        _erase_late_documents(work, gateways.documents, port)
        return
    if port.is_abandoned(work.now) and not port.is_cancelling:
        port = _commit_change(work, port, port.request_cancellation(work.now))
    is_tried_elsewhere = bool(port.tried_at and work.now < port.tried_at + _TRY_TAKES)
    if not is_tried_elsewhere:
        port = _do_pending_action(work, gateways, port)
    if port.is_open:
        _apply_carrier_status(work, gateways.porting, port, objected_at, is_tried_elsewhere)


def _apply_carrier_status(
    work: UnitOfWork, porting: Porting, port: PortIn, objected_at: datetime | None, is_tried_elsewhere: bool
) -> None:
    order = porting.find(port.port_id)
    update = order.update if order else CarrierUpdate(PortStatus.DRAFT)
    if is_tried_elsewhere and update.status is PortStatus.DRAFT:
        return  # it may reach the carrier at this moment
    if port.is_cancelling and update.status is PortStatus.DRAFT:  # the carrier has nothing of it, or not any more
        after = port.with_status(PortStatus.CANCELLED, work.now)
    else:
        after = port.apply_update(update, work.now, objected_at)
    if not after.is_open:
        _end_port_in(work, port, after)
    elif after.differs_visibly_from(port) or not is_tried_elsewhere:
        _publish_change(work, port, after)
        work.save(port_ins.save(after, port))


def _erase_late_documents(work: UnitOfWork, documents: Documents, port: PortIn) -> None:
    """Erase what was uploaded after the end of a port-in, once no upload form is valid any more."""
    if port.due and work.now >= port.due[1]:
        documents.erase(port.port_id)
        work.save(port_ins.save(replace(port, are_documents_erased=True), port))


def _do_pending_action(work: UnitOfWork, gateways: Gateways, port: PortIn) -> PortIn:
    match port.pending_action:
        case PendingAction.SEND:
            return _try_action(work, port, lambda tried: _send_form(work, gateways, tried))
        case PendingAction.CANCEL:
            return _try_action(work, port, lambda tried: _cancel_at_carrier(work, gateways.porting, tried))
        case _:
            return port


def _try_action(work: UnitOfWork, port: PortIn, act: Callable[[PortIn], PortIn]) -> PortIn:
    """Store that the action is tried, then do it; if it fails, it may be tried again at once."""
    port = _commit_change(work, port, replace(port, tried_at=work.now))
    try:
        return act(port)
    except ProviderDownError:
        _commit_change(work, port, replace(port, tried_at=None))
        raise


def _send_form(work: UnitOfWork, gateways: Gateways, port: PortIn) -> PortIn:
    try:
        order = gateways.porting.find(port.port_id)
        if order is None or order.update.status is PortStatus.CANCELLED:
            order = _create_order(gateways.porting, port)
        if order.accepts_form:
            gateways.porting.send(order, _make_form(gateways, port))
    except FormRefusedError as refused:
        return _send_back(work, port, *refused.objections)
    except DocumentReplacedError as replaced:
        log().warning("numbers.document.replaced", extra={"port_id": port.port_id, "document": replaced.kind})
        return _send_back(work, port, Objection(f"documents.{replaced.kind}", "document_replaced", REPLACED))
    return _commit_change(work, port, port.mark_sent(work.now))


def _send_back(work: UnitOfWork, port: PortIn, *objections: Objection) -> PortIn:
    """Have the holder correct the form; nothing of it is with the carrier."""
    after = port.record_objections(objections, work.now)
    _publish_change(work, port, after)
    return _commit_change(work, port, after)


def _create_order(porting: Porting, port: PortIn) -> PortingOrder:
    try:
        return porting.create(port.phone_number, port.port_id)
    except FormRefusedError:
        order = porting.find(port.port_id)  # perhaps because an earlier try has created it
        if order is None or order.update.status is PortStatus.CANCELLED:
            raise
        return order


def _cancel_at_carrier(work: UnitOfWork, porting: Porting, port: PortIn) -> PortIn:
    order = porting.find(port.port_id)
    try:
        if order:
            porting.cancel(order)
    except TooLateError:
        now = porting.find(port.port_id)
        if now and now.is_in_progress:
            _publish_notice(work, port, "not_cancelled", on=port.scheduled_for)
            return _commit_change(work, port, port.decline_cancellation(work.now))
    return port


def _end_port_in(work: UnitOfWork, before: PortIn, after: PortIn) -> None:
    """End it: the number becomes ours, or stays with its old carrier."""
    if after.status is PortStatus.COMPLETED:
        after = _complete_port_in(work, after)
    else:
        work.save([port_ins.free_phone_number(after)])
        work.publish(port_in_cancelled_event(after))
    _publish_change(work, before, after)
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


def _make_form(gateways: Gateways, port: PortIn) -> Form:
    """Hand the documents to the carrier, and return the form with their ids and the unsealed account."""
    porting, documents = gateways.porting, gateways.documents
    uploaded = {
        kind: porting.upload_document(*documents.read(port.port_id, kind, port.documents.get(kind)), port.port_id)
        for kind in DOCUMENT_KINDS
    }
    bill = port.bill
    return Form(
        name=bill.name,
        authorized_person=bill.authorized_person,
        address=bill.address,
        account_number=sealing.unseal(bill.sealed_account_number),
        pin=sealing.unseal(bill.sealed_pin) if bill.sealed_pin else "",
        billing_phone_number=bill.billing_phone_number or port.phone_number,
        new_billing_phone_number=bill.new_billing_phone_number,
        keeps_other_numbers=bill.keeps_other_numbers,
        wanted_on=port.wanted_on,
        authorization=uploaded["authorization"],
        bill=uploaded["bill"],
        webhook_url=gateways.webhook_url,
    )


def _publish_change(work: UnitOfWork, before: PortIn, port: PortIn) -> None:
    """Have the holder notified of a visible change."""
    kind = _NOTICES.get(port.status)
    if kind and port.differs_visibly_from(before):
        why = "not_mended" if kind == "cancelled" and before.is_abandoned(work.now) else ""
        reason = why or " ".join(it.message for it in port.objections)
        _publish_notice(work, port, kind, reason=reason, on=port.scheduled_for)


def _publish_notice(work: UnitOfWork, port: PortIn, kind: str, *, reason: str = "", on: datetime | None = None) -> None:
    about = {"port_id": port.port_id, "phone_number": port.phone_number, "holder": port.holder}
    work.publish(PortInNoticeDue(**about, kind=kind, reason=reason, on=on))


def _commit_change(work: UnitOfWork, before: PortIn, after: PortIn) -> PortIn:
    """Store the port-in at once, with the events about it."""
    work.save(port_ins.save(after, before))
    work.commit()
    return replace(after, version=before.version + 1)
