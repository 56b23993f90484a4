"""The reactions of numbers to its own events about numbers that are ported in (N7), and its notices of numbers (E1)."""

from contracts.numbers import NumberNoticeDue
from contracts.port_ins import PortInCancelled, PortInCodeDue, PortInCompleted, PortInDue, PortInNoticeDue
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers import wiring

reactions = Reactions()


@reactions.on(PortInDue, has_external_effect=True)
def advance_due_port_in(work: UnitOfWork, event: PortInDue) -> None:
    """Do the pending action of the port-in at the carrier, and apply the carrier's status."""
    from services.numbers.use_cases.port_ins.advance_port_in import Objected, advance_port_in
    from services.numbers.use_cases.port_ins.send_form import Gateways

    gateways = Gateways(wiring.porting(), wiring.documents(), wiring.carrier_webhook_url())
    port_id = event.port_id or gateways.porting.find_reference(event.order_id)
    advance_port_in(work, gateways=gateways, port_id=port_id, objected=Objected(event.told_at, event.order_id))


@reactions.on(PortInCompleted, has_external_effect=True)
def erase_documents_of_completed(work: UnitOfWork, event: PortInCompleted) -> None:
    """Erase the documents of a request whose last number has moved."""
    from services.numbers.use_cases.port_ins.end_port_in import erase_documents

    erase_documents(work, documents=wiring.documents(), port_id=event.port_id)


@reactions.on(PortInCancelled, has_external_effect=True)
def erase_documents_of_cancelled(work: UnitOfWork, event: PortInCancelled) -> None:
    """Erase the documents of a request of which nothing moves any more."""
    from services.numbers.use_cases.port_ins.end_port_in import erase_documents

    erase_documents(work, documents=wiring.documents(), port_id=event.port_id)


@reactions.on(PortInCodeDue, has_external_effect=True)
def send_due_control_code(work: UnitOfWork, event: PortInCodeDue) -> None:
    """Send the code that proves who controls a number to the number."""
    from services.numbers.use_cases.port_ins.send_control_code import send_control_code

    send_control_code(work, event=event, call=wiring.call_with_code)


@reactions.on(PortInNoticeDue, has_external_effect=True)
def send_due_port_in_notice(work: UnitOfWork, event: PortInNoticeDue) -> None:
    """Notify the holder of the port-in."""
    from services.numbers.use_cases.notices.send_notice import send_port_in_notice

    send_port_in_notice(work, event=event, portal=wiring.portal_url())


@reactions.on(NumberNoticeDue, has_external_effect=True)
def send_due_number_notice(work: UnitOfWork, event: NumberNoticeDue) -> None:
    """Notify the holder of the number."""
    from services.numbers.use_cases.notices.send_notice import send_number_notice

    send_number_notice(work, event=event, portal=wiring.portal_url())
