"""Send the form of a port-in to the carrier, for the first time or again, once whatever fails to answer (N7)."""

from dataclasses import dataclass

from kernel.bus import sealing
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from services.numbers.carrier.porting import CORRECTED, UNCHANGED, FormRefusedError, Porting, TooLateError
from services.numbers.carrier.porting_form import Form
from services.numbers.carrier.porting_orders import PortingOrder
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_status import Objection, PortStatus
from services.numbers.domain.port_in_wording import REPLACED
from services.numbers.stores.documents import DOCUMENT_KINDS, DocumentReplacedError, Documents
from services.numbers.use_cases.port_ins.changes import commit_change, publish_change


@dataclass(frozen=True)
class Gateways:
    """The carrier, the bucket of documents, and the address of the carrier's webhooks."""

    porting: Porting
    documents: Documents
    webhook_url: str


def send_form(work: UnitOfWork, gateways: Gateways, port: PortIn) -> PortIn:
    """Create the order unless it is there, and have the form submitted. Return the port-in as it is then.

    Raises ProviderDownError; what was done is found again.
    """
    try:
        _cancel_strays(gateways.porting, port)
        order = gateways.porting.find(port.port_id, port.phone_number)
        if order is None or order.update.status is PortStatus.CANCELLED:
            order = _create_order(gateways.porting, port)
        if order.accepts_form:
            note = UNCHANGED if port.retries else CORRECTED
            gateways.porting.send(order, _make_form(gateways, port), note)
    except FormRefusedError as refused:
        return _send_back(work, port, *refused.objections)
    except DocumentReplacedError as replaced:
        log().warning("numbers.document.replaced", extra={"port_id": port.port_id, "document": replaced.kind})
        return _send_back(work, port, Objection(f"documents.{replaced.kind}", "document_replaced", REPLACED))
    return commit_change(work, port, port.mark_sent(work.now))


def _send_back(work: UnitOfWork, port: PortIn, *objections: Objection) -> PortIn:
    """Have the holder correct the form; nothing of it is with the carrier."""
    after = port.record_objections(objections, work.now)
    publish_change(work, port, after)
    return commit_change(work, port, after)


def _cancel_strays(porting: Porting, port: PortIn) -> None:
    """Cancel the orders of a phone number that was corrected since."""
    for order in porting.list_orders(port.port_id):
        if order.phone_numbers and port.phone_number not in order.phone_numbers and not order.is_leaving:
            try:
                porting.cancel(order)
            except TooLateError:
                log().error("numbers.port_in.stray_order", extra={"port_id": port.port_id, "order": order.order_id})


def _create_order(porting: Porting, port: PortIn) -> PortingOrder:
    try:
        return porting.create(port.phone_number, port.port_id)
    except FormRefusedError:
        order = porting.find(port.port_id, port.phone_number)  # perhaps because an earlier try has created it
        if order is None or order.update.status is PortStatus.CANCELLED:
            raise
        return order


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
        billing_phone_number=bill.main_number(port.phone_number),
        new_billing_phone_number=bill.remaining_main_number(port.phone_number),
        keeps_other_numbers=bill.keeps_other_numbers,
        wanted_on=port.wanted_on,
        authorization=uploaded["authorization"],
        bill=uploaded["bill"],
        webhook_url=gateways.webhook_url,
    )
