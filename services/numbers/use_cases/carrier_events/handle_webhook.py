"""Handle a stored webhook of the carrier (N8). The outcome it reports counts, not the order in which webhooks come."""

import json
from collections.abc import Callable
from dataclasses import asdict

from contracts.port_ins import PortInDue
from contracts.port_outs import PortOutDue
from contracts.sentences import say
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from kernel.problems import NotFound
from services.numbers.carrier.port_outs import PortOutEvent
from services.numbers.carrier.porting_orders import PortingEvent
from services.numbers.carrier.registrations import RegistrationEvent
from services.numbers.carrier.stock import Carrier, Order, OrderStatus
from services.numbers.carrier.texting import MessageEvent
from services.numbers.stores import numbers, port_ins, webhooks
from services.numbers.use_cases.carrier_events.receive_webhook import read_content
from services.numbers.use_cases.messages.deliver_message import apply_carrier_update
from services.numbers.use_cases.messages.receive_message import receive_message
from services.numbers.use_cases.numbers.order_number import apply_order
from services.numbers.use_cases.registrations.follow_registration_events import follow_registration_event


def handle_webhook(work: UnitOfWork, *, carrier: Callable[[], Carrier], event_id: str) -> None:
    """Handle a webhook about an order, a port, a text or a registration; another is logged. Raises NotFound."""
    raw = webhooks.find(work.table, event_id)
    if raw is None:
        raise NotFound(say("There is no webhook {id}.", id=event_id))
    content = read_content(json.loads(raw))
    payload = content.get("payload")
    porting, message, leaving = PortingEvent.read(content), MessageEvent.read(content), PortOutEvent.read(content)
    if content.get("event_type") == "number_order.complete" and isinstance(payload, dict):
        _handle_order(work, carrier, Order.read(payload))
    elif porting:
        _handle_port_in(work, porting)
    elif leaving:
        work.save([webhooks.erase_body(event_id)])
        work.publish(PortOutDue(**asdict(leaving)))
    elif message:
        _handle_message(work, message, event_id)
    elif registration := RegistrationEvent.read(content):
        follow_registration_event(work, registration)
    else:
        log().info("carrier.webhook.ignored", extra={"event_id": event_id, "event_type": content.get("event_type")})


def _handle_order(work: UnitOfWork, carrier: Callable[[], Carrier], reported: Order) -> None:
    number = numbers.find(work.table, reported.reference) if reported.reference else None
    if number is None:
        log().warning("carrier.order.unknown", extra={"reference": reported.reference})
        return
    order: Order | None = reported
    if reported.status is OrderStatus.FAILURE:
        # a second order may have failed because the first one has the number
        order = carrier().find_order(reported.reference) or reported
    apply_order(work, number, order)


def _handle_port_in(work: UnitOfWork, event: PortingEvent) -> None:
    """Have the carrier asked for the current status of the port-in, whatever the webhook says."""
    if event.order_id and not event.reference:
        work.publish(PortInDue(order_id=event.order_id))
    elif event.reference and port_ins.find(work.table, event.reference):
        work.publish(PortInDue(port_id=event.reference, order_id=event.order_id, told_at=event.objected_at))
    else:
        log().info("carrier.porting_order.unknown", extra={"reference": event.reference})


def _handle_message(work: UnitOfWork, event: MessageEvent, event_id: str) -> None:
    """Apply the event, and erase the text from the stored webhook in the same transaction."""
    if event.received:
        receive_message(work, text=event.received)
    work.save([webhooks.erase_body(event_id)])  # with the last of the numbers that a group's text came to
    if event.received:
        return
    if not (event.update and event.reference and apply_carrier_update(work, event.reference, event.update)):
        log().info("carrier.message.unknown", extra={"event_id": event_id, "reference": event.reference})
