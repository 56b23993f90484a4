"""The door to the bus for calls: a caller waits while their call is funded, so nothing else waits before it."""

from kernel.bus.consumer import Consumer
from kernel.bus.reactions import Reactions
from services.billing import wiring


def _to_numbers() -> Reactions:
    from services.billing.reactions.funding import reactions

    return reactions


funding = Consumer("billing", wiring.table, {"numbers": _to_numbers}, tries=30)
handler = funding.handler
