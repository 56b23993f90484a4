"""Withdraw from the carrier's orders the numbers that were canceled or corrected: they are not to be ported (N7).

The carrier can cancel an order, and a draft can be deleted. Of an order of several numbers that goes on without one,
its staff is asked by a comment to take the number out; until that is done the number is still being canceled. Once it
is too late for a cancellation, the number moves with the others.
"""

from dataclasses import replace

from kernel.log import count, log
from services.numbers.carrier.porting import TAKE_OUT, FormRefusedError, Porting, TooLateError
from services.numbers.carrier.porting_orders import PortingOrder, find_order
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_status import PendingAction, PortStatus
from services.numbers.domain.port_request import find_wanted, has_stayed_in_its_order, pending, with_number
from services.numbers.use_cases.port_ins.changes import Request, publish_notice


def withdraw_numbers(request: Request, porting: Porting, reference: str) -> list[PortingOrder]:
    """Withdraw what is not wanted, and return the orders as they are then. Raises ProviderDownError."""
    orders, has_changed = porting.list_orders(reference), False
    for order in orders:
        unwanted = [it for it in order.phone_numbers if it not in find_wanted(request)]
        if unwanted and not order.is_leaving:
            is_draft = order.update.status is PortStatus.DRAFT
            if is_draft or len(unwanted) == len(order.phone_numbers):
                _cancel_order(request, porting, order)
                has_changed = True
            elif order.is_in_progress:
                _end_late_cancellations(request, order)
                _ask_out(request, porting, order)
    _end_tries(request)
    return porting.list_orders(reference) if has_changed else orders


def _cancel_order(request: Request, porting: Porting, order: PortingOrder) -> None:
    try:
        porting.cancel(order)
    except TooLateError:
        leaving = with_number(pending(request, PendingAction.CANCEL), order.phone_numbers)
        if not leaving:
            log().error("numbers.port_in.stray_order", extra={"order": order.order_id})
        for port in leaving:
            _decline(request, porting, port)


def _decline(request: Request, porting: Porting, port: PortIn) -> None:
    """Have the holder notified that the carrier does not cancel it, if the old carrier works on it still."""
    now = find_order(porting.list_orders(port.reference), port.phone_number)
    if now and now.is_in_progress:
        publish_notice(request.work, port, "not_cancelled", on=port.scheduled_for)
        request.commit(port.decline_cancellation(request.work.now))


def _end_late_cancellations(request: Request, order: PortingOrder) -> None:
    """Have holder and operator notified of the numbers that the staff has not taken out of an order in time."""
    now = request.work.now
    late = [it for it in with_number(request.under_way(), order.phone_numbers) if has_stayed_in_its_order(it, now)]
    if not late:
        return
    port_ids = [it.port_id for it in late]
    log().error("numbers.port_in.not_taken_out", extra={"order": order.order_id, "port_ids": port_ids})
    count("PortInNotTakenOut")
    publish_notice(request.work, late[0], "not_cancelled", on=late[0].scheduled_for, others=late[1:])
    request.commit(*(it.decline_cancellation(now) for it in late))


def _ask_out(request: Request, porting: Porting, order: PortingOrder) -> None:
    """Ask the staff, once, to take numbers out of an order; words that an earlier try has sent are found there."""
    unwanted = [it for it in order.phone_numbers if it not in find_wanted(request)]
    if not unwanted:
        return
    words = TAKE_OUT.format(numbers=", ".join(unwanted))
    waiting = with_number(pending(request, PendingAction.CANCEL), unwanted)
    if waiting and all(it.asked_out_at for it in waiting):
        return
    if not any(it.by == "user" and it.body == words for it in porting.list_comments(order)):
        try:
            porting.add_comment(order, words)
        except FormRefusedError:
            return  # reported there; it is asked again later
    request.commit(*(replace(it, asked_out_at=request.work.now, tried_at=None) for it in waiting))


def _end_tries(request: Request) -> None:
    """Note that what was tried of the cancellations is done, where more is to be done for the request."""
    is_sending = bool(pending(request, PendingAction.SEND))
    tried = [it for it in pending(request, PendingAction.CANCEL) if it.tried_at and (is_sending or it.asked_out_at)]
    if tried:
        request.commit(*(replace(it, tried_at=None) for it in tried))
