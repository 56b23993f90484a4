"""Follow a port-out: ask the carrier what became of it, send an objection, and let the number go once it has (N13).

A webhook, a job or an objection may start it, any number of times and in any order: what the carrier says now decides.
Each number of an order is a transaction of its own.
"""

from dataclasses import dataclass, replace

from contracts.port_outs import NumberPortedOut, PortOutDue
from contracts.voicemail import VoicemailErasureDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from services.numbers.carrier.pins import Pins
from services.numbers.carrier.port_outs import PortOutEvent, PortOuts
from services.numbers.domain.number import Number
from services.numbers.domain.port_out import OBJECTED_WITHIN, CarrierOrder, PortOut, PortOutStatus
from services.numbers.stores import numbers, port_outs
from services.numbers.use_cases.numbers.set_default_number import pass_default_on
from services.numbers.use_cases.port_outs.judge_pins import is_pin_wrong
from services.numbers.use_cases.port_outs.save_port_out import save_port_out
from services.numbers.use_cases.port_outs.send_objections import send_objections


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
    known = port_outs.find_many(work.table, port_outs.ids_of(order))
    is_wrong = len(known) < len(order.phone_numbers) and order.can_be_rejected and _is_pin_wrong(gateways, order)
    for phone_number in order.phone_numbers:
        _apply_order(work, order, phone_number, is_wrong=is_wrong)
        work.commit()
    send_objections(work, carrier=gateways.port_outs, order=order)


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
    save_port_out(work, number, after, before)


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
        number.list_id,
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
