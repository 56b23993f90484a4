"""Send objections to the carrier, which decides of an order with all of its numbers (N13)."""

from dataclasses import replace

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from services.numbers.carrier.port_outs import PortOuts, TooLateToRejectError
from services.numbers.domain.port_out import CarrierOrder, PortOut, PortOutStatus
from services.numbers.stores import numbers, port_outs
from services.numbers.use_cases.port_outs.save_port_out import save_port_out

_NOT_OURS = "The owner of this number did not ask for this transfer and objects to it."
_WRONG_PIN = "Invalid PIN: the PIN that was given is not the one that is set for this number."
_AT_ONCE = 25  # each is up to 3 entries of a transaction: itself, and notices to two people


def send_objections(work: UnitOfWork, *, carrier: PortOuts, order: CarrierOrder) -> None:
    """Send what was objected to and not sent. What is left when we are killed is sent again, and taken as sent."""
    found = port_outs.find_many(work.table, port_outs.ids_of(order)).values()
    waiting = [it for it in found if it.objection == "to_send"]
    if not waiting:
        return
    is_wrong = any(it.wrong_pin and not it.objected_by for it in waiting)
    accepted = _reject(carrier, order, _WRONG_PIN if is_wrong else _NOT_OURS)
    for start in range(0, len(waiting), _AT_ONCE):
        work.commit()
        for one in waiting[start : start + _AT_ONCE]:
            _note_answer(work, one, accepted=accepted)


def _note_answer(work: UnitOfWork, one: PortOut, *, accepted: bool) -> None:
    number = numbers.find(work.table, one.number_id)
    after = one.with_answer(accepted=accepted)
    after = replace(after, status=PortOutStatus.OBJECTED) if accepted and one.is_open else after
    if number:
        save_port_out(work, number, after, one)


def _reject(carrier: PortOuts, order: CarrierOrder, reason: str) -> bool:
    """Return whether the carrier takes the objection, or has it already: from another sender, or before we died."""
    if not order.can_be_rejected:
        return _is_rejected(order)
    try:
        carrier.reject(order.order_id, reason)
    except TooLateToRejectError:
        now = carrier.find(order.order_id)
        if now and _is_rejected(now):
            return True
        log().warning("carrier.port_out.objection_refused", extra={"order_id": order.order_id})
        return False
    return True


def _is_rejected(order: CarrierOrder) -> bool:
    return order.status in (PortOutStatus.OBJECTED, PortOutStatus.REJECTED)
