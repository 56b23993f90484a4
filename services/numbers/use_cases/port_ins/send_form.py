"""Send the form of a request for port-ins to the carrier, for the first time or again, once whatever fails (N7).

All numbers are sent together: before the first order is submitted, every number has an order, and every order a form
that the carrier accepts. Else the old carrier might close an account with a number that stays.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from kernel import clock
from kernel.bus import sealing
from kernel.log import log
from kernel.providers.errors import ProviderDownError
from services.numbers.carrier.porting import CORRECTED, UNCHANGED, FormRefusedError, Porting
from services.numbers.carrier.porting_form import Form
from services.numbers.carrier.porting_orders import PortingOrder, find_order
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_status import Objection, PendingAction, PortStatus
from services.numbers.domain.port_in_wording import REPLACED
from services.numbers.domain.port_request import (
    OTHERS_FIRST,
    find_main_numbers,
    has_time_for_order,
    pending,
    with_number,
)
from services.numbers.stores.documents import DOCUMENT_KINDS, DocumentReplacedError, Documents
from services.numbers.use_cases.port_ins.changes import Request


@dataclass(frozen=True)
class Gateways:
    """The carrier, the bucket of documents, and the address of the carrier's webhooks."""

    porting: Porting
    documents: Documents
    webhook_url: str


def send_forms(request: Request, gateways: Gateways, orders: list[PortingOrder]) -> None:
    """Create the orders that are not there, and have the forms submitted; `orders` are those that are there.

    Raises ProviderDownError; what was done is found again.
    """
    orders = _create_missing(request, gateways.porting, orders)
    for order in _orders_of(orders, pending(request, PendingAction.SEND)):
        _require_time(request)
        if order.accepts_form:
            _fill_in(request, gateways, order, orders)
    for order in _orders_of(orders, pending(request, PendingAction.SEND)):
        _require_time(request)
        _submit(request, gateways.porting, order, orders)


def _require_time(request: Request) -> None:
    """Raise ProviderDownError if one more order might last until another process begins; what is left comes again."""
    if not has_time_for_order(pending(request, PendingAction.SEND), clock.now()):
        raise ProviderDownError("the carrier takes too long for the porting orders of a request")


def _orders_of(orders: list[PortingOrder], parts: Iterable[PortIn]) -> list[PortingOrder]:
    """Return the order of each of these numbers, each order once."""
    found = (find_order(orders, it.phone_number) for it in parts)
    return list({it.order_id: it for it in found if it}.values())


def _create_missing(request: Request, porting: Porting, orders: list[PortingOrder]) -> list[PortingOrder]:
    """Return the orders of all that is sent; of numbers that the carrier refuses, the request is sent back."""
    missing = _without_order(orders, pending(request, PendingAction.SEND))
    if not missing:
        return orders
    asked, reference = [it.phone_number for it in missing], missing[0].reference
    try:
        orders = [*orders, *porting.create(asked, reference)]
    except FormRefusedError as refused:
        orders = porting.list_orders(reference)  # perhaps because an earlier try has created them
        if _without_order(orders, missing):
            _send_back(request, [*missing, *_unsent(request, orders)], _assign_objections(porting, refused, asked))
        return orders
    if _without_order(orders, missing):
        raise ProviderDownError("the carrier's porting orders lack numbers")
    return orders


def _without_order(orders: list[PortingOrder], parts: Iterable[PortIn]) -> list[PortIn]:
    found = {it.port_id: find_order(orders, it.phone_number) for it in parts}
    gone = {key for key, it in found.items() if it is None or it.update.status is PortStatus.CANCELLED}
    return [it for it in parts if it.port_id in gone]


def _assign_objections(
    porting: Porting, refused: FormRefusedError, asked: list[str]
) -> dict[str, tuple[Objection, ...]]:
    """Return the objections to each number; where the carrier names none of them, to those that are not portable."""
    named = {number: refused.objections_to(place) for place, number in enumerate(asked)}
    if not any(named.values()) and len(asked) > 1:
        immobile = porting.find_not_portable(asked)
        named = {number: refused.objections if number in immobile else () for number in asked}
    return named if any(named.values()) else dict.fromkeys(asked, refused.objections)


def _fill_in(request: Request, gateways: Gateways, order: PortingOrder, orders: list[PortingOrder]) -> None:
    """Fill in the form of an order; what is refused is sent back, and with it whatever has not been submitted."""
    parts = with_number(pending(request, PendingAction.SEND), order.phone_numbers)
    if not parts:
        return
    try:
        gateways.porting.fill_in(order, _make_form(request, gateways, parts[0]))
    except FormRefusedError as refused:
        everyone = [*parts, *_unsent(request, orders)]
        _send_back(request, everyone, {it.phone_number: refused.objections for it in parts})
    except DocumentReplacedError as replaced:
        log().warning("numbers.document.replaced", extra={"port_id": parts[0].port_id, "document": replaced.kind})
        objection = Objection(f"documents.{replaced.kind}", "document_replaced", REPLACED)
        everyone = pending(request, PendingAction.SEND)
        _send_back(request, everyone, {it.phone_number: (objection,) for it in everyone})


def _unsent(request: Request, orders: list[PortingOrder]) -> list[PortIn]:
    """Return those to be sent whose order has never been submitted."""
    found = [(it, find_order(orders, it.phone_number)) for it in pending(request, PendingAction.SEND)]
    return [it for it, order in found if order and order.update.status is PortStatus.DRAFT]


def _submit(request: Request, porting: Porting, order: PortingOrder, orders: list[PortingOrder]) -> None:
    """Submit an order unless the carrier has it, and note that its numbers are sent, in one transaction.

    If a draft is refused, no other draft is submitted after it.
    """
    parts = with_number(pending(request, PendingAction.SEND), order.phone_numbers)
    if not parts:
        return  # sent back with an order before
    try:
        if order.accepts_form:
            porting.submit(order, UNCHANGED if all(it.retries for it in parts) else CORRECTED)
    except FormRefusedError as refused:
        along = _unsent(request, orders) if order.update.status is PortStatus.DRAFT else []
        _send_back(request, [*parts, *along], {it.phone_number: refused.objections for it in parts})
    else:
        request.commit(*(it.mark_sent(request.work.now) for it in parts))


def _send_back(request: Request, parts: Iterable[PortIn], objections: dict[str, tuple[Objection, ...]]) -> None:
    """Have the holder correct the form; those without an objection wait for the others."""
    now, unique = request.work.now, {it.port_id: it for it in parts}.values()
    request.commit_visibly(
        *(it.record_objections(objections.get(it.phone_number) or (OTHERS_FIRST,), now) for it in unique)
    )


def _make_form(request: Request, gateways: Gateways, port: PortIn) -> Form:
    """Hand the documents to the carrier, and return the form with their ids and the unsealed account."""
    porting, documents = gateways.porting, gateways.documents
    uploaded = {
        kind: porting.upload_document(*documents.read(port.reference, kind, port.documents.get(kind)), port.reference)
        for kind in DOCUMENT_KINDS
    }
    bill, numbers = port.bill, find_main_numbers(port, request)
    return Form(
        name=bill.name,
        authorized_person=bill.authorized_person,
        address=bill.address,
        account_number=sealing.unseal(bill.sealed_account_number),
        pin=sealing.unseal(bill.sealed_pin) if bill.sealed_pin else "",
        billing_phone_number=numbers.main,
        new_billing_phone_number=numbers.remaining,
        is_partial=numbers.is_partial,
        wanted_on=port.wanted_on,
        authorization=uploaded["authorization"],
        bill=uploaded["bill"],
        webhook_url=gateways.webhook_url,
    )
