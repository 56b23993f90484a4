"""The door to the bus for what the app stores report: one of many renewals waits for no payment, and none for it."""

from kernel.bus.consumer import Consumer
from kernel.bus.reactions import Reactions
from services.billing import wiring


def _to_billing() -> Reactions:
    from services.billing.reactions.store_events import reactions

    return reactions


store_events = Consumer("billing", wiring.table, {"billing": _to_billing})
handler = store_events.handler
