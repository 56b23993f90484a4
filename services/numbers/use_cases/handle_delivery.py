"""Do what a stored delivery of the carrier asks for (N8). Of what it tells, only the outcome counts, not the order."""

import json
from collections.abc import Callable

from kernel.log import log
from kernel.problems import NotFound
from kernel.work import Work
from services.numbers.carrier import Carrier, Order, Outcome
from services.numbers.stores import inbox, numbers
from services.numbers.use_cases.order_number import learn
from services.numbers.use_cases.receive_delivery import content_of


def handle_delivery(work: Work, carrier: Callable[[], Carrier], event_id: str) -> None:
    """An order is complete; everything else is noted and left."""
    raw = inbox.find(work.table, event_id)
    if raw is None:
        raise NotFound(f"there is no delivery {event_id}")
    content = content_of(json.loads(raw))
    payload = content.get("payload")
    if content.get("event_type") == "number_order.complete" and isinstance(payload, dict):
        _order_complete(work, carrier, Order.read(payload))
    else:
        log().info("nothing to do", extra={"event_id": event_id, "event_type": content.get("event_type")})


def _order_complete(work: Work, carrier: Callable[[], Carrier], told: Order) -> None:
    number = numbers.find(work.table, told.reference) if told.reference else None
    if number is None:
        log().warning("an order that is not ours", extra={"reference": told.reference})
        return
    order: Order | None = told
    if told.outcome is Outcome.FAILURE:
        order = carrier().find_order(told.reference) or told  # a second order may have failed because the first has it
    learn(work, number, order)
