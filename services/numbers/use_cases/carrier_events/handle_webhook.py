"""Do what a stored delivery of the carrier asks for (N8). Of what it tells, only the outcome counts, not the order."""

import json
from collections.abc import Callable

from contracts.numbers import PortInDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from kernel.problems import NotFound
from services.numbers.carrier import Carrier, Order, Outcome, PortingEvent, TextEvent
from services.numbers.stores import inbox, numbers, port_ins
from services.numbers.use_cases.carrier_events.receive_webhook import content_of
from services.numbers.use_cases.messages.deliver_message import learn as learn_of_text
from services.numbers.use_cases.messages.receive_message import receive_message
from services.numbers.use_cases.numbers.order_number import learn


def handle_delivery(work: UnitOfWork, carrier: Callable[[], Carrier], event_id: str) -> None:
    """Something happened to an order, a transfer or a text, or a text came; everything else is noted and left."""
    raw = inbox.find(work.table, event_id)
    if raw is None:
        raise NotFound(f"there is no delivery {event_id}")
    content = content_of(json.loads(raw))
    payload = content.get("payload")
    porting, text = PortingEvent.read(content), TextEvent.read(content)
    if content.get("event_type") == "number_order.complete" and isinstance(payload, dict):
        _order_complete(work, carrier, Order.read(payload))
    elif porting:
        _transfer_moved(work, porting)
    elif text:
        _text_told(work, text, event_id)
    else:
        log().info("nothing to do", extra={"event_id": event_id, "event_type": content.get("event_type")})


def _order_complete(work: UnitOfWork, carrier: Callable[[], Carrier], told: Order) -> None:
    number = numbers.find(work.table, told.reference) if told.reference else None
    if number is None:
        log().warning("an order that is not ours", extra={"reference": told.reference})
        return
    order: Order | None = told
    if told.outcome is Outcome.FAILURE:
        order = carrier().find_order(told.reference) or told  # a second order may have failed because the first has it
    learn(work, number, order)


def _transfer_moved(work: UnitOfWork, told: PortingEvent) -> None:
    """Whatever it says: the carrier is asked how the transfer stands now."""
    if told.reference and port_ins.find(work.table, told.reference):
        work.publish(PortInDue(port_id=told.reference, told_at=told.objected_at))
    else:
        log().info("no transfer of ours", extra={"reference": told.reference})


def _text_told(work: UnitOfWork, told: TextEvent, event_id: str) -> None:
    """What was written goes from the delivery in the transaction that has understood it."""
    work.save([inbox.forget(event_id)])
    if told.received:
        receive_message(work, told.received)
    elif not (told.news and told.reference and learn_of_text(work, told.reference, told.news)):
        log().info("no text of ours", extra={"event_id": event_id, "reference": told.reference})
