"""Follow a port-out: ask the carrier what became of it, send an objection, and let the number go once it has (N13).

A webhook, a job or an objection may start it, any number of times and in any order: what the carrier says now decides.
Each number of an order is a transaction of its own.
"""

from dataclasses import dataclass, replace

from contracts.port_outs import NumberPortedOut, PortOutDue, PortOutNoticeDue
from contracts.voicemail import VoicemailErasureDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from services.numbers.carrier.pins import Pins
from services.numbers.carrier.port_outs import PortOutEvent, PortOuts, TooLateToRejectError
from services.numbers.domain.number import Number
from services.numbers.domain.person import is_team
from services.numbers.domain.port_out import OBJECTED_WITHIN, CarrierOrder, Notice, PortOut, PortOutStatus
from services.numbers.stores import numbers, people, port_outs
from services.numbers.use_cases.numbers.set_default_number import pass_default_on
from services.numbers.use_cases.port_outs.judge_pins import is_pin_wrong

_NOT_OURS = "The owner of this number did not ask for this transfer and objects to it."
_WRONG_PIN = "Invalid PIN: the PIN that was given is not the one that is set for this number."


@dataclass(frozen=True)
class Gateways:
    """The carrier's port-outs, and the PINs of our numbers."""

    port_outs: PortOuts
    pins: Pins


def follow_port_out(work: UnitOfWork, *, gateways: Gateways, event: PortOutDue) -> None:
    """Apply the carrier's order to each of its numbers, then send the objections. Raises ProviderDownError."""
    order = gateways.port_outs.find(event.order_id)
    if order is None:
        log().warning("carrier.port_out.not_found", extra={"order_id": event.order_id})
        order = PortOutEvent(**event.model_dump()).as_order
    order = replace(order, phone_numbers=order.phone_numbers or event.phone_numbers)
    known = port_outs.find_many(work.table, _ids(order))
    is_wrong = len(known) < len(order.phone_numbers) and order.can_be_rejected and _is_pin_wrong(gateways, order)
    for phone_number in order.phone_numbers:
        _apply_order(work, order, phone_number, is_wrong=is_wrong)
        work.commit()
    _send_objections(work, gateways.port_outs, order)


def _ids(order: CarrierOrder) -> list[str]:
    return [port_outs.id_of(order.order_id, phone_number) for phone_number in order.phone_numbers]


def _is_pin_wrong(gateways: Gateways, order: CarrierOrder) -> bool:
    return is_pin_wrong(gateways.port_outs, gateways.pins, order)


def _apply_order(work: UnitOfWork, order: CarrierOrder, phone_number: str, *, is_wrong: bool) -> None:
    before = port_outs.find(work.table, port_outs.id_of(order.order_id, phone_number))
    number = _find_number(work, order, phone_number, before)
    if number is None:
        log().warning("numbers.port_out.unknown", extra={"order_id": order.order_id})
        return
    known = before if before and before.number_id == number.number_id else None
    after = (known or _begin(work, order, number, is_wrong=is_wrong)).apply(order, work.now)
    if after == before:
        return
    has_gone = after.status is PortOutStatus.COMPLETED and not number.is_gone
    if has_gone:
        _let_go(work, order, number)
    _save(work, number, after, before)


def _find_number(work: UnitOfWork, order: CarrierOrder, phone_number: str, known: PortOut | None) -> Number | None:
    """Return the number that it is of; once that is gone, what moves is the one that has its phone number by now."""
    number = numbers.find(work.table, known.number_id) if known else None
    is_of_another = number is None or (number.is_gone and order.status is PortOutStatus.COMPLETED)
    if not is_of_another or (known and known.status is PortOutStatus.COMPLETED):
        return number
    claimant_id = numbers.find_claimant(work.table, phone_number)
    claimant = numbers.find(work.table, claimant_id) if claimant_id else None
    return claimant if claimant and order.concerns(claimant.created_at) else number


def _begin(work: UnitOfWork, order: CarrierOrder, number: Number, *, is_wrong: bool) -> PortOut:
    """Return a port-out that is new to us; if it was tried with a wrong PIN, we object to it."""
    created_at = order.created_at or work.now
    new = PortOut(
        port_outs.id_of(order.order_id, number.phone_number),
        order.order_id,
        number.phone_number,
        number.number_id,
        number.team_id or number.holder,
        created_at,
        created_at + OBJECTED_WITHIN,
    )
    return new.object(work.now) if is_wrong else new


def _let_go(work: UnitOfWork, order: CarrierOrder, number: Number) -> None:
    """End the number here: billing ends its plan, and it is not given back, as it is not ours to give."""
    after = pass_default_on(work, number).leave()
    work.save(numbers.save(after, number), [numbers.free_phone_number(number)])
    work.publish(
        NumberPortedOut(
            number_id=number.number_id,
            phone_number=number.phone_number,
            holder=number.holder,
            user_id=number.user_id,
            subscription_id=number.subscription_id,
            at=order.at or work.now,
            revision=number.next_version,
        ),
        VoicemailErasureDue(number_id=number.number_id),
    )


def _send_objections(work: UnitOfWork, carrier: PortOuts, order: CarrierOrder) -> None:
    """Send what was objected to and not sent; the carrier decides of an order with all of its numbers."""
    waiting = [it for it in port_outs.find_many(work.table, _ids(order)).values() if it.objection == "to_send"]
    if not waiting:
        return
    is_wrong = any(it.wrong_pin and not it.objected_by for it in waiting)
    accepted = _reject(carrier, order, _WRONG_PIN if is_wrong else _NOT_OURS)
    for one in waiting:
        number = numbers.find(work.table, one.number_id)
        after = one.with_answer(accepted=accepted)
        after = replace(after, status=PortOutStatus.OBJECTED) if accepted and one.is_open else after
        if number:
            _save(work, number, after, one)


def _reject(carrier: PortOuts, order: CarrierOrder, reason: str) -> bool:
    """Return whether the carrier takes the objection, or has it already, as we were killed after it was sent."""
    if not order.can_be_rejected:
        return order.status in (PortOutStatus.OBJECTED, PortOutStatus.REJECTED)
    try:
        carrier.reject(order.order_id, reason)
    except TooLateToRejectError:
        log().warning("carrier.port_out.objection_refused", extra={"order_id": order.order_id})
        return False
    return True


def _save(work: UnitOfWork, number: Number, after: PortOut, before: PortOut | None) -> None:
    """Store a port-out in the list of who has the number now, and have people notified of what has changed."""
    version = before.version if before else 0
    after = replace(after, list_id=number.team_id or number.holder, version=version)
    work.save([port_outs.save(after, before)])
    notice = after.notice_after(before)
    if notice:
        publish_notices(work, number, after, notice)


def publish_notices(work: UnitOfWork, number: Number, port_out: PortOut, kind: Notice) -> None:
    """Have the number's user and its holder, or the owner of the team, notified by every channel."""
    holder = people.find_team(work.table, number.holder).owner_id if is_team(number.holder) else number.holder
    for account_id in dict.fromkeys(filter(None, (holder, number.user_id))):
        work.publish(
            PortOutNoticeDue(
                port_out_id=port_out.port_out_id,
                number_id=number.number_id,
                phone_number=number.phone_number,
                account_id=account_id,
                kind=kind,
                carrier_name=port_out.carrier_name,
                object_until=port_out.object_until,
                on=port_out.on,
            )
        )
