"""Advance a request for port-ins: do its pending actions at the carrier and apply the carrier's status (N7, N8).

This is the only way by which submitted port-ins move on. A submission, a webhook or a scheduled job may start it, any
number of times: the carrier's own orders show how far each number is. Nothing is created, sent or canceled twice.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.providers.errors import ProviderDownError
from services.numbers.carrier.porting_orders import PortingOrder, find_order
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_status import CarrierUpdate, PendingAction, PortStatus
from services.numbers.domain.port_request import find_due_retries, is_tried, pending
from services.numbers.stores import port_ins
from services.numbers.use_cases.port_ins.changes import Request
from services.numbers.use_cases.port_ins.comments import follow_comments
from services.numbers.use_cases.port_ins.end_port_in import end_port_ins, erase_late_documents
from services.numbers.use_cases.port_ins.send_form import Gateways, send_forms
from services.numbers.use_cases.port_ins.withdraw_numbers import withdraw_numbers


@dataclass(frozen=True)
class Objected:
    """When the carrier objected, as the webhook says that started this, and to which of its orders."""

    at: datetime | None = None
    order_id: str = ""

    def time_for(self, order: PortingOrder | None) -> datetime | None:
        """Return when it objected to this order, if the webhook was about it."""
        return self.at if order and self.order_id in ("", order.order_id) else None


def advance_port_in(work: UnitOfWork, *, gateways: Gateways, port_id: str, objected: Objected) -> None:
    """Do the pending actions of a port-in and all others of its request, then apply the carrier's status to each.

    Raises ProviderDownError; the event is then handled again.
    """
    request = Request(work, port_ins.load_request(work.table, port_id))
    reference = next((it.reference for it in request), "")
    _follow_closed(request, gateways, reference)
    if not request.under_way():
        return
    _decide_by_clock(request)
    is_tried_elsewhere = is_tried(request, work.now)
    if not is_tried_elsewhere:
        _do_pending_actions(request, gateways, reference)
    if request.under_way():
        orders = gateways.porting.list_orders(reference)
        _follow_comments(request, gateways, orders)
        _apply_carrier_status(request, orders, objected, is_tried_elsewhere)


def _decide_by_clock(request: Request) -> None:
    """Give up what was never corrected, and have asked again what is not for its holder to mend."""
    now = request.work.now
    abandoned = [it for it in request.under_way() if it.is_abandoned(now) and not it.is_cancelling]
    if abandoned:
        request.commit(*(it.request_cancellation(now) for it in abandoned))
    retried = find_due_retries(request.under_way(), now)
    if retried:
        request.commit(*(it.retry(now) for it in retried))


def _do_pending_actions(request: Request, gateways: Gateways, reference: str) -> None:
    """Note that the actions are tried, then do them; those that fail may be tried again at once.

    No two processes act on a request at a time: the note is refused if any of its port-ins has changed meanwhile.
    """
    acting = [it for it in request.under_way() if it.pending_action]
    if not acting:
        return
    request.check_others(*acting)
    request.commit(*(replace(it, tried_at=request.work.now) for it in acting))
    try:
        orders = withdraw_numbers(request, gateways.porting, reference)
        if pending(request, PendingAction.SEND):
            send_forms(request, gateways, orders)
    except ProviderDownError:
        failed = [it for it in request.under_way() if it.tried_at]
        request.commit(*(replace(it, tried_at=None) for it in failed))
        raise


def _follow_comments(request: Request, gateways: Gateways, orders: list[PortingOrder]) -> None:
    """Follow the comments of each order that is with the carrier, once for all of its numbers."""
    found = [find_order(orders, it.phone_number) for it in request.under_way()]
    for order in {it.order_id: it for it in found if it}.values():
        if order.update.status is not PortStatus.DRAFT:
            follow_comments(request, gateways.porting, order)


def _apply_carrier_status(
    request: Request, orders: list[PortingOrder], objected: Objected, is_tried_elsewhere: bool
) -> None:
    """Store what has changed: all that goes on in one transaction, and what has ended after it."""
    changed, ended = [], []
    for port in request.under_way():
        after = _after_update(
            port, find_order(orders, port.phone_number), request.work.now, objected, is_tried_elsewhere
        )
        if not after.is_open:
            ended.append(after)
        elif after.differs_visibly_from(port) or (after != port and not is_tried_elsewhere):
            changed.append(after)
    if changed:
        request.commit_visibly(*changed)
    end_port_ins(request, ended)


def _after_update(
    port: PortIn, order: PortingOrder | None, now: datetime, objected: Objected, is_tried_elsewhere: bool
) -> PortIn:
    update = order.update if order else CarrierUpdate(PortStatus.DRAFT)
    if update.status is PortStatus.DRAFT:
        if is_tried_elsewhere:
            return port  # it may reach the carrier at this moment
        if port.is_cancelling:  # the carrier has nothing of it, or not any more
            return port.with_status(PortStatus.CANCELLED, now)
    return port.apply_update(update, now, objected.time_for(order))


def _follow_closed(request: Request, gateways: Gateways, reference: str) -> None:
    """Erase what was uploaded after the end, once no form is valid any more, and follow the port of the texts."""
    closed = [it for it in request if not it.is_open]
    following = [it for it in closed if it.follows_texting]
    orders = gateways.porting.list_orders(reference) if following else []
    after = [erase_late_documents(request, gateways.documents, it) for it in closed]
    heard = [_after_texting(it, orders, request.work.now) if it.follows_texting else it for it in after]
    changed = [it for it, before in zip(heard, closed, strict=True) if it != before]
    if changed:
        request.commit(*changed)


def _after_texting(port: PortIn, orders: list[PortingOrder], now: datetime) -> PortIn:
    order = find_order(orders, port.phone_number)
    return replace(port, texting=order.update.texting if order else port.texting, checked_at=now)
